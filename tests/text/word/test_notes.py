from __future__ import annotations

from pathlib import Path

from tests.support.articles import brief, dump, read_file
from tests.support.worddocs import word_file

BODY = (
    "<w:p><w:r><w:t>标题</w:t></w:r></w:p>"
    '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/><w:t>。</w:t></w:r></w:p>'
)


def told(tmp_path: Path, note: str) -> tuple[list[str], list[str]]:
    read, found = read_file(tmp_path / "a.docx", word_file(BODY, notes={"2": note}))
    return dump(read)[1:], brief(found)


def test_a_footnote_without_text_is_a_fault(tmp_path: Path) -> None:
    assert told(tmp_path, "<w:p/>") == (["paragraph 2:1 正文。"], ["error HB222 2:3"])


def test_a_footnote_in_a_footnote_is_a_fault(tmp_path: Path) -> None:
    inner = '<w:p><w:r><w:t>注</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    assert told(tmp_path, inner) == (["paragraph 2:1 正文{注}。"], ["error HB222 2"])


def test_a_picture_in_a_footnote_is_a_fault(tmp_path: Path) -> None:
    note = '<w:p><w:r><w:t>注</w:t><w:drawing><a:blip r:embed="rIdP"/></w:drawing></w:r></w:p>'
    assert told(tmp_path, note) == (["paragraph 2:1 正文{注}。"], ["error HB222 2:3"])
