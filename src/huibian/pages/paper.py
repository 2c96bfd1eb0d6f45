"""Takes a part in its place, gives its pages and its blocks: lines at their places, page numbers, white above blocks.

Margins are applied here, at the end, as they depend on the side of the sheet; everything set before counts from the
start edge of the type area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import (
    Artifact,
    ArtifactLine,
    Block,
    BlockNumber,
    BlockSource,
    Edge,
    Folio,
    LineGrid,
    NoteBlock,
    Page,
    PageEnd,
    PageFill,
    PageIndex,
    PageNumber,
    PageSize,
    PageStart,
    Part,
    Role,
    Rule,
    TableBlock,
    TableRow,
    TableSlot,
    TextBlock,
    TurnedLine,
    UprightItem,
)
from huibian.image import Image
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.body import page_depth
from huibian.pages.cells import CellPicture
from huibian.pages.collect import FlowPicture, FlowTable, FlowText
from huibian.pages.endings import first_steps, page_end
from huibian.pages.furniture import FixedBlock, set_folio
from huibian.pages.numbering import NumberedBlock
from huibian.pages.paginate import Placement
from huibian.pages.parts import end_row
from huibian.pages.place import line_box, moved, text_line
from huibian.pages.plan import PlacedPart
from huibian.pages.rows import SetRow
from huibian.pages.sheet import FootNote, Sheet, image_key
from huibian.pages.turning import turned_layout
from huibian.units import ZERO, Length


class PartOnPaper(Struct, frozen=True):
    """A part as the document has it.

    Attributes:
        part: What is said of it.
        pages: Its pages.
        blocks: Its blocks.
        sources: Where each of these is from.
        images: Its images, by key.
    """

    part: Part
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    sources: tuple[BlockSource, ...]
    images: dict[str, Image]


def put_on_paper(placed: PlacedPart, layout: Layout, setter: Setter, issue: Span) -> PartOnPaper:
    """Put a part on paper; `issue` is what is named for a page number that has no glyph."""
    return _PartBuilder(placed, layout, setter, issue).part()


class _PartBuilder(Struct, frozen=True):
    placed: PlacedPart
    layout: Layout
    setter: Setter
    issue: Span

    def part(self) -> PartOnPaper:
        plan, numbered = self.placed.plan, self.placed.numbered
        return PartOnPaper(
            part=Part(
                kind=plan.kind,
                pages=plan.pages,
                margins=self.layout.margins,
                grid=self._grid,
                first=self.placed.first_page,
                head=self.placed.head,
                body=self.placed.body,
                foot=self.placed.foot,
                folio=self._folio if plan.is_numbered else None,
            ),
            pages=tuple(self._pages()),
            blocks=tuple(self._blocks()),
            sources=tuple(self._sources()),
            images={image_key(number): image for each in numbered for number, image in _images(each)},
        )

    @property
    def _grid(self) -> LineGrid:
        return LineGrid(self.layout.type_area.top, self.layout.grid.pitch, self.layout.grid.lines)

    # Pages

    def _pages(self) -> Iterator[Page]:
        plan = self.placed.plan
        turned = {
            page
            for each, place in zip(self.placed.numbered, plan.places, strict=True)
            if each.block.keeping.is_turned
            for page in (*(slot.page for slot in place.slots), *(part.page for part in place.notes))
        }
        sheets = [self._sheet(index, is_turned=index in turned) for index in range(plan.pages)]
        for block, place in zip(self.placed.numbered, plan.places, strict=True):
            _put(sheets, block, place)
        opened = {place.slots[0].page for place in plan.places if place.breaks_page}
        opened |= {place.slots[-1].page for place in plan.places if place.holds_last}
        starts = first_steps(plan.places)
        for index, sheet in enumerate(sheets):
            number, is_last = PageNumber(self.placed.first_page + index), index + 1 == len(sheets)
            items = [*(self._fixed(plan.head, self.placed.head) if index == 0 else ()), *sheet.finished()]
            items += self._fixed(plan.foot, self.placed.foot) if is_last else ()
            layout, is_turned = sheet.layout, index in turned
            left = layout.margins.left(number)
            upright = self.layout.margins.left(number) if is_turned else left
            folio = [moved(self._page_number(number), upright)] if plan.is_numbered else []
            notes = sheet.depth.note_rows(sheet.note_height)
            room = layout.grid.lines - sheet.end - notes
            end = PageEnd.PART if is_last else page_end(plan.body, starts.get(PageIndex(index + 1)), room)
            yield Page(
                part=plan.kind,
                label=str(number) if plan.is_numbered else None,
                items=(
                    *(moved(item, left) for item in items),
                    *(TurnedLine(line, self.layout.paper.height) if is_turned else line for line in folio),
                ),
                size=PageSize(layout.paper.width, layout.paper.height),
                foot=max(sheet.foot, plan.head[-1].foot) if plan.head and index == 0 else sheet.foot,
                is_full=not is_last and index + 1 not in opened,
                is_turned=is_turned,
                fill=PageFill(sheet.end, notes, layout.grid.lines, end) if plan.body else None,
            )

    def _sheet(self, index: int, *, is_turned: bool) -> Sheet:
        number = PageNumber(self.placed.first_page + index)
        layout = turned_layout(self.layout, number) if is_turned else self.layout
        return Sheet(layout, page_depth(layout))

    def _fixed(self, blocks: Sequence[FixedBlock], numbers: range) -> Iterator[UprightItem]:
        for number, block in zip(map(BlockNumber, numbers), blocks, strict=True):
            yield from self._rules(block, number)
            top, style = block.top, block.style
            for line in block.text.lines:
                yield text_line(line, line_box(top, style.pitch, style.size, self.layout.grid.ascent), number)
                top += style.pitch

    def _rules(self, block: FixedBlock, number: BlockNumber) -> Iterator[Rule]:
        for edge, rule in ((Edge.ABOVE, block.above), (Edge.BELOW, block.below)):
            if rule is not None:
                yield Rule(ZERO, rule.y, self.layout.type_area.width, rule.thickness, rule.color, number, edge)

    def _page_number(self, number: PageNumber) -> ArtifactLine:
        """The number of a page: right on odd pages, left on even ones (GB/T 9704 7.5).

        The dashes beside it stand in the middle of their em boxes, and so much below the type area as the layout says.
        """
        line = set_folio(self.layout, self.setter, str(number), self.issue)
        area, style, inset = self.layout.type_area, self.layout.style(Role.FOLIO), self._folio.inset
        x = area.width - inset - line.width if number % 2 else inset
        baseline = self._dashes + style.size.em(self.layout.grid.ascent - 0.5)
        top = self._dashes - style.pitch // 2
        return ArtifactLine(x, top, style.pitch, baseline, line.runs, Artifact.FOLIO)

    @property
    def _dashes(self) -> Length:
        area = self.layout.type_area
        return area.top + area.height + self.layout.folio.offset

    @property
    def _folio(self) -> Folio:
        definition, style = self.layout.folio, self.layout.style(Role.FOLIO)
        foot = self._dashes - style.pitch // 2 + style.pitch
        return Folio(definition.prefix, definition.suffix, style.size.em(definition.inset), foot)

    # Blocks

    def _blocks(self) -> Iterator[Block]:
        plan, top, pitch = self.placed.plan, self.layout.type_area.top, self.layout.grid.pitch
        yield from _fixed_blocks(plan.head, top)
        above = plan.head[-1].foot if plan.head else top
        for index, (each, place) in enumerate(zip(self.placed.numbered, plan.places, strict=True)):
            white = pitch * place.rows_before
            if index == 0 and place.slots[0].page == 0:
                white = top + pitch * place.slots[0].row - above
            yield self._block(each, place, white)
            if isinstance(each.block, FlowTable):
                for row in each.block.table.rows:
                    if not row.continues:
                        yield from (part.block for cell in row.cells for part in cell.parts)
            yield from self._notes(each)
        if plan.foot:
            yield from _fixed_blocks(plan.foot, top + pitch * end_row(plan.body, plan.places))

    def _sources(self) -> Iterator[BlockSource]:
        """Where the blocks are from, in the same order."""
        plan = self.placed.plan
        yield from (block.text.source for block in plan.head)
        for numbered in self.placed.numbered:
            block = numbered.block
            yield () if isinstance(block, FlowTable) else block.source
            if isinstance(block, FlowTable):
                rows = (row for row in block.table.rows if not row.continues)
                yield from (part.source for row in rows for cell in row.cells for part in cell.parts)
            yield from (note.text.source for step in block.steps for note in step.notes)
        yield from (block.text.source for block in plan.foot)

    def _block(self, numbered: NumberedBlock, place: Placement, white: Length) -> Block:
        block = numbered.block
        start = PageStart.FLOWS
        if place.breaks_page:
            start = PageStart.ORDERED if block.keeping.opens_page else PageStart.MOVED
        match block:
            case FlowText():
                return replace(block.block, space_before=white, start=start)
            case FlowPicture():
                return replace(block.block, space_before=white, start=start)
            case FlowTable():
                return self._table(numbered, block, place, white, start)
            case _:
                assert_never(block)

    def _table(
        self, numbered: NumberedBlock, block: FlowTable, place: Placement, white: Length, start: PageStart
    ) -> TableBlock:
        table = block.table
        pages = [slot.page for step, slot in enumerate(place.slots) for _ in table.rows_of(step)]
        rows: list[TableRow] = []
        for numbers, row, page in zip(numbered.cells, table.rows, pages, strict=True):
            height = self.layout.grid.pitch * row.rows
            if row.continues and rows[-1].page == page:
                rows[-1] = replace(rows[-1], height=rows[-1].height + height)
            else:
                rows.append(TableRow(tuple(_slots(row, numbers)), height, page))
        return TableBlock(
            indent=table.indent,
            columns=table.columns,
            padding=table.type_.padding,
            type_=table.type_.smaller,
            rows=tuple(rows),
            header=table.header,
            continued=table.style.continued if table.continued else None,
            outer=table.style.outer_rule,
            inner=table.style.inner_rule,
            color=table.style.color,
            space_before=white,
            start=start,
        )

    def _notes(self, numbered: NumberedBlock) -> Iterator[NoteBlock]:
        style = self.layout.style(Role.FOOTNOTE)
        for step in numbered.block.steps:
            for note in step.notes:
                yield NoteBlock(Role.FOOTNOTE, style.align, note.text.indents, number=note.number)


def _images(numbered: NumberedBlock) -> Iterator[tuple[BlockNumber, Image]]:
    """The images of a block, each with the number of the block that it is."""
    block = numbered.block
    if isinstance(block, FlowPicture):
        yield numbered.number, block.picture.image
    elif isinstance(block, FlowTable):
        parts = (part for row in block.table.rows for cell in row.cells for part in cell.parts)
        numbers = chain.from_iterable(chain.from_iterable(numbered.cells))
        for part, number in zip(parts, numbers, strict=True):
            if isinstance(part, CellPicture):
                yield number, part.image


def _slots(row: SetRow, numbers: Iterable[tuple[BlockNumber, ...]]) -> Iterator[TableSlot]:
    """The cells of a row, given the numbers of what stands in each."""
    for cell, blocks in zip(row.cells, numbers, strict=True):
        yield TableSlot(blocks, cell.column, cell.size, cell.valign)


def _put(sheets: Sequence[Sheet], numbered: NumberedBlock, place: Placement) -> None:
    """Put a block on its pages, page by page."""
    for page, group in groupby(enumerate(place.slots), key=lambda item: item[1].page):
        steps = list(group)
        first, slot = steps[0]
        sheets[page].put(numbered, range(first, first + len(steps)), slot.row)
    blocks = {
        note.number: FootNote(number, note, range(0))
        for step, numbers in zip(numbered.block.steps, numbered.notes, strict=True)
        for note, number in zip(step.notes, numbers, strict=True)
    }
    for part in place.notes:
        sheets[part.page].notes.append(replace(blocks[part.note], lines=part.lines))


def _fixed_blocks(blocks: Sequence[FixedBlock], top: Length) -> Iterator[TextBlock]:
    """Blocks at fixed places, of which the first has the white above it from `top` on."""
    for block in blocks:
        yield TextBlock(block.role, block.style.align, block.text.indents, block.top - top)
        top = block.bottom
