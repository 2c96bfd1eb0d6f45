from __future__ import annotations

from collections.abc import Sequence

import pytest

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import SINGLE, Align, CellSize, Fit, Indents, PictureBlock, Role, TextBlock, VerticalAlign
from huibian.layout.paragraph import SetLine
from huibian.pages.cells import CellPicture, CellText, SetCell
from huibian.pages.rows import SetRows, set_rows
from huibian.pages.tabletype import table_types
from huibian.text.model import ArticleTable, TableCell
from huibian.units import ZERO, Length
from tests.support.contents import SPAN, image
from tests.support.layouts import changed_layout

LAYOUT = changed_layout()
STYLE = LAYOUT.style(Role.TABLE_CELL)
LINE = SetLine(ZERO, (), Fit(ZERO, (), ()))
LINES = LAYOUT.grid.lines


def cell(column: int, lines: int, rows: int = 1, columns: int = 1) -> SetCell:
    text = CellText(TextBlock(Role.TABLE_CELL, Align.CENTER, Indents()), [LINE] * lines, STYLE)
    return SetCell((text,), column, CellSize(columns, rows), VerticalAlign.MIDDLE)


def rows_of(
    *rows: Sequence[SetCell], header: int = 0, diagnostics: Diagnostics | None = None, spans: Sequence[Span] = ()
) -> SetRows:
    places = spans or [SPAN] * len(rows)
    cells = [tuple(TableCell((), each.size, at) for each in row) for row, at in zip(rows, places, strict=True)]
    table = ArticleTable((), (Align.CENTER,) * 2, tuple(cells), header, SPAN)
    return set_rows(
        LAYOUT, next(table_types(LAYOUT)), table, rows, Diagnostics() if diagnostics is None else diagnostics
    )


def grid_rows(lines: int) -> int:
    """Grid lines that so many lines of a cell take."""
    return -(-(STYLE.pitch * lines + LAYOUT.tables.white) // LAYOUT.grid.pitch)


def heights(found: SetRows) -> list[int]:
    return [row.rows for row in found.rows]


def test_a_row_is_as_high_as_its_highest_cell_and_as_a_line_at_least() -> None:
    assert heights(rows_of([cell(0, 1), cell(1, 4)], [cell(0, 0), cell(1, 0)])) == [grid_rows(4), grid_rows(1)]


def test_rows_share_what_a_cell_over_them_needs_more() -> None:
    small = rows_of([cell(0, 2, rows=2), cell(1, 1)], [cell(1, 1)])
    large = rows_of([cell(0, 7, rows=2), cell(1, 1)], [cell(1, 1)])

    assert heights(small) == [grid_rows(1)] * 2
    assert sum(heights(large)) == grid_rows(7)
    assert max(heights(large)) - min(heights(large)) <= 1


def test_rows_that_a_cell_reaches_over_are_one_group_below_the_header() -> None:
    found = rows_of([cell(0, 1), cell(1, 1)], [cell(0, 1, rows=2), cell(1, 1)], [cell(1, 1)], header=1)

    assert list(found.groups) == [range(1, 3)]


def test_a_cell_with_a_picture_has_the_half_of_what_is_left_over_above_it() -> None:
    shown = CellPicture(PictureBlock(Length(60_000), "", False), image(4, 3), Length(50_000), Length(59_000))
    found = rows_of([SetCell((shown,), 0, SINGLE, VerticalAlign.MIDDLE), cell(1, 1)], [cell(0, 1), cell(1, 1)])
    left_over = LAYOUT.grid.pitch * found.rows[0].rows - 60_000

    with_picture, without = found.rows[0].cells
    assert (with_picture.valign, without.valign) == (VerticalAlign.TOP, VerticalAlign.MIDDLE)
    assert 0 <= left_over // 2 - (with_picture.height - 60_000) < Length.of(1, "twip")


def high(count: int, lines: int = 1) -> list[list[SetCell]]:
    """A cell over so many rows of one line."""
    return [[cell(0, lines, rows=count), cell(1, 1)], *([cell(1, 1)] for _ in range(count - 1))]


def test_a_cell_that_just_fits_a_page_is_whole() -> None:
    diagnostics = Diagnostics()
    found = rows_of(*high(LINES), diagnostics=diagnostics)

    assert list(found.groups) == [range(LINES)]
    assert not list(diagnostics)


@pytest.mark.parametrize("header", [0, 1])
def test_a_cell_that_is_higher_than_a_page_is_parted_and_that_is_told(header: int) -> None:
    diagnostics, count = Diagnostics(), LINES + 1 - header
    head = [[cell(0, 1), cell(1, 1)]] * header
    found = rows_of(*head, *high(count), header=header, diagnostics=diagnostics)

    assert [each.code for each in diagnostics] == ["HB241"]
    assert len(found.groups) > 1
    assert all(sum(found.rows[row].rows for row in group) <= LINES // 2 for group in found.groups)
    parts = [each for row in found.rows for each in row.cells if each.column == 0][header:]
    assert sum(each.size.rows for each in parts) == count
    assert [each.height > 0 for each in parts] == [True, *[False] * (len(parts) - 1)]
    assert all(row.cells[0].column < row.cells[-1].column for row in found.rows if len(row.cells) > 1)


def test_a_parted_cell_has_its_text_in_rows_that_hold_it() -> None:
    found = rows_of(*high(LINES + 1, lines=LINES))

    group = found.groups[0]
    assert sum(found.rows[row].rows for row in group) >= grid_rows(LINES)


def pictured(lines: int) -> SetCell:
    """A cell with so many lines and a picture below them that is as high as one."""
    shown = CellPicture(PictureBlock(STYLE.pitch, "", False), image(4, 3), Length(5_000), Length(6_000))
    text = cell(0, lines - 1)
    return SetCell((*text.parts, shown), 0, SINGLE, VerticalAlign.MIDDLE)


@pytest.mark.parametrize(("beyond", "codes"), [(0, []), (1, ["HB506"])])
def test_a_row_with_a_picture_that_no_page_holds_is_refused_in_its_place(beyond: int, codes: list[str]) -> None:
    places = [Span(SPAN.file, number) for number in (1, 2, 3)]
    lines = (LAYOUT.grid.pitch * (LINES - 1) - LAYOUT.tables.white) // STYLE.pitch + beyond
    for high, expected in ((pictured(lines), codes), (cell(0, lines), [])):  # one of text is cut into pieces
        diagnostics = Diagnostics()
        rows_of([cell(0, 1)], [cell(0, 1)], [high], header=1, diagnostics=diagnostics, spans=places)
        assert [each.code for each in diagnostics] == expected
        assert [each.span for each in diagnostics] == places[2:][: len(expected)]


@pytest.mark.parametrize(("rows", "codes"), [(LINES - 1, []), (LINES, ["HB506"])])
def test_a_header_that_leaves_no_room_for_a_line_is_refused_with_the_row_below_it(rows: int, codes: list[str]) -> None:
    diagnostics = Diagnostics()
    lines = (LAYOUT.grid.pitch * rows - LAYOUT.tables.white) // STYLE.pitch

    rows_of([cell(0, lines)], [cell(0, 1)], header=1, diagnostics=diagnostics)

    assert [each.code for each in diagnostics] == codes
