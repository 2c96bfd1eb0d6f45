"""Which lines are headings: those marked so (`#`), and those numbered as official documents number them."""

from __future__ import annotations

import re

from huibian.frame import Role

_LEVELS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
_MARK = re.compile(r"([#\uff03]{1,4})(?:\s+|$)")
_CHINESE = "[一二三四五六七八九十百]{1,4}"
_NUMBERS = (  # GB/T 9704-2012, 7.3.3: the four levels; brackets of half width are as common as the right ones
    (Role.HEADING_1, re.compile(rf"{_CHINESE}、\s*\S")),
    (Role.HEADING_2, re.compile(rf"[（(]{_CHINESE}[）)]\s*\S")),
    (Role.HEADING_3, re.compile(r"\d{1,2}[.．]\s*[^\s\d]")),  # 3.14 and 2.5亿元 are no numbering
    (Role.HEADING_4, re.compile(r"[（(]\d{1,2}[）)]\s*\S")),
)

# A numbered line is a heading if it is a phrase, not a sentence: it stands on one line of print, which has 28
# characters (GB/T 9704-2012, 5.2.2) less the indent of two, and neither stops inside nor leads on at its end.
_MOST = 26
_SENTENCE = re.compile(r"。|[；：，、…—.;:,][”’」』）)》]*$")


def marked(text: str) -> tuple[Role, int] | None:
    """The level of a line that begins with `#` to `####` and a space, and where its text begins; else `None`."""
    match = _MARK.match(text)
    return (_LEVELS[len(match[1]) - 1], match.end()) if match else None


def numbered(text: str) -> Role | None:
    """The level of a line that is a heading by its number; `None` for a paragraph."""
    if len(text) > _MOST or _SENTENCE.search(text):
        return None
    return next((role for role, number in _NUMBERS if number.match(text)), None)
