"""What a consumer of our DOCX set: every character of its PDF with its place, page by page."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from huibian.characters import split

_LINE_END_HYPHEN = "\x02"  # what pdfium makes of a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its origin, in points from the top left corner of the page."""

    x: float
    y: float
    char: str


def pages_of_glyphs(pdf: Path) -> list[list[Glyph]]:
    """The characters of each page, without white space; a variation selector is part of the one before it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_with_selectors(_glyphs(page)) for page in document]
    finally:
        document.close()


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    text, height = page.get_textpage(), page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = ""
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index)).replace(_LINE_END_HYPHEN, "-")
        if "\ud800" <= char < "\udc00":  # the first half of a character beyond U+FFFF
            high = char
            continue
        if char.isspace() or char == "\0" or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        yield Glyph(x.value, height - y.value, (high + char).encode("utf-16", "surrogatepass").decode("utf-16"))
        high = ""
    text.close()


def _with_selectors(glyphs: Iterator[Glyph]) -> list[Glyph]:
    found: list[Glyph] = []
    for glyph in glyphs:
        if found and len(split(found[-1].char + glyph.char)) == 1:
            found[-1] = replace(found[-1], char=found[-1].char + glyph.char)
        else:
            found.append(glyph)
    return found


def pages_of_lines(pdf: Path) -> list[list[str]]:
    """The text of each line of each page, without white space; a line is what shares a baseline."""
    return [_lines(glyphs) for glyphs in pages_of_glyphs(pdf)]


def _lines(glyphs: Sequence[Glyph]) -> list[str]:
    lines: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for glyph in glyphs:
        lines[round(glyph.y)].append((glyph.x, glyph.char))
    return ["".join(char for _, char in sorted(chars)) for _, chars in sorted(_merged(lines).items())]


def _merged(lines: dict[int, list[tuple[float, str]]]) -> dict[int, list[tuple[float, str]]]:
    """Join baselines that rounding has put a point apart."""
    merged: dict[int, list[tuple[float, str]]] = {}
    for y in sorted(lines):
        merged.setdefault(y - 1 if y - 1 in merged else y, []).extend(lines[y])
    return merged
