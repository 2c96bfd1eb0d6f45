"""Takes the vertical list, gives the grid line of every line: which page, which row.

Every page holds the same number of grid lines. A blank before a block is dropped at the top of a page; a heading
keeps with the first line after it (clreq, "Handling of headings": a head with no text after it goes to the next
page, and the page before is left short). Footnotes stand at the foot of the page that refers to them, whole: a line
whose footnotes have no room there goes to the next page. If they are longer than the layout keeps whole, the last of
them begins there and runs on at the foot of the next pages, of each at most as much as the layout says; a line with
footnotes of its own goes to the page on which it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import PageIndex
from huibian.pages.collect import (
    FlowBlock,
    FlowPicture,
    FlowStep,
    FlowTable,
    FlowText,
    repeated_rows,
)
from huibian.pages.cursor import FIRST_ROW, Cursor, Depth, GridRow, NotePart, Slot


class Placement(Struct, frozen=True):
    """Where a block stands.

    Attributes:
        slots: One for each of its steps.
        rows_before: Blank rows that really stand before it.
        breaks_page: Whether it opens a page although the page before had room left.
        holds_last: Whether its last step does, so as to stay with the block after it.
        notes: The footnotes that it refers to, page by page.
    """

    slots: tuple[Slot, ...]
    rows_before: int
    breaks_page: bool
    holds_last: bool
    notes: tuple[NotePart, ...] = ()

    @property
    def last_page(self) -> PageIndex:
        """The last page on which any of it stands, footnotes and all."""
        pages = [*(slot.page for slot in self.slots), *(part.page for part in self.notes)]
        return max(pages, default=PageIndex(-1))


def last_slot(placements: Sequence[Placement]) -> Slot:
    """Where the last step of placed blocks stands."""
    return placements[-1].slots[-1]


def page_count(placements: Sequence[Placement]) -> int:
    """How many pages placed blocks take."""
    return max((placement.last_page for placement in placements), default=-1) + 1


def paginate(
    blocks: Sequence[FlowBlock], depth: Depth, turned: Depth | None = None, *, first_row: GridRow = FIRST_ROW
) -> list[Placement]:
    """Place blocks on as many pages as it takes.

    Args:
        blocks: The blocks. One that is turned begins a page, and so does one that is not below one that is.
        depth: How much a page holds.
        turned: How much one holds that lies on its side; `None` where no block is turned.
        first_row: Where the text of the first page begins.
    """
    cursor = Cursor(depth, PageIndex(0), first_row)
    places = [_place(blocks, index, cursor, _depth_of(block, depth, turned)) for index, block in enumerate(blocks)]
    cursor.end_notes()
    return _with_notes(blocks, places, cursor.parts)


def _with_notes(blocks: Sequence[FlowBlock], places: Sequence[Placement], parts: Sequence[NotePart]) -> list[Placement]:
    """Where blocks stand, with the footnotes that they refer to; these were placed in their order."""
    placed = {number: list(group) for number, group in groupby(parts, key=lambda part: part.note)}
    if not placed:
        return list(places)
    return [
        replace(place, notes=tuple(part for step in block.steps for note in step.notes for part in placed[note.number]))
        for block, place in zip(blocks, places, strict=True)
    ]


def give_way(
    blocks: Sequence[FlowBlock],
    depth: Depth,
    turned: Depth | None = None,
    *,
    blank_rows: int,
    first_row: GridRow = FIRST_ROW,
) -> list[FlowBlock]:
    """The blocks, with smaller pictures where a page would else stay empty before one.

    Args:
        blocks: The vertical list.
        depth: How much a page holds.
        turned: How much one holds that lies on its side; `None` where no block is turned.
        blank_rows: How many rows may stay empty at the foot of a page before a picture that goes over to the next.
        first_row: Where the first page begins, as for `paginate`.
    """
    given = list(blocks)
    if not any(isinstance(block, FlowPicture) for block in blocks):
        return given
    cursor = Cursor(depth, PageIndex(0), first_row)
    for index, block in enumerate(given):
        if cursor.row > 0 and cursor.room > blank_rows and not block.keeping.opens_page:
            _give_way(given, index, cursor)
        _place(given, index, cursor, _depth_of(block, depth, turned))
    return given


def _depth_of(block: FlowBlock, depth: Depth, turned: Depth | None) -> Depth:
    """How much the pages of a block hold."""
    return turned if turned is not None and block.keeping.is_turned else depth


def _give_way(blocks: list[FlowBlock], index: int, cursor: Cursor) -> None:
    """Make the first picture of the chain that begins with block `index` smaller, if the chain then begins here."""
    at = index
    while not isinstance(blocks[at], FlowPicture) and blocks[at].keeping.with_next and at + 1 < len(blocks):
        at += 1
    picture = blocks[at]
    if not isinstance(picture, FlowPicture):
        return
    for size in (picture.picture, *picture.smaller):
        blocks[at] = picture.sized(size)
        if _begins_here(blocks, index, cursor):
            return
    blocks[at] = picture


def _place(blocks: Sequence[FlowBlock], index: int, cursor: Cursor, depth: Depth) -> Placement:
    block = blocks[index]
    left_short = False
    breaks = cursor.row > 0 and block.keeping.opens_page
    while breaks or (cursor.is_begun and not _begins_here(blocks, index, cursor)):
        cursor.fill()
        left_short = cursor.room > 0
        cursor.next_page()
        breaks = False
    _change_depth(cursor, depth)
    before = block.keeping.rows_before if cursor.row else 0
    cursor.skip(before)
    slots: list[Slot] = []
    holds_last = False
    while len(slots) < len(block.steps):
        if slots:
            cursor.next_page(repeated_rows(block))
        left = block.steps[len(slots) :]
        while not (count := _held(block, len(slots), _fitting(left, cursor), cursor.depth)) and slots and cursor.notes:
            cursor.next_page(repeated_rows(block))
        if count == len(left) > 1 and not _leads_on(blocks, index, left, cursor):
            holds_last, count = True, count - 1
        slots += [cursor.place(step) for step in left[: max(count, 1)]]
    return Placement(tuple(slots), before, left_short, holds_last)


def _leads_on(blocks: Sequence[FlowBlock], index: int, left: Sequence[FlowStep], cursor: Cursor) -> bool:
    """Whether the last steps of a table fit on the page together with what has to stand below them, if anything."""
    if not isinstance(blocks[index], FlowTable):
        return True
    steps = list(left)
    while blocks[index].keeping.with_next and index + 1 < len(blocks):
        index += 1
        steps += blocks[index].steps
    return cursor.holds(steps)


def _change_depth(cursor: Cursor, depth: Depth) -> None:
    """Go on to pages that hold as much as `depth` says; what is left of a footnote stays on pages of its own kind."""
    if depth != cursor.depth:
        cursor.end_notes()
        if cursor.is_begun:
            cursor.next_page()
        cursor.depth = depth


def _fitting(steps: Sequence[FlowStep], cursor: Cursor) -> int:
    """How many of the steps the page takes."""
    page = replace(cursor, parts=[])
    return sum(1 for _ in takewhile(page.takes, steps))


def _held(block: FlowBlock, placed: int, fitting: int, depth: Depth) -> int:
    """How many of the steps that fit stay on the page, so that none is alone on the next."""
    is_alone = len(block.steps) - placed - fitting == 1
    return fitting - 1 if is_alone and _is_controlled(block, depth) else fitting


def _is_controlled(block: FlowBlock, depth: Depth) -> bool:
    return depth.widow_control and isinstance(block, FlowText) and not block.keeping.together


def _begins_here(blocks: Sequence[FlowBlock], index: int, cursor: Cursor) -> bool:
    """Whether what has to stand together from block `index` on fits on this page.

    That is a chain of headings and the least that may stand of the block after it. A chain that no page can hold
    asks for its first block and one line more.
    """
    before = 0
    steps: list[FlowStep] = []
    for at in range(index, len(blocks)):
        block = blocks[at]
        before += block.keeping.rows_before
        if not block.keeping.with_next or _may_part(block):
            steps += block.steps if block.keeping.together else block.steps[: _least(block, cursor.depth)]
            break
        steps += block.steps
    empty = Cursor(cursor.depth, PageIndex(0), GridRow(0))
    if not empty.holds(steps, before):
        first = blocks[index]
        before, steps = first.keeping.rows_before, [*first.steps]
        if isinstance(first, FlowText):
            steps.append(FlowStep(first.rows))
    return cursor.holds(steps, before)


def _may_part(block: FlowBlock) -> bool:
    """Whether only the last step of a block has to stay with the next block, and others may stand before it."""
    return isinstance(block, FlowTable) and not block.keeping.together and len(block.steps) > 1


def _least(block: FlowBlock, depth: Depth) -> int:
    """How many steps of a block stand on its first page at least."""
    if not _is_controlled(block, depth):
        return block.keeping.least
    return len(block.steps) if len(block.steps) <= 3 else 2
