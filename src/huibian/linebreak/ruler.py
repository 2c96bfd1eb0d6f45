"""How wide any stretch of a paragraph is, and how far it can give: what both ways of breaking need all the time."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import add, attrgetter, sub
from typing import NamedTuple

from huibian.linebreak.adjust import Trims
from huibian.linebreak.amounts import amounts_under, lost_at_end, lost_at_start, sums
from huibian.linebreak.cells import Cell, Policy
from huibian.linebreak.losses import Losses


class Ruler:
    """Widths of stretches of cells in constant time."""

    def __init__(self, cells: Sequence[Cell], first: int, rest: int, policy: Policy) -> None:
        self.cells = cells
        self.policy = policy
        self._first = first
        self._rest = rest
        self._amounts = amounts_under(policy).of(cells)
        self._before = sums([each.advance for each in self._amounts])
        self._units: dict[int, int] = {}

    # The columns are made when they are asked for: most paragraphs need but a few.

    @cached_property
    def _overlap(self) -> int:
        return max([each.shared for each in self._amounts], default=0)

    @cached_property
    def _breaks(self) -> list[int]:
        return [end for end, cell in enumerate(self.cells, 1) if cell.may_break or end == len(self.cells)]

    @cached_property
    def _white_ends(self) -> _WhiteEnds:
        return _white_ends(self.cells)

    @cached_property
    def _origins(self) -> list[int]:
        """For each cell, where the line's measure begins if it is the first on a line: what it loses counts no more."""
        origins = list(map(add, self._before, [each.lost_at_start for each in self._amounts]))
        origins[:1] = [lost_at_start(cell, self.policy.trims_first) for cell in self.cells[:1]]
        return origins

    @cached_property
    def _ends(self) -> list[int]:
        """For each place, where a line ends that has the cell before it as its last."""
        return [0, *map(sub, self._before[1:], [each.lost_at_end for each in self._amounts])]

    @cached_property
    def _losses(self) -> Losses:
        return Losses(self.cells, self._amounts, self.policy)

    @cached_property
    def _grown(self) -> list[int]:
        return sums([each.own_growth for each in self._amounts])

    @cached_property
    def _places(self) -> list[int]:
        return sums([each.place for each in self._amounts])

    @cached_property
    def _late(self) -> list[int]:
        return sums([each.late_growth for each in self._amounts])

    @cached_property
    def _late_codes(self) -> list[int]:
        return sums([each.code_growth for each in self._amounts])

    @cached_property
    def _gaps(self) -> list[int]:
        return sums([each.gap for each in self._amounts])

    @cached_property
    def _shared(self) -> list[int]:
        return sums([each.shared for each in self._amounts])

    @cached_property
    def _runs(self) -> list[int]:
        return sums([each.run for each in self._amounts])

    @cached_property
    def _narrower(self) -> list[int]:
        return sums([cell.narrower for cell in self.cells])

    @cached_property
    def _liked_spread(self) -> int:
        return self.policy.liked_spread

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
        at_start = self._origins[start] - self._before[start]
        return Trims(at_start, lost_at_end(self.cells[end - 1], self.policy))

    def room(self, start: int, end: int) -> int:
        """What is missing to the measure; negative if the cells are too wide for a line of their own."""
        measure = self._rest if start else self._first
        visible = self._white_ends.before[end]
        return measure - self._ends[visible] + self._origins[start] if visible > start else measure

    def filled(self, start: int) -> int:
        """Index after the last cell that fits on the line that begins at `start`, at least one, wherever that is."""
        surely = self._before[start] + self.measure(start) - self._overlap
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
        return self._losses.most(start, end)

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
        shared = self._shared[last] - self._shared[start]
        full = 0  # what stands on the line, were nothing of it lost
        if visible > start:
            full = self._before[visible - 1] - self._before[start] + self.cells[visible - 1].width
        tightening = shared + full - self.measure(start) + self.policy.tightened * (end - start)
        if tightening <= 0:
            return 0.0
        runs = 1 + self._runs[last] - self._runs[start]
        return tightening * runs / max(1, end - start - runs)

    def _unit(self, start: int) -> int:
        """Width of what a word processor takes into a line at once, at the least."""
        width = self._units.get(start)
        if width is None:
            end = start + 1
            while end < len(self.cells) and self.cells[end - 1].none_breaks:
                end += 1
            width = self._units[start] = self._before[end] - self._before[start]
        return width

    def growth(self, start: int, end: int) -> float:
        """How much white between two Han grows where the line is spread to the measure; infinite if it cannot be."""
        return self._growth(start, end, self.room(start, end), self._late)

    def strain(self, start: int, end: int, room: int) -> float:
        """How much it would grow if no gap between Han and Latin were wider than on lines that are not loose.

        What spoils a line: wide gaps spare Han, but are not white that costs nothing. `room` is that of the line.
        """
        return self._growth(start, end, room, self._late_codes)

    def _growth(self, start: int, end: int, room: int, late: Sequence[int]) -> float:
        last = max(start, self._white_ends.before[end] - 1)
        room += self._grown[start] - self._grown[last]
        if room <= 0:
            return 0.0
        places = self._places[last] - self._places[start]
        liked = places * self._liked_spread
        if room > liked:
            room = max(liked, room - late[last] + late[start])
        if room > places * self.policy.spread:
            return math.inf
        return room / places if places else 0.0


class _WhiteEnds(NamedTuple):
    """For each place, where the white before it begins; for each cell, the place after the white it is part of."""

    before: Sequence[int]
    after: Sequence[int]


def _white_ends(cells: Sequence[Cell]) -> _WhiteEnds:
    """Where white begins and ends: what vanishes at a line's end. The place after any other cell is the next one."""
    if not any(map(attrgetter("vanishes"), cells)):
        return _WhiteEnds(range(len(cells) + 1), range(1, len(cells) + 1))
    before = [0]
    for end, cell in enumerate(cells, 1):
        before.append(before[-1] if cell.vanishes else end)
    after = list(range(1, len(cells) + 1))
    for index in range(len(cells) - 2, -1, -1):
        if cells[index].vanishes and cells[index + 1].vanishes:
            after[index] = after[index + 1]
    return _WhiteEnds(before, after)
