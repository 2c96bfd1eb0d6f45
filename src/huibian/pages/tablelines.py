"""Takes rows of a table and where they stand, gives what is in them and their borders.

Places are counted from the start edge of the type area.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

from msgspec import Struct

from huibian.frame import Border, VerticalAlign
from huibian.layout.paragraph import SetLine
from huibian.layoutfile.definition import Layout
from huibian.pages.cells import CellPicture, CellText, SetCell
from huibian.pages.place import LineBox, line_box
from huibian.pages.tables import SetTable
from huibian.units import Length


class PartPlace(Struct, frozen=True):
    """Which part of which of the cells that begin in a row."""

    cell: int
    part: int


class CellLine(Struct, frozen=True):
    """A line of a cell, and the box that it stands in."""

    place: PartPlace
    line: SetLine
    box: LineBox


class CellImage(Struct, frozen=True):
    """A picture of a cell, and its top left corner."""

    place: PartPlace
    picture: CellPicture
    x: Length
    y: Length


CellItem: TypeAlias = CellLine | CellImage


def row_items(layout: Layout, table: SetTable, number: int, top: Length) -> Iterator[CellItem]:
    """What stands in the cells that begin in a row whose top is given, cell by cell."""
    for index, cell in enumerate(table.rows[number].cells):
        rows = table.rows[number : number + cell.size.rows]
        left_over = layout.grid.pitch * sum(row.rows for row in rows) - cell.height
        y = top if cell.valign is VerticalAlign.TOP else top + left_over // 2
        start, width = _room(table, cell)
        for part_number, part in enumerate(cell.parts):
            place = PartPlace(index, part_number)
            if isinstance(part, CellText):
                boxed = _boxed(layout, part, y + part.block.space_before)
                yield from (CellLine(place, line.moved(start), box) for line, box in boxed)
            else:
                yield CellImage(place, part, start + (width - part.width) // 2, y + part.height - part.printed)
            y += part.height


def _boxed(layout: Layout, text: CellText, y: Length) -> Iterator[tuple[SetLine, LineBox]]:
    """The lines of a paragraph, each with its box."""
    for line in text.lines:
        yield line, line_box(y, text.style.pitch, text.style.size, layout.grid.ascent)
        y += text.style.pitch


def _room(table: SetTable, cell: SetCell) -> tuple[Length, Length]:
    """Where what stands in a cell begins, and how wide it may be."""
    start = table.indent + sum(table.columns[: cell.column]) + table.type_.padding
    width = Length(sum(table.columns[cell.column : cell.column + cell.size.columns]))
    return start, width - table.type_.padding * 2


def borders(table: SetTable, numbers: Sequence[int], top: Length, pitch: Length) -> Iterator[Border]:
    """The borders of rows that stand one under another; `pitch` is the height of a grid line.

    None of them goes through a cell.
    """
    rules = table.style
    if not rules.outer_rule:
        return
    edges = _Edges.of(table, numbers)
    columns = list(accumulate(table.columns, initial=table.indent))
    rows = list(accumulate((pitch * table.rows[number].rows for number in numbers), initial=top))
    for index, y in enumerate(rows):
        thickness = rules.outer_rule if index in (0, len(rows) - 1) else rules.inner_rule
        for first, last in _stretches(edges.above[index]):
            start, end = columns[first], columns[last]
            start -= rules.outer_rule // 2 if first == 0 else 0  # into the corners
            end += rules.outer_rule - rules.outer_rule // 2 if last == len(table.columns) else 0
            yield Border(start, Length(y - thickness // 2), end - start, thickness, rules.color)
    for index, x in enumerate(columns):
        thickness = rules.outer_rule if index in (0, len(columns) - 1) else rules.inner_rule
        for first, last in _stretches(edges.before[index]):
            yield Border(Length(x - thickness // 2), rows[first], thickness, rows[last] - rows[first], rules.color)


class _Edges(Struct, frozen=True):
    """Which edges of the places of a grid are borders.

    Attributes:
        above: For each edge between two rows, and the outer ones, whether it is one, column by column.
        before: For each edge between two columns, and the outer ones, whether it is one, row by row.
    """

    above: list[list[bool]]
    before: list[list[bool]]

    @classmethod
    def of(cls, table: SetTable, numbers: Sequence[int]) -> _Edges:
        """The edges of the cells that begin in these rows; none of them reaches out of the rows."""
        width, height = len(table.columns), len(numbers)
        edges = cls([[True] * width for _ in range(height + 1)], [[True] * height for _ in range(width + 1)])
        for row, number in enumerate(numbers):
            for cell in table.rows[number].cells:
                columns = range(cell.column, cell.column + cell.size.columns)
                rows = range(row, row + cell.size.rows)
                for inside in rows[1:]:
                    edges.above[inside][columns.start : columns.stop] = [False] * len(columns)
                for inside in columns[1:]:
                    edges.before[inside][rows.start : rows.stop] = [False] * len(rows)
        return edges


def _stretches(are_borders: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where a border goes on."""
    ends = [0, *(index + 1 for index, (one, other) in enumerate(pairwise(are_borders)) if one != other)]
    for start, end in pairwise([*ends, len(are_borders)]):
        if are_borders[start]:
            yield start, end
