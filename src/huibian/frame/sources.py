"""Where in the files of the editor the text of a block stands."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from huibian.diagnostics import Span


class SourcePiece(Struct, frozen=True):
    """Characters that stand together in a file too: the one at `index` is at `span.shifted(index)`.

    Attributes:
        length: How many characters; none for a picture, and for the mark of a footnote.
        span: Where the first one stands.
    """

    length: int
    span: Span


BlockSource: TypeAlias = tuple[SourcePiece, ...]
"""The pieces of a block, one after another; none for a table, whose cells have their own."""
