"""Cuts a row of a table that no page holds into pieces, which pages are broken between, and joins those on one page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from msgspec import Struct
from msgspec.structs import replace

from huibian.layout.paragraph import SetLine
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
    cells = list(map(_cell_lines, row.cells))
    count = max(cell.starts[-1] for cell in cells)
    for start in range(0, count, held(rows)):
        pieces = [cell.piece(start, start + held(rows)) for cell in cells]
        left = min(held(rows), count - start)
        yield SetRow(pieces, -(-(pitch * left + white) // layout.grid.pitch), continues=start > 0)


class _CellLines(Struct, frozen=True):
    """A cell to be cut: the first line of each of its paragraphs, counted through the cell, and how many there are.

    `empty` are its paragraphs without lines. A piece has all paragraphs, and most of them have no line there: those are
    the same ones in every piece.
    """

    cell: SetCell
    starts: Sequence[int]
    empty: tuple[CellPart, ...]

    def piece(self, start: int, end: int) -> SetCell:
        """Some lines of the cell; each paragraph has its part, be it without lines."""
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        here = (
            _with_lines(part, _lines_of(part)[max(0, start - at) : max(0, end - at)])
            for part, at in zip(self.cell.parts[first:last], self.starts[first:last], strict=False)
        )
        return replace(self.cell, parts=(*self.empty[:first], *here, *self.empty[last:]))


def _cell_lines(cell: SetCell) -> _CellLines:
    starts = tuple(accumulate((len(_lines_of(part)) for part in cell.parts), initial=0))
    return _CellLines(cell, starts, tuple(_with_lines(part, ()) for part in cell.parts))


def _lines_of(part: CellPart) -> Sequence[SetLine]:
    return part.lines if isinstance(part, CellText) else ()


def _with_lines(part: CellPart, lines: Sequence[SetLine]) -> CellPart:
    return replace(part, lines=lines) if isinstance(part, CellText) else part


def joined_pieces(rows: Sequence[SetRow]) -> list[SetRow]:
    """The rows on one page, the pieces of each joined into one."""
    groups: list[list[SetRow]] = []
    for row in rows:
        if groups and row.continues:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [group[0] if len(group) == 1 else _joined(group) for group in groups]


def _joined(pieces: Sequence[SetRow]) -> SetRow:
    cells = [
        replace(same[0], parts=tuple(map(_together, *(cell.parts for cell in same))))
        for same in zip(*(piece.cells for piece in pieces), strict=True)
    ]
    return replace(pieces[0], cells=cells, rows=sum(piece.rows for piece in pieces))


def _together(*pieces: CellPart) -> CellPart:
    """A paragraph with the lines of all its pieces."""
    lines = tuple(chain.from_iterable(map(_lines_of, pieces)))
    return _with_lines(pieces[0], lines) if lines else pieces[0]
