"""Which face has a character, and what a file needs that carries the face: figures, outlines, a subset."""

from __future__ import annotations

from huibian.fontbook.book import FontBook, Glyph, font_folders
from huibian.fontbook.faces import LoadedFace, forget_faces, index_of, load, unreadable
from huibian.fontbook.given import Candidate, FoundFaces, ShapedWord
from huibian.fontbook.making import made, trimmed
from huibian.fontbook.metrics import Metrics, metrics_of
from huibian.fontbook.outlines import PathStep, outline
from huibian.fontbook.standins import StandInsGiven
from huibian.fontbook.subset import Ink, Subset, forget_plans, ink_of, subset_file, subset_of

__all__ = [
    "Candidate",
    "FontBook",
    "FoundFaces",
    "Glyph",
    "Ink",
    "LoadedFace",
    "Metrics",
    "PathStep",
    "ShapedWord",
    "StandInsGiven",
    "Subset",
    "font_folders",
    "forget",
    "index_of",
    "ink_of",
    "load",
    "made",
    "metrics_of",
    "outline",
    "subset_file",
    "subset_of",
    "trimmed",
    "unreadable",
]


def forget() -> None:
    """Forget the faces that were opened, and all that holds them: their files may be others now."""
    forget_faces()
    forget_plans()
