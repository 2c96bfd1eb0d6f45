"""Where text with footnotes is cut, so that a word processor ends the page there.

A word processor finds by itself where a page is full, and what runs on stays one paragraph, one table. LibreOffice
7.4 cannot be left to itself where there are footnotes: it first puts more on a page than the page holds, footnotes and
all, and does not move everything back once they have gone on with their text; it even leaves a row of a table
whose footnote has no room. Where a page with footnotes ends or begins, therefore, what begins the next one has a page
break before it; a table is written as two; and so is a paragraph, if it refers to footnotes after the page's end or has
left a single line before it, or if a footnote runs on to the next page (`noterests.py`). Word
processors also part the rows that a cell of a table reaches over, where the first of them has room on a page: a table
whose next page begins with such rows is written as two. Everywhere else both run on.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from huibian.docx.flow import WordBlock, WordPart, WordText
from huibian.frame import PageIndex, RunKind, TableRow, TextLine


def noted_pages(part: WordPart) -> frozenset[PageIndex]:
    """The pages with footnotes, and those that follow them: at whose start `cut_paragraphs` and `cut_rows` cut."""
    pages = {page for note in part.notes for page in note.pages}
    return frozenset(pages | {PageIndex(page + 1) for page in pages})


def cut_paragraphs(
    blocks: Sequence[WordBlock], noted: Container[PageIndex], rests: Container[PageIndex]
) -> Iterator[WordBlock]:
    """The blocks of a part with footnotes, cut where a page ends that a consumer would not find.

    Args:
        blocks: The blocks, one under another.
        noted: The pages before which a page break may have to stand: those of `noted_pages`.
        rests: The pages on which a footnote goes on.
    """
    page = PageIndex(0)
    for block in blocks:
        opens = bool(block.pages) and block.pages[0] > page and block.pages[0] in noted
        page = max((page, *block.pages))
        opened = replace(block, breaks_page=True) if opens else block
        if isinstance(opened, WordText):
            yield from _cut(opened, noted, rests)
        else:
            yield opened


def _cut(block: WordText, noted: Container[PageIndex], rests: Container[PageIndex]) -> Iterator[WordText]:
    start = 0
    for end, (before, after) in enumerate(pairwise(block.pages), 1):
        if after == before or after not in noted:
            continue
        goes_on = any(page in rests for page in range(before + 1, after + 1))
        if goes_on or end == start + 1 or _refers(block.lines[end:]):
            yield _part_of(block, start, end)
            start = end
    yield _part_of(block, start, len(block.lines)) if start else block


def _part_of(block: WordText, start: int, end: int) -> WordText:
    """The lines of a block from `start` to `end` as a paragraph of their own, that begins a page but for the first."""
    return replace(block.part(start, end), breaks_page=block.breaks_page or start > 0)


def _refers(lines: Sequence[TextLine]) -> bool:
    return any(run.kind is RunKind.NOTE_REFERENCE for line in lines for run in line.runs)


def cut_rows(rows: Sequence[TableRow], pages: Sequence[PageIndex], noted: Container[PageIndex]) -> list[range]:
    """The rows of a table that have to be a table of their own, as ranges; given the page of each row."""
    starts = [
        row
        for row, (before, after) in enumerate(pairwise(pages), 1)
        if after > before and (after in noted or any(cell.size.rows > 1 for cell in rows[row].cells))
    ]
    return [range(*ends) for ends in pairwise([0, *starts, len(pages)])]
