"""Takes the set cells of a table, gives its rows: how high each is, and which of them one page holds together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import CellSize, Indents, Role, TextBlock
from huibian.layout.runs import NumberedNote
from huibian.layoutfile.definition import Layout
from huibian.pages.cells import CellText, SetCell
from huibian.pages.spans import Demand, crossings, joined, parted, shared
from huibian.pages.tabletype import TableType
from huibian.text.model import ArticleTable
from huibian.units import Length


class SetRow(Struct, frozen=True):
    """A row of a table with the cells that begin in it, `rows` grid lines high, or a piece of one.

    `continues` says whether it is a piece and not the first.
    """

    cells: Sequence[SetCell]
    rows: int
    continues: bool = False

    @property
    def notes(self) -> tuple[NumberedNote, ...]:
        """The footnotes that its cells refer to."""
        return tuple(note for cell in self.cells for note in cell.notes)


class SetRows(Struct, frozen=True):
    """The rows of a table, and those below its header in groups each of which one page holds."""

    rows: Sequence[SetRow]
    groups: Sequence[range]


def set_rows(
    layout: Layout,
    type_: TableType,
    table: ArticleTable,
    cells: Sequence[Sequence[SetCell]],
    diagnostics: Diagnostics,
    *,
    above: int = 0,
) -> SetRows:
    """The rows of a table, given the cells that begin in each.

    Rows that a cell reaches over stay together. Where no page can hold them with the header, the cells are parted into
    several, of which the first has what stands in them (HB241). A row that is too high by itself is cut into pieces
    (`rowpieces`); one with pictures, or below a header that leaves no room for a line, is refused (HB506).

    Args:
        layout: The layout.
        type_: The type of the cells.
        table: The table.
        cells: The cells that begin in each row.
        diagnostics: Gets every fault.
        above: Grid lines that something else takes above the header on further pages.
    """
    header = table.header
    heights = _heights(layout, type_, cells, header)
    room = layout.grid.lines - above - sum(heights[:header])
    crossing = crossings(_reaches(cells), len(cells))
    high = [group for group in joined(crossing, header) if len(group) > 1 and _sum(heights, group) > room]
    if high and room > 1:  # parts of half a page leave no more than that blank at the foot of one
        edges = {part.start for group in high for part in parted(group, heights, crossing, room // 2)[1:]}
        cells = _cut(type_, cells, edges)
        heights = _heights(layout, type_, cells, header)
        crossing = crossings(_reaches(cells), len(cells))
        hint = "文字留在第一格；最好自己把它分成几格，或分成几张表。"
        diagnostics.warning("HB241", "上下合并的格比一页还高，分成几格排", _place(table, high[0].start), hint)
    groups = joined(crossing, header)
    for group in groups:
        here = [cell for row in group for cell in cells[row]]
        if _sum(heights, group) > room and (room < least_rows(layout, type_) or not are_divisible(here)):
            hint = "把这一行分成几行，或把长的内容、表头里的内容移到正文里。"
            diagnostics.error("HB506", "表格的一行和它上面的表头，一页排不下", _place(table, group.start), hint)
    placed = (
        [_placed(layout, cell, heights[number : number + cell.size.rows]) for cell in row]
        for number, row in enumerate(cells)
    )
    return SetRows([SetRow(row, height) for row, height in zip(placed, heights, strict=True)], groups)


def least_rows(layout: Layout, type_: TableType) -> int:
    """Grid lines that a row takes at least."""
    return -(-(type_.body.pitch + layout.tables.white) // layout.grid.pitch)


def are_divisible(cells: Sequence[SetCell]) -> bool:
    """Whether the cells of a row, or of several that stay together, are in one row and hold nothing but text."""
    return all(cell.size.rows == 1 and not cell.has_picture for cell in cells)


def _placed(layout: Layout, cell: SetCell, heights: Sequence[int]) -> SetCell:
    """A cell in rows of these heights; where a picture stands in it, LibreOffice would not find its middle."""
    left_over = layout.grid.pitch * sum(heights) - cell.height
    return cell.put_at_top(Length(left_over // 2)) if cell.has_picture else cell


def _place(table: ArticleTable, row: int) -> Span:
    """Where a row stands; it may have no cell of its own."""
    return next((cell.span for cell in table.rows[row]), table.span)


def _sum(heights: Sequence[int], group: range) -> int:
    return sum(heights[row] for row in group)


def _reaches(cells: Sequence[Sequence[SetCell]]) -> Iterator[range]:
    """The rows that each cell reaches over."""
    return (range(number, number + cell.size.rows) for number, row in enumerate(cells) for cell in row)


def _heights(layout: Layout, type_: TableType, cells: Sequence[Sequence[SetCell]], header: int) -> list[int]:
    """Grid lines that hold the highest cell of each row, and a line of text at least."""
    least = [type_.head.pitch] * header + [type_.body.pitch] * (len(cells) - header)
    pitch, white = layout.grid.pitch, layout.tables.white
    demands = [
        Demand(over, -(-(cell.height + white) // pitch))
        for over, cell in zip(_reaches(cells), (cell for row in cells for cell in row), strict=True)
    ]
    return shared(demands, [-(-(each + white) // pitch) for each in least], 1)


def _cut(type_: TableType, cells: Sequence[Sequence[SetCell]], edges: set[int]) -> list[list[SetCell]]:
    """The cells, with those that reach over one of the edges parted there; what stands in them is in the first part."""
    found: list[list[SetCell]] = [[] for _ in cells]
    for number, row in enumerate(cells):
        for cell in row:
            after = number + cell.size.rows
            starts = [number, *sorted(edge for edge in edges if number < edge < after)]
            for start, end in zip(starts, [*starts[1:], after], strict=True):
                parts = cell.parts if start == number else (_nothing(type_),)
                found[start].append(SetCell(parts, cell.column, CellSize(cell.size.columns, end - start), cell.valign))
    return [sorted(row, key=lambda cell: cell.column) for row in found]


def _nothing(type_: TableType) -> CellText:
    """A paragraph without lines."""
    return CellText(TextBlock(Role.TABLE_CELL, type_.body.align, Indents()), (), type_.body)
