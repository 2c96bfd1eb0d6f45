"""How word processors set Chinese text: what the line breaker prefers, and what the line lock of the DOCX allows for.

Word processors do not agree on where a line may end. Two questions have one answer for all of them: between which two
characters each would end a line, and which it would never part. Both are answered on the safe side: where neither
holds, word processors differ, or it is not known.

Sources: measured (`docs/consumers.md`). LibreOffice since 24.8 follows UAX #14, where “ and ” part from nothing (LB19).
ONLYOFFICE ends a line behind Han and a few full-width marks, or before Han and （, and nowhere else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LIBREOFFICE_GAP = 0.20
"""White that LibreOffice leaves between Han and Latin letters or digits, in em, whatever a paragraph asks for."""
WORD_GAP = 0.26
"""The same for Word, where a paragraph asks for it: 0.25 em before a number, 0.27 em behind it."""

LATIN_END = 0x2010
"""Below it LibreOffice takes whatever is not Han for Latin (·, ×); signs above follow the text before them."""

NARROWER_SPACES = {" ": 0.07, "\u3000": 0.26}
"""How much narrower, in em, ONLYOFFICE makes spaces of a justified line where a word would fit then: by a quarter."""

BASIC_PLANE = 0xFFFF
"""Its last character: LibreOffice takes none beyond it for Han."""

_QUOTES = frozenset("“”‘’")
_SIGNS = frozenset("+±")  # before a number, and for some before Han (UAX #14, class PR)
_ENDS = frozenset("，；：？！）—")
_BEGINS = frozenset("（")
_CLOSING = frozenset("，。、；：？！）》〉」』】〕〗］｝”’")
_OPENING = frozenset("（《〈「『【〔〖［｛“‘")
_IN_NUMBERS = frozenset(".,")
_AFTER_NUMBERS = frozenset("%‰")


@lru_cache(maxsize=65536)
def all_break(before: str, after: str) -> bool:
    """Whether every word processor ends a line between two characters where it is full.

    Only for places where the rules of Chinese typesetting let a line end: that （ ends no line is not checked here.
    """
    if before in _QUOTES or after in _QUOTES or before in _SIGNS or max(ord(before), ord(after)) > BASIC_PLANE:
        return False
    return before == " " or before in _ENDS or after in _BEGINS or _is_han(before) or _is_han(after)


def ends_run(before: str, after: str) -> bool:
    """Whether two characters are set in two runs: of Han and of Latin, or with a sign that needs its own font."""
    return before.isascii() != after.isascii() or _is_latin_sign(before) != _is_latin_sign(after)


def unit(text: Sequence[str]) -> int:
    """How many of the first characters of a text no word processor parts, but those that cut words and numbers."""
    for end in range(1, len(text)):
        if not none_breaks(text[end - 1], text[end]):
            return end
    return len(text)


@lru_cache(maxsize=65536)
def none_breaks(before: str, after: str) -> bool:
    """Whether no word processor ends a line between two characters, but those that cut words and numbers."""
    if before in _OPENING or after in _CLOSING:
        return True
    if not (_is_word_part(before) or before in _IN_NUMBERS):
        return False
    return _is_word_part(after) or after in _IN_NUMBERS or after in _AFTER_NUMBERS


def _is_latin_sign(char: str) -> bool:
    return not char.isascii() and ord(char) < LATIN_END


def _is_word_part(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_han(char: str) -> bool:
    return char.isalpha() and unicodedata.east_asian_width(char) in "WF"
