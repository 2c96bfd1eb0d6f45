"""Takes pictures that stand side by side, gives them as a table without borders.

All pictures of a row have one height, and together the width of the type area.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from huibian.diagnostics import Diagnostics
from huibian.frame import SINGLE, Align, Role, VerticalAlign
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.cells import CellPart, CellSetter, SetCell, whole_twips
from huibian.pages.pictures import check_picture
from huibian.pages.rows import SetRow
from huibian.pages.tables import SetTable
from huibian.pages.tabletype import table_types
from huibian.text.model import ArticlePicture
from huibian.units import ZERO, Length


def divided(layout: Layout, setter: Setter, pictures: Sequence[ArticlePicture]) -> list[Sequence[ArticlePicture]]:
    """The pictures in as few rows as have room for each and its caption, with about as many in each.

    One that stands alone has.
    """
    count = len(pictures)
    parts: list[Sequence[ArticlePicture]] = []
    for rows in range(1, count + 1):
        each, more = divmod(count, rows)
        starts = (each * row + min(row, more) for row in range(rows + 1))
        parts = [pictures[start:end] for start, end in pairwise(starts)]
        if all(len(part) == 1 or _has_room(layout, setter, part) for part in parts):
            break
    return parts


def _has_room(layout: Layout, setter: Setter, pictures: Sequence[ArticlePicture]) -> bool:
    """Whether the pictures are high enough side by side, and no caption under them makes the row too high.

    A row is, that is higher than two pictures may be, or than a page: a picture is narrow, and its caption long.
    """
    if _height(layout, pictures) < layout.pictures.row_height:
        return False
    attempt = replace(setter.numbering(setter.printed), diagnostics=Diagnostics())
    (row,) = set_picture_row(layout, attempt, pictures).rows
    return row.rows <= min(layout.grid.lines, 2 * layout.pictures.lines)


def set_picture_row(layout: Layout, setter: Setter, pictures: Sequence[ArticlePicture]) -> SetTable:
    """Pictures side by side, each over its caption; columns reach to the middle of the gaps between them."""
    height, gap = _height(layout, pictures), whole_twips(layout.pictures.gap)
    type_ = next(table_types(layout))
    widths = [whole_twips(height * picture.image.width // picture.image.height) for picture in pictures]
    cells = []
    for column, (picture, width) in enumerate(zip(pictures, widths, strict=True)):
        check_picture(layout, picture, width, height, setter.diagnostics)
        cell = CellSetter(layout, setter, type_).wide(width)
        parts: list[CellPart] = [cell.picture(picture, width, height, ZERO)]
        if picture.caption:
            parts.append(cell.text(picture.caption, Role.CAPTION, Align.CENTER))
        cells.append(SetCell(tuple(parts), column, SINGLE, VerticalAlign.TOP))
    columns = tuple(width + gap for width in widths)
    return SetTable(
        indent=Length((layout.type_area.width - sum(columns)) // 2),
        columns=columns,
        type_=replace(type_, padding=Length(gap // 2)),
        rows=[_row(layout, cells)],
        header=0,
        groups=[range(1)],
        style=layout.tables.model_copy(update={"outer_rule": ZERO, "inner_rule": ZERO}),
    )


def _height(layout: Layout, pictures: Sequence[ArticlePicture]) -> Length:
    """How high pictures are that fill the width of the type area, or all the lines that a picture may take."""
    rules, grid = layout.pictures, layout.grid
    room = layout.type_area.width - rules.gap * (len(pictures) - 1)
    height = room / sum(picture.image.width / picture.image.height for picture in pictures)
    return Length(min(int(height), grid.pitch * min(rules.lines, grid.lines) - rules.white))


def _row(layout: Layout, cells: Sequence[SetCell]) -> SetRow:
    """The row, with half of the white that is left of its grid lines above the pictures."""
    pitch, content = layout.grid.pitch, max(cell.height for cell in cells)
    rows = -(-(content + layout.pictures.white) // pitch)
    above = Length((pitch * rows - content) // 2)
    return SetRow([cell.put_at_top(above) for cell in cells], rows)
