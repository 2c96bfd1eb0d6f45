"""The most that any stretch of a paragraph can be shortened as a line, in constant time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from huibian.linebreak.adjust import Trims, is_bounding, most_of_marks, outer_white, whites_between
from huibian.linebreak.amounts import Amounts, sums
from huibian.linebreak.cells import Cell, Policy


class Losses:
    """What the stretches of a paragraph can lose: marks their white within their bound, other white down to its least.

    Args:
        cells: The paragraph.
        amounts: Those of its cells.
        policy: How far lines may be adjusted.
    """

    def __init__(self, cells: Sequence[Cell], amounts: Sequence[Amounts], policy: Policy) -> None:
        self._cells = cells
        self._policy = policy
        self._bounding = sums([each.bounding for each in amounts])
        self._whites = sums(
            [
                _white_between(cell, after, policy) if cell.white_after or after.white_before else 0
                for cell, after in pairwise(cells)
            ]
        )
        self._others = sums([each.loss for each in amounts])

    def most(self, start: int, end: int, trims: Trims) -> int:
        """The most that the cells `start` to `end`, of which there is one at least, can lose beside what is trimmed."""
        final = end - 1
        first, last = self._cells[start], self._cells[final]
        marks = self._whites[final] - self._whites[start]
        marks += (0 if trims.end else last.white_after) + (0 if trims.start else outer_white(first))
        count = self._bounding[final] - self._bounding[start]
        most = most_of_marks(count, last, trims, self._policy)
        return min(marks, most) + self._others[final] - self._others[start]


def _white_between(cell: Cell, after: Cell, policy: Policy) -> int:
    """All the white between two cells that a squeeze may take."""
    return sum(white for mark, white in whites_between(cell, after) if is_bounding(mark, policy))
