"""Gives every block of a part its number in the document: once, here, after the part is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count

from msgspec import Struct

from huibian.frame import BlockNumber
from huibian.pages.collect import FlowBlock, FlowTable


class NumberedBlock(Struct, frozen=True):
    """A block of the vertical list with its number, and the numbers of the blocks that follow it.

    Attributes:
        number: Its own.
        block: The block.
        cells: Those of what stands in its cells, by row, cell and part, the same for all pieces of a row; none but for
            a table.
        notes: Those of the footnotes that it refers to, by step.
    """

    number: BlockNumber
    block: FlowBlock
    cells: tuple[tuple[tuple[BlockNumber, ...], ...], ...]
    notes: tuple[tuple[BlockNumber, ...], ...]

    @property
    def after(self) -> BlockNumber:
        """The number after the last of them all."""
        cells = chain.from_iterable(chain.from_iterable(self.cells))
        return BlockNumber(1 + max((self.number, *cells, *chain(*self.notes))))


def number_blocks(blocks: Iterable[FlowBlock], first: BlockNumber) -> list[NumberedBlock]:
    """Number blocks in reading order from `first` on: each, then its cells row by row, then its footnotes."""
    numbers = map(BlockNumber, count(first))
    return [
        NumberedBlock(
            number=next(numbers),
            block=block,
            cells=tuple(_cells(block, numbers)),
            notes=tuple(tuple(next(numbers) for _ in step.notes) for step in block.steps),
        )
        for block in blocks
    ]


def _cells(block: FlowBlock, numbers: Iterator[BlockNumber]) -> Iterator[tuple[tuple[BlockNumber, ...], ...]]:
    here: tuple[tuple[BlockNumber, ...], ...] = ()
    for row in block.table.rows if isinstance(block, FlowTable) else ():
        if not row.continues:
            here = tuple(tuple(next(numbers) for _ in cell.parts) for cell in row.cells)
        yield here
