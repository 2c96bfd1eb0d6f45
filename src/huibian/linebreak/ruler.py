"""How wide any stretch of a paragraph is, and how far it can give: what both ways of breaking need all the time."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from huibian.linebreak.adjust import Losses, Trims, late_growth, own_growth, sums
from huibian.linebreak.cells import Cell, Mark, Policy, Stretch


class Ruler:
    """Widths of stretches of cells in constant time."""

    def __init__(self, cells: Sequence[Cell], first: int, rest: int, policy: Policy) -> None:
        self.cells = cells
        self.policy = policy
        self._first = first
        self._rest = rest
        self._before = sums([cell.width + cell.space for cell in cells])

    # The columns are made when they are asked for: most paragraphs need but a few.

    @cached_property
    def _overlap(self) -> int:
        return max((-cell.space for cell in self.cells), default=0)

    @cached_property
    def _breaks(self) -> list[int]:
        return [end for end, cell in enumerate(self.cells, 1) if cell.may_break or end == len(self.cells)]

    @cached_property
    def _white_ends(self) -> _WhiteEnds:
        return _white_ends(self.cells)

    @cached_property
    def _origins(self) -> list[int]:
        """For each cell, where the line's measure begins if it is the first on a line: what it loses counts no more."""
        ends = zip(self._before, self.cells, strict=False)
        return [before + self._trim_at_start(index, cell) for index, (before, cell) in enumerate(ends)]

    @cached_property
    def _ends(self) -> list[int]:
        """For each place, where a line ends that has the cell before it as its last."""
        ends = zip(self._before[1:], self.cells, strict=True)
        return [0, *(end - cell.space - self._trim_at_end(cell) for end, cell in ends)]

    @cached_property
    def _losses(self) -> Losses:
        return Losses(self.cells, self.policy)

    @cached_property
    def _grown(self) -> list[int]:
        return sums([own_growth(cell, self.policy) for cell in self.cells])

    @cached_property
    def _places(self) -> list[int]:
        return sums([cell.stretch.is_anywhere for cell in self.cells])

    @cached_property
    def _late(self) -> list[int]:
        return sums([late_growth(cell, self.policy) for cell in self.cells])

    @cached_property
    def _late_codes(self) -> list[int]:
        return sums([self.policy.code_spread if cell.stretch is Stretch.CODE else 0 for cell in self.cells])

    @cached_property
    def _gaps(self) -> list[int]:
        return sums([cell.space > 0 for cell in self.cells])

    @cached_property
    def _shared(self) -> list[int]:
        return sums([max(0, -cell.space) for cell in self.cells])

    @cached_property
    def _runs(self) -> list[int]:
        return sums([cell.ends_run for cell in self.cells])

    @cached_property
    def _narrower(self) -> list[int]:
        return sums([cell.narrower for cell in self.cells])

    def next_break(self, end: int) -> int:
        """The first place from `end` on where a line may end."""
        return self._breaks[bisect_left(self._breaks, end)]

    def break_before(self, start: int, end: int) -> int:
        """The last place up to `end` where a line may end; `start` if there is none."""
        last = bisect_right(self._breaks, end) - 1
        return max(start, self._breaks[last]) if last >= 0 else start

    def measure(self, start: int) -> int:
        """Measure of the line that begins at `start`."""
        return self._rest if start else self._first

    def visible_end(self, start: int, end: int) -> int:
        """Index after the last cell that takes room on the line."""
        return max(start, self._white_ends.before[end])

    def trims(self, start: int, end: int) -> Trims:
        """What the marks at the ends of a line lose; `end` is a visible one."""
        return Trims(self._trim_at_start(start, self.cells[start]), self._trim_at_end(self.cells[end - 1]))

    def _trim_at_start(self, start: int, first: Cell) -> int:
        trims = self.policy.trims_start if start else self.policy.trims_first
        return first.white_before if trims and first.mark is Mark.BRACKET else 0

    def _trim_at_end(self, last: Cell) -> int:
        return last.white_after if self.policy.trims_end and last.mark is not Mark.INTERPUNCT else 0

    def width(self, start: int, end: int) -> int:
        """Width of the cells on a line of their own, before it is adjusted."""
        visible = self._white_ends.before[end]
        return self._ends[visible] - self._origins[start] if visible > start else 0

    def room(self, start: int, end: int) -> int:
        """What is missing to the measure; negative if the line is too long."""
        return (self._rest if start else self._first) - self.width(start, end)

    def filled(self, start: int) -> int:
        """Index after the last cell that fits on the line that begins at `start`, at least one, wherever that is."""
        surely = self._before[start] + self.measure(start) - max(0, self._overlap)
        end = max(start + 1, bisect_right(self._before, surely, start) - 1)
        while end < len(self.cells) and self.room(start, end + 1) >= 0:
            end = self._white_ends.after[end]
        return end

    def can_squeeze(self, start: int, end: int) -> bool:
        """Whether the line can lose what it has too much."""
        return -self.room(start, end) <= self.most_squeeze(start, end)

    def most_squeeze(self, start: int, end: int) -> int:
        """The most that the line can lose."""
        end = self.visible_end(start, end)
        if end == start:
            return 0
        return self._losses.most(start, end, self.trims(start, end))

    def is_lockable(self, start: int, end: int) -> bool:
        """Whether word processors can be made to end the line there by themselves.

        They all have to end lines at such a place. What follows must be wider than all in which they differ: the white
        between Han and Latin, narrower spaces, spacing that LibreOffice leaves out (`docx/linelock.py`).
        """
        if not self.cells[end - 1].all_break:
            return False
        last = max(start, end - 1)
        gaps = (self._gaps[last] - self._gaps[start]) * self.policy.gap_doubt
        spaces = self._narrower[end] - self._narrower[start]
        return gaps + spaces + self._untightened(start, end) < self._unit(end)

    def _untightened(self, start: int, end: int) -> float:
        """How much of the spacing that tightens a line has no effect in LibreOffice, which leaves it out at runs' ends.

        Word processors set every mark full width, so that what marks share or lose on our line has to be made up for.
        """
        last, visible = max(start, end - 1), self.visible_end(start, end)
        trims = self.trims(start, visible) if visible > start else Trims(0, 0)
        excess = self._shared[last] - self._shared[start] + trims.start + trims.end - self.room(start, end)
        runs = 1 + self._runs[last] - self._runs[start]
        tightening = max(0, excess + self.policy.tightened * (end - start))
        return tightening * runs / max(1, end - start - runs)

    def _unit(self, start: int) -> int:
        """Width of what a word processor takes into a line at once, at the least."""
        end = start + 1
        while end < len(self.cells) and self.cells[end - 1].none_breaks:
            end += 1
        return self._before[end] - self._before[start]

    def growth(self, start: int, end: int) -> float:
        """How much white between two Han grows where the line is spread to the measure; infinite if it cannot be."""
        return self._growth(start, end, self._late)

    def strain(self, start: int, end: int) -> float:
        """How much it would grow if no gap between Han and Latin were wider than on lines that are not loose.

        What spoils a line: wide gaps spare Han, but are not white that costs nothing.
        """
        return self._growth(start, end, self._late_codes)

    def _growth(self, start: int, end: int, late: Sequence[int]) -> float:
        last = max(start, self.visible_end(start, end) - 1)
        room = self.room(start, end) - (self._grown[last] - self._grown[start])
        places = self._places[last] - self._places[start]
        liked = places * self.policy.liked_spread
        if room > liked:
            room = max(liked, room - (late[last] - late[start]))
        if room > places * self.policy.spread:
            return math.inf
        return room / places if room > 0 else 0.0


class _WhiteEnds(NamedTuple):
    """For each place, where the white before it begins; for each cell, the place after the white it is part of."""

    before: Sequence[int]
    after: Sequence[int]


def _white_ends(cells: Sequence[Cell]) -> _WhiteEnds:
    """Where white begins and ends: what vanishes at a line's end. The place after any other cell is the next one."""
    if not any(cell.vanishes for cell in cells):
        return _WhiteEnds(range(len(cells) + 1), range(1, len(cells) + 1))
    before = [0]
    for end, cell in enumerate(cells, 1):
        before.append(before[-1] if cell.vanishes else end)
    after = list(range(1, len(cells) + 1))
    for index in range(len(cells) - 2, -1, -1):
        if cells[index].vanishes and cells[index + 1].vanishes:
            after[index] = after[index + 1]
    return _WhiteEnds(before, after)
