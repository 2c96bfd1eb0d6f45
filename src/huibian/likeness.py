"""Which known word is most like one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable


def most_like(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word that is most like a word; `None` where none is like it.

    Args:
        word: The word.
        known: The known words.
        likeness: What share of two words must be the same, see `difflib.SequenceMatcher.ratio`.
    """
    from difflib import get_close_matches  # takes time to import, and most words are known

    return next(iter(get_close_matches(word, known, 1, likeness)), None)
