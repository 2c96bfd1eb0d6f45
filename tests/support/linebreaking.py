"""Text broken by the real breaker from the widths of a plain face, with any rules."""

from __future__ import annotations

import unicodedata
from typing import Any

from huibian.layout.cells import make_cells
from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak import classes
from huibian.linebreak.cells import BrokenLine, Cell
from huibian.linebreak.classes import CharClass
from huibian.linebreak.lines import break_lines
from huibian.markedyaml import fit
from huibian.units import Length

EM = Length.of(16, "pt")
KEYS = {
    "shared_white": "0.5 em",
    "mark_white": "0.5 em",
    "squeeze": "0.25 em",
    "western_gap": "0.25 em",
    "western_gap_limit": "0.5 em",
    "word_space_limit": "0.5 em",
    "spread_limit": "0.5 em",
}
HALF_WIDTH = {
    CharClass.LETTER,
    CharClass.DIGIT,
    CharClass.SPACE,
    CharClass.SUFFIX,
    CharClass.WESTERN_CLOSING,
    CharClass.WESTERN_OPENING,
    CharClass.WESTERN_MARK,
}


def rules(**keys: Any) -> LineBreaking:
    """The rules with all policies off but those named."""
    return fit(KEYS | keys, LineBreaking)


RULES = rules()


def cells_of(text: str, rules: LineBreaking = RULES) -> list[Cell]:
    """Cells with the widths of a plain face: full-width characters 1 em, western ones half."""
    widths = [EM.em(0.5) if classes.char_class(char) in HALF_WIDTH and not _is_wide(char) else EM for char in text]
    return make_cells(text, widths, EM, rules)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char[0]) in "WF"


def set_text(text: str, measure: Length, first: Length | None = None, rules: LineBreaking = RULES) -> list[BrokenLine]:
    """Its lines; `first` is the measure of the first one where it differs."""
    return break_lines(cells_of(text, rules), measure if first is None else first, measure, rules.policy(EM))


def width(line: BrokenLine) -> int:
    """What a line takes on paper."""
    return sum(line.advances) - line.shift
