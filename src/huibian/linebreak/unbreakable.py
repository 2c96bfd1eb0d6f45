"""Where the words of a text, not single characters, say whether a line may end: units, dates, long codes.

clreq, "Prohibition rules for unbreakable marks": a number stays with its unit. Pure: text in, places out; a place is
the index of the character before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from huibian.regex import compiled

# Units of GB 3100 that are written in Latin letters. What is one sign (% ℃ ㎡) never begins a line anyway.
_SYMBOLS = (
    *("nm", "μm", "mm", "cm", "dm", "m", "km", "mm²", "cm²", "dm²", "m²", "km²", "hm²", "mm³", "cm³", "dm³", "m³"),
    *("km2", "m2", "m3", "mg", "kg", "g", "t", "mL", "ml", "L", "s", "min", "h", "d", "Hz", "kHz", "MHz", "GHz"),
    *("W", "kW", "MW", "GW", "kWh", "MWh", "V", "kV", "A", "mA", "J", "kJ", "MJ", "N", "kN", "Pa", "kPa", "MPa"),
    *("dB", "KB", "MB", "GB", "TB", "mol", "lx", "lm"),
)
_NUMBER_TAIL = r"\d[百千万亿]{0,2}[余多]?"
_HAN_DIGITS = "〇○零一二三四五六七八九十"
_HAN_DIGIT = f"[{_HAN_DIGITS}]"
# Patterns that are looked for in every paragraph begin with one character of a class: such a place `re` finds faster
# than one that may be repeated, or that must not stand behind something, which is asked afterwards.
_DATE = (
    rf"[\d{_HAN_DIGITS}](?:"
    rf"(?:(?<=\d)(?<!\d\d)\d{{3}}|(?<={_HAN_DIGIT})(?<!{_HAN_DIGIT}{{2}}){_HAN_DIGIT}{{3}})年"
    rf"(?:(?:\d{{1,2}}|{_HAN_DIGIT}{{1,2}})月(?:(?:\d{{1,2}}|{_HAN_DIGIT}{{1,3}})[日号])?)?"
    rf"|(?<=\d)(?<!\d\d)\d?月\d{{1,2}}[日号])"
)
_PREFIX = r"[￥¥$€£№＄￡] +\d"
# A mark between full-width digits is no pause if it makes one number of them: 3.14, 12,345, 9:30 in full width.
_WIDE = "[\uff10-\uff19]"
_WIDE_NUMBER = f"{_WIDE}{_WIDE}*(?:\uff0e{_WIDE}+|，{_WIDE}{{3}}(?!{_WIDE})|：{_WIDE}{{2}}(?!{_WIDE}))+"
# Where a line may end inside a code: behind one of these marks and before a letter or digit, so neither inside http://
# nor inside 3.14.
_CODE_BREAK = r"(?:[/?&=#_-]|(?<![0-9])\.|\.(?![0-9]))(?=[A-Za-z0-9])"


def joined(text: str, units: tuple[str, ...]) -> Iterator[int]:
    """Where no line may end, whatever the characters there allow: between a number and its unit, inside a number.

    Args:
        text: A paragraph.
        units: Units written in Han characters that stay with their number; 万 and 亿 before them need not be named.
    """
    for pattern in (_units(units), compiled(_PREFIX), compiled(_WIDE_NUMBER)):
        yield from _inner(pattern, text)


def dates(text: str) -> Iterator[int]:
    """The places inside dates."""
    return _inner(compiled(_DATE), text)


def codes(text: str, length: int) -> Iterator[int]:
    """The places inside codes and addresses of at least so many characters."""
    return _inner(_long_code(length), text)


def code_breaks(text: str, length: int) -> Iterator[int]:
    """Where a line may end inside a code or an address of at least so many characters."""
    for code in _long_code(length).finditer(text):
        yield from (place.start() for place in compiled(_CODE_BREAK).finditer(text, code.start() + 1, code.end()))


@lru_cache(maxsize=16)
def _units(units: tuple[str, ...]) -> re.Pattern[str]:
    symbols = "|".join(re.escape(unit) for unit in sorted(_SYMBOLS, key=len, reverse=True))
    words = "".join(f"|{re.escape(unit)}" for unit in sorted(units, key=len, reverse=True))
    return re.compile(rf"{_NUMBER_TAIL} ?(?:(?:{symbols})(?![A-Za-z]){words})")


@lru_cache(maxsize=16)
def _long_code(length: int) -> re.Pattern[str]:
    return re.compile(rf"[!-~][!-~]{{{length - 1},}}")


def _inner(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Every place inside what the pattern finds."""
    for match in pattern.finditer(text):
        yield from range(match.start(), match.end() - 1)
