"""Sorts names of files as people number them: 2 before 10, 二 before 十, whatever their width and brackets.

Libraries for this take each Chinese numeral for a number of its own, so that 十二 comes before 十.
"""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TypeAlias

from huibian.numerals import DIGITS, MYRIADS, TENS, UNITS, number_of
from huibian.regex import compiled

_Token: TypeAlias = tuple[int, int, str]
NaturalKey: TypeAlias = tuple[tuple[tuple[_Token, ...], ...], str]

_FIRST = "".join((*DIGITS, *TENS, "十"))  # 百 and 千 alone are words: 百年, 千山
_NUMBER = rf"(\d+|[{_FIRST}][{_FIRST}{''.join((*UNITS, *MYRIADS))}]*)"
_BEFORE = r"第|[\W_]"  # what may stand before the first number of a name, such as the bracket of （二）


def natural_key(name: str) -> NaturalKey:
    """What to sort a path, with / between its parts, by: folder after folder, then name, then ending.

    Numbers come before words. Of names that differ in nothing else, 01 comes before 1 and 1 before 一.
    """
    parts = PurePosixPath(name).parts
    tokens = [_tokens(part) for part in parts[:-1]]
    tokens += [each for part in parts[-1:] for each in (_tokens(PurePosixPath(part).stem), _tokens(part))]
    return tuple(tokens), name


def _tokens(part: str) -> tuple[_Token, ...]:
    text = unicodedata.normalize("NFKC", part).casefold()
    while compiled(_BEFORE).match(text):
        text = text[1:]
    numbers = enumerate(compiled(_NUMBER).split(text))  # every second is one
    return tuple((0, number_of(each), "") if index % 2 else (1, 0, each) for index, each in numbers if each)
