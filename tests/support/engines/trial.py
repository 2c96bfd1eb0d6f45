"""How the pages of an engine differ from ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from huibian.frame import Document, Line
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


def judge(document: Document, pdf: Path, faces: Path) -> Verdict:
    """What an engine made of a document.

    Not to be called in two threads at once: pdfium, which reads the PDF, allows only one.

    Args:
        document: Our pages.
        pdf: The engine's.
        faces: Folder with the faces that the engine was given.
    """
    pages = pages_of_glyphs(pdf)
    lines = [[item for item in page.items if isinstance(item, Line)] for page in document.pages]
    return Verdict(
        lines=sum(map(len, lines)),
        pages=len(lines),
        blank=max(0, _blank(pages) - sum(not page for page in lines)),
        strangers=frozenset(strangers(pdf, faces)),
        differences=tuple(differences(document, pages)),
    )


def _blank(pages: list[list[Glyph]]) -> int:
    return sum(not page for page in pages)
