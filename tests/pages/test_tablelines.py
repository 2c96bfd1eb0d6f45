from __future__ import annotations

from huibian.frame import Align, Fit, Indents, Role, TextBlock
from huibian.layout.paragraph import SetLine
from huibian.pages.tablelines import borders, row_lines
from huibian.pages.tables import SetCell, SetRow, SetTable
from huibian.pages.tabletype import table_types
from huibian.units import ZERO, Length
from tests.support.layouts import changed_layout

LINE = SetLine(ZERO, (), Fit(ZERO, (), ()))
LAYOUT = changed_layout()
TOP = Length(200_000)


def table(*counts: int) -> SetTable:
    """A table of one row whose cells have so many lines."""
    cells = [SetCell(TextBlock(Role.TABLE_CELL, Align.START, Indents()), [LINE] * count) for count in counts]
    columns = tuple(Length(100_000) for _ in counts)
    return SetTable(Length(500), columns, next(table_types(LAYOUT)), [SetRow(cells, 3)], 0, LAYOUT.tables)


def test_the_lines_of_a_cell_stand_in_the_middle_of_its_row() -> None:
    found = [(line.column, line.box.top) for line in row_lines(LAYOUT, table(1, 2), table(1, 2).rows[0], TOP)]
    middle, pitch = TOP + LAYOUT.grid.pitch * 3 // 2, LAYOUT.style(Role.TABLE_CELL).pitch

    assert found == [(0, middle - pitch // 2), (1, middle - pitch), (1, middle)]


def test_text_keeps_clear_of_the_cells_edge() -> None:
    found = [cell.line.x for cell in row_lines(LAYOUT, table(1, 1), table(1, 1).rows[0], TOP)]

    assert found == [6_500, 106_500]


def test_borders_are_thick_outside_and_thin_inside() -> None:
    rules = LAYOUT.tables
    found = list(borders(table(1, 1), TOP, [Length(30_000), Length(40_000)]))
    across, down = [item for item in found if item.width > item.height], [i for i in found if i.height > i.width]

    assert [item.height for item in across] == [rules.outer_rule, rules.inner_rule, rules.outer_rule]
    assert [item.width for item in down] == [rules.outer_rule, rules.inner_rule, rules.outer_rule]
    assert all(item.height == 70_000 for item in down)
