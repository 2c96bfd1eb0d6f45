"""What a file says of a document besides its fonts and what stands on its pages: outline, links, numbers, paper.

It is made without the library that writes the file, and is far smaller than the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from huibian.frame import BlockNumber, Document, Heading, Link, Metadata, Page, PageSize, Part
from huibian.image import Image
from huibian.units import Length


class OutlineEntry(Struct, frozen=True):
    """An entry of the outline: the block it leads to, and what stands below it."""

    title: str
    block: BlockNumber
    children: list[OutlineEntry] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many entries stand below it, at any depth."""
        return sum(1 + child.size for child in self.children)


class PageStructure(Struct, frozen=True):
    """A page without what stands on it.

    Attributes:
        size: Its paper.
        links: What leads elsewhere.
        tops: How far down the first line of a block stands, of each block that begins here.
    """

    size: PageSize
    links: Sequence[Link]
    tops: Mapping[BlockNumber, Length]


class Structure(Struct, frozen=True):
    """A document without what stands on its pages; the other attributes are those of `Document`.

    Attributes:
        outline: The headings as a tree.
        pages: Its pages.
    """

    metadata: Metadata
    width: Length
    height: Length
    parts: Sequence[Part]
    outline: Sequence[OutlineEntry]
    pages: Sequence[PageStructure]
    images: Mapping[str, Image]


def structure_of(document: Document) -> Structure:
    """The structure of a document."""
    begun: set[BlockNumber] = set()
    return Structure(
        metadata=document.metadata,
        width=document.width,
        height=document.height,
        parts=document.parts,
        outline=outline_entries(document),
        pages=[_page(page, begun) for page in document.pages],
        images=document.images,
    )


def _page(page: Page, begun: set[BlockNumber]) -> PageStructure:
    """A page; `begun` has the blocks that begin before it, and gets those that begin on it."""
    tops: dict[BlockNumber, Length] = {}
    for line in page.lines:
        if line.block not in begun:
            begun.add(line.block)
            tops[line.block] = line.top
    return PageStructure(page.size, [item for item in page.items if isinstance(item, Link)], tops)


def outline_entries(document: Document) -> Sequence[OutlineEntry]:
    """The headings as a tree: each stands below the last one before it of a smaller depth."""
    root = OutlineEntry("", BlockNumber(-1))
    path: list[tuple[int, OutlineEntry]] = [(0, root)]
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Heading):
            continue
        while path[-1][0] >= block.level:
            path.pop()
        entry = OutlineEntry(block.title, BlockNumber(index))
        path[-1][1].children.append(entry)
        path.append((block.level, entry))
    return root.children
