"""A paragraph broken as a whole: of all ways to break it, the one with the fewest demerits.

Filling line after line cannot know that a number which goes down with its unit tears a line apart, while one character
less on the line before would have let it stay. Here every line has demerits, far more the looser it is, and the breaks
with the lowest sum are found: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and
Experience 11 (1981), on cells instead of boxes, glue and penalties. The scale is TeX's: 100 is a line at the limit of
what is liked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from huibian.linebreak.filling import forced_end
from huibian.linebreak.ruler import Ruler

_LIMIT = 100.0  # badness of a line as loose as the layout likes
_SQUEEZED = 50.0  # of one that has lost all it can: white that marks have lost shows less than white between characters
_LINE = 10.0  # of any line, so that fewer are better
_SHORT_LAST = 1e7  # demerits of a last line with too few letters


def is_loose(ruler: Ruler, ends: Sequence[int]) -> bool:
    """Whether a line of the paragraph, the last one aside, is looser than the layout likes."""
    loose = ruler.policy.loose
    return loose is not None and any(ruler.growth(start, end) > loose for start, end in pairwise([0, *ends[:-1]]))


def hard_lines(ruler: Ruler, ends: Sequence[int]) -> int:
    """How many lines, the last one aside, word processors do not end by themselves; 0 if the layout does not ask."""
    if not ruler.policy.lock_spread or ruler.policy.loose is None:
        return 0
    return sum(not ruler.is_lockable(start, end) for start, end in pairwise([0, *ends[:-1]]))


def fit_lines(ruler: Ruler) -> list[int]:
    """Index after the last cell of every line, of the way to break the paragraph that has the fewest demerits."""
    length = len(ruler.cells)
    best = {0: (0.0, 0)}  # for each end that is reached: the fewest demerits up to it, and where its line begins
    for start in range(length):
        if start not in best:
            continue
        so_far = best[start][0]
        for end in _ends(ruler, start):
            total = so_far + demerits(ruler, start, end)
            if end not in best or total < best[end][0]:
                best[end] = (total, start)
    ends = [length]
    while (start := best[ends[-1]][1]) > 0:
        ends.append(start)
    return ends[::-1]


def _ends(ruler: Ruler, start: int) -> Iterator[int]:
    """Where a line that begins at `start` may end: as long as it can be squeezed, as long as it can be spread."""
    cells, full = ruler.cells, ruler.filled(start)
    end = full
    while end < len(cells) and ruler.can_squeeze(start, longer := ruler.next_break(end + 1)):
        yield (end := longer)
    end = ruler.break_before(start, full)
    if end == start:
        yield forced_end(cells, start, full)
    while end > start:
        yield end
        if ruler.growth(start, end) > ruler.policy.spread:
            return
        end = ruler.break_before(start, end - 1)


def demerits(ruler: Ruler, start: int, end: int) -> float:
    """How bad it is that a line goes from `start` to `end`."""
    cells, policy = ruler.cells, ruler.policy
    assert policy.loose is not None
    is_last = end == len(cells)
    room = ruler.room(start, end)
    badness = besides = 0.0
    if room < 0:
        badness = _SQUEEZED * (-room / max(ruler.most_squeeze(start, end), -room)) ** 3
    elif not is_last:
        growth = ruler.growth(start, end)
        if growth > policy.spread:
            badness = _badness(policy.spread, policy.loose) * (1 + room / ruler.measure(start))
        else:
            badness = _badness(growth, policy.loose)
    if cells[end - 1].in_date:
        besides += _badness(policy.date_spread, policy.loose) ** 2
    if policy.lock_spread and not is_last and not ruler.is_lockable(start, end):
        besides += _badness(policy.lock_spread, policy.loose) ** 2
    if is_last and start and sum(cell.is_letter for cell in cells[start:]) < policy.last_letters:
        besides += _SHORT_LAST
    return (_LINE + badness) ** 2 + besides


def _badness(growth: float, loose: int) -> float:
    return _LIMIT * (growth / max(1, loose)) ** 3
