"""A finished issue: its pages, and what holds them together."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from huibian.frame.items import Item, Text
from huibian.frame.styles import Align, Face, FontNames, Role, TextStyle
from huibian.image import Image
from huibian.units import ZERO, Length


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        cells: The blocks of its cells, by index in `Document.blocks`, one for each column.
        height: Its height; its lines stand in the middle of it.
        page: The page that it stands on, from 0 in its part; lines do not tell it of a row of empty cells.
    """

    cells: tuple[int, ...]
    height: Length
    page: int


@dataclass(frozen=True, slots=True)
class Table:
    """What a block of role `TABLE` holds.

    Attributes:
        indent: From the start edge of the type area to the table's.
        columns: Width of each column, from the middle of one border to the middle of the next.
        padding: White between a cell's edge and its text, at the start and at the end.
        rows: The rows; none of them is broken over two pages.
        header: How many of them, from the first, are said again on each page that the table runs on to.
        aligns: How the text of each column stands, head cells always in the middle.
        outer: Thickness of the borders round the table.
        inner: Thickness of those inside.
        color: Of the borders.
    """

    indent: Length
    columns: tuple[Length, ...]
    padding: Length
    rows: tuple[TableRow, ...]
    header: int
    aligns: tuple[Align, ...]
    outer: Length
    inner: Length
    color: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the issue, whole, however many lines and pages it takes; or a picture; or a table.

    The cells of a table are blocks of their own and follow it, row by row. A footnote follows the block that it is
    referred to from (with a table, all of its cells); its lines stand at the foot of the page with the reference.

    Attributes:
        role: What it is.
        space_before: White between the block before, or the top of the type area, and this one.
        page_break_before: Whether it opens a page although the page before had room left.
        opens_page: Whether the layout has it open a page whatever room is left before.
        ends_chain: Whether it need not stay with the next block though its style says so: a heading whose next
            heading is not under it, as in a list of numbered lines.
        bookmark: Name by which a contents entry finds it; `None` where nothing points to it.
        title: What the outline calls it; `None` for a block that is no heading.
        height: For a picture, the height that is set aside for it, a whole number of grid lines; else zero.
        table: For a table, what it holds; else `None`.
        align: Where not the style's: how the lines of a table cell stand; else `None`.
    """

    role: Role
    space_before: Length = ZERO
    page_break_before: bool = False
    opens_page: bool = False
    ends_chain: bool = False
    bookmark: str | None = None
    title: str | None = None
    height: Length = ZERO
    table: Table | None = None
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """White round the type area of an odd page; where `mirrored`, inner and outer change sides on even pages."""

    top: Length
    bottom: Length
    inner: Length
    outer: Length
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Folio:
    """How page numbers stand: `prefix` number `suffix`, `offset` below the type area, `inset` from the outer edge.

    `offset` is to the middle of the dashes, which is where GB/T 9704 7.5 measures.
    """

    prefix: str
    suffix: str
    offset: Length
    inset: Length


class PartKind(StrEnum):
    """The parts of an issue, each a run of pages of its own."""

    COVER = "cover"
    CONTENTS = "contents"
    BODY = "body"
    COLOPHON = "colophon"
    BLANK = "blank"  # one page left empty, so that what follows opens on the side of the sheet where it should


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages that share their margins and numbering.

    Attributes:
        kind: What the part is.
        pages: How many pages it has.
        margins: White round the type area.
        folio: How its pages are numbered; `None` for pages without number.
        first: The number of its first page, printed or not.
    """

    kind: PartKind
    pages: int
    margins: Margins
    folio: Folio | None = None
    first: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page.

    `label` is the printed number, or `None` where none is printed; `items` are in reading order.
    """

    part: PartKind
    label: str | None
    items: tuple[Item, ...]

    @property
    def lines(self) -> tuple[Text, ...]:
        """The lines of text that belong to a block, in reading order."""
        return tuple(item for item in self.items if isinstance(item, Text) and item.block is not None)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself; `date` stands in for every clock, so that equal input gives equal bytes."""

    title: str
    author: str
    subject: str
    date: datetime.datetime
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Document:
    """A finished issue.

    Attributes:
        metadata: What the files say about themselves.
        width: Paper width.
        height: Paper height.
        parts: The runs of pages, in order; their page counts sum to `len(pages)`.
        pages: The pages, in order.
        blocks: The blocks, in reading order; lines and rules point here by index.
        styles: The text style of each role in use.
        fonts: Names of each font role in use.
        faces: The faces in use, by key.
        images: The images in use, by key.
        widow_control: Whether a paragraph leaves two lines at least at the foot and at the top of a page.
        no_line_start: The characters that by its line rules begin no line; empty for those of the strict level.
        no_line_end: The same for those that end no line.
        note_gap: White between text and footnotes, rule and all, at least.
    """

    metadata: Metadata
    width: Length
    height: Length
    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    styles: Mapping[Role, TextStyle]
    fonts: Mapping[str, FontNames]
    faces: Mapping[str, Face]
    images: Mapping[str, Image] = field(default_factory=dict)
    widow_control: bool = False
    no_line_start: str = ""
    no_line_end: str = ""
    note_gap: Length = ZERO
