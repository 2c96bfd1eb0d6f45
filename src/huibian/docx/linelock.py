"""The line lock: a character spacing under which every consumer breaks a line where huibian did.

A word processor (a "consumer" of the file) fills a line until the next piece does not fit. It ends the line where we
end it if two things hold for it:

    fit(s)  =  measure - width(line, s)                        >=  margin
    shut(s) =  width(line, s) + width(piece, s') - measure     >=  margin

`s` is the spacing after every character of the line, `s'` that of the line after it. `piece` is the least that a
consumer may add to a line: one character, or with a bracket that opens, what it opens. (LibreOffice 7.4 takes single
digits of a number and single halves of a dash; and a mark behind the piece may hang, so it does not count.) Marks are
full width even side by side, because the file says `doNotCompress`.

Consumers differ in `width`, and the two must hold for each of the family:

- between Han and Latin letters or digits Word leaves 0.25 em before and 0.27 em behind, LibreOffice 0.20 em, ONLYOFFICE
  nothing, and Word is seen to take it out of a justified line; beside a sign that is neither, some leave nothing;
- those that leave nothing neither cut words and numbers nor hang marks: their `piece` may be wider than one character,
  which holds a line with more gaps;
- the spacing after the last character of a line may count or not;
- LibreOffice leaves out a negative spacing wherever script, font or spacing changes, and takes none that is more
  than a sixth of the type size for what it is: `lock` gives none.

`fit` falls with `s` and `shut` rises, so the best spacing is where they cross: the line then stands about half a
character short of the measure, and the consumer's own justification fills the rest. A twip on each of 26 characters
moves the line's end by 0.08 em; where that is too coarse, the first part of the line gets one twip more.

Plain numbers only: lengths are thousandths of a point, spacings are whole twips.
"""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct

from huibian.units import Length
from huibian.wordprocessors import LIBREOFFICE_GAP, WORD_GAP

_TWIP = int(Length.of(1, "twip"))
# In em. A line this far from both ends of the inequality is left alone: faces, rounding and habits that are not
# known move a line's end by less.
_PLAIN_MARGIN = 0.10
# In em. Less is no lock: consumers round what stands on a line to whole twips.
_LEAST_MARGIN = 0.01
_WIDEST_DOUBTFUL_GAP = 0.25
# Of the type size: a negative spacing beyond it is cut down by LibreOffice.
_TIGHTEST = 1 / 6


class MeasuredText(Struct, frozen=True):
    """Characters one after another on a line.

    Attributes:
        count: How many have the line's spacing after them; the mark of a footnote has not.
        natural: The sum of their own advances.
        runs: How many runs of one script and font the characters with the line's spacing are.
        others: How many more such runs there are, without it.
        gaps: How many times Han meets a Latin letter or digit.
        doubtful_gaps: How many times a sign does that consumers disagree on.
        narrower: How much narrower all together may be in the consumer's faces, in em.
        wider: How much wider.
    """

    count: int
    natural: int
    runs: int = 1
    others: int = 0
    gaps: int = 0
    doubtful_gaps: int = 0
    narrower: float = 0.0
    wider: float = 0.0


class Spacing(Struct, frozen=True):
    """Spacing of a line's characters: `each` twips for every one, and one more for the `more` first ones."""

    each: int = 0
    more: int = 0


PLAIN = Spacing()


class Follower(Struct, frozen=True):
    """The least that a consumer may add to the line: the start of the next one.

    A gap between the line's last character and the first of these counts as theirs.

    Attributes:
        least: For those that part whatever they can.
        unit: For those that keep words, numbers and marks whole.
        spacing: Spacing of the characters, in twips.
    """

    least: MeasuredText
    unit: MeasuredText
    spacing: int


@lru_cache(maxsize=1024)  # every second line asks what one before it asked
def lock(
    measure: int, em: int, line: MeasuredText, follower: Follower | None, tracking: int = 0, *, autospace: bool = True
) -> Spacing | None:
    """The spacing for a line; `PLAIN` where greedy filling ends the line here anyway.

    Args:
        measure: The width a consumer fills.
        em: Type size.
        line: What stands on the line.
        follower: What must not fit after it; `None` for the last line of a paragraph, which only has to fit.
        tracking: Spacing that every character has besides, in twips; in the natural widths already.
        autospace: Whether the paragraph asks for white between Han and Latin: Word leaves none where it does not.

    Returns:
        The spacing with the widest margin over the family, or `None` if none holds for all of it.
    """
    inequality = _Inequality(measure, em, line, follower, tracking, autospace=autospace)
    enough, least = _PLAIN_MARGIN * em, _LEAST_MARGIN * em
    if inequality.slack < 2 * least:
        return None
    if inequality.margin(0) >= enough:
        return PLAIN
    top = _climb(inequality)
    each, more, margin = top.each, 0, top.margin
    if margin < enough:
        shares = [line.count * quarter // 4 for quarter in range(4)]
        finer = [(fewer, more) for more in shares for fewer in (each, each - 1)]
        margins = [inequality.margin(*spacing) for spacing in finer]
        margin = max(margins)
        each, more = finer[margins.index(margin)]
    return Spacing(each, more) if margin >= least else None


def fill(measure: int, em: int, line: MeasuredText, tracking: int = 0, *, autospace: bool = True) -> Spacing | None:
    """The widest spacing that a line has room for, which makes it as full as if it were justified; `None` if it is.

    The arguments are those of `lock`.
    """
    inequality = _Inequality(measure, em, line, None, tracking, autospace=autospace)
    most, more = divmod(int(inequality.room - _LEAST_MARGIN * em) // _TWIP, max(1, line.count))
    spacings = (Spacing(each, more) for each in range(most, -1, -1))
    return next((spacing for spacing in spacings if inequality.margin(spacing.each, more) > 0), None)


class _Top(Struct, frozen=True):
    """A spacing in twips, the same for all characters, and its margin."""

    each: int
    margin: float


def _climb(inequality: _Inequality) -> _Top:
    """The best spacing that is the same for all characters; the margin is concave in it."""
    best = inequality.middle()
    margin = inequality.margin(best)
    for step in (1, -1):
        while (better := inequality.margin(best + step)) > margin:
            best, margin = best + step, better
    return _Top(best, margin)


class _Inequality:
    """The inequality for a line and a family of consumers, as a function of the line's spacing.

    Of all that a consumer may leave between Han and Latin only three decide: whether a line fits, the most, and
    LibreOffice's where spacing is lost; whether it is shut, nothing, for those that keep units, and LibreOffice's, the
    least of those that part them.
    """

    def __init__(
        self, measure: int, em: int, line: MeasuredText, follower: Follower | None, tracking: int, *, autospace: bool
    ) -> None:
        self._count, self._runs = line.count, line.runs
        self._tracking = tracking
        self._tightest = -int(em * _TIGHTEST / _TWIP) - tracking
        self._open = None if follower else _PLAIN_MARGIN * em
        gaps, doubt = em * line.gaps, em * (line.doubtful_gaps * _WIDEST_DOUBTFUL_GAP + line.wider)
        width = line.natural + gaps * LIBREOFFICE_GAP
        widest = line.natural + gaps * WORD_GAP if autospace else width
        # The tracking of runs without the line's spacing has no effect at their ends either.
        others = -min(tracking, 0) * line.others * _TWIP
        # What is left of the measure without the line's spacing, where a negative one holds at the ends of runs, and
        # where it is lost there.
        self._tightening_fit, self._losing_fit = measure - widest - doubt, measure - (width + others) - doubt
        self.room = min(self._tightening_fit, self._losing_fit)
        self._missing = self._losing_shut = math.inf  # what is missing to let the follower in
        if follower:
            least, unit, after = follower.least, follower.unit, follower.spacing
            parted = width + (least.natural + em * (least.gaps * LIBREOFFICE_GAP - line.narrower - least.narrower))
            kept = line.natural + (unit.natural - em * (line.narrower + unit.narrower))
            parted += (after * least.count - max(after, 0)) * _TWIP - measure
            kept += (after * unit.count - max(after, 0)) * _TWIP - measure
            self._missing, self._losing_shut = min(parted, kept), parted + others

    @property
    def slack(self) -> float:
        """What both margins come to together, whatever the spacing; less where it is negative."""
        return self.room + self._missing

    def margin(self, each: int, more: int = 0) -> float:
        """How far a spacing is from failing, for the consumer nearest to it; the arguments are those of `Spacing`."""
        if each < self._tightest:
            return -math.inf
        fit, shut = self.room, self._missing
        if each + self._tracking < 0:
            # A negative spacing has no effect at the last end in any, and in some at none of them; a run that is parted
            # by one twip more has one end more.
            lost = -(each + self._tracking) * _TWIP
            fit = min(self._tightening_fit - lost, self._losing_fit - lost * (self._runs + (more > 0)))
            shut = min(shut, self._losing_shut + lost * (self._runs - 1))
        total = (each * self._count + more) * _TWIP
        return min(fit - total, shut + total if self._open is None else self._open)

    def middle(self) -> int:
        """About where the two sides meet, in twips for each character."""
        if self._open is not None:
            return 0
        return max(self._tightest, round((self.room - self._missing) / (2 * max(1, self._count) * _TWIP)))
