from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.text.markdown.places import Places, of_heading, of_lines, of_row

FILE = Path("a.md")


def at(line: int, column: int) -> Span:
    return Span(FILE, line, column)


def test_lines_stand_after_what_makes_them_a_list_or_a_quotation() -> None:
    places = of_lines("一\n二三", at(4, 1), ["> - 一 ", ">   二三", "别的"])
    assert [places.place(index) for index in (0, 2, 3)] == [at(4, 5), at(5, 5), at(5, 6)]


def test_a_tab_before_a_line_may_have_become_spaces() -> None:
    assert of_lines("一\n  二", at(1, 1), ["- 一", "\t二"]).place(4) == at(2, 2)


def test_blank_lines_before_the_first_are_skipped() -> None:
    assert of_lines("一", at(1, 1), ["> \u3000", "> 一"]).place(0) == at(2, 3)


def test_runs_are_cut_where_characters_do_not_stand_side_by_side() -> None:
    places = Places([0, 2, 5], [at(1, 1), at(1, 9), at(2, 1)])
    assert list(places.runs(1, 6)) == [(1, 2, at(1, 2)), (2, 5, at(1, 9)), (5, 6, at(2, 1))]


@pytest.mark.parametrize(("line", "column"), [("# 一", 3), ("##\t一 ##", 4), ("> - ### 一", 9)])
def test_a_heading_stands_after_its_marks(line: str, column: int) -> None:
    assert of_heading(at(3, 1), line).place(0) == at(3, column)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| 一 | 二 |", [(3, "一"), (7, "二")]),
        ("一|二", [(1, "一"), (3, "二")]),
        ("　| 一 ||二", [(4, "一"), (7, ""), (8, "二")]),
        ("|一\\|二|", [(2, "一|二")]),
        ("|一\\||", [(2, "一|")]),
        ("|", []),
    ],
)
def test_a_row_is_divided_into_cells(row: str, cells: list[tuple[int, str]]) -> None:
    assert [(places.place(0).column, text) for places, text in of_row(at(1, 1), row)] == cells


def test_an_escaped_bar_cuts_the_place_of_a_cell() -> None:
    ((places, _),) = of_row(at(1, 1), "|一\\|二|")
    assert [places.place(index).column for index in range(3)] == [2, 4, 5]
