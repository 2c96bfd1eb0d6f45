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
character short of the measure, and the consumer's own justification fills the rest.

Plain numbers only: lengths are thousandths of a point, spacings are whole twips.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from huibian.units import Length

TWIP = int(Length.of(1, "twip"))

# In em. A line this far from both ends of the inequality is left alone: faces, rounding to twips and habits we do
# not know move a line's end by less.
_PLAIN_MARGIN = 0.10
# In em. Less than this is no lock: LibreOffice rounds each run of a line to whole twips.
_LEAST_MARGIN = 0.02
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
class Follower:
    """The least that a consumer may add to the line: the start of the next one.

    Attributes:
        stretch: Its characters; a gap between the line's last character and its first counts as its own.
        spacing: The spacing of the next line, in twips.
    """

    stretch: Stretch
    spacing: int


def lock(measure: int, em: int, line: Stretch, follower: Follower | None) -> int | None:
    """The spacing for a line, in whole twips; 0 where greedy filling ends the line here anyway.

    Args:
        measure: The width a consumer fills.
        em: Type size.
        line: What stands on the line.
        follower: What must not fit after it; `None` for the last line of a paragraph, which only has to fit.

    Returns:
        The spacing with the widest margin over the family, or `None` if none holds for all of it.
    """
    inequality = _Inequality(measure, em, line, follower)
    if inequality.margin(0) >= _PLAIN_MARGIN * em:
        return 0
    best = max(inequality.candidates(), key=lambda spacing: (inequality.margin(spacing), -abs(spacing)))
    return best if inequality.margin(best) >= _LEAST_MARGIN * em else None


@dataclass(frozen=True, slots=True)
class _Inequality:
    measure: int
    em: int
    line: Stretch
    follower: Follower | None

    def margin(self, spacing: int) -> float:
        """How far the inequality is from failing, for the consumer nearest to it."""
        return min(self._fit(spacing), self._shut(spacing))

    def candidates(self) -> Sequence[int]:
        """Whole twips round the place where the margin is best."""
        count = max(self.line.count, 1)
        if self.follower is None:
            room = self.measure - self.line.most(self.em) - _PLAIN_MARGIN * self.em
            ideal = room / count / TWIP
        else:
            ideal = (self._fit(0) - self._shut(0)) / (2 * count) / TWIP
        return range(int(ideal) - 2, int(ideal) + 3)

    def _fit(self, spacing: int) -> float:
        counted = self.line.count if spacing > 0 else self.line.count - 1
        return self.measure - self.line.most(self.em) - spacing * TWIP * counted

    def _shut(self, spacing: int) -> float:
        if self.follower is None:
            return float("inf")
        piece, after = self.follower.stretch, self.follower.spacing
        counted = piece.count - 1 if after > 0 else piece.count
        width = self.line.least(self.em) + spacing * TWIP * self.line.count
        return width + piece.least(self.em) + after * TWIP * counted - self.measure
