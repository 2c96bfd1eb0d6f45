"""Takes rows of a table and where they stand, gives their lines and borders, from the start edge of the type area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from huibian.frame import Border
from huibian.layout.paragraph import SetLine
from huibian.layoutfile.definition import Layout
from huibian.pages.place import LineBox
from huibian.pages.tables import SetRow, SetTable
from huibian.units import Length


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of the cell in column `column` of a row, and the box that it stands in."""

    column: int
    line: SetLine
    box: LineBox


def row_lines(layout: Layout, table: SetTable, row: SetRow, top: Length) -> Iterator[CellLine]:
    """The lines of a row, cell by cell; they stand in the row's middle."""
    start = table.indent
    for column, (cell, width) in enumerate(zip(row.cells, table.columns, strict=True)):
        style = table.type_.style(cell.block.role)
        y = top + (layout.grid.pitch * row.rows - style.pitch * len(cell.lines)) // 2
        for line in cell.lines:
            box = LineBox(y, style.pitch, style.size, layout.grid.ascent)
            yield CellLine(column, line.moved(start + table.type_.padding), box)
            y += style.pitch
        start += width


def borders(table: SetTable, top: Length, heights: Sequence[Length]) -> Iterator[Border]:
    """The borders of rows of these heights that stand one under another."""
    rules = table.style
    columns = list(accumulate(table.columns, initial=table.indent))
    rows = list(accumulate(heights, initial=top))
    width, height = Length(columns[-1] - table.indent), Length(rows[-1] - top)
    for index, y in enumerate(rows):
        thickness = rules.outer_rule if index in (0, len(rows) - 1) else rules.inner_rule
        overhang = rules.outer_rule // 2  # into the corners
        start = Length(table.indent - overhang)
        yield Border(start, Length(y - thickness // 2), width + rules.outer_rule, thickness, rules.color)
    for index, x in enumerate(columns):
        thickness = rules.outer_rule if index in (0, len(columns) - 1) else rules.inner_rule
        yield Border(Length(x - thickness // 2), top, thickness, height, rules.color)
