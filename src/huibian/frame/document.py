"""A finished issue: its pages, and what holds them together."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct, field

from huibian.frame.blocks import Block
from huibian.frame.items import Item, Line, TextLine, TurnedLine
from huibian.frame.numbers import PageNumber
from huibian.frame.sources import BlockSource
from huibian.frame.styles import Face, FontNames, Role, TextStyle
from huibian.image import Image
from huibian.units import Length


class PageSize(Struct, frozen=True):
    """The size of a page's paper, as it is read."""

    width: Length
    height: Length


class Margins(Struct, frozen=True):
    """White round the type area of an odd page; where `mirrored`, inner and outer change sides on even pages."""

    top: Length
    bottom: Length
    inner: Length
    outer: Length
    mirrored: bool

    def left(self, page: PageNumber) -> Length:
        """Left edge of the type area on a page."""
        return self.outer if self.mirrored and page % 2 == 0 else self.inner

    def turned(self, page: PageNumber) -> Margins:
        """Those of a page that lies on its side, as it is read.

        Its head is what is the left edge of the upright page: the binding edge of an odd page, the outer edge of an
        even one (GB/T 9704-2012, 8).
        """
        left, right = self.left(page), self.inner + self.outer - self.left(page)
        swapped = self.mirrored and page % 2 == 0
        inner, outer = (self.top, self.bottom) if swapped else (self.bottom, self.top)
        return Margins(top=left, bottom=right, inner=inner, outer=outer, mirrored=self.mirrored)


class LineGrid(Struct, frozen=True):
    """The lines that a full page holds: `top` is where the first begins, `pitch` is from one to the next."""

    top: Length
    pitch: Length
    lines: int

    @property
    def foot(self) -> Length:
        """Where the last line ends."""
        return self.top + self.pitch * self.lines


class Folio(Struct, frozen=True):
    """How page numbers stand: `prefix` number `suffix`, `inset` from the outer edge of the type area.

    `foot` is where their line ends, from the top of the page.
    """

    prefix: str
    suffix: str
    inset: Length
    foot: Length


class PartKind(StrEnum):
    """The parts of an issue, each a run of pages of its own."""

    COVER = "cover"
    CONTENTS = "contents"
    BODY = "body"
    COLOPHON = "colophon"
    BLANK = "blank"  # one page left empty, so that what follows opens on the side of the sheet where it should


class NoteNumbering(StrEnum):
    """From where to where the marks of footnotes are counted."""

    ISSUE = "issue"
    ARTICLE = "article"
    PAGE = "page"


class Part(Struct, frozen=True):
    """A run of pages that share their margins, their grid and their numbering.

    Its blocks stand one after another in `Document.blocks`: those of the head, of the body, of the foot.

    Attributes:
        kind: What the part is.
        pages: How many pages it has.
        margins: White round the type area.
        grid: The lines that its pages hold.
        first: The number of its first page, printed or not.
        head: The blocks at fixed places on its first page, above the text that runs on.
        body: The blocks of the text that runs on, with their cells and footnotes; none on a cover.
        foot: The blocks at fixed places on its last page, below that text.
        folio: How its pages are numbered; `None` for pages without number.
    """

    kind: PartKind
    pages: int
    margins: Margins
    grid: LineGrid
    first: PageNumber
    head: range
    body: range
    foot: range
    folio: Folio | None = None


class PageEnd(StrEnum):
    """Why the text that runs on ends where it does on a page."""

    FULL = "full"  # the page holds no more
    PART = "part"  # the part ends
    ORDERED = "ordered"  # the layout has the next block open a page
    TURNED = "turned"  # one of this page and the next lies on its side
    HEADING = "heading"  # the next block is a heading, which stays with what is under it
    PICTURE = "picture"  # the next picture, or row of pictures, does not fit with what stays with it
    TABLE = "table"  # the next table does not fit, or not as much of it as has to stand together
    ROW = "row"  # the next row of a table does not fit
    NOTES = "notes"  # the footnotes of the next line do not fit
    LINES = "lines"  # the next lines have to stay together


class PageFill(Struct, frozen=True):
    """How far the text that runs on, and its footnotes, fill a page.

    Attributes:
        text: Grid lines down to the end of the text, blank ones among it counted.
        notes: Grid lines that the footnotes take, with the white above them.
        of: Grid lines that the page holds.
        end: Why the text ends there.
    """

    text: int
    notes: int
    of: int
    end: PageEnd

    @property
    def empty(self) -> int:
        """Grid lines left empty below the text."""
        return self.of - self.text - self.notes


class Page(Struct, frozen=True):
    """One finished page.

    Attributes:
        part: What part it belongs to.
        label: The printed number, or `None` where none is printed.
        items: What stands on it, in reading order.
        size: Its paper, which may be turned: a wide table on a page of its own.
        foot: How far down the text that runs on reaches, footnotes and all; the top of the type area if none stands
            there.
        is_full: Whether its text runs on to the next page because this one held no more; not where it was left short
            for a block that begins the next one, nor on the last page.
        is_turned: Whether it lies on its side: what is its left edge as it is read is the foot of the upright page, and
            its margins are those of the part, turned.
        fill: How full it is; `None` for a page without text that runs on, such as a cover.
    """

    part: PartKind
    label: str | None
    items: tuple[Item, ...]
    size: PageSize
    foot: Length
    is_full: bool = False
    is_turned: bool = False
    fill: PageFill | None = None

    @property
    def all_lines(self) -> Iterator[Line]:
        """Everything set of characters, artifacts and turned lines too."""
        for item in self.items:
            if isinstance(item, TurnedLine):
                yield item.line
            elif isinstance(item, Line):
                yield item

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """The lines of text that belong to a block, in reading order."""
        return tuple([item for item in self.items if isinstance(item, TextLine)])


class Metadata(Struct, frozen=True):
    """What a file says about itself; `date` stands in for every clock, so that equal input gives equal bytes."""

    title: str
    author: str
    subject: str
    date: datetime.datetime
    language: str = "zh-CN"


class Document(Struct, frozen=True):
    """A finished issue.

    Attributes:
        metadata: What the files say about themselves.
        width: Width of the paper of all pages that are not turned.
        height: Height of it.
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
        note_numbering: How the marks of its footnotes are counted.
        sources: Where in the files of the editor each block stands; nothing where nobody asked.
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
    note_numbering: NoteNumbering = NoteNumbering.ISSUE
    sources: tuple[BlockSource, ...] = ()
