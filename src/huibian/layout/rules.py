"""The line rules that a layout chooses (`line_breaking`), and what they come to at a type size."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from huibian.layout.cjk import Prohibition
from huibian.layout.fields import Definition, Em
from huibian.layout.items import Policy
from huibian.units import Length

_NotNegative = Annotated[Em, Field(ge=0)]


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
    shared_white: _NotNegative
    mark_white: _NotNegative
    interpunct_white: _NotNegative = 0
    half_width_doubled_marks: bool = False
    half_width_line_end: bool = False
    line_start_brackets: LineStartBrackets = LineStartBrackets.NONE
    squeeze: _NotNegative
    squeeze_stops: bool = True
    word_space_least: _NotNegative | None = None
    western_gap_least: _NotNegative | None = None
    western_gap: Em
    western_gap_limit: Em
    word_space_limit: Em
    spread_limit: Em
    loose_limit: _NotNegative | None = None
    units: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    code_length: Annotated[int, Field(ge=0)] = 0
    code_spread: _NotNegative = 0
    date_spread: _NotNegative = 0
    last_line_minimum: Annotated[int, Field(ge=0)] = 0

    def policy(self, size: Length) -> Policy:
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
            western_gap_least=_at(size, self.western_gap_least),
            trims_end=self.half_width_line_end,
            trims_start=brackets is not LineStartBrackets.NONE,
            trims_first=brackets is LineStartBrackets.ALL,
            date_spread=int(size.em(self.date_spread)),
            last_letters=self.last_line_minimum,
        )


def _at(size: Length, ems: float | None) -> int | None:
    return None if ems is None else int(size.em(ems))
