"""Takes the vertical list, gives the grid line of every line: which page, which row.

Every page holds the same number of grid lines. A blank before a block is dropped at the top of a page; a heading
keeps with the first line after it (clreq, "Handling of headings": a head with no text after it goes to the next
page, and the page before is left short).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from huibian.pages.collect import FlowBlock


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one line stands: page and row count from 0."""

    page: int
    row: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a block stands.

    Attributes:
        slots: One for each of its lines.
        rows_before: Blank rows that really stand before it.
        breaks_page: Whether it opens a page although the page before had room left.
    """

    slots: tuple[Slot, ...]
    rows_before: int
    breaks_page: bool


def paginate(blocks: Sequence[FlowBlock], rows: int) -> list[Placement]:
    """Place blocks on pages of `rows` grid lines, as many pages as it takes."""
    placements = []
    page, row = 0, 0
    for index, block in enumerate(blocks):
        breaks = row > 0 and _together(blocks, index, rows) > rows - row
        left_short = breaks and row < rows
        if breaks:
            page, row = page + 1, 0
        before = block.rows_before if row else 0
        row += before
        slots = []
        for _ in block.lines:
            if row + block.rows > rows:
                page, row = page + 1, 0
            slots.append(Slot(page, row))
            row += block.rows
        placements.append(Placement(tuple(slots), before, left_short))
    return placements


def _together(blocks: Sequence[FlowBlock], index: int, rows: int) -> int:
    """Rows from block `index` on that have to stand on one page: a chain of headings and one line after it.

    A chain that no page can hold asks for its first block and one line more.
    """
    needed = 0
    for block in blocks[index:]:
        needed += block.rows_before
        if not block.keep_with_next:
            needed += (len(block.lines) if block.keep_together else 1) * block.rows
            break
        needed += len(block.lines) * block.rows
    first = blocks[index]
    return needed if needed <= rows else first.rows_before + (len(first.lines) + 1) * first.rows
