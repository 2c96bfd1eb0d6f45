"""Takes placed blocks, says of a page why its text ends where it does: what begins the next page, and why not here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct

from huibian.frame import PageEnd, PageIndex, Role
from huibian.pages.collect import FlowBlock, FlowPicture, FlowTable, FlowText
from huibian.pages.paginate import Placement


class PageStep(Struct, frozen=True):
    """A step of a block, by their numbers, that is the first on a page."""

    block: int
    step: int


def first_steps(places: Sequence[Placement]) -> dict[PageIndex, PageStep]:
    """What begins each page; a page with nothing but the rest of a footnote is not there."""
    found: dict[PageIndex, PageStep] = {}
    for index, place in enumerate(places):
        for step, slot in enumerate(place.slots):
            found.setdefault(slot.page, PageStep(index, step))
    return found


def page_end(blocks: Sequence[FlowBlock], following: PageStep | None, room: int) -> PageEnd:
    """Why the text of a page, which is not the last, ends where it does.

    Args:
        blocks: The vertical list.
        following: What begins the next page; `None` for nothing but the rest of a footnote.
        room: Grid lines left empty on the page.
    """
    if following is None:
        return PageEnd.NOTES
    block, before = blocks[following.block], blocks[max(following.block - 1, 0)]
    if following.step == 0 and block.keeping.is_turned is not before.keeping.is_turned:
        return PageEnd.TURNED
    if following.step == 0 and block.keeping.opens_page:
        return PageEnd.ORDERED
    return PageEnd.FULL if room <= 0 else _lacking(blocks, following, room)


def _lacking(blocks: Sequence[FlowBlock], following: PageStep, room: int) -> PageEnd:
    """For what there was too little room: from a step of a block on."""
    block, step = blocks[following.block], following.step
    if step:
        if isinstance(block, FlowTable):
            return PageEnd.ROW
    elif (kept := _kept(blocks, following.block)) is not None:
        return kept
    return PageEnd.NOTES if block.steps[step].notes and block.steps[step].rows <= room else PageEnd.LINES


def _kept(blocks: Sequence[FlowBlock], first: int) -> PageEnd | None:
    """What needs the room in the chain that block `first` begins; `None` for lines of text."""
    following = map(blocks.__getitem__, range(first, len(blocks)))
    linked = list(takewhile(lambda block: block.keeping.with_next, following))
    for block in blocks[first : first + len(linked) + 1]:
        if isinstance(block, FlowPicture) or (isinstance(block, FlowTable) and not block.table.style.outer_rule):
            return PageEnd.PICTURE  # pictures side by side stand in a table without borders
        if isinstance(block, FlowTable):
            return PageEnd.TABLE
    return PageEnd.HEADING if any(map(_is_heading, linked)) else None


def _is_heading(block: FlowBlock) -> bool:
    """Whether a block is a heading; paragraphs stay with what closes an article, too."""
    return isinstance(block, FlowText) and (block.block.role.level > 0 or block.block.role is Role.ARTICLE_LABEL)
