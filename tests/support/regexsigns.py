"""Proves that whatever a regular expression matches has one of some strings in it, or begins or ends with it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_SPACES = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace()]
_NO_WIDTH = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def always_has(pattern: str, signs: Sequence[str]) -> bool:
    """Whether it is certain; what is not a letter of the pattern itself counts as any character."""
    return not _after(parser.parse(pattern), {""}, signs)


def always_begins(pattern: str, characters: str) -> bool:
    """Whether it is certain that all that a pattern matches begins with one of some characters."""
    return _firsts(list(parser.parse(pattern)), is_reversed=False) <= {*characters}


def always_ends(pattern: str, characters: str) -> bool:
    """Whether it is certain that all that a pattern matches ends with one of some characters."""
    return _firsts(list(parser.parse(pattern)), is_reversed=True) <= {*characters}


def _firsts(items: Sequence[tuple[Any, Any]], *, is_reversed: bool) -> set[str]:
    """The first characters of what some parts of a pattern match, or the last; empty text is one, and so is "any"."""
    found = {""}
    for item in reversed(items) if is_reversed else items:
        if "" not in found:
            break
        found = (found - {""}) | _firsts_of_one(*item, is_reversed=is_reversed)
    return found


def _firsts_of_one(kind: Any, value: Any, *, is_reversed: bool) -> set[str]:
    if kind in _NO_WIDTH:
        return {""}
    if kind is sre.BRANCH:
        return set().union(*(_firsts(list(each), is_reversed=is_reversed) for each in value[1]))
    if kind is sre.SUBPATTERN:
        return _firsts(list(value[3]), is_reversed=is_reversed)
    if kind in _REPEATS:
        fewest, _, inner = value
        return _firsts(list(inner), is_reversed=is_reversed) | (set() if fewest else {""})
    characters = _characters(kind, value)
    return {"any"} if characters is None else {*characters}


def _characters(kind: Any, value: Any) -> Sequence[str] | None:
    """What a part of a pattern that matches one character may match; `None` for too many to name."""
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind is not sre.IN:
        return None
    if all(each is sre.LITERAL for each, _ in value):
        return [chr(code) for _, code in value]
    return _SPACES if value == [(sre.CATEGORY, sre.CATEGORY_SPACE)] else None


def _after(items: Iterable[tuple[Any, Any]], ends: set[str], signs: Sequence[str]) -> set[str]:
    """How texts without a sign may end behind some parts of a pattern, before which they end so."""
    for item in items:
        ends = _after_one(*item, ends, signs)
    return ends


def _after_one(kind: Any, value: Any, ends: set[str], signs: Sequence[str]) -> set[str]:
    if kind in _NO_WIDTH:
        return ends
    if (characters := _characters(kind, value)) is not None:
        return _with(ends, characters, signs)
    if kind is sre.BRANCH:
        return set().union(*(_after(each, ends, signs) for each in value[1]))
    if kind is sre.SUBPATTERN:
        return _after(value[3], ends, signs)
    if kind is sre.ATOMIC_GROUP:
        return _after(value, ends, signs)
    if kind in _REPEATS:
        fewest, most, inner = value
        once = _after(inner, ends, signs)
        again = {""} if once and most > 1 else set()
        return once | again | (set() if fewest else ends)
    return {""} if ends else ends


def _with(ends: set[str], characters: Sequence[str], signs: Sequence[str]) -> set[str]:
    texts = {end + character for end in ends for character in characters}
    kept = max(map(len, signs)) - 1
    return {text[max(0, len(text) - kept) :] for text in texts if not any(sign in text for sign in signs)}
