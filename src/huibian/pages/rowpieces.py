"""Cuts a row of a table that no page holds into pieces, which pages are broken between, and joins those on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from huibian.layoutfile.definition import Layout
from huibian.pages.cells import CellPart, CellText, SetCell
from huibian.pages.rows import SetRow, SetRows, are_divisible, least_rows
from huibian.pages.tabletype import TableType

_TALLEST = 4  # grid lines: pieces of more would leave too much of a page empty at its foot


def cut_tall_rows(layout: Layout, type_: TableType, table: SetRows, above: int) -> SetRows:
    """The rows of a table, each below the header that no page holds cut into pieces, which are groups of their own.

    Args:
        layout: The layout.
        type_: The type of the cells.
        table: The rows.
        above: Grid lines that something else takes above the header on further pages.
    """
    header = table.groups[0].start
    room = layout.grid.lines - above - sum(row.rows for row in table.rows[:header])
    rows, groups = list(table.rows[:header]), list[range]()
    for group in table.groups:
        here = [table.rows[number] for number in group]
        is_tall = sum(row.rows for row in here) > room
        if is_tall and len(here) == 1 and room >= least_rows(layout, type_) and are_divisible(here[0].cells):
            pieces = list(_pieces(here[0], room, layout, type_))
            groups += [range(len(rows) + place, len(rows) + place + 1) for place in range(len(pieces))]
            rows += pieces
        else:
            groups.append(range(len(rows), len(rows) + len(here)))
            rows += here
    return SetRows(rows, groups)


def _pieces(row: SetRow, room: int, layout: Layout, type_: TableType) -> Iterator[SetRow]:
    """The pieces of a row, the next lines of every cell in each.

    A piece takes as many grid lines as its lines fill best. What the pieces of a page leave is white above and below.
    """
    pitch, white, least = type_.body.pitch, layout.tables.white, least_rows(layout, type_)

    def held(rows: int) -> int:
        """Lines that so many grid lines hold."""
        return (layout.grid.pitch * rows - white) // pitch

    sizes = range(least, max(least, min(room, _TALLEST)) + 1)
    rows = max(sizes, key=lambda rows: (held(rows) / rows, -rows))
    count = max(map(_lines_of, row.cells))
    for start in range(0, count, held(rows)):
        cells = [_piece(cell, start, start + held(rows)) for cell in row.cells]
        left = min(held(rows), count - start)
        yield SetRow(cells, -(-(pitch * left + white) // layout.grid.pitch), continues=start > 0)


def _lines_of(cell: SetCell) -> int:
    return sum(len(part.lines) for part in cell.parts if isinstance(part, CellText))


def _piece(cell: SetCell, start: int, end: int) -> SetCell:
    """Some lines of a cell, counted through its paragraphs; each has its part, be it without lines."""
    parts: list[CellPart] = []
    before = 0
    for part in cell.parts:
        lines = part.lines if isinstance(part, CellText) else ()
        here = lines[max(0, start - before) : max(0, end - before)]
        parts.append(replace(part, lines=here) if isinstance(part, CellText) else part)
        before += len(lines)
    return replace(cell, parts=tuple(parts))


def joined_pieces(rows: Sequence[SetRow]) -> list[SetRow]:
    """The rows on one page, the pieces of each joined into one."""
    found: list[SetRow] = []
    for row in rows:
        if found and row.continues:
            found[-1] = _joined(found[-1], row)
        else:
            found.append(row)
    return found


def _joined(above: SetRow, below: SetRow) -> SetRow:
    cells = [
        replace(cell, parts=tuple(map(_together, cell.parts, more.parts)))
        for cell, more in zip(above.cells, below.cells, strict=True)
    ]
    return replace(above, cells=cells, rows=above.rows + below.rows)


def _together(part: CellPart, more: CellPart) -> CellPart:
    """A paragraph with more of its lines."""
    if isinstance(part, CellText) and isinstance(more, CellText):
        return replace(part, lines=(*part.lines, *more.lines))
    return part
