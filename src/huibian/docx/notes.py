"""Footnotes become Word footnotes, numbered by Word itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huibian.docx import oxml
from huibian.docx.flow import WordPart
from huibian.docx.noterests import WordNote
from huibian.docx.oxml import Element, w
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.settings import SEPARATORS
from huibian.docx.styles import RULE_HEIGHT
from huibian.frame import Document, NoteSeparator, Page, PageIndex, Role
from huibian.units import Length, Twips

# What parts text and footnotes takes 20 twips in Word, as its paragraph says, 124 in LibreOffice 7.4, and in 24.8 a
# line in the font and size of the style "Normal", whatever the paragraph says (measured; Times New Roman has 1.15 em).
_LEAST = RULE_HEIGHT
_LINE = 1.15  # em
_RULE = Twips(10)


def footnotes(
    document: Document, parts: Sequence[WordPart], notes: Sequence[Sequence[WordNote]], paragraphs: Paragraphs
) -> Element:
    """The part of the file that holds the footnotes, those of each part in order; each goes by its number."""
    made = [
        element
        for part, row in zip(parts, notes, strict=True)
        for element in _footnotes(part, row, document.styles[Role.PARAGRAPH].size, paragraphs)
    ]
    return oxml.root("footnotes", *_separators(), *made)


def _footnotes(part: WordPart, notes: Sequence[WordNote], text: Length, paragraphs: Paragraphs) -> Iterator[Element]:
    """The footnotes of a part; `text` is the type size of the style "Normal"."""
    whites = {page: white for page, each in enumerate(part.pages) for white in _whites(each, part, text)}
    above = PageIndex(-1)
    for note in notes:
        page = note.text.pages[0]
        white = whites.get(page, Twips(0)) if page > above else Twips(0)
        above = page
        yield w("footnote", paragraphs.note(note.text, white), id=note.number)


def _separators() -> Iterator[Element]:
    for kind, number in SEPARATORS.items():
        spacing = w("spacing", before=0, after=0, line=RULE_HEIGHT, lineRule="exact")
        indents = w("ind", left=0, right=0, firstLine=0)
        yield w("footnote", w("p", w("pPr", spacing, indents), oxml.run(None, w(kind))), type=kind, id=number)


def _whites(page: Page, part: WordPart, text: Length) -> Iterator[Twips]:
    """The white above the first footnote of a page, if it has any.

    Footnotes take whole grid lines off the text. With this white they take less than that in the consumer that puts
    most between text and footnotes, and more than a line less in none, so that all have the same number of lines left.
    """
    pitch = part.part.grid.pitch
    for separator in (item for item in page.items if isinstance(item, NoteSeparator)):
        most = Length(pitch * separator.lines - separator.notes).twips - text.em(_LINE).twips - _RULE
        least = Length(pitch * (separator.lines - 1) - separator.notes).twips - _LEAST
        yield max(Twips(0), (most + least) // 2)
