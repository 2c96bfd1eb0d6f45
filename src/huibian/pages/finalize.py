"""Takes blocks at fixed places and pages of flowing text, gives finished pages with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huibian.frame import Block, Edge, Folio, Item, Page, Part, PartKind, Role, Rule, Text
from huibian.layout.paragraph import Line
from huibian.layoutfile.definition import Layout
from huibian.pages.furniture import FixedBlock
from huibian.pages.imposition import Leaf
from huibian.pages.place import left_edge, line_on_page
from huibian.units import Length


@dataclass(frozen=True, slots=True)
class Finisher:
    """Puts lines on paper."""

    layout: Layout

    def fixed(self, leaf: Leaf, blocks: Sequence[FixedBlock], first_block: int) -> Page:
        """One page of blocks at fixed places, cover or colophon; `first_block` is the first one's in the document."""
        return Page(leaf.kind, None, tuple(self.items(blocks, first_block, leaf.first)))

    def items(self, blocks: Sequence[FixedBlock], first_block: int, number: int) -> list[Item]:
        """The same as items of page `number`."""
        items: list[Item] = []
        for index, block in enumerate(blocks, first_block):
            items += self._rules(block, index, number)
            top, style = block.top, block.style
            for line in block.lines:
                items.append(line_on_page(self.layout, line, top, style.pitch, style.size, number, index))
                top += style.pitch
        return items

    def numbered(self, pages: Sequence[Page], folios: Sequence[Line], leaf: Leaf) -> list[Page]:
        """The same pages with their numbers: right on odd pages, left on even ones (GB/T 9704 7.5)."""
        return [
            Page(page.part, str(number), (*page.items, self._folio(line, number)))
            for number, (page, line) in enumerate(zip(pages, folios, strict=True), leaf.first)
        ]

    def part(self, leaf: Leaf) -> Part:
        """What the exporters need to know of a run of pages; only those of the body show their numbers."""
        folio = self.folio if leaf.kind is PartKind.BODY else None
        return Part(leaf.kind, leaf.pages, self.layout.margins, folio, leaf.first)

    @property
    def folio(self) -> Folio:
        """How page numbers stand."""
        definition = self.layout.folio
        inset = self.layout.style(Role.FOLIO).size.em(definition.inset)
        return Folio(definition.prefix, definition.suffix, definition.offset, inset)

    def _folio(self, line: Line, number: int) -> Text:
        area, style, folio = self.layout.type_area, self.layout.style(Role.FOLIO), self.folio
        x = area.width - folio.inset - line.width if number % 2 else folio.inset
        dashes = area.top + area.height + folio.offset
        baseline = dashes + style.size.em(self.layout.grid.ascent - 0.5)  # a dash stands in the middle of its em box
        top = dashes - style.pitch // 2
        return Text(left_edge(self.layout, number) + x, top, style.pitch, baseline, line.runs)

    def _rules(self, block: FixedBlock, index: int, number: int) -> Iterator[Rule]:
        left, width = left_edge(self.layout, number), self.layout.type_area.width
        for edge, rule in ((Edge.ABOVE, block.above), (Edge.BELOW, block.below)):
            if rule is not None:
                yield Rule(left, rule.y, width, rule.thickness, rule.color, index, edge)


def fixed_blocks(blocks: Sequence[FixedBlock], top: Length) -> list[Block]:
    """The same for blocks at fixed places; `top` is where the type area begins."""
    found = []
    for block in blocks:
        found.append(Block(role=block.role, space_before=block.top - top))
        top = block.bottom
    return found
