"""A paragraph broken as a whole: of all ways to break it, the one with the fewest demerits.

Filling line after line cannot know that a number which goes down with its unit tears a line apart, while one character
less on the line before would have let it stay. Here every line has demerits, far more the looser it is, so that
neighbours share what has to be spread, and the breaks with the lowest sum are found: D. E. Knuth and M. F. Plass,
"Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981), on cells instead of boxes, glue and
penalties. The scale is TeX's: 100 is the badness of a line at the limit of what is loose (`Policy.loose`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

from msgspec import Struct

from huibian.linebreak.cells import Policy
from huibian.linebreak.filling import fill_lines, forced_end
from huibian.linebreak.ruler import Ruler

_LIMIT = 100.0  # badness of a line as loose as the layout likes
# Share of what a line can lose that is as bad as that. One that has lost all of it, every mark at half its width, is as
# bad as one a third looser than is liked: marks are tightened rather than lines torn apart, but seldom so far.
_TIGHT = 0.75
# A layout may call every line loose that is spread at all. With steeper demerits than these, numbers would get so large
# that those of good lines are lost in them.
_STEEPEST = 20
_LINE = 10.0  # of any line, so that fewer are better
_SHORT_LAST = 1e7  # demerits of a last line with too few letters
# Demerits that lines have on average, at most, where it is first looked for a way to break them; each time that there
# is none, for so many times more. Most paragraphs can be broken well, which takes the fewest looks.
_HOPED = 8 * _LINE**2
_MORE = 4


def fit_lines(ruler: Ruler) -> list[int]:
    """Index after the last cell of every line, of the way to break the paragraph that has the fewest demerits.

    Filling line after line is one way; what has more demerits needs no look.
    """
    filled = fill_lines(ruler)
    most = sum([demerits(ruler, *line) for line in pairwise([0, *filled])])
    if most <= _LINE**2:
        return filled  # one line, of which nothing is bad
    allowed = _HOPED * len(filled)
    while allowed < most:
        fitted = _best_way(ruler, allowed)
        if fitted:
            return fitted
        allowed *= _MORE
    return _best_way(ruler, most) or filled


def _best_way(ruler: Ruler, most: float) -> list[int]:
    """The line ends of the way with the fewest demerits; none if each has more than `most`."""
    best = {0: _Way(0.0, 0)}
    for start in range(len(ruler.cells)):
        if start not in best or (so_far := best[start].demerits) + _LINE**2 > most:
            continue  # every line has so many
        for line in _lines_from(ruler, start, most - so_far):
            known = best[line.end].demerits if line.end in best else most
            if so_far + line.demerits > known:
                continue
            through = so_far + (line.demerits + _demerits_of_end(ruler, start, line.end))
            if through < known or (through == known and line.end not in best):
                best[line.end] = _Way(through, start)
    return _ends(best, len(ruler.cells)) if len(ruler.cells) in best else []


class _Way(Struct, frozen=True):
    """The best way to some place: its demerits, and where its last line begins."""

    demerits: float
    start: int


class _WeighedLine(Struct, frozen=True):
    """A line: where it ends, and its demerits."""

    end: int
    demerits: float


def _ends(best: Mapping[int, _Way], length: int) -> list[int]:
    ends: list[int] = []
    while length > 0:
        ends.append(length)
        length = best[length].start
    return ends[::-1]


def _lines_from(ruler: Ruler, start: int, most: float) -> Iterator[_WeighedLine]:
    """The lines that may begin at `start`, with the demerits of their white alone; no looser ones than have `most`."""
    full = ruler.filled(start)
    return chain(_squeezed(ruler, start, full), _spread(ruler, start, full, most))


def _squeezed(ruler: Ruler, start: int, full: int) -> Iterator[_WeighedLine]:
    """Lines of more than fits, as far as a line can be squeezed, with the demerits of their white alone."""
    end, length = full, len(ruler.cells)
    while end < length:
        end = ruler.next_break(end + 1)
        room, loss = ruler.room(start, end), ruler.most_squeeze(start, end)
        if -room > loss:
            return
        white = _demerits_of_loss(-room, loss) if room < 0 else _demerits_of_white(ruler, start, end, room)
        yield _WeighedLine(end, white)


def _spread(ruler: Ruler, start: int, full: int, most: float) -> Iterator[_WeighedLine]:
    """Lines of no more than fits, as far as a line can be spread, with the demerits of their white alone."""
    end = ruler.break_before(start, full)
    if end == start:
        end = forced_end(ruler.cells, start, full)
        yield _WeighedLine(end, _demerits_of_white(ruler, start, end, ruler.room(start, end)))
        return
    while end > start:
        room = ruler.room(start, end)
        white = _demerits_of_white(ruler, start, end, room)
        if white > most and room >= 0:
            return  # what is shorter is looser
        yield _WeighedLine(end, white)
        if ruler.growth(start, end) > ruler.policy.spread:
            return
        end = ruler.break_before(start, end - 1)


def demerits(ruler: Ruler, start: int, end: int) -> float:
    """How bad it is that a line goes from `start` to `end`."""
    white = _demerits_of_white(ruler, start, end, ruler.room(start, end))
    return white + _demerits_of_end(ruler, start, end)


def _demerits_of_white(ruler: Ruler, start: int, end: int, room: int) -> float:
    """How bad the white on a line is: what its marks have lost, or what has grown between its characters."""
    if room < 0:
        return _demerits_of_loss(-room, ruler.most_squeeze(start, end))
    strain = ruler.strain(start, end, room) if room and end < len(ruler.cells) else 0.0
    if not strain:
        return _LINE**2
    policy = ruler.policy
    assert policy.loose is not None
    if strain > policy.spread:
        return (_LINE + _badness(policy.spread, policy) * (1 + room / ruler.measure(start))) ** 2
    return (_LINE + _badness(strain, policy)) ** 2


def _demerits_of_loss(lost: int, most: int) -> float:
    """How bad it is that the marks of a line have lost so much, of what they can lose at most."""
    return (_LINE + _LIMIT * (lost / max(most, lost) / _TIGHT) ** 3) ** 2


def _demerits_of_end(ruler: Ruler, start: int, end: int) -> float:
    """How bad the place is where a line ends: in a date, where not all word processors do, behind too few letters."""
    cells, policy = ruler.cells, ruler.policy
    assert policy.loose is not None
    is_last = end == len(cells)
    found = 0.0
    if cells[end - 1].in_date:
        found += _badness(policy.date_spread, policy) ** 2
    if policy.lock_spread and not is_last and not ruler.is_lockable(start, end):
        found += _badness(policy.lock_spread, policy) ** 2
    if is_last and start and sum(cell.is_letter for cell in cells[start:]) < policy.last_letters:
        found += _SHORT_LAST
    return found


def _badness(growth: float, policy: Policy) -> float:
    assert policy.loose is not None
    return _LIMIT * (growth / max(1, policy.loose, policy.spread // _STEEPEST)) ** 3
