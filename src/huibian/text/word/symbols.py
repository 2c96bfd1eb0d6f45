"""The signs of Wingdings, Webdings and Symbol as characters of Unicode.

These fonts draw signs in the places of letters, or at U+F020 to U+F0FF: without the font it is another letter, or
none. `symbols.csv` says which sign stands in which place: for Symbol as in Unicode's table of its vendor, for the
others by the names that their signs have in Unicode. Of several characters that look the same, it is the one that
common fonts have (● rather than ⚫).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from huibian import source

_TABLE = Path(__file__).with_name("symbols.csv")
_PRIVATE = range(0xF020, 0xF100)  # where Windows keeps the places of such a font


def is_symbol_font(font: str | None) -> bool:
    """Whether a font has signs in the places of letters."""
    return font is not None and font.lower() in _signs()


def sign_of(font: str, code: int) -> str | None:
    """The sign that a font has in a place; `None` where none is known.

    Args:
        font: Its name.
        code: The place, or the character that a file has for it.
    """
    return _signs().get(font.lower(), {}).get(code & 0xFF if code in _PRIVATE else code)


@cache
def _signs() -> Mapping[str, Mapping[int, str]]:
    """The signs by font and place; white is none."""
    signs: dict[str, dict[int, str]] = {}
    with source.not_noting():  # as the program itself, it is no file that an issue is made of
        _, *rows = csv.reader(source.read(_TABLE).lines)
    for row in rows:
        if row:
            font, code, sign = row
            signs.setdefault(font.lower(), {0x20: " "})[int(code, 16)] = sign
    return signs
