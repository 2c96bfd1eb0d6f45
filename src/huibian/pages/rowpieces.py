"""Cuts a row of a table that no page holds into pieces, which pages are broken between, and joins those on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from huibian.layoutfile.definition import Layout
from huibian.pages.tables import SetRow, SetTable, least_rows

_TALLEST = 4  # grid lines: pieces of more would leave too much of a page empty at its foot


def cut_tall_rows(table: SetTable, layout: Layout) -> SetTable:
    """The table, each row that no page holds below the header cut into pieces."""
    room = layout.grid.lines - table.repeated_rows
    rows = list(table.rows[: table.header])
    for row in table.rows[table.header :]:
        rows += [row] if row.rows <= room else _pieces(row, room, table, layout)
    return replace(table, rows=rows)


def _pieces(row: SetRow, room: int, table: SetTable, layout: Layout) -> Iterator[SetRow]:
    """The pieces of a row, the next lines of every cell in each.

    A piece takes as many grid lines as its lines fill best. What the pieces of a page leave is white above and below.
    """
    pitch, white, least = table.type_.body.pitch, layout.tables.white, least_rows(layout, table.type_.body)

    def held(rows: int) -> int:
        """Lines that so many grid lines hold."""
        return (layout.grid.pitch * rows - white) // pitch

    sizes = range(least, max(least, min(room, _TALLEST)) + 1)
    rows = max(sizes, key=lambda rows: (held(rows) / rows, -rows))
    count = max(len(cell.lines) for cell in row.cells)
    for start in range(0, count, held(rows)):
        cells = [replace(cell, lines=cell.lines[start : start + held(rows)]) for cell in row.cells]
        left = min(held(rows), count - start)
        yield SetRow(cells, -(-(pitch * left + white) // layout.grid.pitch), continues=start > 0)


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
    pairs = zip(above.cells, below.cells, strict=True)
    cells = [replace(cell, lines=(*cell.lines, *more.lines)) for cell, more in pairs]
    return replace(above, cells=cells, rows=above.rows + below.rows)
