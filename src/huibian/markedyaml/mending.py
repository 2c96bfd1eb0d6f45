"""Changes a text in a few places, and knows where each character of the result stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct


class Edit(Struct, frozen=True, order=True):
    """What takes the place of the characters from `start` up to `end`; offsets into the text as it was."""

    start: int
    end: int
    text: str


class Mended:
    """A text with edits made in it.

    Args:
        text: The text as it was.
        edits: What changes, in any order; where two overlap, the one that begins later is left out.
    """

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        pieces: list[str] = []
        self._starts = [0]  # of each piece in the new text
        self._places: list[tuple[int, bool]] = []  # where it stood, and whether it is the old text itself
        done = length = 0

        def add(piece: str, place: int, *, is_old: bool) -> None:
            nonlocal length
            pieces.append(piece)
            self._places.append((place, is_old))
            length += len(piece)
            self._starts.append(length)

        for edit in sorted(edits):
            if edit.start < done:
                continue
            add(text[done : edit.start], done, is_old=True)
            add(edit.text, edit.start, is_old=False)
            done = edit.end
        add(text[done:], done, is_old=True)
        self.text = "".join(pieces)
        self.is_unchanged = len(self._places) == 1

    def original(self, index: int) -> int:
        """Where a character of the new text stood; for one that was put in, where that was done."""
        if self.is_unchanged:
            return index
        piece = min(bisect_right(self._starts, index), len(self._places)) - 1
        place, is_old = self._places[piece]
        return place + (index - self._starts[piece] if is_old else 0)
