from __future__ import annotations

from pathlib import Path

import pytest

from huibian.text.model import Paragraph
from tests.support.articles import brief, dump, read_file


@pytest.mark.parametrize("text", ["- 列表", "![](a.png)", "| 甲 |\n    |---|"])
def test_a_footnote_is_text_and_nothing_else(tmp_path: Path, text: str) -> None:
    _, found = read_file(tmp_path / "a.md", f"# 标题\n\n正文[^1]。\n\n[^1]: {text}\n")
    assert "error HB222 5:1" in brief(found)


def test_a_footnote_without_text_is_a_fault(tmp_path: Path) -> None:
    _, found = read_file(tmp_path / "a.md", "# 标题\n\n正文[^1]。\n\n[^1]:\n")
    assert brief(found) == ["error HB222 5:1"]


def test_a_footnote_of_several_paragraphs_is_one(tmp_path: Path) -> None:
    read, found = read_file(tmp_path / "a.md", "# 标题\n\n正文[^1]。\n\n[^1]: 一\n\n    二\n")
    assert (dump(read)[1:], brief(found)) == (["paragraph 3:1 正文{一二}。"], ["warning HB223 5:1"])


def test_a_footnote_knows_its_place(tmp_path: Path) -> None:
    read, _ = read_file(tmp_path / "a.md", "# 标题\n\n正文[^1]。\n\n> [^1]: 一\n")
    (block,) = read.body
    assert isinstance(block, Paragraph)
    mark = block.inlines[1]
    assert mark.note is not None
    assert ((mark.span.line, mark.span.column), (mark.note.span.line, mark.note.span.column)) == ((3, 3), (5, 9))
