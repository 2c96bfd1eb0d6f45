"""The line lock: a character spacing under which every consumer breaks a line where huibian did.

A word processor (a "consumer" of the file) fills a line until the next piece does not fit. It will end the line
where we end it if two things hold, whatever its habits are:

    fit(s)  =  measure - widest(line, s)                  >=  margin
    shut(s) =  narrowest(line, s) + piece(s') - measure   >=  margin

`s` is the spacing given to every character of the line and `s'` that of the line after it. `widest` and
`narrowest` run over the family of consumers: between Han and Latin letters or digits Word leaves 0.25 em and
LibreOffice 0.20 em, and beside a sign that only looks like Han perhaps nothing; the spacing after the last
character of a line may count or not; marks are full width side by side (`doNotCompress`). `piece` is the least that
a consumer may add to a line: one character, or with a bracket that opens, what it opens. LibreOffice takes single
digits of a number and single halves of a dash; and a mark behind that character may hang, so it does not count.

`fit` falls with `s` and `shut` rises, so the best spacing is where they cross: the line then stands about half a
character short of the measure, and the consumer's own justification fills the rest. A twip on each of 26 characters
moves the line's end by 0.08 em; where that is too coarse, the first part of the line gets one twip more.

Plain numbers only: lengths are thousandths of a point, spacings are whole twips.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from huibian.units import Length

TWIP = int(Length.of(1, "twip"))

# In em. A line this far from both ends of the inequality is left alone: faces, rounding to twips and habits we do
# not know move a line's end by less.
_PLAIN_MARGIN = 0.10
# In em. Less than this is no lock: consumers round what stands on a line to whole twips.
_LEAST_MARGIN = 0.01
_GAPS = (0.20, 0.25)
_DOUBTFUL_GAPS = (0.0, 0.25)
# Signs such as ‰ and ※ are drawn on anything between these and a full em, less and more, in the faces seen.
_DOUBTFUL_SIGNS = (-0.4, 0.2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters one after another on a line.

    Attributes:
        count: How many take room; each has the line's spacing after it.
        natural: The sum of their own advances.
        gaps: How many times Han meets a Latin letter or digit.
        doubtful_gaps: How many times such a letter or digit meets a sign that consumers disagree on.
        doubtful_signs: How many signs are drawn on different widths by different faces.
    """

    count: int
    natural: int
    gaps: int = 0
    doubtful_gaps: int = 0
    doubtful_signs: int = 0

    def least(self, em: int) -> float:
        """Its width without spacing, where a consumer makes it narrowest."""
        return self._width(em, 0)

    def most(self, em: int) -> float:
        """Its width without spacing, where a consumer makes it widest."""
        return self._width(em, 1)

    def _width(self, em: int, end: int) -> float:
        doubts = (
            self.gaps * _GAPS[end]
            + self.doubtful_gaps * _DOUBTFUL_GAPS[end]
            + self.doubtful_signs * _DOUBTFUL_SIGNS[end]
        )
        return self.natural + em * doubts


@dataclass(frozen=True, slots=True)
class Spacing:
    """Spacing of a line's characters: `each` twips for every one, and one more for the `more` first ones."""

    each: int = 0
    more: int = 0

    @property
    def first(self) -> int:
        """Spacing of the line's first characters."""
        return self.each + (1 if self.more else 0)

    def total(self, count: int) -> int:
        """Spacing of `count` characters together, in thousandths of a point."""
        return (self.each * count + self.more) * TWIP


PLAIN = Spacing()


@dataclass(frozen=True, slots=True)
class Follower:
    """The least that a consumer may add to the line: the start of the next one.

    Attributes:
        stretch: Its characters; a gap between the line's last character and its first counts as its own.
        spacing: Their spacing, in twips.
    """

    stretch: Stretch
    spacing: int


def lock(measure: int, em: int, line: Stretch, follower: Follower | None) -> Spacing | None:
    """The spacing for a line; `PLAIN` where greedy filling ends the line here anyway.

    Args:
        measure: The width a consumer fills.
        em: Type size.
        line: What stands on the line.
        follower: What must not fit after it; `None` for the last line of a paragraph, which only has to fit.

    Returns:
        The spacing with the widest margin over the family, or `None` if none holds for all of it.
    """
    inequality = _Inequality(measure, em, line, follower)
    enough = _PLAIN_MARGIN * em
    if inequality.margin(PLAIN) >= enough:
        return PLAIN

    def merit(spacing: Spacing) -> tuple[float, bool, float]:
        margin = inequality.margin(spacing)
        return min(margin, enough), not spacing.more, margin

    best = max(inequality.candidates(), key=merit)
    return best if inequality.margin(best) >= _LEAST_MARGIN * em else None


@dataclass(frozen=True, slots=True)
class _Inequality:
    measure: int
    em: int
    line: Stretch
    follower: Follower | None

    def margin(self, spacing: Spacing) -> float:
        """How far the inequality is from failing, for the consumer nearest to it."""
        return min(self._fit(spacing), self._shut(spacing))

    def candidates(self) -> Iterator[Spacing]:
        """Spacings round the place where the margin is best."""
        count = max(self.line.count, 1)
        if self.follower is None:
            ideal = self.measure - self.line.most(self.em) - _PLAIN_MARGIN * self.em
        else:
            ideal = (self._fit(PLAIN) - self._shut(PLAIN)) / 2
        nearest = round(ideal / count / TWIP)
        for each in range(nearest - 2, nearest + 2):
            for quarter in range(4):
                yield Spacing(each, count * quarter // 4)

    def _fit(self, spacing: Spacing) -> float:
        last = min(spacing.each, 0) * TWIP
        return self.measure - self.line.most(self.em) - spacing.total(self.line.count) + last

    def _shut(self, spacing: Spacing) -> float:
        if self.follower is None:
            return math.inf
        piece, after = self.follower.stretch, self.follower.spacing
        width = self.line.least(self.em) + spacing.total(self.line.count)
        width += piece.least(self.em) + (after * piece.count - max(after, 0)) * TWIP
        return width - self.measure
