"""Which face has a character: font roles resolved to faces, character by character, lazily."""

from __future__ import annotations

from huibian.fontbook.book import FontBook, Glyph
from huibian.fontbook.faces import LoadedFace, load, unreadable
from huibian.fontbook.outlines import PathStep, outline

__all__ = ["FontBook", "Glyph", "LoadedFace", "PathStep", "load", "outline", "unreadable"]
