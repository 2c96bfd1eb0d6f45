"""Takes a table of an article, gives it with set cells: how wide each column is, how high each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Diagnostics
from huibian.frame import Align, Role
from huibian.layout.paragraph import SetLine, Setter
from huibian.layoutfile.definition import Layout
from huibian.layoutfile.figures import TableRules
from huibian.pages.cells import CellSetter, SetCell
from huibian.pages.columns import TWIP, ColumnNeeds, column_needs, point_of
from huibian.pages.decimals import PointPlace
from huibian.pages.rowpieces import cut_tall_rows
from huibian.pages.rows import SetRow, set_rows
from huibian.pages.tabletype import TableType, narrowest_type, table_types
from huibian.text.model import ArticleTable, Inline, Paragraph, TableCell
from huibian.units import Length

_MOST_SHOWN = 12  # characters of a cell in a message


class SetTable(Struct, frozen=True):
    """A table with set cells.

    Attributes:
        indent: From the start edge of the type area to the middle of the table's first border.
        columns: Width of each column.
        type_: The type of its cells, and the white beside their text.
        rows: The rows, header rows first.
        header: How many header rows there are.
        groups: The rows below the header, in groups each of which one page holds.
        style: Its borders and white.
        continued: The lines above the header where the table goes on on the next page.
        continued_rows: Grid lines that each of these takes.
    """

    indent: Length
    columns: tuple[Length, ...]
    type_: TableType
    rows: Sequence[SetRow]
    header: int
    groups: Sequence[range]
    style: TableRules
    continued: Sequence[SetLine] = ()
    continued_rows: int = 1

    def rows_of(self, step: int) -> range:
        """The rows that may not be parted from one another: a group, the first one with the header above it."""
        return range(0 if step == 0 else self.groups[step].start, self.groups[step].stop)

    @property
    def header_rows(self) -> int:
        """Grid lines that the header takes."""
        return sum(row.rows for row in self.rows[: self.header])

    @property
    def repeated_rows(self) -> int:
        """Grid lines that are taken at the top of each further page: by what says that it goes on, and the header."""
        return self.continued_rows * len(self.continued) + self.header_rows


class FittedColumns(Struct, frozen=True):
    """The columns of a table that is set in some type, and whether they need the width of a turned page."""

    type_: TableType
    widths: tuple[Length, ...]
    is_turned: bool


def fit_columns(layout: Layout, setter: Setter, table: ArticleTable, turned: Length) -> FittedColumns:
    """The columns in the largest type in which they have room for what they hold.

    They are tried across the measure, then across `turned`, that of a page that lies on its side; where they fit in no
    type, they are those of the narrowest, on such a page.
    """
    types = list(table_types(layout))
    needs: list[ColumnNeeds] = []
    for width in (setter.width, turned):
        for number, type_ in enumerate(types):
            if number == len(needs):
                needs.append(column_needs(layout, setter, table, type_))
            if sum(needs[number].least) <= width - layout.tables.outer_rule:
                return _fitted(layout, needs[number], type_, width, is_turned=width != setter.width)
    narrowest = narrowest_type(layout)
    return _fitted(layout, column_needs(layout, setter, table, narrowest), narrowest, turned, is_turned=True)


def _fitted(layout: Layout, needs: ColumnNeeds, type_: TableType, width: Length, *, is_turned: bool) -> FittedColumns:
    return FittedColumns(type_, _column_widths(needs, int(width - layout.tables.outer_rule)), is_turned)


def set_table(layout: Layout, setter: Setter, table: ArticleTable, fitted: FittedColumns) -> SetTable:
    """Set a table across the whole measure in columns that were fitted to it."""
    type_, columns, rules = fitted.type_, fitted.widths, layout.tables
    table = replace(table, header=_header(table))
    if min(columns) - type_.padding * 2 < type_.body.size:
        hint = "减少列数，或分成两张表。"
        setter.diagnostics.error("HB509", f"表格太宽：{len(columns)} 列，有的不到一个字宽", table.span, hint)
    places = list(_places(CellSetter(layout, setter, type_), table, columns))
    _check_columns(places, setter.diagnostics)
    said = [] if rules.continued is None else [Inline(rules.continued, False, table.span)]
    continued = setter.set(said, layout.style(Role.TABLE_CONTINUED)).lines
    lines = layout.styles[Role.TABLE_CONTINUED].grid_lines
    cells = _set_cells(table, places)
    above = lines * len(continued)
    found = cut_tall_rows(layout, type_, set_rows(layout, type_, table, cells, setter.diagnostics, above=above), above)
    return SetTable(
        indent=Length(rules.outer_rule // 2),
        columns=columns,
        type_=type_,
        rows=found.rows,
        header=table.header,
        groups=found.groups,
        style=rules,
        continued=continued,
        continued_rows=lines,
    )


def _header(table: ArticleTable) -> int:
    """How many rows are repeated on each page: none with pictures; at least one row stands under them."""
    has_picture = any(list(cell.pictures) for row in table.rows[: table.header] for cell in row)
    return 0 if has_picture else min(table.header, len(table.rows) - 1)


class _Located(Struct, frozen=True):
    """A cell in its row, from its first column on; `setter` has the width of what it holds."""

    cell: TableCell
    row: int
    column: int
    role: Role
    setter: CellSetter

    @property
    def width(self) -> Length:
        """Of what it holds."""
        return self.setter.setter.width


def _places(setter: CellSetter, table: ArticleTable, columns: Sequence[Length]) -> Iterator[_Located]:
    """The cells, row by row; what they hold is set a character wide at least."""
    for number, (row, starts) in enumerate(zip(table.rows, table.columns(), strict=True)):
        role = Role.TABLE_HEAD if number < table.header else Role.TABLE_CELL
        for cell, column in zip(row, starts, strict=True):
            room = Length(sum(columns[column : column + cell.size.columns])) - setter.type_.padding * 2
            yield _Located(cell, number, column, role, setter.wide(max(room, setter.type_.body.size)))


def _check_columns(places: Sequence[_Located], diagnostics: Diagnostics) -> None:
    """Refuse a column that is too narrow for a number or a word in it, at the first such cell (HB509)."""
    cut: dict[int, tuple[_Located, Paragraph]] = {}
    for place in places:
        for each in place.cell.paragraphs:
            if place.setter.widths(each, place.role)[1] > place.width:
                cut.setdefault(place.column, (place, each))
    for column, (place, paragraph) in sorted(cut.items(), key=lambda item: item[0]):
        diagnostics.error(
            "HB509",
            f"表格太宽：第 {column + 1} 列排不下“{_shown(paragraph.text)}”，它会从中间断开",
            place.cell.span,
            "减少列数，或分成两张表；长的外文词、数字写短些。",
        )


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


class _ColumnLook(Struct, frozen=True):
    """How a column stands: as the article says, if it does, and as it is set.

    `point` is where the points of its numbers are, `None` where there is nothing to align.
    """

    said: Align
    align: Align
    point: PointPlace | None


def _set_cells(table: ArticleTable, places: Sequence[_Located]) -> list[list[SetCell]]:
    """The cells of each row, set in the order in which they are read."""
    columns: list[list[_Located]] = [[] for _ in table.aligns]
    for place in places:
        if place.role is Role.TABLE_CELL and place.cell.size.columns == 1:
            columns[place.column].append(place)
    looks = [_look(said, cells) for said, cells in zip(table.aligns, columns, strict=True)]
    found: list[list[SetCell]] = [[] for _ in table.rows]
    for place in places:
        found[place.row].append(_set_cell(place, looks[place.column]))
    return found


def _look(said: Align, cells: Sequence[_Located]) -> _ColumnLook:
    if not cells:
        return _ColumnLook(said, said, None)
    setter = cells[0].setter
    point = point_of([place.cell for place in cells], setter.setter, setter.type_.body)
    fits = point is not None and point.width <= cells[0].width
    return _ColumnLook(said, _resolved(said, cells), point if fits else None)


def _set_cell(place: _Located, look: _ColumnLook) -> SetCell:
    if look.point is not None and place.role is Role.TABLE_CELL and place.cell.size.columns == 1:
        return place.setter.number(place.cell, place.column, look.align, look.point)
    return place.setter.cell(place.cell, place.column, place.role, _align(place, look))


def _align(place: _Located, column: _ColumnLook) -> Align:
    """How the text of a cell stands: as its column does; over several columns as one that the article says nothing of.

    Where it says nothing, several paragraphs are text. Narrow lines would be torn if they were filled: they are ragged.
    """
    if place.role is Role.TABLE_HEAD:
        return Align.CENTER
    is_wide = place.cell.size.columns > 1
    align = _resolved(Align.JUSTIFY, [place]) if is_wide else column.align
    if len(list(place.cell.paragraphs)) > 1 and (is_wide or column.said is Align.JUSTIFY):
        align = Align.JUSTIFY
    is_narrow = place.width < place.setter.type_.body.size.em(place.setter.layout.tables.ragged)
    return Align.START if align is Align.JUSTIFY and is_narrow else align


def _resolved(said: Align, cells: Sequence[_Located]) -> Align:
    """How a column stands: as the article says, else in the middle if each paragraph of its cells is one line."""
    if said is not Align.JUSTIFY:
        return said
    return Align.CENTER if all(map(_is_one_line, cells)) else Align.JUSTIFY


def _is_one_line(place: _Located) -> bool:
    return all(place.setter.widths(text, place.role)[0] <= place.width for text in place.cell.paragraphs)


def _column_widths(needs: ColumnNeeds, total: int) -> tuple[Length, ...]:
    """The width of each column, in whole twips.

    It is that of the column's text on single lines; or if that is too much for all, headers take two lines and the
    widest columns are cut down, none to less than it needs for what may not be broken. What is left over they share.
    """
    least, most = needs.least, needs.most if sum(needs.most) <= total else needs.low
    given = _cut_down(least, most, total)
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
