"""What the fonts and the pages of a PDF hold, made of a document without the library that writes the file.

The process that laid the issue out makes it, for it has the faces open and knows their glyphs; another has meanwhile
imported ReportLab. What is equal to what was made for the document before is not made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias

from msgspec import Struct

from huibian.characters import has_selector, split
from huibian.fontbook import LoadedFace, load
from huibian.frame import Document, Item, Page
from huibian.kept import Kept
from huibian.pdf.content import PageContent, forget_strings, page_content
from huibian.pdf.drawn import DrawnFont, DrawnProgram
from huibian.pdf.glyphs import FontProgram, UsedFace, glyphs_of, program_of
from huibian.units import Length

_PageKey: TypeAlias = "tuple[tuple[Item, ...], Length, tuple[tuple[str, UsedFace], ...]]"
OWN_FONT = "F0"
"""What content streams call our own font, which has the glyphs that no face has."""


class FileContents(Protocol):
    """What a file is written of, a part at a time in this order: the fonts can be written while pages are made."""

    def programs(self) -> Iterable[FontProgram]:
        """The faces in the order of their first use; all of them are asked for before there are pages."""

    def outlines(self, program: FontProgram) -> bytes:
        """What a file has of a face."""

    def pages(self) -> Iterable[bytes]:
        """The content stream of each page."""

    def drawn(self) -> DrawnProgram | None:
        """Our own font, once all pages are made; `None` where they need none."""


class _MadeFace(Struct, frozen=True):
    """A face for content streams, and for the file."""

    used: UsedFace
    program: FontProgram


class KeptContents:
    """What was made of a document, for the next one that has the same pages and the same characters.

    Args:
        has_next: Whether there is a next one: to know a page again all of it is looked at, and all are held.
    """

    def __init__(self, *, has_next: bool) -> None:
        self._has_next = has_next
        self._faces: Kept[tuple[str, LoadedFace, frozenset[str]], _MadeFace] = Kept()
        self._outlines: Kept[tuple[LoadedFace, frozenset[str]], bytes] = Kept()
        self._pages: Kept[_PageKey, PageContent] = Kept()

    def face(self, name: str, loaded: LoadedFace, chars: frozenset[str]) -> _MadeFace:
        """A face with these characters, called so."""
        key = (name, loaded, chars)
        made = self._faces.find(key)
        if made is None:
            program = program_of(name, loaded, chars)
            made = _MadeFace(UsedFace(name, loaded.face, glyphs_of(loaded, program.part)), program)
            self._faces.keep(key, made)
        return made

    def outlines(self, program: FontProgram) -> bytes:
        """What a file has of a face."""
        key = (load(program.face), frozenset(program.part.codes))
        made = self._outlines.find(key)
        if made is None:
            made = program.outlines()
            self._outlines.keep(key, made)
        return made

    def page(self, page: Page, fonts: Mapping[str, UsedFace], drawn: DrawnFont) -> bytes:
        """The content stream of a page; one that is kept only where our own glyphs have the codes that they had."""
        if not self._has_next:
            return page_content(page.items, page.size.height, fonts, drawn).stream
        key = (page.items, page.size.height, tuple(fonts.items()))
        made = self._pages.find(key)
        if made is None or any(drawn.glyph(drawing).code != code for drawing, code in made.drawn.items()):
            made = page_content(page.items, page.size.height, fonts, drawn)
            self._pages.keep(key, made)
        return made.stream

    def end_round(self) -> None:
        """Forget what the last document did not have."""
        self._faces.end_round()
        self._outlines.end_round()
        self._pages.end_round()


class MadeContents:
    """The contents of a document.

    Args:
        document: The document.
        kept: What was made of the one before.
    """

    def __init__(self, document: Document, kept: KeptContents) -> None:
        self._document = document
        self._kept = kept
        self._faces: dict[str, UsedFace] = {}
        self._drawn = DrawnFont(OWN_FONT)

    def programs(self) -> Iterator[FontProgram]:
        """See `FileContents`.

        Raises:
            KeyError: A face lacks a character that is set in it.
            HuibianError: A font file cannot be read (HB403).
        """
        for number, (key, chars) in enumerate(_characters(self._document.pages).items(), start=1):
            made = self._kept.face(f"F{number}", load(self._document.faces[key]), chars)
            self._faces[key] = made.used
            yield made.program

    def outlines(self, program: FontProgram) -> bytes:
        """See `FileContents`; it raises what `programs` does."""
        return self._kept.outlines(program)

    def pages(self) -> Iterator[bytes]:
        """See `FileContents`; it raises what `programs` does."""
        self._drawn = DrawnFont(OWN_FONT)
        try:
            for page in self._document.pages:
                yield self._kept.page(page, self._faces, self._drawn)
        finally:
            forget_strings()
        self._kept.end_round()

    def drawn(self) -> DrawnProgram | None:
        """See `FileContents`."""
        return self._drawn.program()


def _characters(pages: Iterable[Page]) -> dict[str, frozenset[str]]:
    """The characters that are set in each face anywhere, in the order of the faces' first use."""
    texts: dict[str, list[str]] = {}
    for page in pages:
        for line in page.all_lines:
            for run in line.runs:
                if run.text and not run.clusters:  # words are drawn by our own font
                    texts.setdefault(run.face, []).append(run.text)
    # What begins a text is no variation selector of what ends the one before.
    joined = {key: "\n".join(found) for key, found in texts.items()}
    return {key: frozenset(split(text) if has_selector(text) else text) - {"\n"} for key, text in joined.items()}
