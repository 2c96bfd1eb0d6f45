"""Where a page that was left short has to be ended by a page break, and where consumers end it by themselves.

A page break stays where it stands when somebody edits the text before it, and then leaves a page with a single line.
So none is written where consumers come to the same page without. They move a heading with the first line after it
(`keepNext`, `keepLines`), two lines of a paragraph (`widowControl`), a picture with its caption: where these find no
room below what stands on the page before, nothing is written. Where they would find room, our pages want more: the
white above a heading, which is not written at the top of a page, three lines of a paragraph, a paragraph with the
signature below it. If so much text as does find no room there is short, it is kept together. A page break is left
before articles that a layout opens a page with, before tables, in which consumers differ too much, and near footnotes
(`turns.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from huibian.docx.flow import FlowBlock, FlowPart
from huibian.docx.paragraphs import picture_height
from huibian.docx.styles import keeps_lines, pitch
from huibian.docx.turns import noted_pages
from huibian.frame import Document, Role

_SURE = 100  # twips that must be missing: more than the heights of consumers differ by on a page
_SHORT = 8  # lines that may be kept together: more would leave too much white once the text is edited


def needed_breaks(document: Document, part: FlowPart, blocks: Sequence[FlowBlock], bottom: int) -> list[FlowBlock]:
    """The blocks, without the page breaks that consumers do not need.

    Args:
        document: The document.
        part: The part that the blocks stand in.
        blocks: The blocks, one under another.
        bottom: Where the text area ends, from the top of the paper, in twips.
    """
    noted = noted_pages(part)
    found = list(blocks)
    for index, block in enumerate(blocks):
        own = block.block
        if not own.page_break_before or own.opens_page or not block.pages or block.pages[0] in noted:
            continue
        wanted = bottom - part.foot_of(block.pages[0] - 1).twips + _SURE
        together = 0 if _least(document, blocks[index:]) >= wanted else _together(document, blocks[index:], wanted)
        if together is None:
            continue
        for number in range(index, index + together):
            found[number] = replace(blocks[number], keep_lines=True, keep_next=number + 1 < index + together)
        found[index] = replace(found[index], block=replace(own, page_break_before=False))
    return found


def _least(document: Document, blocks: Sequence[FlowBlock]) -> int:
    """The least height, in twips, that consumers want for what stands together from the first block on."""
    height = 0
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        height += block.block.space_before.twips if height else 0
        if block.picture:
            height += picture_height(block.picture, block.block, after.block if after else None).line
            kept = after is not None and after.block.role is Role.CAPTION
        else:
            style = document.styles.get(block.block.role)
            if not block.lines or style is None:  # a table
                return height
            whole = keeps_lines(block.block.role, style)
            count = len(block.lines) if whole else min(len(block.lines), 2 if document.widow_control else 1)
            height += pitch(style) * count
            kept = style.keep_with_next and not block.block.ends_chain
        if not kept:
            break
    return height


def _together(document: Document, blocks: Sequence[FlowBlock], wanted: int) -> int | None:
    """How many blocks, whole, are as high as `wanted`; `None` if they are not short, or not all text of this page."""
    height = lines = 0
    for count, block in enumerate(blocks, 1):
        lines += len(block.lines)
        if not block.lines or lines > _SHORT or block.pages[-1] > blocks[0].pages[0]:
            return None
        height += block.block.space_before.twips if count > 1 else 0
        height += pitch(document.styles[block.block.role]) * len(block.lines)
        if height >= wanted:
            return count
    return None
