"""What people write for a number, a month or a date, as a manifest has it."""

from __future__ import annotations

import re
import unicodedata

from huibian.numerals import DIGITS, TENS, UNITS, number_of
from huibian.regex import compiled

_NUMERAL = f"[{''.join((*DIGITS, *TENS, *UNITS))}]+"
_DIVIDED = r"\s*[年./\-—–－]\s*"
_MONTH = rf"([0-9]{{4}}){_DIVIDED}([0-9]{{1,2}})\s*月?(?:份|号|刊)?|([0-9]{{4}})([0-9]{{2}})"
_DATE = (
    rf"([0-9]{{4}}){_DIVIDED}([0-9]{{1,2}})\s*[月./\-—–－]\s*([0-9]{{1,2}})\s*[日号]?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_QUOTES = (
    ("“", "”"),
    ("‘", "’"),
    ("＂", "＂"),
    ("＇", "＇"),
    ("”", "”"),
    ("“", "“"),
    ("「", "」"),
    ("“", '"'),
    ('"', "”"),
)
_LOOKED_AT = 100  # characters


def unquoted(words: str) -> str | None:
    """The words inside Chinese quotation marks that stand round them all; `None` where they stand in none."""
    inner = words[1:-1]
    is_round = len(words) > 2 and (words[0], words[-1]) in _QUOTES
    return inner if is_round and not any(mark in inner for pair in _QUOTES for mark in pair) else None


def whole_number(words: str) -> str | None:
    """The number in words that have one, as 92 in 总第92期 or 第九十二期; `None` for none, or more than one."""
    found = re.findall(r"(?<![0-9.])[0-9]+(?![0-9]|\.[0-9])", _plain(words))
    return str(int(found[0])) if len(found) == 1 and len(found[0]) < _LOOKED_AT else None


def month(words: str) -> str | None:
    """A month as 2026-09, from 2026年9月, 二〇二六年九月, 2026.9, 202609 or a date; `None` where there is none."""
    found = compiled(_MONTH).fullmatch(_plain(words)) or compiled(_DATE).fullmatch(_plain(words))
    if found is None:
        return None
    year, number = [group for group in found.groups() if group is not None][:2]
    return f"{year}-{int(number):02}" if 1 <= int(number) <= 12 else None


def date(words: str) -> str | None:
    """A date as 2026-10-15, from 2026年10月15日, 2026/10/15 and the like; `None` where there is none."""
    found = compiled(_DATE).fullmatch(_plain(words))
    if found is None:
        return None
    year, number, day = [group for group in found.groups() if group is not None]
    is_possible = 1 <= int(number) <= 12 and 1 <= int(day) <= 31
    return f"{year}-{int(number):02}-{int(day):02}" if is_possible else None


def _plain(words: str) -> str:
    """Words with digits for Chinese numerals and full-width digits, without quotation marks; nothing of long ones."""
    if len(words) > _LOOKED_AT:
        return ""
    words = words.strip()
    words = unicodedata.normalize("NFKC", unquoted(words) or words)
    return compiled(_NUMERAL).sub(lambda numeral: str(number_of(numeral[0])), words).strip()
