"""Footnotes become Word footnotes, numbered by Word itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huibian.docx import oxml
from huibian.docx.flow import WordPart, WordText
from huibian.docx.oxml import Element, w
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.settings import SEPARATORS
from huibian.docx.styles import RULE_HEIGHT
from huibian.frame import BlockNumber, Document, NoteBlock, NoteNumber, NoteSeparator, Role
from huibian.units import Length, Twips

# What parts text and footnotes takes 20 twips in Word, as its paragraph says, 124 in LibreOffice 7.4, and in 24.8 a
# line in the font and size of the style "Normal", whatever the paragraph says (measured; Times New Roman has 1.15 em).
_LEAST = RULE_HEIGHT
_LINE = 1.15  # em
_RULE = Twips(10)


def footnotes(document: Document, parts: Sequence[WordPart], paragraphs: Paragraphs) -> Element:
    """The part of the file that holds the footnotes; each goes by its number."""
    text = document.styles[Role.PARAGRAPH].size
    white = {each.block: each.height for part in parts for each in _white(part, text)}
    return oxml.root(
        "footnotes",
        *_separators(),
        *(
            w("footnote", paragraphs.note(note, white.get(note.number, Twips(0))), id=number)
            for number, note in numbered_notes(parts)
        ),
    )


def numbered_notes(parts: Sequence[WordPart]) -> Iterator[tuple[NoteNumber, WordText]]:
    """The footnotes of the document by their numbers."""
    for part in parts:
        for note in part.notes:
            if isinstance(note.block, NoteBlock):
                yield note.block.number, note


def _separators() -> Iterator[Element]:
    for kind, number in SEPARATORS.items():
        spacing = w("spacing", before=0, after=0, line=RULE_HEIGHT, lineRule="exact")
        indents = w("ind", left=0, right=0, firstLine=0)
        yield w("footnote", w("p", w("pPr", spacing, indents), oxml.run(None, w(kind))), type=kind, id=number)


@dataclass(frozen=True, slots=True)
class _White:
    """The white above the first footnote of a page."""

    block: BlockNumber
    height: Twips


def _white(part: WordPart, text: Length) -> Iterator[_White]:
    """The white above the first footnote of each page; `text` is the type size of the style "Normal".

    Footnotes take whole grid lines off the text. With this white they take less than that in the consumer that puts
    most between text and footnotes, and more than a line less in none, so that all have the same number of lines left.
    """
    pitch = part.part.grid.pitch
    for separator in (item for page in part.pages for item in page.items if isinstance(item, NoteSeparator)):
        most = Length(pitch * separator.lines - separator.notes).twips - text.em(_LINE).twips - _RULE
        least = Length(pitch * (separator.lines - 1) - separator.notes).twips - _LEAST
        yield _White(separator.first, max(Twips(0), (most + least) // 2))
