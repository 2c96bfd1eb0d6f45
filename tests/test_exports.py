from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest

from huibian.build import IssueBuilder
from huibian.diagnostics import HuibianError
from huibian.docx.linechars import line_chars
from huibian.docx.write import write_docx
from huibian.exports import Encoding, Format, KeptExports, encode, encoder, output_paths
from huibian.frame import Document
from huibian.pdf.content import page_content
from huibian.pdf.contents import KeptContents
from huibian.pdf.objects import deflated
from huibian.pdf.write import write_pdf
from tests.support.children import children
from tests.support.examples import PICTURED, SHORT, STANDARD, composed
from tests.support.requirements import ROOT
from tests.support.samples import sample


def test_names_the_formats_beside_the_manifest_or_in_a_folder() -> None:
    assert output_paths(Path("a/期.1.yaml"), None, [Format.PDF]) == {Format.PDF: Path("a/期.1.pdf")}
    assert output_paths(Path("a/x.yaml"), Path("out"), Format) == {
        Format.PDF: Path("out/x.pdf"),
        Format.DOCX: Path("out/x.docx"),
    }


def encoded(encoding: Encoding, document: Document) -> dict[Format, bytes]:
    encoding.begin(document)
    return encoding.files()


@pytest.mark.usefixtures("forking")
def test_formats_made_side_by_side_are_those_made_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    document = sample()
    in_turn = encode(document, Format)
    forked = Mock(side_effect=os.fork)
    monkeypatch.setattr(os, "fork", forked)
    with encoder(Format, side_by_side=False) as encoding:
        assert encoded(encoding, document) == in_turn
    forked.assert_not_called()
    made = Mock(side_effect=AssertionError)
    with encoder(Format) as encoding:
        monkeypatch.setattr("huibian.exports._exporter", made)  # here, not in the processes
        assert encoded(encoding, document) == in_turn
    assert forked.call_count == len(Format)


@pytest.mark.usefixtures("forking")
def test_files_are_the_same_of_what_was_kept() -> None:
    document, kept = sample(), KeptExports()
    for _ in range(2):
        assert encode(document, Format, kept) == encode(document, Format)
        with encoder(Format, kept) as encoding:
            assert encoded(encoding, document) == encode(document, Format)


def test_what_is_kept_is_not_made_again_and_goes_with_the_document_after_next(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {
        name: Mock(wraps=function)
        for name, function in {
            "huibian.docx.lines.line_chars": line_chars,
            "huibian.pdf.contents.page_content": page_content,
            "huibian.pdf.objects.deflated": deflated,
        }.items()
    }
    for name, counted in made.items():
        monkeypatch.setattr(name, counted)

    def makes(manifest: Path) -> set[str]:
        """What is made where this issue is written next."""
        for counted in made.values():
            counted.reset_mock()
        builder.encode(composed(manifest).document, Format)
        return {name for name, counted in made.items() if counted.called}

    builder = IssueBuilder()
    assert makes(SHORT) == set(made)
    assert makes(SHORT) == set()
    makes(STANDARD)
    makes(PICTURED)
    assert makes(SHORT) == set(made)


def test_streams_are_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compress = Mock(wraps=deflated)
    monkeypatch.setattr("huibian.pdf.objects.deflated", compress)
    document, kept = sample(), KeptExports()
    encoded = encode(document, [Format.PDF], kept)
    assert compress.call_count > len(document.pages)
    compress.reset_mock()
    encode(document, [Format.DOCX], kept)
    assert encode(document, [Format.PDF], kept) == encoded
    compress.assert_not_called()


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize(("pages", "forks"), [(-1, len(Format)), (0, len(Format)), (1, len(Format) + 1)])
def test_the_docx_of_many_pages_is_made_by_a_copy_of_this_process(
    monkeypatch: pytest.MonkeyPatch, pages: int, forks: int
) -> None:
    document, before = sample(), children()
    monkeypatch.setattr("huibian.exports._HANDED_OVER", len(document.pages) - pages)
    forked, handed = Mock(side_effect=os.fork), Mock(wraps=pickle.dump)
    monkeypatch.setattr(os, "fork", forked)
    monkeypatch.setattr(pickle, "dump", handed)
    with encoder(Format) as encoding:
        encoding.begin(document)
        monkeypatch.setattr("huibian.exports._exporter", Mock(side_effect=AssertionError))  # here
        assert encoding.files() == encode_here(document)
    assert forked.call_count == forks
    assert any(call.args[0] is document for call in handed.call_args_list) == (forks == len(Format))
    assert not children() - before


@pytest.mark.usefixtures("forking")
def test_many_pages_are_told_where_no_copy_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    document, real, left = sample(), os.fork, iter(range(len(Format)))

    def refuse() -> int:
        if next(left, None) is None:
            raise BlockingIOError
        return real()

    monkeypatch.setattr(os, "fork", refuse)
    monkeypatch.setattr("huibian.exports._HANDED_OVER", 0)
    with encoder(Format) as encoding:
        encoding.begin(document)
        monkeypatch.setattr("huibian.exports._exporter", Mock(side_effect=AssertionError))  # here
        assert encoding.files() == encode_here(document)


def encode_here(document: Document) -> dict[Format, bytes]:
    return {Format.PDF: write_pdf(document), Format.DOCX: write_docx(document)}


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("processes", [0, 1])
def test_formats_without_a_process_are_made_here(monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    real, left = os.fork, iter(range(processes))

    def refuse() -> int:
        if next(left, None) is None:
            raise BlockingIOError
        return real()

    document = sample()
    monkeypatch.setattr(os, "fork", refuse)
    with encoder(Format) as encoding:
        assert encoded(encoding, document) == encode(document, Format)


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("writer", ["huibian.pdf.write.write_file", "huibian.docx.write.write_docx"])
def test_a_writer_that_fails_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch, writer: str) -> None:
    def fail(document: Document, *_: object) -> bytes:
        raise RuntimeError(writer)

    monkeypatch.setattr(writer, fail)
    before = children()
    with pytest.raises(RuntimeError, match="write_"), encoder(Format) as encoding:
        encoded(encoding, sample())
    assert not children() - before


@pytest.mark.usefixtures("forking")
def test_a_faulty_issue_neither_leaves_a_process_behind_nor_waits_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.exports._encode_handed", lambda *_: threading.Event().wait())
    before = children()
    with pytest.raises(HuibianError), encoder(Format):
        raise HuibianError([])
    assert not children() - before


@pytest.mark.parametrize("manifest", sorted((ROOT / "examples").glob("*/issue-*.yaml")), ids=lambda path: path.stem)
def test_a_document_is_handed_over_whole(manifest: Path) -> None:
    document = composed(manifest).document
    assert pickle.loads(pickle.dumps(document, pickle.HIGHEST_PROTOCOL)) == document


def test_what_this_process_makes_of_a_pdf_is_imported_without_its_library() -> None:
    program = (
        "import sys; from huibian.exports import Format, load_own_part\n"
        "names = ('huibian.pdf.contents', 'huibian.pdf.structure', 'reportlab')\n"
        "for each in (Format.DOCX, Format.PDF): load_own_part([each]); print([name in sys.modules for name in names])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines() == ["[False, False, False]", "[True, True, False]"]


def test_before_several_issues_are_set_the_libraries_of_all_formats_are_imported() -> None:
    program = (
        "import sys; from huibian.exports import load_exporters\n"
        "load_exporters(); print([name in sys.modules for name in ('reportlab', 'docx')])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "[True, True]\n"


def test_nothing_is_held_of_pages_that_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """To know a page again all of it is looked at, and all pages are held."""
    held = Mock(wraps=KeptContents)
    monkeypatch.setattr("huibian.pdf.contents.KeptContents", held)
    for kept in (None, KeptExports()):
        encode(sample(), [Format.PDF], kept)
    assert [call.kwargs for call in held.call_args_list] == [{"has_next": False}, {"has_next": True}]


def test_where_no_pdf_is_written_nothing_of_one_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.exports._contents_of", Mock(side_effect=AssertionError))
    assert set(encode(sample(), [Format.DOCX])) == {Format.DOCX}
