"""How bad each line of a paragraph is that is broken as a whole: what `totalfit` adds up.

Every line has demerits, far more the looser it is, so that neighbours share what has to be spread. The scale is TeX's:
100 is the badness of a line at the limit of what is loose (`Policy.loose`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from huibian.linebreak.cells import Cell
from huibian.linebreak.filling import forced_end
from huibian.linebreak.ruler import Ruler

_LIMIT = 100.0  # badness of a line as loose as the layout likes
# Share of what a line can lose that is as bad as that. One that has lost all of it, every mark at half its width, is as
# bad as one a third looser than is liked: marks are tightened rather than lines torn apart, but seldom so far.
_TIGHT = 0.75
# A layout may call every line loose that is spread at all. With steeper demerits than these, numbers would get so large
# that those of good lines are lost in them.
_STEEPEST = 20
_LINE = 10.0  # of any line, so that fewer are better
LEAST = _LINE**2
"""The demerits of a line of which nothing is bad."""
_SHORT_LAST = 1e7  # demerits of a last line with too few letters


class WeighedLine(Struct, frozen=True, gc=False):
    """A line: where it ends, and the demerits of its white alone."""

    end: int
    demerits: float


class Demerits:
    """The demerits of the lines of one paragraph.

    Args:
        ruler: The paragraph, of one cell at least; its policy says what is loose.
    """

    def __init__(self, ruler: Ruler) -> None:
        cells, policy = ruler.cells, ruler.policy
        assert policy.loose is not None
        self._ruler = ruler
        self._cells = cells
        self._ends, self._white_before = ruler.ends, ruler.white_before
        self._losses, self._growths, self._locks = ruler.losses, ruler.growths, ruler.locks
        self._loose = max(1, policy.loose, policy.spread // _STEEPEST)
        self._most_spread = policy.spread
        self._liked = (_LINE + self._badness(policy.liked_spread)) ** 2  # what has no more is not torn
        self._torn = self._badness(policy.spread)
        self._cut_date = self._badness(policy.date_spread) ** 2
        self._unlocked = self._badness(policy.lock_spread) ** 2  # none where no line need be locked
        self._short_from = _short_from(cells, policy.last_letters)

    def of(self, start: int, end: int) -> float:
        """How bad it is that a line goes from `start` to `end`."""
        return self._of_white(start, end, self._ruler.room(start, end)) + self.of_end(start, end)

    def of_end(self, start: int, end: int) -> float:
        """How bad the place is where a line ends: in a date, where not all word processors do, behind few letters."""
        found = 0.0
        if self._cells[end - 1].in_date:
            found += self._cut_date
        if end == len(self._cells):
            if start >= self._short_from:
                found += _SHORT_LAST
        elif self._unlocked and not self._locks.ends(start, self._white_before[end], end, self._ruler.measure(start)):
            found += self._unlocked
        return found

    def squeezed(self, start: int, full: int) -> Iterator[WeighedLine]:
        """The lines from `start` that hold more than fits, as far as they can be squeezed.

        Args:
            start: Where they begin.
            full: Where what fits ends; see `Ruler.filled`.
        """
        far, ends, white_before = self._ruler.far_end(start), self._ends, self._white_before
        breaks = self._ruler.breaks
        for index in range(bisect_right(breaks, full), len(breaks)):
            end = breaks[index]
            room = far - ends[end]
            if room >= 0:
                yield WeighedLine(end, self._of_white(start, end, room))
                continue
            loss = self._losses.most(start, white_before[end])
            if -room > loss:
                return
            yield WeighedLine(end, _of_loss(-room, loss))

    def spread(self, start: int, full: int, most: float) -> Iterator[WeighedLine]:
        """The lines from `start` that hold no more than fits, as far as they can be spread, the longest first.

        Args:
            start: Where they begin.
            full: Where what fits ends; see `Ruler.filled`.
            most: No looser ones than have so many demerits.
        """
        ruler, white_before = self._ruler, self._white_before
        breaks = ruler.breaks
        first, last = bisect_right(breaks, start), bisect_right(breaks, full) - 1
        if first > last:
            end = forced_end(self._cells, start, full)
            yield WeighedLine(end, self._of_white(start, end, ruler.room(start, end)))
            return
        for index in range(last, first - 1, -1):
            end = breaks[index]
            room = ruler.room(start, end)
            white = self._of_white(start, end, room)
            if white > most:
                return  # what is shorter is looser
            yield WeighedLine(end, white)
            may_be_torn = white > self._liked or end == len(self._cells)
            if may_be_torn and self._growths.growth(start, white_before[end], room) > self._most_spread:
                return

    def _of_white(self, start: int, end: int, room: int) -> float:
        """How bad the white on a line is: what its marks have lost, or what has grown between its characters."""
        if room < 0:
            return _of_loss(-room, self._losses.most(start, self._white_before[end]))
        if not room or end == len(self._cells):
            return LEAST
        strain = self._growths.growth(start, self._white_before[end], room, is_strain=True)
        if strain > self._most_spread:
            return (_LINE + self._torn * (1 + room / self._ruler.measure(start))) ** 2
        return (_LINE + _LIMIT * (strain / self._loose) ** 3) ** 2

    def _badness(self, growth: float) -> float:
        return _LIMIT * (growth / self._loose) ** 3


def _of_loss(lost: int, most: int) -> float:
    """How bad it is that the marks of a line have lost so much, of what they can lose at most."""
    return (_LINE + _LIMIT * (lost / max(most, lost) / _TIGHT) ** 3) ** 2


def _short_from(cells: Sequence[Cell], least: int) -> int:
    """The first place, but the paragraph's start, from which on there are fewer letters than a last line must have."""
    place = len(cells)
    letters = 0
    while place > 1 and letters + cells[place - 1].is_letter < least:
        place -= 1
        letters += cells[place].is_letter
    return place
