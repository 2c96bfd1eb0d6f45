"""Where text with footnotes has to be told that its page ends.

A word processor finds by itself where a page is full, and what runs on stays one paragraph, one table. LibreOffice
7.4 cannot be left to itself where there are footnotes: it first puts more on a page than the page holds, footnotes and
all, and does not move everything back once they have gone on with their text; it even leaves a row of a table
whose footnote has no room. Where a page with footnotes ends or begins, therefore, what begins the next one says so; a
table is written as two; and a paragraph is, if it refers to footnotes after the page's end or has left a single line
before it. Everywhere else both run on.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from huibian.docx.flow import FlowBlock, FlowPart
from huibian.frame import Role, RunKind, Text
from huibian.units import ZERO


def noted_pages(part: FlowPart) -> frozenset[int]:
    """The pages that end, or follow on pages that end, with footnotes: where `turned` and `page_rows` cut."""
    pages = {page for block in part.with_role(Role.FOOTNOTE) for page in block.pages}
    return frozenset(pages | {page + 1 for page in pages})


def turned(blocks: Sequence[FlowBlock], noted: Container[int]) -> Iterator[FlowBlock]:
    """The blocks of a part with footnotes, cut where a page ends that a consumer would not find.

    Args:
        blocks: The blocks, one under another.
        noted: The pages that may have to be told that they begin: those of `noted_pages`.
    """
    page = 0
    for block in blocks:
        stands = [row.page for row in block.block.table.rows] if block.block.table else block.pages
        opens = bool(stands) and stands[0] > page and stands[0] in noted
        page = max((page, *stands))
        yield from _cut(replace(block, block=replace(block.block, page_break_before=True)) if opens else block, noted)


def _cut(block: FlowBlock, noted: Container[int]) -> Iterator[FlowBlock]:
    start = 0
    for end, (before, after) in enumerate(pairwise(block.pages), 1):
        if after > before and after in noted and (end == start + 1 or _refers(block.lines[end:])):
            yield _piece(block, start, end)
            start = end
    yield _piece(block, start, len(block.lines)) if start else block


def _piece(block: FlowBlock, start: int, end: int) -> FlowBlock:
    own = block.block
    if start:
        own = replace(own, space_before=ZERO, page_break_before=True, bookmark=None)
    return replace(
        block,
        block=own,
        lines=block.lines[start:end],
        pages=block.pages[start:end],
        continues=start > 0,
        goes_on=end < len(block.lines),
    )


def _refers(lines: Sequence[Text]) -> bool:
    return any(run.kind is RunKind.NOTE_REFERENCE for line in lines for run in line.runs)


def page_rows(pages: Sequence[int], noted: Container[int]) -> list[range]:
    """The rows of a table that have to be a table of their own, as ranges; given the page of each row."""
    starts = [row for row, (before, after) in enumerate(pairwise(pages), 1) if after > before and after in noted]
    return [range(*ends) for ends in pairwise([0, *starts, len(pages)])]
