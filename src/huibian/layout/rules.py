"""The line rules that a layout chooses (`line_breaking`), and what they come to at a type size."""

from __future__ import annotations

from huibian.layout.fields import Definition, Em
from huibian.layout.items import Policy
from huibian.units import Length


class LineBreaking(Definition):
    """How lines are adjusted, in em of the text's own size."""

    shared_white: Em
    mark_white: Em
    squeeze: Em
    western_gap: Em
    western_gap_limit: Em
    word_space_limit: Em
    spread_limit: Em

    def policy(self, size: Length) -> Policy:
        """The same for the line breaker, at a type size."""
        return Policy(
            squeeze=int(size.em(self.squeeze)),
            word_space=int(size.em(self.word_space_limit)),
            western_gap=int(size.em(self.western_gap_limit)),
            spread=int(size.em(self.spread_limit)),
        )
