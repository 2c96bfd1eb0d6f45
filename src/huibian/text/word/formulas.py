"""Finds the formulas of Word that are only a line of characters, so that they can be set as text."""

from __future__ import annotations

import re

from huibian.text.word.formats import written
from huibian.text.word.xml import Element, M, W, is_properties

_LINEAR = {M + name for name in ("oMathPara", "oMath", "r", "t", "jc", "sty", "scr", "nor", "lit", "brk", "aln")}
_DELETED = (W + "del", W + "moveFrom", W + "delText")
_CIRCLED = re.compile(r"\s*eq\s*\\o\s*(?:\\ac)?\s*\(\s*○\s*[,;，；]\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)


def is_linear(element: Element) -> bool:
    """Whether a formula is characters in a row, without fractions, roots, indices or deleted parts."""
    return all(_is_linear(str(each.tag)) or is_properties(each) for each in element.iter("*"))


def circled(code: str) -> str | None:
    r"""The character that a field such as `eq \o\ac(○,1)` draws: ①; `None` for any other field."""
    found = _CIRCLED.fullmatch(code)
    return None if found is None else written(int(found[1]), "decimalEnclosedCircle")


def _is_linear(tag: str) -> bool:
    return tag in _LINEAR or (tag.startswith(W) and tag not in _DELETED)
