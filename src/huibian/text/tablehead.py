"""Finds how many rows of a table are its head, where its file does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from huibian.regex import compiled
from huibian.text.model import TableCell

_NUMBER = r"[+\-－]?[\d.,，]+[%％‰]?"


class PlacedCells(Struct, frozen=True):
    """The cells that begin in a row, and the first column of each."""

    cells: Sequence[TableCell]
    columns: Sequence[int]

    def placed(self) -> Iterator[tuple[range, TableCell]]:
        """Each cell with the columns that it reaches over."""
        for column, cell in zip(self.columns, self.cells, strict=True):
            yield range(column, column + cell.size.columns), cell


def head_rows(rows: Sequence[PlacedCells]) -> int:
    """How many rows are the head of a table that has none marked: the first, and as many as its cells reach over.

    A cell over several columns takes the row below in as well, if that divides it. A form has no head: in every row of
    it, the first too, a cell is left to be filled in. The corner of a table may be empty.
    """
    if all(any(not cell.contents for cell in row.cells[1:] or row.cells) for row in rows):
        return 0
    count, row = 1, 0
    while row < min(count, len(rows)):
        for _, cell in rows[row].placed():
            count = max(count, row + cell.size.rows)
        if row + 1 == count < len(rows) and _is_divided(rows, count):
            count += 1
        row += 1
    return closed_head(rows, count)


def _is_divided(rows: Sequence[PlacedCells], row: int) -> bool:
    """Whether a row divides what stands above it: every cell says something, and no number, that is not below nothing.

    A row of figures under a cell over two columns divides nothing: it has a name where no cell is divided.
    """
    above = [
        (over, cell)
        for number, here in enumerate(rows[:row])
        for over, cell in here.placed()
        if number + cell.size.rows == row
    ]
    below = list(rows[row].placed())
    divides = False
    for over, cell in above:
        parts = [part for columns, part in below if columns.start in over]
        if len(parts) > 1:
            divides = True
            if not all(part.contents and not compiled(_NUMBER).fullmatch(part.text) for part in parts):
                return False
        elif cell.contents and any(part.contents for part in parts):
            return False
    return divides


def closed_head(rows: Sequence[PlacedCells], count: int) -> int:
    """A head of so many rows, and of those into which its cells reach; shorter, if no row were left below it.

    No cell reaches out of it.
    """
    ends = [max((row + cell.size.rows for _, cell in here.placed()), default=row + 1) for row, here in enumerate(rows)]
    row = 0
    while row < min(count, len(rows)):
        count = max(count, ends[row])
        row += 1
    if count < len(rows):
        return count
    reach, found = 0, 0
    for number, end in enumerate(ends[:-1], 1):
        reach = max(reach, end)
        if reach == number:
            found = number
    return found
