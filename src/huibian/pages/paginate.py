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
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile
from typing import NewType

from huibian.frame import NoteNumber, PageIndex
from huibian.pages.collect import (
    FlowBlock,
    FlowPicture,
    FlowStep,
    FlowTable,
    FlowText,
    SetNote,
    repeated_rows,
)
from huibian.units import ZERO, Length

GridRow = NewType("GridRow", int)
"""A grid line of a page, from 0."""

FIRST_ROW = GridRow(0)


@dataclass(frozen=True, slots=True)
class Depth:
    """How much a page holds.

    Attributes:
        rows: Grid lines.
        pitch: From one to the next.
        note_gap: White between text and footnotes, rule and all.
        widow_control: Whether a paragraph leaves two lines at least at a page's foot and at a page's top
            (孤行不成页; clreq, "Adjustments of orphans and widows").
        note_most: Grid lines that the footnotes of a page take at most.
        note_share: Grid lines that the footnotes of one step take at most if they have to stand whole, and one that
            runs on takes of a page on which text could stand.
        note_least: Lines of a footnote that stand together at least where it runs on.
    """

    rows: int
    pitch: Length
    note_gap: Length
    widow_control: bool
    note_most: int
    note_share: int
    note_least: int

    def note_rows(self, height: Length) -> int:
        """Grid lines that footnotes of this height take, with the white above them."""
        return -(-(self.note_gap + height) // self.pitch) if height else 0

    def runs_on(self, step: FlowStep) -> bool:
        """Whether the footnotes of a step need not stand whole on its page."""
        whole = self.note_rows(step.note_height)
        return whole > self.note_share or not self.has_room(step.repeated + step.rows, step.note_height)

    def has_room(self, row: int, notes: Length) -> bool:
        """Whether a page whose text ends at `row` has room for footnotes of this height."""
        return self.note_rows(notes) <= min(self.note_most, self.rows - row)

    def least_notes(self, step: FlowStep) -> Length:
        """How much of its footnotes stands on the page of a step at least: all but the last, and the start of that."""
        if not step.notes or not self.runs_on(step):
            return step.note_height
        last = step.notes[-1]
        lines = len(last.text.lines)
        begun = lines if lines < 2 * self.note_least else self.note_least
        return Length(step.note_height - last.pitch * (lines - begun))


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one step stands: the page of its part, and the first grid line that it takes."""

    page: PageIndex
    row: GridRow


@dataclass(frozen=True, slots=True)
class NotePart:
    """Lines of a footnote that stand on one page."""

    note: NoteNumber
    page: PageIndex
    lines: range


@dataclass(frozen=True, slots=True)
class Placement:
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
        return max(*(slot.page for slot in self.slots), *(part.page for part in self.notes), PageIndex(-1))


def last_slot(placements: Sequence[Placement]) -> Slot:
    """Where the last step of placed blocks stands."""
    return placements[-1].slots[-1]


def page_count(placements: Sequence[Placement]) -> int:
    """How many pages placed blocks take."""
    return max((placement.last_page for placement in placements), default=-1) + 1


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a footnote, from line `start` on."""

    note: SetNote
    start: int

    @property
    def lines(self) -> int:
        """How many lines."""
        return len(self.note.text.lines) - self.start

    @property
    def height(self) -> Length:
        """Of these lines."""
        return self.note.pitch * self.lines


@dataclass(slots=True)
class _Cursor:
    """The page being filled.

    Attributes:
        depth: How much it holds.
        page: Which it is.
        row: How many rows stand on it.
        notes: How high its footnotes are.
        rest: What of the last of them has no place yet.
        parts: The footnotes placed so far.
    """

    depth: Depth
    page: PageIndex
    row: GridRow
    notes: Length = ZERO
    rest: _Rest | None = None
    parts: list[NotePart] = field(default_factory=list)

    @property
    def room(self) -> int:
        """Rows left."""
        return self.depth.rows - self.row - self.depth.note_rows(self.notes)

    @property
    def is_begun(self) -> bool:
        """Whether anything stands on it, be it the rest of a footnote."""
        return self.row > 0 or self.notes > 0

    def holds(self, steps: Sequence[FlowStep], before: int = 0) -> bool:
        """Whether steps fit on the page, `before` blank rows above them."""
        page = replace(self, parts=[])
        page.skip(before)
        return all(map(page.takes, steps))

    def takes(self, step: FlowStep) -> bool:
        """Place a step if it fits, with as much of its footnotes as has to; these begin where those before them end."""
        rest = self.rest.height if self.rest and step.notes else ZERO
        notes = Length(self.notes + rest + self.depth.least_notes(step))
        fits = self.depth.has_room(self.row + step.rows, notes)
        if fits:
            self.place(step)
        return fits

    def fill(self) -> None:
        """Take as much of a footnote that runs on as the page has room for."""
        if self.rest:
            self._take(self.rest, self.depth.rows)

    def next_page(self, repeated: int = 0) -> None:
        """Go to the next page, which begins with so many rows that are repeated there."""
        self.fill()
        self.page, self.row, self.notes = PageIndex(self.page + 1), GridRow(repeated), ZERO
        if self.rest:
            least = self.rest.note.pitch * min(self.rest.lines, 2 * self.depth.note_least - 1)
            self._take(self.rest, max(self.depth.note_share, self.depth.note_rows(least)))
            if not self.notes:  # a page too low for any of it; `verify` tells
                self._take_lines(self.rest, 1)

    def end_notes(self) -> None:
        """Go on until the last footnote has ended, on pages without text if need be."""
        self.fill()
        while self.rest:
            self.next_page()
            self.fill()

    def skip(self, rows: int) -> None:
        """Go so many grid lines down."""
        self.row = GridRow(self.row + rows)

    def place(self, step: FlowStep) -> Slot:
        slot = Slot(self.page, self.row)
        self.skip(step.rows)
        if step.notes:
            if self.rest:
                self._take_whole(self.rest)
            *others, last = step.notes
            for note in others:
                self._take_whole(_Rest(note, 0))
            self._begin(step, _Rest(last, 0))
        return slot

    def _begin(self, step: FlowStep, last: _Rest) -> None:
        """Take the last footnote of a step that is placed: whole if it can be, else its share of the page."""
        whole = Length(self.notes + last.height)
        if not self.depth.runs_on(step) or self.depth.has_room(self.row, whole):
            self._take_whole(last)
        else:
            least = self.notes + last.note.pitch * self.depth.note_least
            self._take(last, max(self.depth.note_share, self.depth.note_rows(Length(least))))

    def _take_whole(self, rest: _Rest) -> None:
        self._take_lines(rest, rest.lines)

    def _take(self, rest: _Rest, rows: int) -> None:
        """Take as many lines as the footnotes of the page can have in so many rows at most, and leave none alone."""
        rows = min(rows, self.depth.note_most, self.depth.rows - self.row)
        room = self.depth.pitch * rows - self.depth.note_gap - self.notes
        lines, least = room // rest.note.pitch, self.depth.note_least
        if lines < rest.lines:
            lines = min(lines, rest.lines - least)
        self._take_lines(rest, min(lines, rest.lines) if lines >= least or lines >= rest.lines else 0)

    def _take_lines(self, rest: _Rest, lines: int) -> None:
        start, end = rest.start, rest.start + lines
        if lines:
            if self.parts and (self.parts[-1].note, self.parts[-1].page) == (rest.note.number, self.page):
                start = self.parts.pop().lines.start
            self.parts.append(NotePart(rest.note.number, self.page, range(start, end)))
            self.notes = Length(self.notes + rest.note.pitch * lines)
        self.rest = _Rest(rest.note, end) if lines < rest.lines else None


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
    cursor = _Cursor(depth, PageIndex(0), first_row)
    places = [_place(blocks, index, cursor, _depth_of(block, depth, turned)) for index, block in enumerate(blocks)]
    cursor.end_notes()
    return _with_notes(blocks, places, cursor.parts)


def _with_notes(blocks: Sequence[FlowBlock], places: Sequence[Placement], parts: Sequence[NotePart]) -> list[Placement]:
    """Where blocks stand, with the footnotes that they refer to; these were placed in their order."""
    placed = {number: list(group) for number, group in groupby(parts, key=lambda part: part.note)}
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
    cursor = _Cursor(depth, PageIndex(0), first_row)
    for index, block in enumerate(given):
        if cursor.row > 0 and cursor.room > blank_rows and not block.keeping.opens_page:
            _give_way(given, index, cursor)
        _place(given, index, cursor, _depth_of(block, depth, turned))
    return given


def _depth_of(block: FlowBlock, depth: Depth, turned: Depth | None) -> Depth:
    """How much the pages of a block hold."""
    return turned if turned is not None and block.keeping.is_turned else depth


def _give_way(blocks: list[FlowBlock], index: int, cursor: _Cursor) -> None:
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


def _place(blocks: Sequence[FlowBlock], index: int, cursor: _Cursor, depth: Depth) -> Placement:
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


def _leads_on(blocks: Sequence[FlowBlock], index: int, left: Sequence[FlowStep], cursor: _Cursor) -> bool:
    """Whether the last steps of a table fit on the page together with what has to stand below them, if anything."""
    if not isinstance(blocks[index], FlowTable):
        return True
    steps = list(left)
    while blocks[index].keeping.with_next and index + 1 < len(blocks):
        index += 1
        steps += blocks[index].steps
    return cursor.holds(steps)


def _change_depth(cursor: _Cursor, depth: Depth) -> None:
    """Go on to pages that hold as much as `depth` says; what is left of a footnote stays on pages of its own kind."""
    if depth != cursor.depth:
        cursor.end_notes()
        if cursor.is_begun:
            cursor.next_page()
        cursor.depth = depth


def _fitting(steps: Sequence[FlowStep], cursor: _Cursor) -> int:
    """How many of the steps the page takes."""
    page = replace(cursor, parts=[])
    return sum(1 for _ in takewhile(page.takes, steps))


def _held(block: FlowBlock, placed: int, fitting: int, depth: Depth) -> int:
    """How many of the steps that fit stay on the page, so that none is left alone."""
    left = len(block.steps) - placed - fitting
    if left == 0 or not _is_controlled(block, depth):
        return fitting
    held = fitting - 1 if left == 1 else fitting
    return held if placed or held > 1 else 0


def _is_controlled(block: FlowBlock, depth: Depth) -> bool:
    return depth.widow_control and isinstance(block, FlowText) and not block.keeping.together


def _begins_here(blocks: Sequence[FlowBlock], index: int, cursor: _Cursor) -> bool:
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
    empty = _Cursor(cursor.depth, PageIndex(0), GridRow(0))
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
