"""Footnotes become Word footnotes, numbered by Word itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huibian.docx import oxml
from huibian.docx.flow import FlowBlock, FlowPart
from huibian.docx.oxml import Element, w
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.settings import SEPARATORS
from huibian.docx.styles import RULE_HEIGHT
from huibian.frame import Document, Page, Role, Text

# In twips, above the first footnote of a page. The line between text and footnotes takes a point in Word, as its
# paragraph says, and about 6 in LibreOffice. With this, both have room for a footnote where we have, and only there, at
# a line pitch of 14 pt for footnotes and of 28.95 pt for text.
_WHITE = 100


def note_ids(parts: Sequence[FlowPart]) -> dict[int, int]:
    """The number by which the file knows each footnote, by its block."""
    return {block.index: number for number, block in enumerate(_notes(parts), 1)}


def footnotes(document: Document, parts: Sequence[FlowPart], paragraphs: Paragraphs) -> Element:
    """The part of the file that holds the footnotes."""
    first = {_first(document, page) for page in document.pages}
    return oxml.root(
        "footnotes",
        *_separators(),
        *(
            w(
                "footnote",
                paragraphs.note(block, _WHITE if block.index in first else 0),
                id=paragraphs.notes[block.index],
            )
            for block in _notes(parts)
        ),
    )


def _notes(parts: Sequence[FlowPart]) -> list[FlowBlock]:
    return [block for part in parts for block in part.with_role(Role.FOOTNOTE)]


def _separators() -> Iterator[Element]:
    for kind, number in SEPARATORS.items():
        spacing = w("spacing", before=0, after=0, line=RULE_HEIGHT, lineRule="exact")
        indents = w("ind", left=0, right=0, firstLine=0)
        yield w("footnote", w("p", w("pPr", spacing, indents), oxml.run(None, w(kind))), type=kind, id=number)


def _first(document: Document, page: Page) -> int | None:
    """The first footnote of a page; `None` for a page without."""
    return next((line.block for line in page.lines if _is_note(document, line)), None)


def _is_note(document: Document, line: Text) -> bool:
    return line.block is not None and document.blocks[line.block].role is Role.FOOTNOTE


def _note(block: FlowBlock, paragraphs: Paragraphs, white: int) -> Element:
    return w("footnote", paragraphs.note(block, white), id=paragraphs.notes[block.index])
