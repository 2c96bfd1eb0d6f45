"""Finds the known words that are most like one that nobody knows: another case, full-width, a letter wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LOOKED_AT = 100  # characters: no known word is half as long, and comparing takes its time
_PROPOSED = 3  # words that are proposed


def plain(word: str) -> str:
    """A word without what a keyboard in another state makes of it: full-width and capital letters, white round it."""
    return unicodedata.normalize("NFKC", word).strip().casefold()


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are most like a word, the likest first; none where none is like it."""
    if len(word) > _LOOKED_AT:
        return []
    from difflib import get_close_matches  # most words are known

    by_plain = {plain(each): each for each in known}
    wanted = plain(word)
    if wanted in by_plain:
        return [by_plain[wanted]]
    begun = [each for key, each in by_plain.items() if wanted and key.startswith(wanted)]
    like = [by_plain[key] for key in get_close_matches(wanted, by_plain, _PROPOSED)]
    return list(dict.fromkeys((*like, *begun)))[:_PROPOSED]
