"""The line breaker: measured cells in, break indices and final advances out.

Pure: no font, file or layout access. Lines are filled one after another, as an official bulletin is set (and as
every word processor does it): first each pair of marks shares its white, then 先挤进，后推出: a mark that may not
begin a line is squeezed in where the line can take it, else the character before it goes down with it and the
line is spread (W3C clreq, "Prohibition rules for line start and line end", "Procedures for inter-character
spacing reduction" and "... space expansion"; GB/T 15834-2011, 5.1.10 and 5.1.11).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from huibian.layout.items import BrokenLine, Cell, Policy, Stretch


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
    ruler = _Ruler(cells)
    lines: list[BrokenLine] = []
    start, measure = 0, first
    while start < len(cells):
        end = _line_end(ruler, start, measure, policy)
        room = measure - ruler.width(start, end)
        spread = justify and end < len(cells)
        lines.append(_set_line(ruler, start, end, room if room < 0 or spread else 0, policy))
        start, measure = end, rest
    return lines


def balanced_measure(cells: Sequence[Cell], measure: int, step: int, policy: Policy) -> int:
    """The measure at which a centred heading of several lines breaks best, without taking more lines.

    Lines should end after a mark or a space where they can, and be of like length (GB/T 9704 7.3.1: 排列对称).

    Args:
        cells: Its characters.
        measure: The widest measure.
        step: By how much narrower each measure tried is.
        policy: How far lines may be adjusted.
    """
    ruler = _Ruler(cells)
    tried = {width: _heading_lines(ruler, width, policy) for width in range(measure, measure // 3, -step)}
    count = len(tried[measure])
    whole = {width: ends for width, ends in tried.items() if len(ends) == count and _ends_legally(cells, ends)}
    if count == 1 or not whole:
        return measure
    return min(whole, key=lambda width: (*_heading_faults(ruler, whole[width]), -width))


def _heading_lines(ruler: _Ruler, measure: int, policy: Policy) -> list[int]:
    """Where the lines of a heading end."""
    ends = [0]
    while ends[-1] < len(ruler.cells):
        ends.append(_line_end(ruler, ends[-1], measure, policy))
    return ends[1:]


def _ends_legally(cells: Sequence[Cell], ends: Sequence[int]) -> bool:
    """Whether no line was cut where none may end."""
    return all(cells[end - 1].may_break for end in ends)


def _heading_faults(ruler: _Ruler, ends: Sequence[int]) -> tuple[int, int]:
    """How many lines end in the middle of a phrase, and how unlike in length they are."""
    lasts = [ruler.cells[end - 1] for end in ends[:-1]]
    widths = [ruler.width(start, end) for start, end in pairwise([0, *ends])]
    return sum(not (last.vanishes or last.white_after) for last in lasts), max(widths) - min(widths)


class _Ruler:
    """Widths of stretches of cells in constant time."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self._before = list(accumulate((cell.width + cell.space for cell in cells), initial=0))
        self._marks = list(accumulate((cell.is_mark for cell in cells), initial=0))

    def visible_end(self, start: int, end: int) -> int:
        """Index after the last cell that takes room on the line."""
        while end > start and self.cells[end - 1].vanishes:
            end -= 1
        return end

    def width(self, start: int, end: int) -> int:
        """Natural width of the cells on a line of their own."""
        end = self.visible_end(start, end)
        if end == start:
            return 0
        return self._before[end] - self._before[start] - self.cells[end - 1].space

    def marks(self, start: int, end: int) -> int:
        return self._marks[end] - self._marks[start]


def _line_end(ruler: _Ruler, start: int, measure: int, policy: Policy) -> int:
    """Index after the last cell of the line that begins at `start`."""
    cells = ruler.cells
    full = _filled(ruler, start, measure)
    if full == len(cells) or cells[full - 1].may_break:
        return full
    if cells[full].no_start:
        taken = _next_break(cells, full + 1)
        if _can_squeeze(ruler, start, taken, ruler.width(start, taken) - measure, policy):
            return taken
    end = full
    while end > start and not cells[end - 1].may_break:
        end -= 1
    return end if end > start else _forced_end(cells, start, full)


def _filled(ruler: _Ruler, start: int, measure: int) -> int:
    """Index after the last cell that fits, at least one, wherever that is."""
    end = start + 1
    while end < len(ruler.cells) and ruler.width(start, end + 1) <= measure:
        end += 1
    return end


def _next_break(cells: Sequence[Cell], end: int) -> int:
    while end < len(cells) and not cells[end - 1].may_break:
        end += 1
    return end


def _can_squeeze(ruler: _Ruler, start: int, end: int, excess: int, policy: Policy) -> bool:
    """Whether the line can lose `excess`: within the bound for its marks, and within the white they have."""
    if excess > policy.squeeze * ruler.marks(start, end):
        return False
    cells = ruler.cells[start : ruler.visible_end(start, end)]
    return excess <= cells[-1].white_after + sum(white for _, white in _whites(cells))


def _whites(cells: Sequence[Cell]) -> list[tuple[int, int]]:
    """The white of marks by place: index -1 is before the first cell, k is between cell k and the next."""
    between = (
        (index, cell.white_after + after.white_before + min(0, cell.space))
        for index, (cell, after) in enumerate(pairwise(cells))
    )
    return [(index, white) for index, white in ((-1, cells[0].white_before), *between) if white > 0]


def _forced_end(cells: Sequence[Cell], start: int, full: int) -> int:
    """Where to cut an unbreakable run wider than the measure: where no mark forbids it, if that can be."""
    for end in range(full, start, -1):
        if not cells[end].no_start and not cells[end - 1].no_end:
            return end
    return full


def _set_line(ruler: _Ruler, start: int, end: int, room: int, policy: Policy) -> BrokenLine:
    """Give every cell its final advance; `room` is what is missing to the measure, negative to squeeze."""
    cells = ruler.cells[start:end]
    last = ruler.visible_end(start, end) - start - 1
    advances = [cell.width + cell.space for cell in cells]
    for index in range(max(last, 0), len(cells)):
        advances[index] = 0 if cells[index].vanishes else cells[index].width
    shift = 0
    if room < 0:
        shift = _squeeze(cells, last, advances, -room)
    elif room > 0:
        _spread(cells, last, advances, room, policy)
    return BrokenLine(start, end, tuple(advances), shift)


def _squeeze(cells: Sequence[Cell], last: int, advances: list[int], excess: int) -> int:
    """Take `excess` out of the white of the marks; returns what the first cell lost on its left.

    First the mark at the line's end down to half its width (clreq, reduction step 1), then all marks alike.
    """
    at_end = min(excess, cells[last].white_after)
    advances[last] -= at_end
    shift = 0
    for index, share in _shares(excess - at_end, _whites(cells[: last + 1])):
        if index < 0:
            shift = share
        else:
            advances[index] -= share
    return shift


def _spread(cells: Sequence[Cell], last: int, advances: list[int], room: int, policy: Policy) -> None:
    """Add `room` to the white between cells: word spaces, then Han–Latin gaps, each to its limit, then all alike.

    What is still missing then is shared out only if it does not tear the line apart.
    """
    inner = cells[:last]
    words = [(i, policy.word_space - cell.width) for i, cell in enumerate(inner) if cell.stretch is Stretch.WORD_SPACE]
    gaps = [(i, policy.western_gap - cell.space) for i, cell in enumerate(inner) if cell.stretch is Stretch.WESTERN_GAP]
    for limits in (words, gaps):
        for index, share in _shares(room, [(index, max(0, limit)) for index, limit in limits]):
            advances[index] += share
            room -= share
    anywhere = [(index, room) for index, cell in enumerate(inner) if cell.stretch is not Stretch.NONE]
    if room <= policy.spread * len(anywhere):
        for index, share in _shares(room, anywhere):
            advances[index] += share


def _shares(amount: int, limits: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Share `amount` out equally, to no place more than its limit; what does not divide goes to the first places."""
    shares: list[tuple[int, int]] = []
    waiting = sorted(limits, key=lambda place: place[1])
    for position, (index, limit) in enumerate(waiting):
        share = min(limit, -(-amount // (len(waiting) - position)))
        shares.append((index, share))
        amount -= share
    return shares
