"""Text that runs from right to left inside a line from left to right (Unicode, UAX 9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from types import ModuleType

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def is_right_to_left(char: str) -> bool:
    """Whether it is a letter of a script that runs from right to left."""
    return unicodedata.bidirectional(char) in _RIGHT_TO_LEFT


def embedding_levels(text: Sequence[str]) -> list[int]:
    """The level of each character in a paragraph from left to right: odd for right to left, 0 for what is Chinese."""
    if not any(map(is_right_to_left, text)):
        return [0] * len(text)
    algorithm = _algorithm()
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    algorithm.get_embedding_levels("".join(text), storage)
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
