"""A paragraph broken as a whole: of all ways to break it, the one with the fewest demerits.

Filling line after line cannot know that a number which goes down with its unit tears a line apart, while one character
less on the line before would have let it stay. Here every line has demerits (`demerits`), and the breaks with the
lowest sum are found: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience
11 (1981), on cells instead of boxes, glue and penalties.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, starmap

from msgspec import Struct

from huibian.linebreak.demerits import LEAST, Demerits
from huibian.linebreak.filling import fill_lines
from huibian.linebreak.ruler import Ruler

# Demerits that lines have on average, at most, where it is first looked for a way to break them; each time that there
# is none, for so many times more. Most paragraphs can be broken well, which takes the fewest looks.
_HOPED = 8 * LEAST
_MORE = 4


def fit_lines(ruler: Ruler) -> list[int]:
    """Index after the last cell of every line, of the way to break the paragraph that has the fewest demerits.

    Filling line after line is one way; what has more demerits needs no look.
    """
    filled = fill_lines(ruler)
    if len(filled) < 2 and ruler.room(0, len(ruler.cells)) >= 0:
        return filled  # of which nothing is bad
    demerits = Demerits(ruler)
    most = sum(list(starmap(demerits.of, pairwise([0, *filled]))))
    if most <= LEAST:
        return filled
    allowed = _HOPED * len(filled)
    while allowed < most:
        fitted = _best_way(demerits, len(ruler.cells), allowed)
        if fitted:
            return fitted
        allowed *= _MORE
    return _best_way(demerits, len(ruler.cells), most) or filled


def _best_way(demerits: Demerits, length: int, most: float) -> list[int]:
    """The line ends of the way with the fewest demerits; none if each has more than `most`."""
    best = {0: _Way(0.0, 0)}
    for start in filter(best.__contains__, range(length)):
        so_far = best[start].demerits
        if so_far + LEAST > most:
            continue  # every line has so many
        for line in demerits.lines_from(start, most - so_far):
            way = best.get(line.end)
            known = most if way is None else way.demerits
            if so_far + line.demerits > known:
                continue
            through = so_far + (line.demerits + demerits.of_end(start, line.end))
            if through < known or (through == known and way is None):
                best[line.end] = _Way(through, start)
    return _ends(best, length) if length in best else []


class _Way(Struct, frozen=True, gc=False):
    """The best way to some place: its demerits, and where its last line begins."""

    demerits: float
    start: int


def _ends(best: Mapping[int, _Way], length: int) -> list[int]:
    ends: list[int] = []
    while length > 0:
        ends.append(length)
        length = best[length].start
    return ends[::-1]
