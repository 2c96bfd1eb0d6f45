"""A document's pages taken apart again: its parts, and in each part the blocks with their lines and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from huibian.frame import Block, Border, Document, Item, Page, Part, PartKind, Picture, Role, Rule, RunKind, Text
from huibian.units import ZERO, Length

_FIXED = frozenset(
    {
        *(Role.NOTICE, Role.MASTHEAD, Role.MONTH, Role.NUMBER, Role.EDITOR, Role.PRINTED),
        *(Role.COLOPHON_NOTICE, Role.COLOPHON_ITEM),
    }
)


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """A block with all its lines, whatever pages they stand on, and its rules; or a picture, or a table.

    Attributes:
        index: Its index in the document.
        block: What it is.
        lines: Its lines.
        rules: Its rules.
        picture: For a picture, where it stands; else `None`.
        pages: The page of each line, or of the picture, from 0 in its part.
        continues: Whether lines of the same block stand in a paragraph before.
        goes_on: Whether lines of the same block stand in a paragraph after.
        keep_lines: Whether one page has to hold all its lines though its style does not say so.
        keep_next: Whether it has to stay with the next block though its style does not say so.
    """

    index: int
    block: Block
    lines: tuple[Text, ...]
    rules: tuple[Rule, ...]
    picture: Picture | None = None
    pages: tuple[int, ...] = ()
    continues: bool = False
    goes_on: bool = False
    keep_lines: bool = False
    keep_next: bool = False

    def tab_end(self) -> Length | None:
        """Where the text after a tab ends, from the left edge of the paper; `None` for a block without tab."""
        for line in self.lines:
            if any(run.kind is RunKind.TAB for run in line.runs):
                return line.x + line.width
        return None


@dataclass(frozen=True, slots=True)
class FlowPart:
    """A part with its pages and blocks."""

    part: Part
    pages: tuple[Page, ...]
    blocks: tuple[FlowBlock, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether it is one page of blocks at fixed places, and not text that runs on."""
        return self.part.kind in (PartKind.COVER, PartKind.COLOPHON)

    @property
    def left(self) -> Length:
        """Left edge of the type area on its first page."""
        margins = self.part.margins
        return margins.outer if margins.mirrored and self.part.first % 2 == 0 else margins.inner

    @property
    def filled(self) -> Length | None:
        """How far down text stands on the pages it ran over from; `None` if it never did."""
        openers = {block.index for block in self.blocks if block.block.page_break_before}
        for table in [block.block.table for block in self.blocks if block.index in openers and block.block.table]:
            openers |= {cell for row in table.rows if row.page == table.rows[0].page for cell in row.cells}
        feet = [
            self.foot_of(number)
            for number, after in enumerate(self.pages[1:])
            if next(_seen(after), None) not in openers
        ]
        return max(feet, default=None)

    def foot_of(self, page: int) -> Length:
        """How far down text, pictures and tables reach on one of its pages, from 0."""
        return max(map(_foot, self.pages[page].items), default=ZERO)

    @property
    def folio_foot(self) -> Length | None:
        """Foot of the page number's line; `None` for a part without page numbers."""
        items = (item for page in self.pages for item in page.items)
        folios = (item for item in items if isinstance(item, Text) and item.block is None)
        return next((line.top + line.height for line in folios), None)

    @property
    def head(self) -> tuple[FlowBlock, ...]:
        """In text that runs on, the blocks at fixed places above it."""
        if self.is_fixed:
            return ()
        return tuple(takewhile(lambda block: block.block.role in _FIXED, self.blocks))

    @property
    def foot(self) -> tuple[FlowBlock, ...]:
        """In text that runs on, the blocks at fixed places below it."""
        if self.is_fixed:
            return ()
        return tuple(takewhile(lambda block: block.block.role in _FIXED, reversed(self.blocks)))[::-1]

    @property
    def flowing(self) -> Iterator[FlowBlock]:
        """Its blocks one under another: without the cells of tables and the footnotes."""
        fixed = {block.index for block in (*self.head, *self.foot)}
        inside = fixed | {
            cell for block in self.blocks if block.block.table for row in block.block.table.rows for cell in row.cells
        }
        return (block for block in self.blocks if block.index not in inside and block.block.role is not Role.FOOTNOTE)

    def with_role(self, role: Role) -> tuple[FlowBlock, ...]:
        """Its blocks of one role."""
        return tuple(block for block in self.blocks if block.block.role is role)


def flow(document: Document) -> list[FlowPart]:
    """The parts of a document, in order."""
    pages = iter(document.pages)
    own = [tuple(next(pages) for _ in range(part.pages)) for part in document.parts]
    return [
        FlowPart(part, here, tuple(_blocks(document, here, blocks)))
        for part, here, blocks in zip(document.parts, own, _ranges(document, own), strict=True)
    ]


def _ranges(document: Document, parts: Sequence[Sequence[Page]]) -> list[range]:
    """The blocks of each part: from the first that is seen there to the next part's first.

    What is seen is no measure of the last one: it may be a table that ends with empty cells.
    """
    ranges: list[range] = []
    end = len(document.blocks)
    for pages in reversed(parts):
        start = min((block for page in pages for block in _seen(page)), default=end)
        ranges.append(range(start, end))
        end = start
    return ranges[::-1]


def _seen(page: Page) -> Iterator[int]:
    """The blocks of its lines and pictures, in the order that they stand in."""
    blocks = (item.block for item in page.items if isinstance(item, Text | Picture))
    return (block for block in blocks if block is not None)


def _blocks(document: Document, pages: Sequence[Page], blocks: range) -> Iterator[FlowBlock]:
    lines: dict[int, list[Text]] = {}
    rules: dict[int, list[Rule]] = {}
    pictures: dict[int, Picture] = {}
    numbers: dict[int, list[int]] = {}
    for number, page in enumerate(pages):
        for item in page.items:
            if isinstance(item, Rule):
                rules.setdefault(item.block, []).append(item)
            elif isinstance(item, Picture):
                pictures[item.block] = item
                numbers[item.block] = [number]
        for line in page.lines:
            if line.block is not None:
                lines.setdefault(line.block, []).append(line)
                numbers.setdefault(line.block, []).append(number)
    for index in blocks:
        own, beside = tuple(lines.get(index, ())), tuple(rules.get(index, ()))
        stands = tuple(numbers.get(index, ()))
        yield FlowBlock(index, document.blocks[index], own, beside, pictures.get(index), stands)


def _foot(item: Item) -> Length:
    """Where an item of text that runs on ends; a table of empty cells has nothing but its borders."""
    match item:
        case Text():
            return Length(0) if item.block is None else Length(item.top + item.height)
        case Border():
            return Length(item.y + (item.height if item.height > item.width else item.height // 2))
        case Picture():
            return Length(item.y + item.height)
        case _:
            return ZERO
