"""Takes pictures that stand side by side, gives them as a table without borders.

Pictures over their captions have one height, and together the width of the type area. Where captions stand beside
pictures, each picture has with its caption an equal part of that width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Diagnostics
from huibian.frame import SINGLE, Align, Role, VerticalAlign
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.cells import CellPart, CellSetter, SetCell, whole_twips
from huibian.pages.pictures import cell_picture_size, check_picture
from huibian.pages.rows import SetRow
from huibian.pages.tables import SetTable
from huibian.pages.tabletype import table_types
from huibian.text.model import ArticlePicture, CaptionSide
from huibian.units import ZERO, Length

_SPARE_LINES = 2  # of a caption beside its picture, for lines that end early


def divided(layout: Layout, setter: Setter, pictures: Sequence[ArticlePicture]) -> list[Sequence[ArticlePicture]]:
    """The pictures in as few rows as have room for each and its caption, with about as many in each.

    One that stands alone has.
    """
    for rows in range(1, len(pictures)):
        if all(len(part) == 1 or _has_room(layout, setter, part) for part in _parts(pictures, rows)):
            return list(_parts(pictures, rows))
    return list(_parts(pictures, len(pictures)))


def _parts(pictures: Sequence[ArticlePicture], rows: int) -> Iterator[Sequence[ArticlePicture]]:
    """So many rows of pictures, the longest first; taken one by one, for most divisions fail with that."""
    each, more = divmod(len(pictures), rows)
    starts = (each * row + min(row, more) for row in range(rows + 1))
    return (pictures[start:end] for start, end in pairwise(starts))


def _has_room(layout: Layout, setter: Setter, pictures: Sequence[ArticlePicture]) -> bool:
    """Whether the pictures are high enough side by side, and no caption makes the row too high.

    A row is, that is higher than two pictures may be, or than a page: a picture is narrow, and its caption long.
    """
    if _height(layout, setter, pictures) < layout.pictures.row_height:
        return False
    attempt = replace(setter.numbering(setter.printed), diagnostics=Diagnostics())
    (row,) = set_picture_row(layout, attempt, pictures).rows
    return row.rows <= min(layout.grid.lines, 2 * layout.pictures.lines)


def set_picture_row(layout: Layout, setter: Setter, pictures: Sequence[ArticlePicture]) -> SetTable:
    """Pictures side by side, each with its caption; columns reach to the middle of the gaps between them."""
    row = _RowSetter(layout, CellSetter(layout, setter, next(table_types(layout))), whole_twips(layout.pictures.gap))
    columns = list(row.columns(pictures))
    widths = tuple(Length(column.width + row.gap) for column in columns)
    cells = [SetCell(column.parts, number, SINGLE, VerticalAlign.TOP) for number, column in enumerate(columns)]
    return SetTable(
        indent=Length((layout.type_area.width - sum(widths)) // 2),
        columns=widths,
        type_=replace(row.cell.type_, padding=Length(row.gap // 2)),
        rows=[_row(layout, cells)],
        header=0,
        groups=[range(1)],
        style=replace(layout.tables, outer_rule=ZERO, inner_rule=ZERO),
    )


class _Column(Struct, frozen=True):
    """What stands in a column, and how wide that is."""

    width: Length
    parts: tuple[CellPart, ...]


class _RowSetter(Struct, frozen=True):
    """Sets the columns of a row, with a gap between them, in whole twips; `cell` sets what stands in one."""

    layout: Layout
    cell: CellSetter
    gap: Length

    def columns(self, pictures: Sequence[ArticlePicture]) -> Iterator[_Column]:
        """The columns of pictures with their captions, from the left."""
        if not any(picture.beside for picture in pictures):
            yield from self._of_one_height(pictures)
            return
        room = whole_twips(_room(self.layout, len(pictures)))
        for picture in pictures:
            share = _share(self.layout, self.cell.setter, picture, room)
            width, height = cell_picture_size(self.layout, picture, share, self.cell.setter.diagnostics)
            if picture.beside is None:
                yield self._over_caption(picture, room, width, height)
            else:
                yield from self._beside_caption(picture, picture.beside.side, room, whole_twips(width), height)

    def _of_one_height(self, pictures: Sequence[ArticlePicture]) -> Iterator[_Column]:
        height = _height(self.layout, self.cell.setter, pictures)
        for picture in pictures:
            width = whole_twips(height * picture.image.width // picture.image.height)
            check_picture(self.layout, picture, width, height, self.cell.setter.diagnostics)
            yield self._over_caption(picture, width, width, height)

    def _over_caption(self, picture: ArticlePicture, room: Length, width: Length, height: Length) -> _Column:
        cell = self.cell.wide(room)
        shown = cell.picture(picture, width, height, ZERO)
        caption = [cell.text(picture.caption, Role.CAPTION, Align.CENTER)] if picture.caption else []
        return _Column(room, (shown, *caption))

    def _beside_caption(
        self, picture: ArticlePicture, side: CaptionSide, room: Length, width: Length, height: Length
    ) -> Iterator[_Column]:
        """A picture, and the rest of its room for its caption, whose last line stands at the foot of the picture.

        A single line stands close to the picture.
        """
        rest = Length(room - self.gap - width)
        shown, cell = self.cell.picture(picture, width, height, ZERO), self.cell.wide(rest)
        is_single = cell.setter.widths(picture.caption, self.layout.style(Role.CAPTION))[0] <= rest
        align = Align.END if is_single and side is CaptionSide.START else Align.START
        caption = cell.text(picture.caption, Role.CAPTION, align)
        lowered = caption.lowered(whole_twips(max(0, shown.height - caption.height)))
        pair = [_Column(width, (shown,)), _Column(rest, (lowered,))]
        yield from pair if side is CaptionSide.END else reversed(pair)


def _room(layout: Layout, count: int) -> Length:
    """How wide each of so many parts of the type area is, with gaps between them."""
    return Length((layout.type_area.width - layout.pictures.gap * (count - 1)) // count)


def _share(layout: Layout, setter: Setter, picture: ArticlePicture, room: Length) -> Length:
    """How wide a picture may be in its room: as wide as that, or its share, and less where its caption needs more.

    None of its words is broken if half of the room can hold it, and it is about as high as a picture may be at most.
    """
    if picture.beside is None:
        return room
    style, both = layout.style(Role.CAPTION), room - layout.pictures.gap
    least = style.size.em(layout.tables.column_least)
    whole, widest = setter.widths(picture.caption, style)
    lines = max(1, layout.pictures.lines - _SPARE_LINES)
    words = max(least, min(widest, both // 2), whole // lines)
    return Length(min(max(both * picture.beside.share // 100, least), both - words))


def _height(layout: Layout, setter: Setter, pictures: Sequence[ArticlePicture]) -> Length:
    """How high the lowest of some pictures may be: they fill the width that they have, or all lines of a picture."""
    rules, grid = layout.pictures, layout.grid
    if any(picture.beside for picture in pictures):
        part = _room(layout, len(pictures))
        shares = [(_share(layout, setter, picture, part), picture.image) for picture in pictures]
        height = min(share * image.height // image.width for share, image in shares)
    else:
        room = layout.type_area.width - rules.gap * (len(pictures) - 1)
        height = int(room / sum(picture.image.width / picture.image.height for picture in pictures))
    return Length(min(height, grid.pitch * min(rules.lines, grid.lines) - rules.white))


def _row(layout: Layout, cells: Sequence[SetCell]) -> SetRow:
    """The row, with half of the white that is left of its grid lines above the pictures."""
    pitch, content = layout.grid.pitch, max(cell.height for cell in cells)
    rows = -(-(content + layout.pictures.white) // pitch)
    above = Length((pitch * rows - content) // 2)
    return SetRow([cell.put_at_top(above) for cell in cells], rows)
