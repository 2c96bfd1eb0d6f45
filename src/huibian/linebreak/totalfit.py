"""A paragraph broken as a whole: of all ways to break it, the one with the fewest demerits.

Filling line after line cannot know that a number which goes down with its unit tears a line apart, while one character
less on the line before would have let it stay. Here every line has demerits (`demerits`), and the breaks with the
lowest sum are found: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience
11 (1981), on cells instead of boxes, glue and penalties.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise, starmap

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
        fitted = _best_way(ruler, demerits, allowed)
        if fitted:
            return fitted
        allowed *= _MORE
    return _best_way(ruler, demerits, most) or filled


def _best_way(ruler: Ruler, demerits: Demerits, most: float) -> list[int]:
    """The line ends of the way with the fewest demerits; none if each has more than `most`.

    No line is weighed whose end can be reached better already, wherever that is: in a long paragraph nearly every place
    was reached by good lines before, so that only lines that are hardly loose are left.
    """
    length = len(ruler.cells)
    best, starts = [0.0] * (length + 1), [-1] * (length + 1)  # where no line ends nothing can be better
    for end in ruler.breaks:
        best[end] = most
    for start in range(length):
        so_far = best[start]
        if (start and starts[start] < 0) or so_far + LEAST > most:
            continue  # it is not reached, or every line has too many
        full = ruler.filled(start)
        worst = max(best[start + 1 : full + 1]) - so_far
        for line in chain(demerits.squeezed(start, full), demerits.spread(start, full, worst)):
            end = line.end
            known = most if starts[end] < 0 else best[end]
            if so_far + line.demerits > known:
                continue
            through = so_far + (line.demerits + demerits.of_end(start, end))
            if through < known or (through == known and starts[end] < 0):
                best[end], starts[end] = through, start
    return _ends(starts)


def _ends(starts: Sequence[int]) -> list[int]:
    """The line ends of a way, given where the line begins that ends at each place; none where the last has no line."""
    ends: list[int] = []
    end = len(starts) - 1
    while end > 0:
        if starts[end] < 0:
            return []
        ends.append(end)
        end = starts[end]
    return ends[::-1]
