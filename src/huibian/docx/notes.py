"""Footnotes become Word footnotes, numbered by Word itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huibian.docx import oxml
from huibian.docx.flow import FlowBlock, FlowPart
from huibian.docx.oxml import Element, w
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.settings import SEPARATORS
from huibian.docx.styles import RULE_HEIGHT
from huibian.frame import Border, Document, Page, Role, Text
from huibian.units import Length

# In twips. What parts text and footnotes takes 20 in Word, as its paragraph says, and 124 in LibreOffice (measured).
_SEPARATOR = 80


def note_ids(parts: Sequence[FlowPart]) -> dict[int, int]:
    """The number by which the file knows each footnote, by its block."""
    return {block.index: number for number, block in enumerate(_notes(parts), 1)}


def footnotes(document: Document, parts: Sequence[FlowPart], paragraphs: Paragraphs) -> Element:
    """The part of the file that holds the footnotes."""
    white = {index: above for page in document.pages for index, above in _white(document, page)}
    return oxml.root(
        "footnotes",
        *_separators(),
        *(
            w("footnote", paragraphs.note(block, white.get(block.index, 0)), id=paragraphs.notes[block.index])
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


def _white(document: Document, page: Page) -> Iterator[tuple[int, int]]:
    """The first footnote of a page and the white above it, in twips.

    Footnotes take whole grid lines off the text. With this white they are half a line short of that, so that every
    consumer has the same number of lines left for text, whatever it puts between text and footnotes.
    """
    lines = [line for line in page.lines if _is_note(document, line)]
    if not lines or lines[0].block is None:
        return
    rule = max(item.y for item in page.items if isinstance(item, Border) and item.y < lines[0].top)
    height = lines[-1].top + lines[-1].height - lines[0].top
    pitch = document.styles[Role.PARAGRAPH].pitch
    rows = -(-(lines[0].top - rule + height) // pitch)
    yield lines[0].block, max(0, Length(pitch * rows - pitch // 2 - height).twips - _SEPARATOR)


def _is_note(document: Document, line: Text) -> bool:
    return line.block is not None and document.blocks[line.block].role is Role.FOOTNOTE
