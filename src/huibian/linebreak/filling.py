"""Lines filled one after another, as word processors do it: where each of them ends.

A mark that may not begin a line is squeezed in where the line can take it, else the character before it goes down with
it: 先挤进，后推出 (W3C clreq, "Prohibition rules for line start and line end"). Only two things make a line end earlier
than it must, where the layout asks for them: a date kept whole, and a last line that would hold too little (clreq,
"Adjustments of orphans and widows"; GB/T 15834-2011, 5.1.11).
"""

from __future__ import annotations

from collections.abc import Sequence

from huibian.linebreak.cells import Cell
from huibian.linebreak.ruler import Ruler


def fill_lines(ruler: Ruler) -> list[int]:
    """Index after the last cell of every line."""
    counter = _Counter(ruler)
    ends: list[int] = []
    start = 0
    while start < len(ruler.cells):
        end = line_end(ruler, start)
        if ruler.cells[end - 1].in_date:
            end = _before_date(ruler, counter, start, end)
        ends.append(end)
        start = end
    return _fill_last_line(ruler, ends) if ruler.policy.last_letters and len(ends) > 1 else ends


def line_end(ruler: Ruler, start: int) -> int:
    """Index after the last cell of the line that begins at `start`, as plain filling has it."""
    cells = ruler.cells
    full = ruler.filled(start)
    if full == len(cells) or cells[full - 1].may_break:
        return full
    if cells[full].no_start:
        taken = ruler.next_break(full + 1)
        if ruler.can_squeeze(start, taken):
            return taken
    end = ruler.break_before(start, full)
    return end if end > start else forced_end(cells, start, full)


def forced_end(cells: Sequence[Cell], start: int, full: int) -> int:
    """Where to cut an unbreakable run wider than the measure: where no mark forbids it, if that can be."""
    for end in range(full, start, -1):
        if not cells[end].no_start and not cells[end - 1].no_end:
            return end
    return full


class _Counter:
    """How many lines plain filling makes of the cells from some place on; each place is looked at once."""

    def __init__(self, ruler: Ruler) -> None:
        self._ruler = ruler
        self._known = {len(ruler.cells): 0}

    def lines_from(self, start: int) -> int:
        path = []
        while start not in self._known:
            path.append(start)
            start = line_end(self._ruler, start)
        for count, place in enumerate(reversed(path), self._known[start] + 1):
            self._known[place] = count
        return self._known[path[0] if path else start]


def _before_date(ruler: Ruler, counter: _Counter, start: int, end: int) -> int:
    """The place before the date that a line would cut in two, if it costs no line and the line is not spread far."""
    cells = ruler.cells
    whole = end
    while whole > start and cells[whole - 1].in_date:
        whole -= 1
    whole = ruler.break_before(start, whole)
    if whole == start or ruler.growth(start, whole) > ruler.policy.date_spread:
        return end
    return whole if counter.lines_from(whole) <= counter.lines_from(end) else end


def _fill_last_line(ruler: Ruler, ends: list[int]) -> list[int]:
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
    if end == start or ruler.room(end, len(cells)) < 0 or ruler.growth(start, end) > policy.spread:
        return ends
    return [*ends[:-2], end, len(cells)]
