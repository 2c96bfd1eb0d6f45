from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import Mock

import pytest

from huibian.exports import Format, encode, output_paths
from huibian.frame import Document
from tests.support.children import children
from tests.support.samples import sample


def test_names_the_formats_beside_the_manifest_or_in_a_folder() -> None:
    assert output_paths(Path("a/期.1.yaml"), None, [Format.PDF]) == {Format.PDF: Path("a/期.1.pdf")}
    assert output_paths(Path("a/x.yaml"), Path("out"), Format) == {
        Format.PDF: Path("out/x.pdf"),
        Format.DOCX: Path("out/x.docx"),
    }


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without threads, as the command is; the one that runs the tests may have some."""
    monkeypatch.setattr("threading.active_count", lambda: 1)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@pytest.mark.usefixtures("alone")
def test_formats_made_side_by_side_are_those_made_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    document = sample()
    forked = Mock(side_effect=os.fork)
    monkeypatch.setattr(os, "fork", forked)
    beside = encode(document, Format)
    forked.assert_called_once()
    assert encode(document, Format, side_by_side=False) == beside
    forked.assert_called_once()
    monkeypatch.delattr(os, "fork")
    assert encode(document, Format) == beside


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("writer", ["huibian.pdf.write.write_pdf", "huibian.docx.write.write_docx"])
def test_a_writer_that_fails_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch, writer: str) -> None:
    def fail(document: Document) -> bytes:
        raise RuntimeError(writer)

    monkeypatch.setattr(writer, fail)
    before = children()
    with pytest.raises(RuntimeError, match="write_"):
        encode(sample(), Format)
    assert not children() - before
