"""Rows of 10, and 5 between text and footnotes, whose lines are 4 high."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import Fit, Indents, NoteNumber, PageIndex
from huibian.layout.paragraph import SetLine, SetText
from huibian.pages.collect import FlowStep, SetNote
from huibian.pages.cursor import Cursor, Depth, GridRow
from huibian.units import ZERO, Length

DEPTH = Depth(
    rows=10, pitch=Length(10), note_gap=Length(5), widow_control=False, note_most=8, note_share=4, note_least=2
)


def note(lines: int, number: int = 1) -> SetNote:
    text = SetText((SetLine(ZERO, (), Fit(ZERO, (), ())),) * lines, Indents())
    return SetNote(NoteNumber(number), text, Length(4), Span(Path("a.md")))


def cursor(row: int = 0) -> Cursor:
    return Cursor(DEPTH, PageIndex(0), GridRow(row))


def parts(page: Cursor) -> list[tuple[int, int]]:
    """The page of each part of a footnote, and how many lines it has."""
    return [(part.page, len(part.lines)) for part in page.parts]


@pytest.mark.parametrize(("height", "rows"), [(0, 0), (4, 1), (5, 1), (6, 2), (15, 2), (16, 3)])
def test_footnotes_take_whole_rows_with_the_white_above_them(height: int, rows: int) -> None:
    assert DEPTH.note_rows(Length(height)) == rows


@pytest.mark.parametrize(("lines", "runs_on"), [(8, False), (9, True)])
def test_what_takes_more_than_its_share_may_run_on(lines: int, *, runs_on: bool) -> None:
    """Four rows have room for 35, so for eight lines."""
    assert DEPTH.runs_on(FlowStep(1, (note(lines),))) is runs_on


@pytest.mark.parametrize(("rows", "repeated", "runs_on"), [(6, 0, False), (7, 0, True), (5, 1, False), (6, 1, True)])
def test_and_so_may_what_no_page_holds_with_its_row_and_the_header_above_it(
    rows: int, repeated: int, *, runs_on: bool
) -> None:
    assert DEPTH.runs_on(FlowStep(rows, (note(8),), repeated)) is runs_on


@pytest.mark.parametrize(
    ("rows", "lines", "least"),
    [
        (1, (8,), 8),  # whole
        (1, (9,), 2),
        (1, (3, 9), 5),
        (9, (3,), 3),  # three lines are too few to part
        (9, (4,), 2),
    ],
)
def test_all_but_the_last_footnote_and_the_start_of_that_stand_with_their_step(
    rows: int, lines: tuple[int, ...], least: int
) -> None:
    assert DEPTH.least_notes(FlowStep(rows, tuple(map(note, lines)))) == least * 4


@pytest.mark.parametrize(("row", "height", "fits"), [(2, 75, True), (2, 76, False), (3, 65, True), (3, 66, False)])
def test_footnotes_have_the_room_that_text_leaves_and_a_part_of_the_page_at_most(
    row: int, height: int, *, fits: bool
) -> None:
    assert DEPTH.has_room(row, Length(height)) is fits


def test_what_runs_on_takes_its_share_of_each_page_and_all_of_one_without_text() -> None:
    page = cursor(5)
    page.place(FlowStep(1, (note(50),)))
    page.next_page()
    page.end_notes()

    assert parts(page) == [(0, 8), (1, 18), (2, 18), (3, 6)]


def test_a_page_with_text_is_filled_with_what_runs_on_before_the_next_begins() -> None:
    page = cursor(5)
    page.place(FlowStep(1, (note(50),)))
    page.next_page()
    page.place(FlowStep(3))
    page.next_page()

    assert [sum(lines for number, lines in parts(page) if number == each) for each in range(3)] == [8, 16, 8]


def test_a_page_whose_rest_is_short_has_room_for_text_with_footnotes() -> None:
    page = cursor(5)
    page.place(FlowStep(1, (note(12),)))
    page.next_page()

    assert parts(page) == [(0, 8), (1, 4)]
    assert page.holds([FlowStep(1, (note(8, 2),))])
    assert page.is_begun


def test_as_long_as_a_footnote_runs_on_no_other_begins() -> None:
    page = cursor(5)
    page.place(FlowStep(1, (note(40),)))
    page.next_page()

    assert page.holds([FlowStep(6)])
    assert not page.holds([FlowStep(1, (note(1, 2),))])


def test_what_is_tried_is_not_placed() -> None:
    page = cursor()
    before = replace(page, parts=[])

    assert page.holds([FlowStep(1, (note(3),)), FlowStep(2)])
    assert page == before


def test_even_a_page_too_low_for_it_has_a_line_of_what_runs_on() -> None:
    low = replace(DEPTH, note_most=1)
    page = Cursor(low, PageIndex(0), GridRow(0))
    page.place(FlowStep(1, (note(4),)))
    page.end_notes()

    assert parts(page) == [(1, 1), (2, 1), (3, 1), (4, 1)]
