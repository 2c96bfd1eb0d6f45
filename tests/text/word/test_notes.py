from __future__ import annotations

from pathlib import Path

from tests.support.articles import brief, dump, inlines_of, read_file
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


def test_a_table_in_a_footnote_is_a_fault(tmp_path: Path) -> None:
    note = "<w:p><w:r><w:t>注</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert told(tmp_path, note) == (["paragraph 2:1 正文{注}。"], ["error HB222 2:3"])


def test_a_footnote_that_is_referred_to_twice_is_the_same_one(tmp_path: Path) -> None:
    body = BODY + '<w:p><w:r><w:t>又</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    read, found = read_file(tmp_path / "a.docx", word_file(body, notes={"2": "<w:p><w:r><w:t>注</w:t></w:r></w:p>"}))
    first, second = (each.note for each in inlines_of(read) if each.note is not None)
    assert first is second
    assert brief(found) == ["warning HB223 3:2"]


def test_a_footnote_that_nothing_refers_to_is_told_with_its_words_a_separator_is_none(tmp_path: Path) -> None:
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    line = "<w:p><w:r><w:separator/></w:r></w:p>"
    notes = {"2": text.format("注"), "3": text.format("无主"), "-1": line}
    read, found = read_file(tmp_path / "a.docx", word_file(BODY, notes=notes))
    assert dump(read)[1:] == ["paragraph 2:1 正文{注}。"]
    assert [(each.code, each.message) for each in found] == [("HB223", "脚注没有引用，略去了“无主”")]


def test_of_two_footnotes_with_one_id_the_second_is_told(tmp_path: Path) -> None:
    note = '<w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>重</w:t></w:r></w:p>'
    read, found = read_file(tmp_path / "a.docx", word_file(BODY, notes={"2": note}))
    assert dump(read)[1:] == ["paragraph 2:1 正文{注}。"]
    assert [each.message for each in found] == ["脚注没有引用，略去了“重”"]
