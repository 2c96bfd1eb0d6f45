from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.diagnostics import Diagnostics, Span
from huibian.text.inlines import Inlines, cleaned, cut, joined, parted, without
from huibian.text.model import Inline, Note, plain
from huibian.text.remarks import Remarks

FILE = Path("a.txt")
NOTE = Inline("", False, Span(FILE, 9, 9), note=Note((Inline("注", False, Span(FILE, 8, 1)),), Span(FILE, 8, 1)))


def at(column: int, text: str, *, bold: bool = False) -> Inline:
    return Inline(text, bold, Span(FILE, 1, column))


def shown(inlines: Inlines) -> list[tuple[int | None, str]]:
    return [(inline.span.column, "*" if inline.note else inline.text) for inline in inlines]


def messages(*inlines: Inline) -> list[str]:
    remarks, diagnostics = Remarks(), Diagnostics()
    cleaned(inlines, remarks)
    remarks.report(diagnostics)
    return [d.message for d in diagnostics]


def test_a_part_knows_its_place() -> None:
    assert shown(cut([at(1, "一二三"), at(9, "四五")], 2, 4)) == [(3, "三"), (9, "四")]


@pytest.mark.parametrize(("start", "end", "marks"), [(0, 1, 0), (0, 2, 1), (2, 4, 0), (1, 4, 1)])
def test_a_mark_of_a_footnote_stays_with_the_character_before_it(start: int, end: int, marks: int) -> None:
    part = cut([at(1, "一二"), NOTE, at(3, "三四")], start, end)
    assert [inline.note is not None for inline in part].count(True) == marks


@pytest.mark.parametrize(("start", "end", "marks"), [(0, 1, 1), (0, 3, 1), (1, 3, 0)])
def test_a_mark_before_all_characters_stays_with_the_first(start: int, end: int, marks: int) -> None:
    part = cut([NOTE, at(1, "一二三")], start, end)
    assert [inline.note is not None for inline in part].count(True) == marks


def test_marks_of_footnotes_stay_where_the_characters_before_them_go() -> None:
    assert shown(without([NOTE, at(1, "表："), NOTE, at(3, "面积"), NOTE], 2)) == [
        (9, "*"),
        (9, "*"),
        (3, "面积"),
        (9, "*"),
    ]


def test_white_goes_at_both_ends_over_all_inlines() -> None:
    (line,) = cleaned([at(1, "　　"), at(3, " 一二"), at(6, " 三\t"), at(9, " ")], Remarks())
    assert shown(line) == [(4, "一二"), (6, " 三")]
    assert cleaned([at(1, " \t　")], Remarks()) == []


@pytest.mark.parametrize("text", [" 一 ", "　 一\t"])
def test_text_without_odd_characters_begins_where_its_white_ends(text: str) -> None:
    assert [shown(line) for line in cleaned([at(3, text)], Remarks())] == [[(3 + text.index("一"), "一")]]


def test_an_odd_character_is_told_at_its_place_in_whatever_inline() -> None:
    remarks, diagnostics = Remarks(), Diagnostics()
    cleaned([at(1, "一"), at(5, "二\x07"), at(9, "三\x07")], remarks)
    remarks.report(diagnostics)
    assert [d.span and d.span.column for d in diagnostics] == [6]
    assert [d.message for d in diagnostics] == ["有控制字符 U+0007（控制字符）（共 2 处，第 1 行）"]


def test_a_footnote_before_all_characters_stays_there() -> None:
    (line,) = cleaned([NOTE, at(1, "一\u200b二")], Remarks())
    assert shown(line) == [(9, "*"), (1, "一"), (3, "二")]


def test_a_character_left_out_cuts_an_inline() -> None:
    (line,) = cleaned([at(1, "一\u200b二三"), at(5, "四", bold=True)], Remarks())
    assert shown(line) == [(1, "一"), (3, "二三"), (5, "四")]
    assert line[2].bold


def test_a_break_divides_and_a_footnote_stays_where_it_was() -> None:
    lines = cleaned([at(1, "一"), NOTE, at(2, "\n二\v"), NOTE, at(5, "三\n\n")], Remarks())
    assert [shown(line) for line in lines] == [[(1, "一"), (9, "*")], [(3, "二")], [(9, "*"), (5, "三")]]


def test_a_footnote_alone_is_a_paragraph() -> None:
    assert [shown(line) for line in cleaned([NOTE], Remarks())] == [[(9, "*")]]


def test_a_line_feed_is_the_readers_to_tell_other_breaks_are_told_here() -> None:
    assert messages(at(1, "一\n二")) == []
    assert messages(at(1, "一\v二")) == ["行中间的 U+000B（手动换行符） 按另起一段排"]


def test_tabs_and_breaks_at_the_ends_are_white_like_any_other() -> None:
    assert messages(at(1, "\t一二"), at(4, "\t\f")) == []


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("汉", "字", "汉字"),
        ("at", "home", "at home"),
        ("第", "3", "第3"),
        ("at", "a页", "at a页"),
        ("a", "页a", "a页a"),
    ],
)
def test_joined_lines_have_a_space_between_latin_words_only(one: str, other: str, whole: str) -> None:
    assert plain(joined([(at(1, one),), (at(5, other),)])) == whole


def test_the_space_between_joined_lines_stands_where_the_second_begins() -> None:
    _, space, *_ = joined([(at(1, "at"),), (at(5, "ho"), at(7, "me"))])
    assert (space.text, space.span) == (" ", at(5, "ho").span)


PIECES = st.lists(st.text("一a \n\v\t\u200b\u3000\u2f00\x07", max_size=6), max_size=5)


def test_many_lines_are_joined_in_linear_time() -> None:
    started = time.process_time()
    whole = joined([(at(1, "甲"),)] * 40_000)  # in quadratic time minutes
    assert (len(whole), time.process_time() - started < 5) == (40_000, True)


def test_many_inlines_of_many_lines_are_cut_in_linear_time() -> None:
    inlines = [at(1, "甲\v乙", bold=index % 2 == 0) for index in range(40_000)]
    started = time.process_time()
    lines = cleaned(inlines, Remarks())  # in quadratic time minutes
    assert (len(lines), time.process_time() - started < 5) == (40_001, True)
    assert [[each.text for each in line] for line in lines[:3]] == [["甲"], ["乙", "甲"], ["乙", "甲"]]


@pytest.mark.parametrize(
    ("bounds", "texts"), [([0, 2, 4], ["甲乙", "丙丁"]), ([1, 3], ["乙丙"]), ([0, 0, 4, 4], ["", "甲乙丙丁", ""])]
)
def test_parts_are_cut_at_every_bound(bounds: list[int], texts: list[str]) -> None:
    found = parted([at(1, "甲"), at(2, "乙丙"), at(4, ""), at(4, "丁")], bounds)
    assert ["".join(each.text for each in part) for part in found] == texts
    assert all(each.span.column == "甲乙丙丁".index(each.text) + 1 for part in found for each in part)


@given(PIECES)
def test_every_character_knows_its_place(texts: list[str]) -> None:
    raw = "".join(texts)
    columns = [len("".join(texts[:index])) + 1 for index in range(len(texts))]
    for line in cleaned([at(column, text) for column, text in zip(columns, texts, strict=True)], Remarks()):
        assert line
        assert plain(line) == plain(line).strip()
        for inline in line:
            assert inline.text
            assert inline.span.column is not None
            first = inline.span.column - 1
            written = raw[first : first + len(inline.text)].replace("\t", " ").replace("\u2f00", "一")
            assert written == inline.text
