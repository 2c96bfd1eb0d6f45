"""Finds the face that has a character: the faces of a font role are asked one after another, and only when needed."""

from __future__ import annotations

from huibian.fontbook.book import FontBook, Glyph
from huibian.fontbook.faces import LoadedFace, load, unreadable
from huibian.fontbook.outlines import PathStep, outline

__all__ = ["FontBook", "Glyph", "LoadedFace", "PathStep", "load", "outline", "unreadable"]
