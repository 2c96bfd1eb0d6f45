"""Where a page that was left short has to be ended by a page break, and where consumers end it by themselves.

A page break stays where it stands when somebody edits the text before it, and then leaves a page with a single line.
So none is written where consumers come to the same page without. They move a heading with the first line after it
(`keepNext`, `keepLines`), two lines of a paragraph (`widowControl`), a picture with its caption: where these find no
room below what stands on the page before, nothing is written. Where they would find room, our pages want more: the
white above a heading, which is not written at the top of a page, three lines of a paragraph, a paragraph with the
signature below it. If so much text as does find no room there is short, it is kept together. A page break is left
before articles that a layout opens a page with, before tables, in which consumers differ too much, and near footnotes
(`pagecuts.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, zip_longest
from typing import assert_never

from msgspec.structs import replace

from huibian.docx.flow import WordBlock, WordPart, WordPicture, WordTable, WordText
from huibian.docx.pagecuts import noted_pages
from huibian.docx.paragraphs import picture_height
from huibian.docx.styles import keeps_lines, pitch
from huibian.frame import Document, PageStart
from huibian.units import Twips

_SURE = Twips(100)  # that must be missing: more than the heights of consumers differ by on a page
_SHORT = 8  # lines that may be kept together: more would leave too much white once the text is edited


def needed_breaks(document: Document, part: WordPart, bottom: Twips) -> list[WordBlock]:
    """The blocks of a part's body, without the page breaks that consumers do not need.

    Args:
        document: The document.
        part: The part.
        bottom: Where the text area ends, from the top of the paper.
    """
    noted = noted_pages(part)
    found = list(part.body)
    for index, block in enumerate(part.body):
        if isinstance(block, WordTable) or block.block.start is not PageStart.MOVED or block.pages[0] in noted:
            continue
        below = part.body[index:]
        wanted = bottom - part.pages[block.pages[0] - 1].foot.twips + _SURE
        if _least(document, below) < wanted:
            together = _together(document, below, wanted)
            if together is None:
                continue
            for number in range(index, index + together):
                found[number] = _kept(found[number], with_next=number + 1 < index + together)
        found[index] = replace(found[index], breaks_page=False)
    return found


def _kept(block: WordBlock, *, with_next: bool) -> WordBlock:
    """A block that one page has to hold, with the next one or without."""
    return replace(block, keep_lines=True, keep_next=with_next) if isinstance(block, WordText) else block


def _least(document: Document, blocks: Sequence[WordBlock]) -> Twips:
    """The least height that consumers want for what stands together from the first block on, which opens a page."""
    height = Twips(0)
    for block, after in zip_longest(blocks, islice(blocks, 1, None)):
        height += block.space_before.twips
        match block:
            case WordPicture():
                height += picture_height(block, after).line
                kept = block.block.has_caption
            case WordText():
                style = document.styles[block.block.role]
                whole = keeps_lines(block.block.role, style)
                count = len(block.lines) if whole else min(len(block.lines), 2 if document.widow_control else 1)
                height += pitch(style) * count
                kept = style.keep_with_next and not block.block.ends_chain
            case WordTable():
                kept = False
            case _:
                assert_never(block)
        if not kept:
            break
    return height


def _together(document: Document, blocks: Sequence[WordBlock], wanted: Twips) -> int | None:
    """How many blocks, whole, are as high as `wanted`; `None` if they are not short, or not all text of this page."""
    height, lines = Twips(0), 0
    for count, block in enumerate(blocks, 1):
        if not isinstance(block, WordText):
            return None
        lines += len(block.lines)
        if lines > _SHORT or block.pages[-1] > blocks[0].pages[0]:
            return None
        height += block.space_before.twips
        height += pitch(document.styles[block.block.role]) * len(block.lines)
        if height >= wanted:
            return count
    return None
