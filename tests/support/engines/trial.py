"""Asking an engine about documents: what it makes otherwise than our pages have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from huibian.frame import Document, Text
from tests.support.engines import Engine
from tests.support.engines.used import strangers
from tests.support.glyphs import Glyph, pages_of_glyphs
from tests.support.placing import Difference, differences


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an engine made of a document.

    Attributes:
        lines: How many lines our pages have.
        pages: How many pages there are of ours.
        blank: How many empty pages the engine has more than we have.
        strangers: Faces it used that are none of those it was given.
        differences: What it has otherwise.
    """

    lines: int
    pages: int
    blank: int
    strangers: frozenset[str]
    differences: tuple[Difference, ...]

    @property
    def lines_in_place(self) -> int:
        """How many of our lines the engine has where we have them."""
        return self.lines - sum(each.ours != "" for each in self.differences)

    @property
    def pages_in_place(self) -> int:
        """How many of our pages are alike in every line."""
        return self.pages - len({each.page for each in self.differences if each.page <= self.pages})


def ask(engine: Engine, documents: Mapping[str, Document], docx: Mapping[str, Path], faces: Path) -> dict[str, Verdict]:
    """What an engine makes of documents, by name.

    Args:
        engine: Whom to ask.
        documents: Our pages, by name.
        docx: The files written for them, by the same names; the PDFs are put beside them.
        faces: Folder with the faces under their official names.

    Raises:
        RuntimeError: The engine wrote no PDF for one of them.
    """
    files = [docx[name] for name in documents]
    pdfs = engine.convert_all(files, files[0].parent, faces)
    return {name: _verdict(documents[name], pdf, faces) for name, pdf in zip(documents, pdfs, strict=True)}


def _verdict(document: Document, pdf: Path, faces: Path) -> Verdict:
    pages = pages_of_glyphs(pdf)
    lines = [[item for item in page.items if isinstance(item, Text)] for page in document.pages]
    return Verdict(
        lines=sum(map(len, lines)),
        pages=len(lines),
        blank=max(0, _blank(pages) - sum(not page for page in lines)),
        strangers=frozenset(strangers(pdf, faces)),
        differences=tuple(differences(document, pages)),
    )


def _blank(pages: list[list[Glyph]]) -> int:
    return sum(not page for page in pages)
