"""Takes a cell of a table, gives what stands in it, set to its width: paragraphs one under another, and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import (
    Align,
    BlockSource,
    CellSize,
    Indents,
    PictureBlock,
    Region,
    Role,
    SourcePiece,
    TextBlock,
    TextStyle,
    VerticalAlign,
)
from huibian.image import Image
from huibian.layout.paragraph import SetLine, Setter
from huibian.layout.runs import NumberedNote
from huibian.layoutfile.definition import Layout
from huibian.pages.decimals import PointPlace, before_point
from huibian.pages.pictures import cell_picture_size
from huibian.pages.tabletype import TableType
from huibian.text.model import ArticlePicture, CellContent, Inline, Paragraph, TableCell, plain
from huibian.units import ZERO, Length

_TWIP = Length.of(1, "twip")
_SLACK = Length.of(1, "pt")  # that the line of a picture is higher: word processors keep room for letters under it


class CellText(Struct, frozen=True):
    """A paragraph in a cell.

    Attributes:
        block: What the document says of it.
        lines: Its lines.
        style: What it is set in.
        source: Where its text is from.
    """

    block: TextBlock
    lines: Sequence[SetLine]
    style: TextStyle
    source: BlockSource = ()

    @property
    def height(self) -> Length:
        """Of all its lines, and the white above them."""
        return self.block.space_before + self.style.pitch * len(self.lines)

    def lowered(self, by: Length) -> CellText:
        """The same further down."""
        return replace(self, block=replace(self.block, space_before=self.block.space_before + by))


class CellPicture(Struct, frozen=True):
    """A picture in a cell, which stands on the foot of its block.

    Attributes:
        block: What the document says of it.
        image: The image.
        width: Its printed width.
        printed: Its printed height.
        source: Where it is named.
    """

    block: PictureBlock
    image: Image
    width: Length
    printed: Length
    source: BlockSource = ()

    @property
    def height(self) -> Length:
        """What is set aside for it."""
        return self.block.height

    def lowered(self, by: Length) -> CellPicture:
        """The same further down."""
        return replace(self, block=replace(self.block, height=self.block.height + by))


CellPart: TypeAlias = CellText | CellPicture


class SetCell(Struct, frozen=True):
    """A cell of a table with what stands in it, from the top.

    Attributes:
        parts: One at least; an empty cell has a paragraph without lines.
        column: The first column that it stands in, from 0.
        size: Over how many columns and rows it reaches from there.
        valign: Where in its height that stands.
    """

    parts: tuple[CellPart, ...]
    column: int
    size: CellSize
    valign: VerticalAlign

    @property
    def height(self) -> Length:
        """Of all that stands in it."""
        return sum((part.height for part in self.parts), ZERO)

    def put_at_top(self, above: Length) -> SetCell:
        """The cell with what it holds at its top, under so much white, in whole twips."""
        first, *others = self.parts
        return replace(self, parts=(first.lowered(whole_twips(above)), *others), valign=VerticalAlign.TOP)

    @property
    def has_picture(self) -> bool:
        """Whether a picture stands in it."""
        return any(isinstance(part, CellPicture) for part in self.parts)

    @property
    def notes(self) -> Iterator[NumberedNote]:
        """The footnotes that it refers to."""
        return (note for part in self.parts if isinstance(part, CellText) for line in part.lines for note in line.notes)


class CellSetter(Struct, frozen=True):
    """Sets what stands in a cell; `setter` has its width."""

    layout: Layout
    setter: Setter
    type_: TableType

    def wide(self, width: Length) -> CellSetter:
        """The same for a cell in which what it holds is so wide."""
        return replace(self, setter=replace(self.setter, width=width))

    def widths(self, paragraph: Paragraph, role: Role) -> tuple[Length, Length]:
        """How wide a paragraph is on one line, and how wide the widest part of it that may not be broken."""
        return self.setter.widths(paragraph.inlines, self._style(role))

    def cell(self, cell: TableCell, column: int, role: Role, align: Align) -> SetCell:
        """A cell that begins in a column; `align` says how its text stands."""
        parts: list[CellPart] = []
        for content in cell.contents:
            above = self.layout.pictures.gap if parts else ZERO
            parts += self._parts(content, role, align, above)
        return SetCell(tuple(parts) or (self.text((), role, align),), column, cell.size, VerticalAlign.MIDDLE)

    def number(self, cell: TableCell, column: int, align: Align, place: PointPlace) -> SetCell:
        """A cell of a column whose numbers stand under one another; the indent says where, whatever sets it."""
        style, inlines = self.type_.body, tuple(cell.inlines())
        text = self.setter.set(inlines, replace(style, align=Align.START))
        start = place.start(before_point(inlines, self.setter, style), self.setter.width, align)
        block = TextBlock(Role.TABLE_CELL, Align.START, Indents(start=start))
        part = CellText(block, [line.moved(start) for line in text.lines], style, text.source)
        return SetCell((part,), column, cell.size, VerticalAlign.MIDDLE)

    def text(self, inlines: Sequence[Inline], role: Role, align: Align) -> CellText:
        """A paragraph: broken as text, then put where its lines stand; only headings are broken in balance."""
        style = self._style(role)
        broken = replace(style, align=Align.JUSTIFY if align is Align.JUSTIFY else Align.START)
        text = self.setter.set(inlines, broken)
        block = TextBlock(role, align, text.indents)
        share = {Align.CENTER: 2, Align.END: 1}.get(align)
        if share is None:
            return CellText(block, text.lines, style, text.source)
        lines = [replace(line, x=line.x + (self.setter.width - line.x - line.width) // share) for line in text.lines]
        return CellText(block, lines, style, text.source)

    def _style(self, role: Role) -> TextStyle:
        return self.type_.style(role) if role.region is Region.CELL else self.layout.style(role)

    def picture(self, picture: ArticlePicture, width: Length, height: Length, above: Length) -> CellPicture:
        """A picture at its printed size with some white above it."""
        has_caption = bool(picture.caption) and picture.beside is None
        block = PictureBlock(whole_twips(above + height + _SLACK), plain(picture.caption), has_caption)
        return CellPicture(block, picture.image, width, height, (SourcePiece(0, picture.span),))

    def _parts(self, content: CellContent, role: Role, align: Align, above: Length) -> Iterator[CellPart]:
        if isinstance(content, Paragraph):
            yield self.text(content.inlines, role, align)
        else:
            width, height = cell_picture_size(self.layout, content, self.setter.width, self.setter.diagnostics)
            yield self.picture(content, width, height, above)
            if content.caption:
                yield self.text(content.caption, role, Align.CENTER)


def whole_twips(length: int) -> Length:
    """A length in whole twips, no more."""
    return Length(length // _TWIP * _TWIP)
