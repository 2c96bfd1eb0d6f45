"""How wide any stretch of a paragraph is, and how far it can give: what both ways of breaking need all the time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from huibian.linebreak.adjust import Trims
from huibian.linebreak.amounts import amounts_under, lost_at_end, lost_at_start
from huibian.linebreak.cells import Cell, Policy
from huibian.linebreak.growths import Growths
from huibian.linebreak.locks import Locks
from huibian.linebreak.losses import Losses


class Ruler:
    """Widths of stretches of cells in constant time.

    Attributes:
        cells: The paragraph, of one cell at least.
        policy: How far lines may be adjusted.
        breaks: The places where a line may end, the last one at the end.
        white_before: For each place, where the white before it begins.
        ends: For each place, where what is seen of a line ends that ends there, among the sums of all advances before
            a place; see `far_end`. Of a line of white alone nothing is seen.
    """

    def __init__(self, cells: Sequence[Cell], first: int, rest: int, policy: Policy) -> None:
        self.cells = cells
        self.policy = policy
        self._first = first
        self._rest = rest
        self._amounts = amounts_under(policy).of(cells)
        self._each = self._amounts.each
        self._before = self._amounts.sums_of("advance")
        self._overlap = max([one.shared for one in self._amounts.kinds], default=0)
        self._first_origin = lost_at_start(cells[0], policy.trims_first) if cells else 0
        self.breaks = [end for end, cell in enumerate(cells, 1) if cell.may_break or end == len(cells)]
        has_white = any(one.vanishes for one in self._amounts.kinds)
        self.white_before, self._white_after = _white_ends(cells) if has_white else _no_white(len(cells))
        seen = [before - one.lost_at_end for before, one in zip(self._before[1:], self._each, strict=True)]
        self.ends = [0, *([seen[visible - 1] for visible in self.white_before[1:]] if has_white else seen)]

    # What is made when it is asked for: most paragraphs of a layout that fills line after line need none of it.

    @cached_property
    def losses(self) -> Losses:
        """How far lines can be shortened."""
        return Losses(self.cells, self._amounts, self.policy)

    @cached_property
    def growths(self) -> Growths:
        """How far their white grows."""
        return Growths(self._amounts, self.policy)

    @cached_property
    def locks(self) -> Locks:
        """Which of them word processors end by themselves."""
        return Locks(self.cells, self._amounts, self._before, self.policy)

    def next_break(self, end: int) -> int:
        """The first place from `end` on where a line may end."""
        return self.breaks[bisect_left(self.breaks, end)]

    def break_before(self, start: int, end: int) -> int:
        """The last place up to `end` where a line may end; `start` if there is none."""
        last = bisect_right(self.breaks, end) - 1
        return max(start, self.breaks[last]) if last >= 0 else start

    def measure(self, start: int) -> int:
        """Measure of the line that begins at `start`."""
        return self._rest if start else self._first

    def visible_end(self, start: int, end: int) -> int:
        """Index after the last cell that takes room on the line."""
        return max(start, self.white_before[end])

    def trims(self, start: int, end: int) -> Trims:
        """What the marks at the ends of a line lose; `end` is a visible one."""
        at_start = self._each[start].lost_at_start if start else self._first_origin
        return Trims(at_start, lost_at_end(self.cells[end - 1], self.policy))

    def room(self, start: int, end: int) -> int:
        """What is missing to the measure; negative if the cells are too wide for a line of their own."""
        return self.far_end(start) - self.ends[end] if self.white_before[end] > start else self.measure(start)

    def filled(self, start: int) -> int:
        """Index after the last cell that fits on the line that begins at `start`, at least one, wherever that is."""
        far, ends, before, white_before = self.far_end(start), self.ends, self._before, self.white_before
        surely = before[start] + (self._rest if start else self._first) - self._overlap
        end = max(start + 1, bisect_right(before, surely, start) - 1)
        while end < len(self.cells) and (ends[end + 1] <= far or white_before[end + 1] <= start):
            end = self._white_after[end]
        return end

    def far_end(self, start: int) -> int:
        """Where the measure ends of a line that begins at `start`, among the sums of all advances before a place."""
        if start:
            return self._before[start] + self._each[start].lost_at_start + self._rest
        return self._first_origin + self._first

    def can_squeeze(self, start: int, end: int) -> bool:
        """Whether the line can lose what it has too much."""
        return -self.room(start, end) <= self.most_squeeze(start, end)

    def most_squeeze(self, start: int, end: int) -> int:
        """The most that the line can lose."""
        visible = self.white_before[end]
        return self.losses.most(start, visible) if visible > start else 0

    def is_lockable(self, start: int, end: int) -> bool:
        """Whether word processors can be made to end the line there by themselves."""
        return self.locks.ends(start, self.white_before[end], end, self._rest if start else self._first)

    def growth(self, start: int, end: int) -> float:
        """How much white between two Han grows where the line is spread to the measure; infinite if it cannot be."""
        return self.growths.growth(start, self.white_before[end], self.room(start, end))


class _WhiteEnds(NamedTuple):
    """For each place, where the white before it begins; for each cell, the place after the white it is part of."""

    before: Sequence[int]
    after: Sequence[int]


def _no_white(length: int) -> _WhiteEnds:
    """The same of a paragraph without white."""
    return _WhiteEnds(range(length + 1), range(1, length + 1))


def _white_ends(cells: Sequence[Cell]) -> _WhiteEnds:
    """Where white begins and ends: what vanishes at a line's end. The place after any other cell is the next one."""
    before = [0]
    for end, cell in enumerate(cells, 1):
        before.append(before[-1] if cell.vanishes else end)
    after = list(range(1, len(cells) + 1))
    for index in range(len(cells) - 2, -1, -1):
        if cells[index].vanishes and cells[index + 1].vanishes:
            after[index] = after[index + 1]
    return _WhiteEnds(before, after)
