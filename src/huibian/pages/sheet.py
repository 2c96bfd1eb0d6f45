"""Takes the steps of blocks and where they stand, gives the items of one page, footnotes at its foot.

Places are counted from the start edge of the type area; `paper` adds the margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.frame import (
    Artifact,
    BlockNumber,
    ContentsEntry,
    Link,
    NoteNumber,
    NoteSeparator,
    PlacedPicture,
    Role,
    RunKind,
    TextLine,
    UprightItem,
)
from huibian.layoutfile.definition import Layout
from huibian.pages.collect import FlowPicture, FlowTable, FlowText, SetNote
from huibian.pages.cursor import Depth, GridRow
from huibian.pages.numbering import NumberedBlock
from huibian.pages.pictures import SizedPicture
from huibian.pages.place import LineBox, artifact_line, line_box, text_line
from huibian.pages.rowpieces import joined_pieces
from huibian.pages.tablelines import CellImage, CellLine, borders, row_items
from huibian.pages.tables import SetTable
from huibian.units import ZERO, Length

_CellNumbers: TypeAlias = Sequence[Sequence[BlockNumber]]  # of what stands in the cells of a row, by cell and part
_Notes: TypeAlias = Mapping[NoteNumber, BlockNumber]  # the blocks of footnotes


class FootNote(Struct, frozen=True):
    """Lines of a footnote on their way to the foot of a page, with the number of its block."""

    block: BlockNumber
    note: SetNote
    lines: range

    @property
    def height(self) -> Length:
        """Of these lines."""
        return self.note.pitch * len(self.lines)


class Sheet(Struct):
    """A page as it fills.

    Attributes:
        layout: The layout.
        depth: How much a page holds.
        items: What stands on it above the footnotes.
        notes: The footnotes.
        end: How far down the text reaches, in grid lines.
    """

    layout: Layout
    depth: Depth
    items: list[UprightItem] = field(default_factory=list)
    notes: list[FootNote] = field(default_factory=list)
    end: int = 0

    def put(self, numbered: NumberedBlock, steps: range, row: GridRow) -> None:
        """Put down the steps of a block that stand here, from grid line `row` on."""
        block, top = numbered.block, self._top(row)
        notes = {
            note.number: target
            for step in steps
            for note, target in zip(block.steps[step].notes, numbered.notes[step], strict=True)
        }
        match block:
            case FlowText():
                size, height = self.layout.style(block.block.role).size, self.layout.grid.pitch * block.rows
                for step in steps:
                    self._line(block, numbered.number, step, self._box(top, height, size), notes)
                    top += height
            case FlowPicture():
                self._picture(block.picture, numbered.number, top)
            case FlowTable():
                self._table(block.table, numbered, steps, row, notes)
            case _:
                assert_never(block)
        self.end = max(self.end, row + sum(block.steps[step].rows for step in steps))

    def _table(self, table: SetTable, numbered: NumberedBlock, steps: range, row: GridRow, notes: _Notes) -> None:
        """The rows of a table that stand here, below the header again where it goes on, and the borders round them."""
        numbers = [each for step in steps for each in table.rows_of(step)]
        firsts = [each for place, each in enumerate(numbers) if place == 0 or not table.rows[each].continues]
        header = list(table.rows[: table.header]) if steps.start else []
        here = replace(table, rows=[*header, *joined_pieces([table.rows[each] for each in numbers])])
        start = row
        if steps.start:
            self._go_on(table, row)
            start = GridRow(row - table.header_rows)
        cells = {place: numbered.cells[each] for place, each in enumerate(firsts, len(header))}
        self._rows(here, cells, self._top(row), notes)
        self.items += borders(here, range(len(here.rows)), self._top(start), self.layout.grid.pitch)

    def _go_on(self, table: SetTable, row: GridRow) -> None:
        """Set above grid line `row`, as artifacts, that a table goes on, and its header again.

        The header's marks have the numbers of their footnotes, which stand on the page where the table begins.
        """
        top = self._top(row - table.repeated_rows)
        size, height = self.layout.style(Role.TABLE_CONTINUED).size, self.layout.grid.pitch * table.continued_rows
        for line in table.continued:
            self.items.append(artifact_line(line, self._box(top, height, size), Artifact.CONTINUED))
            top += height
        for number in range(table.header):
            for item in row_items(self.layout, table, number, top):
                if isinstance(item, CellLine):  # a header that is repeated has no pictures
                    self.items.append(artifact_line(item.line, item.box, Artifact.REPEATED_HEADER))
            top += self.layout.grid.pitch * table.rows[number].rows

    def finished(self) -> tuple[UprightItem, ...]:
        """Everything on the page."""
        return (*self.items, *self._foot())

    @property
    def foot(self) -> Length:
        """How far down its text reaches, footnotes and all."""
        return self._top(self.layout.grid.lines if self.notes else self.end)

    @property
    def note_height(self) -> Length:
        """Of its footnotes."""
        return sum((each.height for each in self.notes), ZERO)

    def _top(self, row: int) -> Length:
        return self.layout.type_area.top + self.layout.grid.pitch * row

    def _foot(self) -> Iterator[UprightItem]:
        """The footnotes: the last one ends where the grid does; a rule above the first."""
        if not self.notes:
            return
        rules, style = self.layout.notes, self.layout.style(Role.FOOTNOTE)
        height = self.note_height
        top = self._top(self.layout.grid.lines) - height
        yield NoteSeparator(
            x=ZERO,
            y=top - rules.gap,
            width=rules.rule_length,
            height=rules.rule_thickness,
            color=rules.color,
            first=self.notes[0].block,
            notes=height,
            lines=self.depth.note_rows(height),
        )
        for each in self.notes:
            for line in each.note.text.lines[each.lines.start : each.lines.stop]:
                yield text_line(line, self._box(top, each.note.pitch, style.size), each.block)
                top += each.note.pitch

    def _box(self, top: Length, height: Length, size: Length) -> LineBox:
        return line_box(top, height, size, self.layout.grid.ascent)

    def _line(self, block: FlowText, number: BlockNumber, step: int, box: LineBox, notes: _Notes) -> None:
        line = text_line(block.lines[step], box, number)
        self.items.append(line)
        if notes:
            self.items += self._note_links(line, notes)
        if isinstance(block.block, ContentsEntry):
            self.items.append(Link(line.x, line.top, line.width, line.height, number, block.block.target))

    def _note_links(self, line: TextLine, notes: _Notes) -> Iterator[Link]:
        """The marks of footnotes on a line, as links to the footnotes; a mark's em box is what a reader hits."""
        if not any(run.kind is RunKind.NOTE_REFERENCE for run in line.runs):
            return
        x = line.x
        for run in line.runs:
            if run.kind is RunKind.NOTE_REFERENCE and run.note is not None:
                top = line.baseline - run.rise - run.size.em(self.layout.grid.ascent)
                yield Link(x, top, run.width, run.size, line.block, notes[run.note])
            x += run.width

    def _picture(self, picture: SizedPicture, number: BlockNumber, top: Length) -> None:
        x = Length((self.layout.type_area.width - picture.width) // 2)
        y = top + (self.layout.grid.pitch * picture.rows - picture.height) // 2
        self.items.append(PlacedPicture(x, y, picture.width, picture.height, image_key(number), number))

    def _rows(self, table: SetTable, rows: Mapping[int, _CellNumbers], top: Length, notes: _Notes) -> None:
        """Rows one under another, each with the numbers of what stands in its cells."""
        for row, numbers in rows.items():
            for item in row_items(self.layout, table, row, top):
                number = numbers[item.place.cell][item.place.part]
                match item:
                    case CellLine():
                        line = text_line(item.line, item.box, number)
                        self.items.append(line)
                        self.items += self._note_links(line, notes)
                    case CellImage(_, picture, x, y):
                        key = image_key(number)
                        self.items.append(PlacedPicture(x, y, picture.width, picture.printed, key, number))
            top += self.layout.grid.pitch * table.rows[row].rows


def image_key(block: BlockNumber) -> str:
    """The key of the image that a block is."""
    return f"image{block}"
