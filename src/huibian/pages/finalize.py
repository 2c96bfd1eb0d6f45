"""Takes placed blocks, gives finished pages: what needs the page number (margins, folios) comes in here, last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huibian.frame import Block, Edge, Folio, Item, Link, Page, Part, PartKind, Role, Rule, RunKind, Text
from huibian.layout.definition import Layout
from huibian.layout.paragraph import Line
from huibian.pages.collect import FlowBlock
from huibian.pages.furniture import FixedBlock, RuleSpec
from huibian.pages.paginate import Placement
from huibian.units import Length


@dataclass(frozen=True, slots=True)
class Finisher:
    """Puts lines on paper; `first_block` is the index that the first block of the part has in the document."""

    layout: Layout

    def flow(
        self, kind: PartKind, blocks: Sequence[FlowBlock], placements: Sequence[Placement], first_block: int
    ) -> list[Page]:
        """Pages of text that runs on: contents or body."""
        count = max((slot.page for placement in placements for slot in placement.slots), default=-1) + 1
        items: list[list[Item]] = [[] for _ in range(count)]
        for index, (block, placement) in enumerate(zip(blocks, placements, strict=True)):
            for line, slot in zip(block.lines, placement.slots, strict=True):
                text = self._grid_line(line, block, slot.row, slot.page + 1, first_block + index)
                items[slot.page] += [text, *_link(text)]
        return [Page(kind, None, tuple(page)) for page in items]

    def fixed(self, kind: PartKind, blocks: Sequence[FixedBlock], first_block: int) -> Page:
        """One page of blocks at fixed places: cover or colophon."""
        items: list[Item] = []
        for index, block in enumerate(blocks, first_block):
            items += self._rules(block, index)
            top = block.top
            for line in block.lines:
                items.append(self._text(line, top, block.style.pitch, block.style.size, 1, index))
                top += block.style.pitch
        return Page(kind, None, tuple(items))

    def numbered(self, pages: Sequence[Page], folios: Sequence[Line]) -> list[Page]:
        """The same pages with their numbers, from 1: right on odd pages, left on even ones (GB/T 9704 7.5)."""
        return [
            Page(page.part, str(number), (*page.items, self._folio(line, number)))
            for number, (page, line) in enumerate(zip(pages, folios, strict=True), 1)
        ]

    def part(self, kind: PartKind, pages: int, *, numbered: bool = False) -> Part:
        """What the exporters need to know of a run of pages."""
        return Part(kind, pages, self.layout.margins, self.folio if numbered else None)

    @property
    def folio(self) -> Folio:
        """How page numbers stand."""
        definition = self.layout.folio
        inset = self.layout.style(Role.FOLIO).size.em(definition.inset)
        return Folio(definition.prefix, definition.suffix, definition.offset, inset)

    def _grid_line(self, line: Line, block: FlowBlock, row: int, page_number: int, index: int) -> Text:
        pitch = self.layout.grid.pitch
        top = self.layout.type_area.top + pitch * row
        size = self.layout.style(block.role).size
        return self._text(line, top, pitch * block.rows, size, page_number, index)

    def _text(self, line: Line, top: Length, height: Length, size: Length, page_number: int, block: int | None) -> Text:
        """A line in its box; the em box of its type stands in the middle of the box's height."""
        baseline = top + (height - size) // 2 + size.em(self.layout.grid.ascent)
        return Text(self._left(page_number) + line.x, top, height, baseline, line.runs, block, line.fit)

    def _left(self, page_number: int) -> Length:
        """Left edge of the type area."""
        margins = self.layout.margins
        return margins.outer if margins.mirrored and page_number % 2 == 0 else margins.inner

    def _folio(self, line: Line, number: int) -> Text:
        area, style, folio = self.layout.type_area, self.layout.style(Role.FOLIO), self.folio
        x = area.width - folio.inset - line.width if number % 2 else folio.inset
        dashes = area.top + area.height + folio.offset
        baseline = dashes + style.size.em(self.layout.grid.ascent - 0.5)  # a dash stands in the middle of its em box
        top = dashes - style.pitch // 2
        return Text(self._left(number) + x, top, style.pitch, baseline, line.runs)

    def _rules(self, block: FixedBlock, index: int) -> Iterator[Rule]:
        for edge, rule in ((Edge.ABOVE, block.above), (Edge.BELOW, block.below)):
            if rule is not None:
                yield self._rule(rule, index, edge)

    def _rule(self, rule: RuleSpec, block: int, edge: Edge) -> Rule:
        return Rule(self._left(1), rule.y, self.layout.type_area.width, rule.thickness, rule.color, block, edge)


def _link(text: Text) -> Iterator[Link]:
    """A contents line leads to the heading that its number names."""
    for run in text.runs:
        if run.kind is RunKind.PAGE_REFERENCE and run.target is not None:
            yield Link(text.x, text.top, text.width, text.height, run.target)
            return


def flow_blocks(
    blocks: Sequence[FlowBlock],
    placements: Sequence[Placement],
    pitch: Length,
    linked: frozenset[int],
    first: int,
) -> list[Block]:
    """What the document says of each block; those in `linked` get a bookmark."""
    return [
        Block(
            role=block.role,
            space_before=pitch * placement.rows_before,
            page_break_before=placement.breaks_page,
            ends_chain=block.ends_chain,
            bookmark=f"_Toc{index:08d}" if index in linked else None,
            title=block.title,
        )
        for index, (block, placement) in enumerate(zip(blocks, placements, strict=True), first)
    ]


def fixed_blocks(blocks: Sequence[FixedBlock], top: Length) -> list[Block]:
    """The same for blocks at fixed places; `top` is where the type area begins."""
    found = []
    for block in blocks:
        found.append(Block(role=block.role, space_before=block.top - top))
        top = block.bottom
    return found
