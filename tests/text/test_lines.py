from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Diagnostics
from huibian.source import Source
from huibian.text.lines import read_lines


def messages(text: str) -> list[str]:
    diagnostics = Diagnostics()
    read_lines(Source(Path("a.txt"), text), diagnostics)
    return [d.message for d in diagnostics]


def test_a_line_knows_its_place_after_its_ends_were_cut() -> None:
    (line,) = read_lines(Source(Path("a.txt"), "\n　　一二三　"), Diagnostics())
    assert (line.text, line.span(0).line, line.span(0).column) == ("一二三", 2, 3)
    assert line.cut(1, 3).span(0).column == 4


def test_one_odd_character_needs_no_count() -> None:
    assert messages("一\u200b二") == ["去掉了看不见的字符 U+200B（零宽空格）"]


def test_the_same_odd_character_is_told_once_with_all_its_lines() -> None:
    assert messages("一\u200b二\u200b\n\n三\u200b") == ["去掉了看不见的字符 U+200B（零宽空格）（共 3 处，第 1、3 行）"]
    assert messages("一\t二\n" * 9) == ["行中间的 U+0009（制表符） 按一个空格排（共 9 处，第 1、2、3、4、5 行等）"]


def test_tabs_and_breaks_at_the_ends_of_a_line_are_white_like_any_other() -> None:
    assert messages("\t一二\t\f") == []
