"""Text that runs from right to left inside a line from left to right (Unicode, UAX 9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from types import ModuleType

_RIGHT_TO_LEFT = frozenset({"R", "AL"})  # the classes of letters of scripts that run so
_TAKEN_OUT = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF"})  # by the algorithm (UAX 9, X9)
_NEUTRAL = "\ufffc"


def embedding_levels(text: Sequence[str]) -> list[int]:
    """The level of each character in a paragraph from left to right: odd for right to left, 0 for what is Chinese."""
    if _RIGHT_TO_LEFT.isdisjoint(map(unicodedata.bidirectional, set(text))):
        return [0] * len(text)
    kinds = list(map(unicodedata.bidirectional, text))
    kept = [_NEUTRAL if kind in _TAKEN_OUT else char for char, kind in zip(text, kinds, strict=True)]
    algorithm = _algorithm()
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    algorithm.get_embedding_levels("".join(kept), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [int(char["level"]) for char in storage["chars"]]


def visual_order(levels: Sequence[int]) -> list[int]:
    """The indices of what stands on a line in the order from left to right (UAX 9, L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def mirrored(char: str) -> str:
    """The bracket that stands for it from right to left; the character itself if it is none."""
    found: str = _algorithm().MIRRORED.get(char, char)
    return found


@cache
def _algorithm() -> ModuleType:
    """The library, which few issues need: its functions for one rule after another."""
    from bidi import algorithm

    found: ModuleType = algorithm
    return found
