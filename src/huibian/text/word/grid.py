"""Takes the cells of a Word table row by row, gives them places in a grid without gaps: merged cells as one.

Word writes a merged cell as one over several columns of its grid (`gridSpan`), or as several, of which each but the
first says that it goes on (`vMerge`, `hMerge`; ECMA-376, part 1, 17.4.17, 17.4.84, 17.4.22). Nothing keeps a file from
having rows of different length, or cells that go on where nothing begins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct, field

from huibian.frame import CellSize
from huibian.text.word.xml import Element


class Merge(Enum):
    """What a cell has to do with those above and below it."""

    ALONE = auto()
    BEGINS = auto()  # those below may go on with it
    GOES_ON = auto()  # it is a part of the one above


class RawCell(Struct, frozen=True):
    """A cell as its file has it.

    Attributes:
        element: The cell; `None` for columns that a row leaves out.
        columns: Over how many columns of the grid it reaches.
        merge: What it has to do with those above and below it.
        joins: Whether it is a part of the one before it.
    """

    element: Element | None
    columns: int
    merge: Merge
    joins: bool


class PlacedCell(Struct, frozen=True):
    """A cell in its place.

    Attributes:
        element: The one whose text is shown; `None` for an empty cell.
        column: The first column that it stands in, from 0.
        size: Over how many columns and rows it reaches from there.
    """

    element: Element | None
    column: int
    size: CellSize


class PlacedRow(Struct, frozen=True):
    """A row: which of those of the file it is, and the cells that begin in it."""

    number: int
    cells: tuple[PlacedCell, ...]


class CellGrid(Struct, frozen=True):
    """A table.

    Attributes:
        columns: How many it has.
        rows: The rows in which cells begin.
        covered: The cells whose text merged cells cover.
        stray: How many cells were to go on where nothing begins; each is a cell of its own.
    """

    columns: int
    rows: tuple[PlacedRow, ...]
    covered: tuple[Element, ...]
    stray: int


def make_grid(rows: Sequence[Sequence[RawCell]]) -> CellGrid:
    """The grid of a table; columns and rows in which no cell begins are left out."""
    maker = _GridMaker(max((sum(cell.columns for cell in row) for row in rows), default=0))
    for number, row in enumerate(rows):
        maker.add(number, row)
    return maker.grid()


class _Merged(Struct):
    """A cell as it grows."""

    element: Element | None
    row: int
    column: int
    columns: int
    is_open: bool
    rows: int = 1


class _GridMaker(Struct):
    width: int
    cells: list[_Merged] = field(default_factory=list)
    above: dict[int, _Merged] = field(default_factory=dict)  # what the row above has, by its first column
    covered: list[Element] = field(default_factory=list)
    stray: int = 0

    def add(self, number: int, row: Sequence[RawCell]) -> None:
        """Take in a row; what it lacks at its end is an empty cell."""
        here: dict[int, _Merged] = {}
        column = 0
        for first, others in _joined(row):
            columns = first.columns + sum(other.columns for other in others)
            self._cover(*others)
            self.stray += first.joins
            here[column] = self._placed(number, column, columns, first)
            column += columns
        if column < self.width:
            here[column] = self._begun(None, number, column, self.width - column)
        self.above = here

    def _placed(self, number: int, column: int, columns: int, cell: RawCell) -> _Merged:
        """What a cell is: a part of the one above, or the beginning of its own."""
        over = self.above.get(column)
        if cell.merge is Merge.GOES_ON:
            if over is not None and over.is_open and over.columns == columns:
                over.rows += 1
                self._cover(cell)
                return over
            self.stray += 1
        made = self._begun(cell.element, number, column, columns)
        made.is_open = cell.merge is not Merge.ALONE
        return made

    def _begun(self, element: Element | None, number: int, column: int, columns: int) -> _Merged:
        self.cells.append(_Merged(element, number, column, columns, is_open=False))
        return self.cells[-1]

    def _cover(self, *cells: RawCell) -> None:
        self.covered += [cell.element for cell in cells if cell.element is not None]

    def grid(self) -> CellGrid:
        """The finished grid."""
        columns, numbers = sorted({cell.column for cell in self.cells}), sorted({cell.row for cell in self.cells})
        rows: list[list[PlacedCell]] = [[] for _ in numbers]
        for cell in self.cells:
            column, row = bisect_left(columns, cell.column), bisect_left(numbers, cell.row)
            across = bisect_left(columns, cell.column + cell.columns) - column
            down = bisect_left(numbers, cell.row + cell.rows) - row
            rows[row].append(PlacedCell(cell.element, column, CellSize(across, down)))
        made = (PlacedRow(number, tuple(cells)) for number, cells in zip(numbers, rows, strict=True))
        return CellGrid(len(columns), tuple(made), tuple(self.covered), self.stray)


def _joined(row: Sequence[RawCell]) -> list[tuple[RawCell, list[RawCell]]]:
    """The cells of a row, each with those after it that are parts of it."""
    found: list[tuple[RawCell, list[RawCell]]] = []
    for cell in row:
        if cell.joins and found:
            found[-1][1].append(cell)
        else:
            found.append((cell, []))
    return found
