"""Takes blocks at fixed places and pages of flowing text, gives finished pages with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huibian.frame import Block, Edge, Folio, Item, Page, Part, PartKind, Role, Rule, Text
from huibian.layout.definition import Layout
from huibian.layout.paragraph import Line
from huibian.pages.furniture import FixedBlock, RuleSpec
from huibian.pages.place import left_edge, line_on_page
from huibian.units import Length


@dataclass(frozen=True, slots=True)
class Finisher:
    """Puts lines on paper; `first_block` is the index that the first block of the part has in the document."""

    layout: Layout

    def fixed(self, kind: PartKind, blocks: Sequence[FixedBlock], first_block: int) -> Page:
        """One page of blocks at fixed places: cover or colophon."""
        items: list[Item] = []
        for index, block in enumerate(blocks, first_block):
            items += self._rules(block, index)
            top = block.top
            for line in block.lines:
                items.append(line_on_page(self.layout, line, top, block.style.pitch, block.style.size, 1, index))
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

    def _folio(self, line: Line, number: int) -> Text:
        area, style, folio = self.layout.type_area, self.layout.style(Role.FOLIO), self.folio
        x = area.width - folio.inset - line.width if number % 2 else folio.inset
        dashes = area.top + area.height + folio.offset
        baseline = dashes + style.size.em(self.layout.grid.ascent - 0.5)  # a dash stands in the middle of its em box
        top = dashes - style.pitch // 2
        return Text(left_edge(self.layout, number) + x, top, style.pitch, baseline, line.runs)

    def _rules(self, block: FixedBlock, index: int) -> Iterator[Rule]:
        for edge, rule in ((Edge.ABOVE, block.above), (Edge.BELOW, block.below)):
            if rule is not None:
                yield self._rule(rule, index, edge)

    def _rule(self, rule: RuleSpec, block: int, edge: Edge) -> Rule:
        return Rule(
            left_edge(self.layout, 1), rule.y, self.layout.type_area.width, rule.thickness, rule.color, block, edge
        )


def fixed_blocks(blocks: Sequence[FixedBlock], top: Length) -> list[Block]:
    """The same for blocks at fixed places; `top` is where the type area begins."""
    found = []
    for block in blocks:
        found.append(Block(role=block.role, space_before=block.top - top))
        top = block.bottom
    return found
