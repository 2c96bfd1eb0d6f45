"""The page being filled: what it holds, what stands on it, and how its footnotes run on to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NewType

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.frame import NoteNumber, PageIndex
from huibian.pages.collect import FlowStep, SetNote
from huibian.units import ZERO, Length

GridRow = NewType("GridRow", int)
"""A grid line of a page, from 0."""

FIRST_ROW = GridRow(0)


class Depth(Struct, frozen=True):
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


class Slot(Struct, frozen=True):
    """Where one step stands: the page of its part, and the first grid line that it takes."""

    page: PageIndex
    row: GridRow


class NotePart(Struct, frozen=True):
    """Lines of a footnote that stand on one page."""

    note: NoteNumber
    page: PageIndex
    lines: range


class _Rest(Struct, frozen=True):
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


class Cursor(Struct):
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
        if not step.notes:
            fits = self.depth.has_room(self.row + step.rows, self.notes)
            if fits:
                self.skip(step.rows)
            return fits
        rest = self.rest.height if self.rest else ZERO
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
        """Place a step, and its footnotes behind those that are there: the last may run on."""
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
