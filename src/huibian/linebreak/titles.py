"""Centred headings of several lines: broken by sense and in a balanced shape.

GB/T 9704-2012, 7.3.1: 词意完整，排列对称，长短适宜, in the shape of a 梯形 or 菱形. A heading takes as few lines as
plain filling. Of all ways to break it into that many the one with the fewest faults is chosen: first no line of one
character, then no word divided, then sense and shape against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from huibian.linebreak.cells import BrokenLine, Cell, Policy
from huibian.linebreak.lines import break_lines
from huibian.linebreak.words import Tie, ties_by_marks, ties_by_words

# What a fault costs, against the others.
_LONE_CHARACTER = 100_000
_COST_OF_BREAK = {Tie.PHRASE: 0, Tie.WORD: 10, Tie.CLOSE: 20, Tie.BOUND: 200, Tie.INSIDE: 10_000}
_HOURGLASS = 40  # a line longer than the one above it, below one that was shorter
_STRADDLE = 15  # a line with the end of one phrase and the start of another, neither whole
_LIKE = 10  # two lines of one length: a block, no 梯形
_LEAST_PART = 60  # of its neighbour that a line should be, in percent; each percent that is missing costs one
_MOST_LINES = 12  # of a heading that has a shape; what is longer is text, and filled as such
_MOST_CHARACTERS = 500  # the same, on however few lines: white at a line's end takes no room
_UNLIKE = 10  # of two lines as unlike as can be; others in proportion


def break_heading(
    text: Sequence[str], cells: Sequence[Cell], measure: int, em: int, policy: Policy
) -> list[BrokenLine]:
    """Break a centred heading.

    Args:
        text: Its characters.
        cells: The same, measured.
        measure: The widest a line may be.
        em: Its type size; lines that differ by less look alike.
        policy: How far lines may be adjusted.

    Returns:
        As few lines as plain filling takes: those of plain filling where marks had to be squeezed for that, where
        something unbreakable is wider than the measure, or where it is too long to have a shape.
    """
    plain = break_lines(cells, measure, measure, policy, justify=False)
    if len(plain) < 2 or len(plain) > _MOST_LINES or len(cells) > _MOST_CHARACTERS:
        return plain
    best = None
    for ties_of in (ties_by_marks, ties_by_words):
        best = _Shapes(cells, ties_of(text), measure, em).best(len(plain))
        if best is None or best.faults < _COST_OF_BREAK[Tie.WORD]:
            break  # breaks between words would make it no better
    if best is None:
        return plain
    return [_line(cells, start, end, measure, policy) for start, end in pairwise((0, *best.ends))]


def _line(cells: Sequence[Cell], start: int, end: int, measure: int, policy: Policy) -> BrokenLine:
    (line,) = break_lines(cells[start:end], measure, measure, policy, justify=False)
    return replace(line, start=start, end=end)


class _Shape(NamedTuple):
    """Where lines end, and the cost of what is wrong with them."""

    faults: int
    ends: tuple[int, ...]


class _Shapes:
    """All ways to break a heading into lines that need no adjustment."""

    def __init__(self, cells: Sequence[Cell], ties: Sequence[Tie], measure: int, em: int) -> None:
        self._cells = cells
        self._ties = ties
        self._measure = measure
        self._em = em
        self._known: dict[tuple[int, int, int, bool], _Shape | None] = {}
        self._fewest = self._count_lines()

    def best(self, count: int) -> _Shape | None:
        """The best way to break it into `count` lines; `None` if there is none."""
        return self._rest(0, count, 0, False)

    def _rest(self, start: int, count: int, above: int, fell: bool) -> _Shape | None:
        """The best way to break what begins at `start` into `count` lines.

        `above` is the width of the line above, 0 for none; `fell` says whether any so far was shorter than the one
        above it.
        """
        if start == len(self._cells):
            return _Shape(0, ()) if not count else None
        key = (start, count, above, fell)
        if key not in self._known:
            # Of equals the one with the longest first line: a word processor would end it there by itself.
            shapes = reversed(list(self._choices(*key)))
            self._known[key] = min(shapes, key=lambda shape: shape.faults, default=None)
        return self._known[key]

    def _choices(self, start: int, count: int, above: int, fell: bool) -> Iterator[_Shape]:
        for end, width in self._lines_from(start):
            if self._fewest[end] >= count:
                continue
            below = self._rest(end, count - 1, width, fell or above - width >= self._em)
            if below:
                faults = self._faults(start, end) + self._misshape(width, above, fell)
                yield _Shape(faults + below.faults, (end, *below.ends))

    def _lines_from(self, start: int) -> Iterator[tuple[int, int]]:
        """The ends and widths of the lines that can begin at `start`, shortest first."""
        width = full = 0
        for end, cell in enumerate(self._cells[start:], start + 1):
            width = width if cell.vanishes else full + cell.width
            full += cell.width + cell.space
            if width > self._measure:
                return
            if cell.may_break:
                yield end, width

    def _count_lines(self) -> list[int]:
        """The fewest lines that hold what begins at each cell; more than any heading has where none do."""
        size = len(self._cells)
        fewest = [size + 1] * size + [0]
        for start in range(size - 1, -1, -1):
            fewest[start] = min((fewest[end] + 1 for end, _ in self._lines_from(start)), default=size + 1)
        return fewest

    def _faults(self, start: int, end: int) -> int:
        """The cost of one line for itself."""
        characters = sum(not (cell.vanishes or cell.no_start or cell.no_end) for cell in self._cells[start:end])
        lone = _LONE_CHARACTER * (characters < 2)
        straddle = _STRADDLE * self._straddles(start, end)
        return lone + straddle + (_COST_OF_BREAK[self._ties[end - 1]] if end < len(self._cells) else 0)

    def _straddles(self, start: int, end: int) -> bool:
        if not start or end == len(self._cells) or Tie.PHRASE in (self._ties[start - 1], self._ties[end - 1]):
            return False
        return Tie.PHRASE in self._ties[start:end]

    def _misshape(self, width: int, above: int, fell: bool) -> int:
        """The cost of a line's width below another line."""
        if not above:
            return 0
        if abs(width - above) < self._em:
            return _LIKE
        hourglass = _HOURGLASS if fell and width > above else 0
        part = 100 * min(width, above) // max(width, above)
        return hourglass + _UNLIKE * (100 - part) // 100 + max(0, _LEAST_PART - part)


def narrowed_measure(cells: Sequence[Cell], lines: Sequence[BrokenLine], measure: int, em: int) -> int:
    """A measure for all lines of a heading at which a word processor ends as many of them here as it can by itself.

    It holds the widest line, with full marks, which share no white there, and half a character more.
    """
    if len(lines) < 2:
        return measure
    widest = max(sum(cell.width + max(0, cell.space) for cell in cells[line.start : line.end]) for line in lines)
    return min(measure, widest + em // 2)
