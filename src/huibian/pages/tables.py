"""Takes a table of an article, gives it with set cells: how wide each column is, how high each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from huibian.diagnostics import Diagnostics
from huibian.frame import Align, Role
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.layoutfile.figures import TableRules
from huibian.pages.cells import CellSetter, SetCell
from huibian.pages.columns import TWIP, ColumnNeeds, column_needs
from huibian.pages.rows import SetRow, set_rows
from huibian.text.model import ArticleTable, Paragraph, TableCell
from huibian.units import Length

_MOST_SHOWN = 12  # characters of a cell in a message


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table with set cells.

    Attributes:
        indent: From the start edge of the type area to the middle of the table's first border.
        columns: Width of each column.
        padding: White between a cell's edge and its text.
        rows: The rows, header rows first.
        header: How many header rows there are.
        groups: The rows below the header, in groups each of which one page holds.
        style: Its borders and white.
    """

    indent: Length
    columns: tuple[Length, ...]
    padding: Length
    rows: Sequence[SetRow]
    header: int
    groups: Sequence[range]
    style: TableRules

    def rows_of(self, step: int) -> range:
        """The rows that may not be parted from one another: a group, the first one with the header above it."""
        return range(0 if step == 0 else self.groups[step].start, self.groups[step].stop)

    @property
    def header_rows(self) -> int:
        """Grid lines that the header takes."""
        return sum(row.rows for row in self.rows[: self.header])


def set_table(layout: Layout, setter: Setter, table: ArticleTable) -> SetTable:
    """Set a table across the whole measure; columns share it by what they hold."""
    table = replace(table, header=_header(table))
    body, rules = layout.style(Role.TABLE_CELL), layout.tables
    padding, border = body.size.em(rules.padding), rules.outer_rule
    columns = _column_widths(column_needs(layout, setter, table, padding), int(setter.width - border))
    if min(columns) - padding * 2 < body.size:
        hint = "减少列数，或分成两张表。"
        setter.diagnostics.error("HB509", f"表格太宽：{len(columns)} 列，有的不到一个字宽", table.span, hint)
    places = list(_places(table, setter, columns, padding, body.size))
    _check_columns(layout, places, setter.diagnostics)
    cells = _set_cells(layout, table, places)
    found = set_rows(layout, table, cells, setter.diagnostics)
    return SetTable(
        indent=Length(border // 2),
        columns=columns,
        padding=padding,
        rows=found.rows,
        header=table.header,
        groups=found.groups,
        style=rules,
    )


def _header(table: ArticleTable) -> int:
    """How many rows are repeated on each page: none with pictures; at least one row stands under them."""
    has_picture = any(list(cell.pictures) for row in table.rows[: table.header] for cell in row)
    return 0 if has_picture else min(table.header, len(table.rows) - 1)


@dataclass(frozen=True, slots=True)
class _Located:
    """A cell in its row, from its first column on; `setter` has the width of what it holds."""

    cell: TableCell
    row: int
    column: int
    role: Role
    setter: Setter


def _places(
    table: ArticleTable, setter: Setter, columns: Sequence[Length], padding: Length, least: Length
) -> Iterator[_Located]:
    """The cells, row by row; what they hold is set at least as wide as `least`."""
    for number, (row, starts) in enumerate(zip(table.rows, table.columns(), strict=True)):
        role = Role.TABLE_HEAD if number < table.header else Role.TABLE_CELL
        for cell, column in zip(row, starts, strict=True):
            room = Length(sum(columns[column : column + cell.size.columns])) - padding * 2
            yield _Located(cell, number, column, role, replace(setter, width=max(room, least)))


def _check_columns(layout: Layout, places: Sequence[_Located], diagnostics: Diagnostics) -> None:
    """Refuse a column that is too narrow for a number or a word in it, at the first such cell (HB509)."""
    cut: dict[int, tuple[_Located, Paragraph]] = {}
    for place in places:
        style, setter = layout.style(place.role), place.setter
        for each in place.cell.paragraphs:
            if setter.widths(each.inlines, style)[1] > setter.width:
                cut.setdefault(place.column, (place, each))
    for column, (place, paragraph) in sorted(cut.items()):
        diagnostics.error(
            "HB509",
            f"表格太宽：第 {column + 1} 列排不下“{_shown(paragraph.text)}”，它会从中间断开",
            place.cell.span,
            "减少列数，或分成两张表；长的外文词、数字写短些。",
        )


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


def _set_cells(layout: Layout, table: ArticleTable, places: Sequence[_Located]) -> list[list[SetCell]]:
    """The cells of each row, set in the order in which they are read."""
    columns: list[list[_Located]] = [[] for _ in table.aligns]
    for place in places:
        if place.role is Role.TABLE_CELL and place.cell.size.columns == 1:
            columns[place.column].append(place)
    aligns = [_resolved(layout, said, cells) for said, cells in zip(table.aligns, columns, strict=True)]
    found: list[list[SetCell]] = [[] for _ in table.rows]
    for place in places:
        cells = CellSetter(layout, place.setter)
        found[place.row].append(cells.cell(place.cell, place.column, place.role, _align(layout, place, aligns)))
    return found


def _align(layout: Layout, place: _Located, aligns: Sequence[Align]) -> Align:
    """How the text of a cell stands: as its column does; over several columns as one that the article says nothing of.

    Narrow lines would be torn if they were filled: they stay ragged.
    """
    if place.role is Role.TABLE_HEAD:
        return Align.CENTER
    is_wide = place.cell.size.columns > 1
    align = _resolved(layout, Align.JUSTIFY, [place]) if is_wide else aligns[place.column]
    is_narrow = place.setter.width < layout.style(place.role).size.em(layout.tables.ragged)
    return Align.START if align is Align.JUSTIFY and is_narrow else align


def _resolved(layout: Layout, said: Align, cells: Sequence[_Located]) -> Align:
    """How a column stands: as the article says, else in the middle if each of its cells is one line."""
    if said is not Align.JUSTIFY:
        return said
    return Align.CENTER if all(_is_one_line(layout, place) for place in cells) else Align.JUSTIFY


def _is_one_line(layout: Layout, place: _Located) -> bool:
    texts, style = [each.inlines for each in place.cell.paragraphs], layout.style(place.role)
    return len(texts) < 2 and all(place.setter.widths(text, style)[0] <= place.setter.width for text in texts)


def _column_widths(needs: ColumnNeeds, total: int) -> tuple[Length, ...]:
    """The width of each column, in whole twips.

    It is that of the column's text on single lines; or if that is too much for all, headers take two lines and the
    widest columns are cut down, none to less than it needs for what may not be broken. What is left over they share.
    """
    most = needs.most if sum(needs.most) <= total else needs.low
    given = _cut_down(needs.least, most, total)
    spare = max(0, total - sum(given)) // len(given)
    columns = [(width + spare) // TWIP * TWIP for width in given]
    columns[-1] += max(0, total - sum(columns)) // TWIP * TWIP
    return tuple(map(Length, columns))


def _cut_down(least: Sequence[int], most: Sequence[int], total: int) -> list[int]:
    """Widths between `least` and `most` of a sum of `total` at most, the widest cut down to one and the same width.

    Columns that cannot do with `total` at all get their part of it.
    """
    if sum(least) >= total:
        return [width * total // sum(least) for width in least]
    low, high = 0, max(most)
    while low < high:
        level = (low + high + 1) // 2
        if sum(map(max, least, (min(width, level) for width in most))) <= total:
            low = level
        else:
            high = level - 1
    return [max(least_, min(most_, low)) for least_, most_ in zip(least, most, strict=True)]
