"""The line rules that a layout chooses (`line_breaking`), and what they come to at a type size."""

from __future__ import annotations

from enum import StrEnum

from huibian.layoutfile.fields import Definition, Growth, Letters, Share, Words
from huibian.linebreak.cells import Policy
from huibian.linebreak.classes import Prohibition
from huibian.units import ZERO, Length
from huibian.wordprocessors import LIBREOFFICE_GAP


class LineStartBrackets(StrEnum):
    """Which brackets and quotes at the start of a line lose the white on their left."""

    NONE = "none"
    REST = "rest"  # on every line of a paragraph but the first
    ALL = "all"


class LineBreaking(Definition):
    """How lines are adjusted, in em of the text's own size; `layouts/README.md` explains every key.

    What has a default here is off unless a layout asks for it.
    """

    prohibition: Prohibition = Prohibition.STRICT
    shared_white: Share
    mark_white: Share
    interpunct_white: Share = 0
    half_width_doubled_marks: bool = False
    half_width_line_end: bool = False
    line_start_brackets: LineStartBrackets = LineStartBrackets.NONE
    squeeze: Share
    squeeze_stops: bool = True
    word_space_least: Share | None = None
    western_gap_least: Share | None = None
    western_gap: Share
    western_gap_limit: Growth
    western_gap_most: Growth | None = None
    word_space_limit: Growth
    spread_limit: Growth
    loose_limit: Growth | None = None
    units: tuple[Words, ...] = ()
    code_length: Letters = 0
    code_spread: Growth = 0
    date_spread: Growth = 0
    last_line_minimum: Letters = 0
    lock_spread: Growth = 0

    def policy(self, size: Length, tracking: Length = ZERO) -> Policy:
        """The same for the line breaker, at a type size."""
        brackets = self.line_start_brackets
        return Policy(
            squeeze=int(size.em(self.squeeze)),
            word_space=int(size.em(self.word_space_limit)),
            western_gap=int(size.em(self.western_gap_limit)),
            spread=int(size.em(self.spread_limit)),
            code_spread=int(size.em(self.code_spread)),
            loose=_at(size, self.loose_limit),
            squeezes_stops=self.squeeze_stops,
            word_space_least=_at(size, self.word_space_least),
            western_gap_most=_at(size, self.western_gap_most),
            western_gap_least=_at(size, self.western_gap_least),
            trims_end=self.half_width_line_end,
            trims_start=brackets is not LineStartBrackets.NONE,
            trims_first=brackets is LineStartBrackets.ALL,
            date_spread=int(size.em(self.date_spread)),
            last_letters=self.last_line_minimum,
            lock_spread=int(size.em(self.lock_spread)),
            gap_doubt=int(size.em(LIBREOFFICE_GAP)) if self.lock_spread else 0,
            tightened=max(0, -int(tracking)),
        )


def _at(size: Length, ems: float | None) -> int | None:
    return None if ems is None else int(size.em(ems))
