"""Judges what a reader of a PDF gives as its text: is every printed line one line, whole and in order?

A printed line is a line of text as the frames have it, folios too. A cell of a table is read by itself: each of its
lines has to be whole, alone or beside lines of other cells. A reader may go through a table by rows or by columns, and
come to it before or after the text round it, as `pdftotext` does without options, which looks for columns. White does
not count: each reader writes a gap in its own way.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2

from huibian.frame import Artifact, ArtifactLine, Document, Line, Page, Region, TextBlock, TextLine

POPPLER_MODES: Mapping[str, Sequence[str]] = {
    "pdftotext": (),
    "pdftotext -layout": ("-layout",),
    "pdftotext -raw": ("-raw",),
}
_HYPHEN = "\ufffe"  # PDFium's sign for what it takes for a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Passage:
    """Printed lines that are read together: one line of text, or all those of a table's cells on a page."""

    lines: tuple[str, ...]
    is_table: bool


def without_white(text: str) -> str:
    """The characters that count."""
    return "".join(text.replace(_HYPHEN, "-").split())


def passages(document: Document, page: Page) -> list[Passage]:
    """What a page has to read, in order."""
    items = [item for item in page.items if isinstance(item, Line)]
    cells = [(without_white("".join(run.text for run in item.runs)), _is_cell(document, item)) for item in items]
    found: list[Passage] = []
    for is_table, group in groupby([each for each in cells if each[0]], key=lambda each: each[1]):
        lines = tuple(line for line, _ in group)
        found += [Passage(lines, is_table)] if is_table else [Passage((line,), is_table) for line in lines]
    return found


def _is_cell(document: Document, item: Line) -> bool:
    if isinstance(item, TextLine):
        block = document.blocks[item.block]
        return isinstance(block, TextBlock) and block.role.region is Region.CELL
    return isinstance(item, ArtifactLine) and item.reason is Artifact.REPEATED_HEADER


def faults(wanted: Sequence[Passage], found: Iterable[str]) -> list[str]:
    """The printed lines that a reader cuts, joins with others or gives at another place; none if all is well."""
    text = [line for passage in wanted if not passage.is_table for line in passage.lines]
    cells = Counter(line for passage in wanted if passage.is_table for line in passage.lines)
    left = list(text)
    strange = []
    for line in filter(None, map(without_white, found)):
        if left[:1] == [line]:
            left.pop(0)
        elif not _take(line, cells):
            strange.append(line)
    return left + list(cells.elements()) or strange


def _take(line: str, left: Counter[str]) -> bool:
    """Take the lines of cells that a line is made of out of those that are left, if it is."""
    if not line:
        return True
    for cell in [cell for cell, count in left.items() if count and line.startswith(cell)]:
        left[cell] -= 1
        if _take(line[len(cell) :], left):
            return True
        left[cell] += 1
    return False


def poppler_lines(pdf: Path, mode: str) -> list[list[str]]:
    """The lines of each page as `pdftotext` gives them."""
    command = ["pdftotext", *POPPLER_MODES[mode], str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [page.split("\n") for page in text.split("\f")[:-1]]


def pdfium_lines(pdf: Path) -> Iterator[list[str]]:
    """The lines of each page as PDFium gives them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield re.split(r"[\r\n]+", page.get_textpage().get_text_range())
    finally:
        document.close()
