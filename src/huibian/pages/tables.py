"""Takes rows of a table and where they stand, gives their lines and borders on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from huibian.frame import Border, Text
from huibian.layout.paragraph import Line
from huibian.layoutfile.definition import Layout
from huibian.pages.insets import SetRow, SetTable
from huibian.pages.place import left_edge, line_on_page
from huibian.units import Length


def row_lines(
    layout: Layout, table: SetTable, row: SetRow, top: Length, number: int
) -> Iterator[tuple[int, Line, Text]]:
    """The lines of a row on page `number`: the column of each, as set, and on paper; they stand in the row's middle."""
    start = table.indent
    for column, (cell, width) in enumerate(zip(row.cells, table.columns, strict=True)):
        style = layout.style(cell.role)
        y = top + (layout.grid.pitch * row.rows - style.pitch * len(cell.lines)) // 2
        for line in cell.lines:
            text = line_on_page(layout, line.moved(start + table.padding), y, style.pitch, style.size, number, None)
            yield column, line, text
            y += style.pitch
        start += width


def borders(layout: Layout, table: SetTable, top: Length, heights: Sequence[Length], number: int) -> Iterator[Border]:
    """The borders of the rows of these heights that stand one under another on page `number`."""
    rules, left = layout.tables, left_edge(layout, number) + table.indent
    columns = list(accumulate(table.columns, initial=left))
    rows = list(accumulate(heights, initial=top))
    width, height = Length(columns[-1] - left), Length(rows[-1] - top)
    for index, y in enumerate(rows):
        thickness = rules.outer_rule if index in (0, len(rows) - 1) else rules.inner_rule
        overhang = rules.outer_rule // 2  # into the corners
        yield Border(
            Length(left - overhang), Length(y - thickness // 2), width + rules.outer_rule, thickness, rules.color
        )
    for index, x in enumerate(columns):
        thickness = rules.outer_rule if index in (0, len(columns) - 1) else rules.inner_rule
        yield Border(Length(x - thickness // 2), top, thickness, height, rules.color)
