"""Proves that whatever a regular expression matches has one of some strings in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_NO_WIDTH = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def always_has(pattern: str, signs: Sequence[str]) -> bool:
    """Whether it is certain; what is not a letter of the pattern itself counts as any character."""
    return not _after(parser.parse(pattern), {""}, signs)


def _after(items: Iterable[tuple[Any, Any]], ends: set[str], signs: Sequence[str]) -> set[str]:
    """How texts without a sign may end behind some parts of a pattern, before which they end so."""
    for item in items:
        ends = _after_one(*item, ends, signs)
    return ends


def _after_one(kind: Any, value: Any, ends: set[str], signs: Sequence[str]) -> set[str]:
    if kind in _NO_WIDTH:
        return ends
    if kind is sre.LITERAL:
        return _with(ends, [chr(value)], signs)
    if kind is sre.IN and all(each is sre.LITERAL for each, _ in value):
        return _with(ends, [chr(code) for _, code in value], signs)
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
