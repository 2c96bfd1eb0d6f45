"""Takes a table of an article, gives what each of its columns needs for what its cells hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huibian.frame import Role, TextStyle
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.pictures import fine_width
from huibian.pages.spans import Demand, shared
from huibian.text.model import ArticlePicture, ArticleTable, CellContent, Paragraph, TableCell
from huibian.units import Length

TWIP = Length.of(1, "twip")
_LEAST = 2  # characters on a line of a column


@dataclass(frozen=True, slots=True)
class ColumnNeeds:
    """Widths of the columns, each with its padding, in whole twips.

    Attributes:
        least: Of what may not be broken in it.
        low: Of its text on single lines, headers on two.
        most: Of its text on single lines.
    """

    least: Sequence[int]
    low: Sequence[int]
    most: Sequence[int]


@dataclass(frozen=True, slots=True)
class _CellNeeds:
    """The same of what a cell holds, without padding."""

    least: int
    low: int
    most: int


def column_needs(layout: Layout, setter: Setter, table: ArticleTable, padding: Length) -> ColumnNeeds:
    """What the columns need; what a cell over several needs they share."""
    least: list[Demand] = []
    low: list[Demand] = []
    most: list[Demand] = []
    for number, (row, starts) in enumerate(zip(table.rows, table.columns(), strict=True)):
        for cell, column in zip(row, starts, strict=True):
            over = range(column, column + cell.size.columns)
            needs = _cell_needs(layout, setter, cell, is_head=number < table.header)
            for demands, width in ((least, needs.least), (low, needs.low), (most, needs.most)):
                demands.append(Demand(over, _whole(width + padding * 2)))
    floor = _whole(layout.style(Role.TABLE_CELL).size * _LEAST + padding * 2)
    found = shared(least, [floor] * len(table.aligns), TWIP)
    return ColumnNeeds(found, shared(low, found, TWIP), shared(most, found, TWIP))


def _cell_needs(layout: Layout, setter: Setter, cell: TableCell, *, is_head: bool) -> _CellNeeds:
    style = layout.style(Role.TABLE_HEAD if is_head else Role.TABLE_CELL)
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
