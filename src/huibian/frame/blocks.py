"""The blocks of an issue, whole, however many lines and pages each takes: text, pictures, tables, footnotes.

The blocks of a document are in reading order. What stands in the cells of a table follows it, row by row.
A footnote follows the block that refers to it (with a table, all of its cells); its lines stand at the foot of the page
with the mark.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TypeAlias

from msgspec import Struct

from huibian.frame.numbers import BlockNumber, NoteNumber, PageIndex
from huibian.frame.styles import Align, Role
from huibian.units import ZERO, Length


class PageStart(Enum):
    """Why a block begins a page, if it does."""

    FLOWS = auto()  # it stands where the one before ends, be it at the top of a page
    MOVED = auto()  # the page before had room left, but not for what has to stand together
    ORDERED = auto()  # the page before had room left, and the layout has the block open a page


class Indents(Struct, frozen=True):
    """Where the lines of a block begin and end, from the edges of the type area, or of the cell.

    Attributes:
        start: Indent of every line from the start edge.
        end: Indent of every line from the end edge.
        first: Further indent of the first line; negative for a hanging indent.
    """

    start: Length = ZERO
    end: Length = ZERO
    first: Length = ZERO


class TextBlock(Struct, frozen=True):
    """One paragraph; also a line of the cover or the colophon, a caption, a table cell.

    Attributes:
        role: What it is.
        align: How its lines stand in the measure.
        indents: Where they begin and end: those of its style, unless it was set narrower.
        space_before: White between the block before, or the top of the type area, and this one.
        start: Why it begins a page, if it does.
        ends_chain: Whether it need not stay with the next block though its style says so: a heading whose next
            heading is not under it, as in a list of numbered lines.
    """

    role: Role
    align: Align
    indents: Indents
    space_before: Length = ZERO
    start: PageStart = PageStart.FLOWS
    ends_chain: bool = False


class Heading(TextBlock, frozen=True, kw_only=True):
    """A heading: `title` is what the outline calls it, `level` its depth there, 1 for the top."""

    title: str
    level: int


class ListItem(TextBlock, frozen=True, kw_only=True):
    """A paragraph of a list, as tagged files want it; those of today write it as any paragraph.

    Attributes:
        level: How deep the list is, 1 for one that is in no other.
        label: Its number or sign, with which its text begins; empty where it goes on with an item.
    """

    level: int
    label: str


class ContentsEntry(TextBlock, frozen=True, kw_only=True):
    """An entry of the contents; `target` is the heading that all its lines lead to."""

    target: BlockNumber


class NoteBlock(TextBlock, frozen=True, kw_only=True):
    """A footnote; `number` is its number in the issue."""

    number: NoteNumber


class PictureBlock(Struct, frozen=True):
    """A picture.

    Attributes:
        height: The height that is set aside for it: in text that runs on a whole number of grid lines, in the middle of
            which it stands; in the cell of a table it stands on the foot of it.
        alternative: What is said of it to those who do not see it; empty where the issue says nothing.
        has_caption: Whether the next block is its caption, which stays with it.
        space_before: White between the block before, or the top of the type area, and this one.
        start: Why it begins a page, if it does.
    """

    height: Length
    alternative: str
    has_caption: bool
    space_before: Length = ZERO
    start: PageStart = PageStart.FLOWS


class CellSize(Struct, frozen=True):
    """Over how many columns and rows a cell of a table reaches; rows that it reaches over stand on one page."""

    columns: int
    rows: int


SINGLE = CellSize(1, 1)
"""The size of a cell in one column and one row."""


class VerticalAlign(Enum):
    """Where in its height a cell has what it holds; at its top, white above the first of it lowers it."""

    TOP = auto()
    MIDDLE = auto()


class TableSlot(Struct, frozen=True):
    """A cell of a table.

    Attributes:
        blocks: What stands in it, from the top: paragraphs and pictures, one at least.
        column: The first column that it stands in, from 0.
        size: Over how many columns and rows it reaches from there.
        valign: Where in its height that stands.
    """

    blocks: tuple[BlockNumber, ...]
    column: int
    size: CellSize
    valign: VerticalAlign


class TableRow(Struct, frozen=True):
    """A row of a table, or what stands on one page of a row that no page holds: then the next one has the same cells.

    Attributes:
        cells: The cells that begin in it, from the start edge; those that reach into it from above are not named.
        height: Its height.
        page: The page that it stands on; a row of empty cells has no line to find it by.
    """

    cells: tuple[TableSlot, ...]
    height: Length
    page: PageIndex


class CellType(Struct, frozen=True):
    """The type of a table's cells where it is smaller than that of their styles."""

    size: Length
    pitch: Length


class TableBlock(Struct, frozen=True):
    """A table, or pictures side by side, which stand in the cells of a table without borders.

    Attributes:
        indent: From the start edge of the type area to the table's; negative where it begins before that.
        columns: Width of each column, from the middle of one border to the middle of the next.
        padding: White between a cell's edge and its text, at the start and at the end.
        type_: The type of its cells; `None` for that of their styles.
        rows: The rows; those that are broken over pages once for each page.
        header: How many of them, from the first, are repeated on each page that the table runs on to.
        continued: What stands above these there (续表), in the style of `Role.TABLE_CONTINUED`; `None` for nothing.
        outer: Thickness of the borders round the table; zero for none.
        inner: Thickness of those inside; zero for none.
        color: Of the borders.
        space_before: White between the block before, or the top of the type area, and this one.
        start: Why it begins a page, if it does.
    """

    indent: Length
    columns: tuple[Length, ...]
    padding: Length
    type_: CellType | None
    rows: tuple[TableRow, ...]
    header: int
    continued: str | None
    outer: Length
    inner: Length
    color: str
    space_before: Length = ZERO
    start: PageStart = PageStart.FLOWS


Block: TypeAlias = TextBlock | PictureBlock | TableBlock
