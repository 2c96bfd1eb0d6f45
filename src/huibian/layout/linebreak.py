"""The line breaker: measured cells in, break indices and final advances out.

Pure: no font, file or layout access. Lines are filled one after another, as an official bulletin is set (and as
every word processor does it): first each pair of marks shares its white, then 先挤进，后推出: a mark that may not
begin a line is squeezed in where the line can take it, else the character before it goes down with it and the
line is spread (W3C clreq, "Prohibition rules for line start and line end"; `adjust` does the squeezing and
spreading). Only two things make a line end earlier than it must, where the layout asks for them: a date kept whole, and
a last line that would hold too little (clreq, "Adjustments of orphans and widows"; GB/T 15834-2011, 5.1.11).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from huibian.layout.adjust import Trims, can_spread, most_squeeze, set_line
from huibian.layout.items import BrokenLine, Cell, Mark, Policy


def break_lines(
    cells: Sequence[Cell], first: int, rest: int, policy: Policy, *, justify: bool = True
) -> list[BrokenLine]:
    """Break a paragraph.

    Args:
        cells: Its characters.
        first: Measure of the first line.
        rest: Measure of the other lines.
        policy: How far lines may be adjusted.
        justify: Whether lines are spread to the measure; the last one never is. A line that was squeezed
            to take a mark is squeezed in any case.

    Returns:
        The lines; together they cover every cell once, in order.
    """
    ruler = _Ruler(cells, first, rest, policy)
    starts = [0, *_line_ends(ruler)]
    return [_set_line(ruler, start, end, justify=justify) for start, end in pairwise(starts)]


class _Ruler:
    """Widths of stretches of cells in constant time."""

    def __init__(self, cells: Sequence[Cell], first: int, rest: int, policy: Policy) -> None:
        self.cells = cells
        self.policy = policy
        self._first = first
        self._rest = rest
        self._before = list(accumulate((cell.width + cell.space for cell in cells), initial=0))

    def measure(self, start: int) -> int:
        """Measure of the line that begins at `start`."""
        return self._rest if start else self._first

    def visible_end(self, start: int, end: int) -> int:
        """Index after the last cell that takes room on the line."""
        while end > start and self.cells[end - 1].vanishes:
            end -= 1
        return end

    def trims(self, start: int, end: int) -> Trims:
        """What the marks at the ends of a line lose; `end` is a visible one."""
        policy = self.policy
        first, last = self.cells[start], self.cells[end - 1]
        at_start = (policy.trims_start if start else policy.trims_first) and first.mark is Mark.BRACKET
        at_end = policy.trims_end and last.mark is not Mark.INTERPUNCT
        return Trims(first.white_before if at_start else 0, last.white_after if at_end else 0)

    def width(self, start: int, end: int) -> int:
        """Width of the cells on a line of their own, before it is adjusted."""
        end = self.visible_end(start, end)
        if end == start:
            return 0
        trims = self.trims(start, end)
        return self._before[end] - self._before[start] - self.cells[end - 1].space - trims.start - trims.end

    def room(self, start: int, end: int) -> int:
        """What is missing to the measure; negative if the line is too long."""
        return self.measure(start) - self.width(start, end)

    def can_squeeze(self, start: int, end: int) -> bool:
        """Whether the line can lose what it has too much."""
        end = self.visible_end(start, end)
        return -self.room(start, end) <= most_squeeze(self.cells[start:end], self.trims(start, end), self.policy)

    def can_spread(self, start: int, end: int, limit: int) -> bool:
        """Whether the line can be spread to the measure with no white growing by more than `limit`."""
        return can_spread(self.cells[start : self.visible_end(start, end)], self.room(start, end), limit)


def _line_ends(ruler: _Ruler) -> list[int]:
    """Index after the last cell of every line."""
    counter = _Counter(ruler)
    ends: list[int] = []
    start = 0
    while start < len(ruler.cells):
        end = _line_end(ruler, start)
        if ruler.cells[end - 1].in_date:
            end = _before_date(ruler, counter, start, end)
        ends.append(end)
        start = end
    return _fill_last_line(ruler, ends) if ruler.policy.last_letters and len(ends) > 1 else ends


def _line_end(ruler: _Ruler, start: int) -> int:
    """Index after the last cell of the line that begins at `start`, as plain filling has it."""
    cells = ruler.cells
    full = _filled(ruler, start)
    if full == len(cells) or cells[full - 1].may_break:
        return full
    if cells[full].no_start:
        taken = _next_break(cells, full + 1)
        if ruler.can_squeeze(start, taken):
            return taken
    end = _break_before(cells, start, full)
    return end if end > start else _forced_end(cells, start, full)


def _filled(ruler: _Ruler, start: int) -> int:
    """Index after the last cell that fits, at least one, wherever that is."""
    end = start + 1
    while end < len(ruler.cells) and ruler.room(start, end + 1) >= 0:
        end += 1
    return end


def _next_break(cells: Sequence[Cell], end: int) -> int:
    while end < len(cells) and not cells[end - 1].may_break:
        end += 1
    return end


def _break_before(cells: Sequence[Cell], start: int, end: int) -> int:
    """The last place up to `end` where a line may end; `start` if there is none."""
    while end > start and not cells[end - 1].may_break:
        end -= 1
    return end


def _forced_end(cells: Sequence[Cell], start: int, full: int) -> int:
    """Where to cut an unbreakable run wider than the measure: where no mark forbids it, if that can be."""
    for end in range(full, start, -1):
        if not cells[end].no_start and not cells[end - 1].no_end:
            return end
    return full


class _Counter:
    """How many lines plain filling makes of the cells from some place on; each place is looked at once."""

    def __init__(self, ruler: _Ruler) -> None:
        self._ruler = ruler
        self._known = {len(ruler.cells): 0}

    def lines_from(self, start: int) -> int:
        path = []
        while start not in self._known:
            path.append(start)
            start = _line_end(self._ruler, start)
        for count, place in enumerate(reversed(path), self._known[start] + 1):
            self._known[place] = count
        return self._known[path[0] if path else start]


def _before_date(ruler: _Ruler, counter: _Counter, start: int, end: int) -> int:
    """The place before the date that a line would cut in two, if it costs no line and the line is not spread far."""
    cells = ruler.cells
    whole = end
    while whole > start and cells[whole - 1].in_date:
        whole -= 1
    whole = _break_before(cells, start, whole)
    if whole == start or not ruler.can_spread(start, whole, ruler.policy.date_spread):
        return end
    return whole if counter.lines_from(whole) <= counter.lines_from(end) else end


def _fill_last_line(ruler: _Ruler, ends: list[int]) -> list[int]:
    """孤字不成行: take a last line of too few letters into the line before, or else letters from that one."""
    cells, policy = ruler.cells, ruler.policy
    start = ends[-3] if len(ends) > 2 else 0
    end = ends[-2]
    missing = policy.last_letters - sum(cell.is_letter for cell in cells[end:])
    if missing <= 0:
        return ends
    if ruler.can_squeeze(start, len(cells)):
        return [*ends[:-2], len(cells)]
    while end > start and (missing > 0 or not cells[end - 1].may_break):
        end -= 1
        missing -= cells[end].is_letter
    if end == start or ruler.room(end, len(cells)) < 0 or not ruler.can_spread(start, end, policy.spread):
        return ends
    return [*ends[:-2], end, len(cells)]


def _set_line(ruler: _Ruler, start: int, end: int, *, justify: bool) -> BrokenLine:
    """The line from `start` to `end`, adjusted to its measure if need be."""
    room = ruler.room(start, end)
    spread = justify and end < len(ruler.cells)
    visible = ruler.visible_end(start, end)
    trims = ruler.trims(start, visible) if visible > start else Trims(0, 0)
    return set_line(ruler.cells, start, visible, end, room if room < 0 or spread else 0, trims, ruler.policy)
