"""Whether what a consumer set stands where the frames have it: each line in its place, and nothing elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from msgspec.structs import replace

from huibian.frame import (
    Align,
    Artifact,
    ArtifactLine,
    Document,
    Line,
    NoteBlock,
    Page,
    Role,
    Run,
    RunKind,
    TextBlock,
    TextLine,
    TurnedLine,
)
from huibian.layout.notesigns import NOTE_SIGNS
from huibian.units import ZERO, Length
from tests.support.glyphs import Glyph

_BASELINE = 0.8  # of the line pitch; where LibreOffice and ONLYOFFICE have it in a line of exact pitch
_BESIDE = 3.5  # em that a line may be longer than ours: entries of the contents reach to the numbers
_LEADERS = "."
# Engines write them in the order in which they are seen or read, some joined ones as one character. A letter stands
# beside the accent that it is written with in some PDFs, and is one character with it in others.
_JOINED = re.compile("[\u0250-\u02ff\u0600-\u08ff\u0e01-\u0fff\u1800-\u19df\ufb50-\ufdff\ufe70-\ufefc]+")
# ONLYOFFICE does not know ① as the mark of a footnote and sets 1: another glyph, but the same line.
_PLAIN = {ord(sign): str(number) for number, sign in enumerate(NOTE_SIGNS, 1)}
_RIGHT_TO_LEFT = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_MIRRORED = re.compile("[（()）“”«»《》]")  # pdfium mirrors them on lines with text from right to left


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that a consumer has otherwise.

    Attributes:
        page: Which page, from 1.
        ours: The line as the frames have it; "" for text where they have none.
        theirs: What stands in its place; "" for nothing, `None` where one of the two has no such page.
    """

    page: int
    ours: str
    theirs: str | None


def differences(document: Document, pages: Sequence[Sequence[Glyph]]) -> list[Difference]:
    """What a consumer has otherwise than the frames, page by page."""
    found: list[Difference] = []
    for number, (ours, glyphs) in enumerate(zip_longest(document.pages, pages), 1):
        if ours is None:
            found.append(Difference(number, "", None))
        elif glyphs is None:
            found += [Difference(number, _text(item), None) for item in ours.items if isinstance(item, Line)]
        else:
            found += [Difference(number, *pair) for pair in misplaced(document, ours, glyphs)]
    return found


def misplaced(document: Document, page: Page, glyphs: Sequence[Glyph]) -> list[tuple[str, str]]:
    """The lines of a page that a consumer's page has otherwise, as the frames have them and as it does.

    A character belongs to the line whose box it stands in: a box reaches from a line's top to the next one's, which
    leaves a baseline a fifth of the pitch to both sides at least.
    """
    turned = [item for item in page.items if isinstance(item, TurnedLine)]
    along = [[glyph for glyph in glyphs if item.x.pt <= glyph.x < (item.x + item.width).pt] for item in turned]
    glyphs = [glyph for glyph in glyphs if not any(glyph in found for found in along)]
    lines = _lines(document, page, glyphs)
    found: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        found.setdefault(_holder(document, lines, glyph), []).append(glyph)
    stray = _said(found.pop(-1, []))
    pairs = [(_text(line), _said(found.get(index, []))) for index, line in enumerate(lines)]
    pairs += [(_text(item.line), _said_downwards(found)) for item, found in zip(turned, along, strict=True)]
    different = [(here, there) for here, there in pairs if here != there]
    return [*different, *([("", stray)] if stray else [])]


def _lines(document: Document, page: Page, glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page; its footnotes where the consumer has the last of them.

    That may be lower, at the foot of its text area instead of our grid's, or higher by a line that it kept free for a
    footnote it put elsewhere in the end.
    """
    lines: list[Line] = [item for item in page.items if isinstance(item, Line)]
    notes = [line for line in page.lines if isinstance(document.blocks[line.block], NoteBlock)]
    if not notes:
        return lines
    foot = max(part.margins.bottom for part in document.parts)  # where page numbers stand, but not on turned pages
    bottom = (page.size.height if page.is_turned else document.height - foot).pt
    lowest = max((glyph.y for glyph in glyphs if glyph.y <= bottom), default=0.0)
    lower = Length.of(f"{lowest:.3f}", "pt") - notes[-1].top - notes[-1].height.em(_BASELINE)
    pitch = document.styles[Role.PARAGRAPH].pitch
    shift = lower if -pitch <= lower <= pitch // 2 else ZERO
    return [replace(line, top=line.top + shift) if line in notes else line for line in lines]


def _holder(document: Document, lines: Sequence[Line], glyph: Glyph) -> int:
    """The line whose box a character stands in or beside, -1 for none."""
    level = [index for index, line in enumerate(lines) if line.top.pt <= glyph.y < line.foot.pt]
    beside = {index: _beside(document, lines[index], glyph) for index in level}
    nearest = min(beside, key=beside.__getitem__, default=-1)
    return nearest if level and beside[nearest] <= lines[nearest].runs[0].size.em(_BESIDE).pt else -1


def _beside(document: Document, line: Line, glyph: Glyph) -> float:
    """How far a character stands outside a line.

    A page number may stand at either edge: LibreOffice takes the first page of a file for a right-hand one. Where its
    number is even, as where an odd count of pages stands before the body, odd pages are left-hand ones throughout.
    """
    if isinstance(line, ArtifactLine) and line.reason is Artifact.FOLIO:
        return 0.0
    return max(line.x.pt - glyph.x, glyph.x - (line.x + _width(document, line)).pt, 0.0)


def _width(document: Document, line: Line) -> Length:
    """The width of a line, up to the whole measure: a consumer justifies also what we leave short."""
    if not isinstance(line, TextLine):
        return line.width
    block = document.blocks[line.block]
    is_justified = isinstance(block, TextBlock) and block.align is Align.JUSTIFY
    return max(line.width, line.fit.measure) if is_justified else line.width


def _text(line: Line) -> str:
    return _squeezed("".join(_seen(run) for run in line.runs if run.kind is not RunKind.TAB))


def _seen(run: Run) -> str:
    """The text of a run from left to right."""
    return "".join(cluster.text for cluster in run.clusters) if run.is_right_to_left else run.text


def _said(glyphs: Sequence[Glyph]) -> str:
    return _squeezed("".join(glyph.char for glyph in sorted(glyphs, key=lambda glyph: glyph.x)))


def _said_downwards(glyphs: Sequence[Glyph]) -> str:
    return _squeezed("".join(glyph.char for glyph in sorted(glyphs, key=lambda glyph: glyph.y)))


def _squeezed(text: str) -> str:
    """Without white and leaders, marks of footnotes as numbers, words of joined letters as one sign.

    Nor with variation selectors, which LibreOffice's PDF does not always have as text.
    """
    shown = (char for char in text if unicodedata.category(char) != "Mn")
    joined = _JOINED.sub("□", "".join("".join(shown).split()))
    if _RIGHT_TO_LEFT.search(text):
        joined = _MIRRORED.sub("", joined)
    return joined.replace(_LEADERS, "").translate(_PLAIN)
