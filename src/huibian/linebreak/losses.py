"""The most that any stretch of a paragraph can be shortened as a line, in constant time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from huibian.linebreak.adjust import is_bounding, outer_white, whites_between
from huibian.linebreak.amounts import Amounts, lost_at_start, sums
from huibian.linebreak.cells import Cell, Policy


class Losses:
    """What the stretches of a paragraph can lose: marks their white within their bound, other white down to its least.

    What a mark loses at the ends of a line whatever room there is does not count, and nor does the mark then.

    Args:
        cells: The paragraph.
        amounts: Those of its cells.
        policy: How far lines may be adjusted.
    """

    def __init__(self, cells: Sequence[Cell], amounts: Sequence[Amounts], policy: Policy) -> None:
        self._squeeze = policy.squeeze
        self._bounding = sums([each.bounding for each in amounts])
        self._whites = sums(
            [
                _white_between(cell, after, policy) if cell.white_after or after.white_before else 0
                for cell, after in pairwise(cells)
            ]
        )
        self._others = sums([each.loss for each in amounts])
        self._start_whites = [each.start_white for each in amounts]
        self._trimmed = [each.lost_at_start > 0 for each in amounts]
        self._end_whites = [each.end_white for each in amounts]
        self._end_bounding = [each.end_bounding for each in amounts]
        for first in cells[:1]:
            lost = lost_at_start(first, policy.trims_first)
            self._start_whites[0], self._trimmed[0] = outer_white(first) - lost, lost > 0

    def most(self, start: int, end: int) -> int:
        """The most that the cells `start` to `end` can lose as a line; there is one at least, and the last is seen."""
        last = end - 1
        marks = self._whites[last] - self._whites[start] + self._start_whites[start] + self._end_whites[last]
        count = self._bounding[last] - self._bounding[start] + self._end_bounding[last] - self._trimmed[start]
        bound = self._squeeze * count if count > 0 else 0
        return (marks if marks < bound else bound) + self._others[last] - self._others[start]


def _white_between(cell: Cell, after: Cell, policy: Policy) -> int:
    """All the white between two cells that a squeeze may take."""
    return sum(white for mark, white in whites_between(cell, after) if is_bounding(mark, policy))
