"""The most that any stretch of a paragraph can be shortened as a line, in constant time."""

from __future__ import annotations

from collections.abc import Sequence

from huibian.linebreak.adjust import is_bounding, outer_white, whites_between
from huibian.linebreak.amounts import CellAmounts, lost_at_start, sums
from huibian.linebreak.cells import Cell, Policy


class Losses:
    """What the stretches of a paragraph can lose: marks their white within their bound, other white down to its least.

    What a mark loses at the ends of a line whatever room there is does not count, and nor does the mark then.

    Args:
        cells: The paragraph.
        amounts: Those of its cells.
        policy: How far lines may be adjusted.
    """

    def __init__(self, cells: Sequence[Cell], amounts: CellAmounts, policy: Policy) -> None:
        self._each = amounts.each
        self._squeeze = policy.squeeze
        self._bounding = amounts.sums_of("bounding")
        self._whites = amounts.sums_of("inner_white")
        is_shared = any(one.shared for one in amounts.kinds)
        self._shared = sums(_shared(cells, policy)) if is_shared else amounts.no_sums()
        self._others = amounts.sums_of("loss")
        first = cells[0]
        lost = lost_at_start(first, policy.trims_first)
        self._first_white, self._first_trimmed = outer_white(first) - lost, lost > 0

    def most(self, start: int, end: int) -> int:
        """The most that the cells `start` to `end` can lose as a line; there is one at least, and the last is seen."""
        last = end - 1
        first_cell, last_cell = self._each[start], self._each[last]
        marks = self._whites[last] - self._whites[start] - first_cell.inner_before + last_cell.inner_before
        marks += self._shared[start] - self._shared[last] + last_cell.end_white
        count = self._bounding[last] - self._bounding[start] + last_cell.end_bounding
        if start:
            marks += first_cell.start_white
            count -= first_cell.lost_at_start > 0
        else:
            marks += self._first_white
            count -= self._first_trimmed
        bound = self._squeeze * count if count > 0 else 0
        return (marks if marks < bound else bound) + self._others[last] - self._others[start]


def _shared(cells: Sequence[Cell], policy: Policy) -> list[int]:
    """What each cell and the next share of the white between them that a squeeze could else take."""
    found = [0] * len(cells)
    for index, cell in enumerate(cells[:-1]):
        if cell.space < 0:
            after = cells[index + 1]
            left = sum(white for mark, white in whites_between(cell, after) if is_bounding(mark, policy))
            whites = ((cell.mark, cell.white_after), (after.mark, after.white_before))
            found[index] = sum(white for mark, white in whites if is_bounding(mark, policy)) - left
    return found
