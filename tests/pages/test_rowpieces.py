from __future__ import annotations

from collections.abc import Sequence

import pytest

from huibian.frame import Align, CellSize, Fit, Indents, Role, TextBlock, VerticalAlign
from huibian.layout.paragraph import SetLine
from huibian.pages.cells import CellText, SetCell
from huibian.pages.rowpieces import cut_tall_rows, joined_pieces
from huibian.pages.rows import SetRow, SetRows
from huibian.pages.tabletype import table_types
from huibian.units import ZERO, Length
from tests.support.layouts import changed_layout

LAYOUT = changed_layout()
TYPE = next(table_types(LAYOUT))
PITCH = TYPE.body.pitch


def text(count: int) -> CellText:
    """A paragraph of so many lines, each at a place of its own."""
    lines = [SetLine(Length(number), (), Fit(ZERO, (), ())) for number in range(count)]
    return CellText(TextBlock(Role.TABLE_CELL, Align.START, Indents()), lines, TYPE.body)


def cell(*counts: int, rows: int = 1) -> SetCell:
    """A cell with paragraphs of so many lines."""
    return SetCell(tuple(map(text, counts)), 0, CellSize(1, rows), VerticalAlign.MIDDLE)


def row(*counts: int) -> SetRow:
    """A row whose cells have a paragraph of so many lines each."""
    return of(*map(cell, counts))


def of(*cells: SetCell) -> SetRow:
    height = max(TYPE.body.pitch, *(each.height for each in cells))
    return SetRow(cells, -(-(height + LAYOUT.tables.white) // LAYOUT.grid.pitch))


def cut(header: int, *rows: SetRow) -> list[SetRow]:
    groups = [range(number, number + 1) for number in range(header, len(rows))]
    found = cut_tall_rows(LAYOUT, TYPE, SetRows(rows, groups), 0)
    assert [*range(header), *(number for group in found.groups for number in group)] == list(range(len(found.rows)))
    return list(found.rows)


def counts(rows: list[SetRow]) -> list[list[int]]:
    return [[sum(map(len, lines_of(each))) for each in row.cells] for row in rows]


def lines_of(each: SetCell) -> list[Sequence[SetLine]]:
    return [part.lines for part in each.parts if isinstance(part, CellText)]


@pytest.mark.parametrize(("lines", "header", "pieces"), [(31, 0, 1), (32, 0, 8), (30, 1, 1), (31, 1, 8)])
def test_a_row_is_cut_if_no_page_holds_it_below_the_header(lines: int, header: int, pieces: int) -> None:
    rows = cut(header, *[row(1, 1)] * header, row(lines, 1))

    assert len(rows) == header + pieces


def test_a_piece_takes_the_grid_lines_that_its_lines_fill_best() -> None:
    first, *others = cut(0, row(50, 3))

    assert (first.rows, counts([first])) == (3, [[4, 3]])
    assert counts(others) == [[4, 0]] * 11 + [[2, 0]]
    assert [each.rows for each in others] == [3] * 11 + [2]
    assert [each.continues for each in (first, *others)] == [False] + [True] * 12
    assert LAYOUT.grid.pitch * 3 >= PITCH * 4 + LAYOUT.tables.white


def test_every_line_is_in_one_piece_in_its_order() -> None:
    whole = row(50, 37)
    (joined,) = joined_pieces(cut(0, whole))

    assert [[line.x for line in each] for cell in joined.cells for each in lines_of(cell)] == [
        list(range(50)),
        list(range(37)),
    ]


def test_only_pieces_of_one_row_are_joined_and_the_first_of_a_page_stands_for_itself() -> None:
    first, *others = cut(0, row(50), row(1), row(60))
    page = [*others[8:], first]

    assert [count for (count,) in counts(joined_pieces(page))] == [4 * 3 + 2, 1, 60, 4]
    assert [count for (count,) in counts(joined_pieces([first, *others]))] == [50, 1, 60]


def test_the_paragraphs_of_a_cell_are_cut_one_after_another() -> None:
    pieces = cut(0, of(cell(6, 50), cell(1)))

    assert [list(map(len, lines_of(piece.cells[0]))) for piece in pieces[:3]] == [[4, 0], [2, 2], [0, 4]]
    (joined,) = joined_pieces(pieces)
    assert list(map(len, lines_of(joined.cells[0]))) == [6, 50]


def test_rows_that_a_cell_reaches_over_are_not_cut() -> None:
    whole = of(cell(50, rows=2))

    assert cut(0, whole) == [whole]


def test_paragraphs_without_lines_stay_where_they_are_and_are_shared_by_the_pieces() -> None:
    whole = of(cell(0, 3, 0, 0, 50, 0), cell(0, 0), cell(37))
    first, *others = cut(0, whole)

    assert [list(map(len, lines_of(each))) for each in first.cells] == [[0, 3, 0, 0, 1, 0], [0, 0], [4]]
    assert all(piece.cells[0].parts[1] is others[0].cells[0].parts[1] for piece in others)
    (joined,) = joined_pieces([first, *others])
    assert [list(map(len, lines_of(each))) for each in joined.cells] == [[0, 3, 0, 0, 50, 0], [0, 0], [37]]
