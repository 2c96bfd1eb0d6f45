from __future__ import annotations

import pytest

from huibian.frame import Align, Fit, Indents, Role, TextBlock
from huibian.layout.paragraph import SetLine
from huibian.pages.rowpieces import cut_tall_rows, joined_pieces
from huibian.pages.tables import SetCell, SetRow, SetTable
from huibian.pages.tabletype import table_types
from huibian.units import ZERO, Length
from tests.support.layouts import changed_layout

LAYOUT = changed_layout()
PITCH = LAYOUT.style(Role.TABLE_CELL).pitch


def row(*counts: int) -> SetRow:
    """A row whose cells have so many lines, each at a place of its own."""
    cells = [
        SetCell(
            TextBlock(Role.TABLE_CELL, Align.START, Indents()),
            [SetLine(Length(number), (), Fit(ZERO, (), ())) for number in range(count)],
        )
        for count in counts
    ]
    return SetRow(cells, -(-(PITCH * max(1, *counts, 1) + LAYOUT.tables.white) // LAYOUT.grid.pitch))


def cut(header: int, *rows: SetRow) -> list[SetRow]:
    columns = (Length(100_000),) * len(rows[0].cells)
    table = SetTable(ZERO, columns, next(table_types(LAYOUT)), rows, header, LAYOUT.tables)
    return list(cut_tall_rows(table, LAYOUT).rows)


def counts(rows: list[SetRow]) -> list[list[int]]:
    return [[len(cell.lines) for cell in row.cells] for row in rows]


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

    assert [[line.x for line in cell.lines] for cell in joined.cells] == [list(range(50)), list(range(37))]


def test_only_pieces_of_one_row_are_joined_and_the_first_of_a_page_stands_for_itself() -> None:
    first, *others = cut(0, row(50), row(1), row(60))
    page = [*others[8:], first]

    assert [count for (count,) in counts(joined_pieces(page))] == [4 * 3 + 2, 1, 60, 4]
    assert [count for (count,) in counts(joined_pieces([first, *others]))] == [50, 1, 60]
