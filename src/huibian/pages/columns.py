"""Takes a table of an article, gives what each of its columns needs for what its cells hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from huibian.frame import TextStyle
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.decimals import PointPlace, point_place
from huibian.pages.pictures import fine_width
from huibian.pages.spans import Demand, shared
from huibian.pages.tabletype import LEAST, TableType
from huibian.text.model import ArticlePicture, ArticleTable, CellContent, Paragraph, TableCell
from huibian.units import Length

TWIP = Length.of(1, "twip")


class ColumnNeeds(Struct, frozen=True):
    """Widths of the columns, each with its padding, in whole twips.

    Attributes:
        least: Of what may not be broken in it, and of as many characters as a line has at least.
        low: Of its text on single lines, headers on two.
        most: Of its text on single lines.
    """

    least: Sequence[int]
    low: Sequence[int]
    most: Sequence[int]


class _CellNeeds(Struct, frozen=True):
    """The same of what a cell holds, without padding."""

    least: int
    low: int
    most: int


def column_needs(layout: Layout, setter: Setter, table: ArticleTable, type_: TableType) -> ColumnNeeds:
    """What the columns need in some type; what a cell over several needs they share."""
    least: list[Demand] = []
    low: list[Demand] = []
    most: list[Demand] = []
    below: list[list[TableCell]] = [[] for _ in table.aligns]  # the cells of one column alone, under the header
    for number, (row, starts) in enumerate(zip(table.rows, table.columns(), strict=True)):
        for cell, column in zip(row, starts, strict=True):
            over = range(column, column + cell.size.columns)
            needs = _cell_needs(layout, setter, cell, type_, is_head=number < table.header)
            for demands, width in ((least, needs.least), (low, needs.low), (most, needs.most)):
                demands.append(Demand(over, _whole(width + type_.padding * 2)))
            if number >= table.header and len(over) == 1:
                below[column].append(cell)
    points = (point_of(cells, setter, type_.body) for cells in below)
    least += [
        Demand(range(column, column + 1), _whole(point.width + type_.padding * 2))
        for column, point in enumerate(points)
        if point is not None
    ]
    found = shared(least, _lines(type_, low, len(below)), TWIP)
    return ColumnNeeds(found, shared(low, found, TWIP), shared(most, found, TWIP))


def _lines(type_: TableType, low: Sequence[Demand], columns: int) -> list[int]:
    """How wide each column is for as many characters as a line has at least: fewer, if its text is shorter."""
    size, padding = type_.body.size, type_.padding * 2
    whole = [0] * columns
    for demand in low:
        if len(demand.over) == 1:
            whole[demand.over.start] = max(whole[demand.over.start], demand.wanted - padding)
    return [_whole(max(size * LEAST, min(size * type_.least, each)) + padding) for each in whole]


def point_of(cells: Sequence[TableCell], setter: Setter, style: TextStyle) -> PointPlace | None:
    """Where the points of a column's numbers stand; `None` where they need not, or some of its cells are no numbers."""
    if any(len(cell.contents) > len(list(cell.paragraphs)[:1]) for cell in cells):
        return None
    return point_place([tuple(cell.inlines()) for cell in cells], setter, style)


def _cell_needs(layout: Layout, setter: Setter, cell: TableCell, type_: TableType, *, is_head: bool) -> _CellNeeds:
    style = type_.head if is_head else type_.body
    found = [needs for each in cell.contents for needs in _needs(layout, setter, each, style, is_head=is_head)]
    return _CellNeeds(
        least=max((each.least for each in found), default=0),
        low=max((each.low for each in found), default=0),
        most=max((each.most for each in found), default=0),
    )


def _needs(
    layout: Layout, setter: Setter, content: CellContent, style: TextStyle, *, is_head: bool
) -> Iterator[_CellNeeds]:
    match content:
        case Paragraph():
            whole, widest = setter.widths(content.inlines, style)
            yield _CellNeeds(widest, (whole + style.size) // 2 if is_head else whole, whole)
        case ArticlePicture():
            fine = min(fine_width(layout, content), layout.pictures.width)
            _, widest = setter.widths(content.caption, style)
            yield _CellNeeds(widest, fine, fine)


def _whole(width: int) -> int:
    """A width in whole twips, no less."""
    return -(-width // TWIP) * TWIP
