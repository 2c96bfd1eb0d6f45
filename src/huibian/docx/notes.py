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
from huibian.units import Length

# What parts text and footnotes takes 20 twips in Word, as its paragraph says, 124 in LibreOffice 7.4, and in 24.8 a
# line in the font and size of the style "Normal", whatever the paragraph says (measured; Times New Roman has 1.15 em).
_LEAST = RULE_HEIGHT
_LINE, _RULE = 1.15, 10


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

    Footnotes take whole grid lines off the text. With this white they take less than that in the consumer that puts
    most between text and footnotes, and more than a line less in none, so that all have the same number of lines left.
    """
    lines = [line for line in page.lines if _is_note(document, line)]
    if not lines or lines[0].block is None:
        return
    height = lines[-1].top + lines[-1].height - lines[0].top
    text = document.styles[Role.PARAGRAPH]
    rows = -(-(document.note_gap + height) // text.pitch)
    most = Length(text.pitch * rows - height).twips - text.size.em(_LINE).twips - _RULE
    least = Length(text.pitch * (rows - 1) - height).twips - _LEAST
    yield lines[0].block, max(0, (most + least) // 2)


def _is_note(document: Document, line: Text) -> bool:
    return line.block is not None and document.blocks[line.block].role is Role.FOOTNOTE
