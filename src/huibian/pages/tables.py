"""Takes a table of an article, gives it with set cells: how wide each column is, how high each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huibian.diagnostics import Diagnostics
from huibian.frame import Align, Indents, Role, TextBlock, TextStyle
from huibian.layout.paragraph import SetLine, Setter
from huibian.layout.runs import NumberedNote
from huibian.layoutfile.definition import Grid, Layout
from huibian.layoutfile.figures import TableRules
from huibian.pages.decimals import PointPlace, before_point, point_place
from huibian.pages.tabletype import LEAST, TableType, narrowest_type, table_types
from huibian.text.model import ArticleTable, Inline, TableCell
from huibian.units import Length

_TWIP = Length.of(1, "twip")
_MOST_SHOWN = 12  # characters of a cell in a message


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell of a table with its set lines; `block` is what the document says of it."""

    block: TextBlock
    lines: Sequence[SetLine]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row of a table, `rows` grid lines high, or a piece of one; `continues` says whether it is not its first."""

    cells: Sequence[SetCell]
    rows: int
    continues: bool = False

    @property
    def notes(self) -> tuple[NumberedNote, ...]:
        """The footnotes that its cells refer to."""
        return tuple(note for cell in self.cells for line in cell.lines for note in line.notes)


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table with set cells.

    Attributes:
        indent: From the start edge of the type area to the middle of the table's first border.
        columns: Width of each column.
        type_: The type of its cells, and the white beside their text.
        rows: The rows, header rows first.
        header: How many header rows there are.
        continued: The lines above the header where the table goes on on the next page.
        continued_rows: Grid lines that each of these takes.
        style: Its borders and white.
    """

    indent: Length
    columns: tuple[Length, ...]
    type_: TableType
    rows: Sequence[SetRow]
    header: int
    style: TableRules
    continued: Sequence[SetLine] = ()
    continued_rows: int = 1

    def rows_of(self, step: int) -> range:
        """The rows that may not be parted from one another: the header with the first row, else one row."""
        return range(self.header + 1) if step == 0 else range(self.header + step, self.header + step + 1)

    @property
    def header_rows(self) -> int:
        """Grid lines that the header takes."""
        return sum(row.rows for row in self.rows[: self.header])

    @property
    def repeated_rows(self) -> int:
        """Grid lines that are taken at the top of each further page: by what says that it goes on, and the header."""
        return self.continued_rows * len(self.continued) + self.header_rows


@dataclass(frozen=True, slots=True)
class FittedColumns:
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
    needs: list[_ColumnNeeds] = []
    for width in (setter.width, turned):
        for number, type_ in enumerate(types):
            if number == len(needs):
                needs.append(_column_needs(table, setter, type_))
            if sum(needs[number].least) <= width - layout.tables.outer_rule:
                return _fitted(layout, needs[number], type_, width, is_turned=width != setter.width)
    narrowest = narrowest_type(layout)
    return _fitted(layout, _column_needs(table, setter, narrowest), narrowest, turned, is_turned=True)


def _fitted(layout: Layout, needs: _ColumnNeeds, type_: TableType, width: Length, *, is_turned: bool) -> FittedColumns:
    return FittedColumns(type_, _column_widths(needs, int(width - layout.tables.outer_rule)), is_turned)


def set_table(layout: Layout, setter: Setter, table: ArticleTable, fitted: FittedColumns) -> SetTable:
    """Set a table across the whole measure in columns that were fitted to it."""
    type_, columns, rules = fitted.type_, fitted.widths, layout.tables
    head, body, padding = type_.head, type_.body, type_.padding
    rooms = [column - padding * 2 for column in columns]
    if min(rooms) < body.size:
        hint = "减少列数，或分成两张表。"
        setter.diagnostics.error("HB509", f"表格太宽：{len(columns)} 列，有的不到一个字宽", table.span, hint)
    inner = [replace(setter, width=max(room, body.size)) for room in rooms]
    _check_columns(table, inner, (head, body), setter.diagnostics)
    header = min(table.header, len(table.rows) - 1)  # at least one row stands under the header
    aligns = tuple(_resolved(table, index, inner[index], body) for index in range(len(columns)))
    points = [_point_place(table, index, inner[index], body) for index in range(len(columns))]
    rows = []
    for number, row in enumerate(table.rows):
        role, style = (Role.TABLE_HEAD, head) if number < header else (Role.TABLE_CELL, body)
        stands = [Align.CENTER] * len(columns) if role is Role.TABLE_HEAD else aligns
        cells = []
        for cell, column, align, point in zip(row, inner, stands, points, strict=True):
            if point is None or role is Role.TABLE_HEAD or point.width > column.width:
                cells.append(_set_cell(cell, column, role, style, align))
            else:
                cells.append(_set_number(cell, column, style, align, point))
        rows.append(SetRow(cells, _grid_rows(layout.grid, rules, cells, style.pitch)))
    made = SetTable(Length(rules.outer_rule // 2), columns, type_, rows, header, rules)
    if rules.continued is not None:
        text = setter.set([Inline(rules.continued, False, table.span)], layout.style(Role.TABLE_CONTINUED))
        made = replace(made, continued=text.lines, continued_rows=layout.styles[Role.TABLE_CONTINUED].grid_lines)
    if least_rows(layout, body) > layout.grid.lines - made.repeated_rows:
        hint = "把表头里长的内容移到表格里，或移到正文里。"
        setter.diagnostics.error("HB506", "表头太高，一页上它下面排不下一行", table.rows[0][0].span, hint)
    return made


def _check_columns(
    table: ArticleTable, columns: Sequence[Setter], styles: tuple[TextStyle, TextStyle], diagnostics: Diagnostics
) -> None:
    """Refuse a column that is too narrow for a number or a word in it, at the first such cell (HB509)."""
    for index, column in enumerate(columns):
        cells = ((row[index], styles[number >= table.header]) for number, row in enumerate(table.rows))
        cut = (cell for cell, style in cells if column.widths(cell.inlines, style)[1] > column.width)
        if cell := next(cut, None):
            diagnostics.error(
                "HB509",
                f"表格太宽：第 {index + 1} 列排不下“{_shown(cell.text)}”，它会从中间断开",
                cell.span,
                "减少列数，或分成两张表；长的外文词、数字写短些。",
            )


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


def _grid_rows(grid: Grid, rules: TableRules, cells: Sequence[SetCell], pitch: Length) -> int:
    """Grid lines that hold the highest cell of a row."""
    needed = pitch * max(1, *(len(cell.lines) for cell in cells)) + rules.white
    return -(-needed // grid.pitch)


def least_rows(layout: Layout, style: TextStyle) -> int:
    """Grid lines that a row takes at least."""
    return -(-(style.pitch + layout.tables.white) // layout.grid.pitch)


def _set_cell(cell: TableCell, column: Setter, role: Role, style: TextStyle, align: Align) -> SetCell:
    """A cell: broken as text, then put where its lines stand; only headings are broken in balance."""
    broken = replace(style, align=Align.JUSTIFY if align is Align.JUSTIFY else Align.START)
    text = column.set(cell.inlines, broken)
    block = TextBlock(role, align, text.indents)
    share = {Align.CENTER: 2, Align.END: 1}.get(align)
    if share is None:
        return SetCell(block, text.lines)
    lines = [replace(line, x=line.x + (column.width - line.x - line.width) // share) for line in text.lines]
    return SetCell(block, lines)


def _point_place(table: ArticleTable, index: int, setter: Setter, style: TextStyle) -> PointPlace | None:
    return point_place([row[index].inlines for row in table.rows[table.header :]], setter, style)


def _set_number(cell: TableCell, column: Setter, style: TextStyle, align: Align, place: PointPlace) -> SetCell:
    """A cell of a column whose numbers stand under one another; the indent says where, whatever sets it."""
    text = column.set(cell.inlines, replace(style, align=Align.START))
    start = place.start(before_point(cell.inlines, column, style), column.width, align)
    block = TextBlock(Role.TABLE_CELL, Align.START, Indents(start=start))
    return SetCell(block, [line.moved(start) for line in text.lines])


def _resolved(table: ArticleTable, index: int, column: Setter, style: TextStyle) -> Align:
    """How a column stands: as the article says, else in the middle if each of its cells is one line."""
    if table.aligns[index] is not Align.JUSTIFY:
        return table.aligns[index]
    cells = [row[index] for row in table.rows[table.header :]]
    one_line = all(column.widths(cell.inlines, style)[0] <= column.width for cell in cells)
    return Align.CENTER if one_line else Align.JUSTIFY


@dataclass(frozen=True, slots=True)
class _ColumnNeeds:
    """Widths of the columns, each with its padding, in whole twips.

    Attributes:
        least: Of what may not be broken in it, and of as many characters as a line has at least.
        low: Of its text on single lines, headers on two.
        most: Of its text on single lines.
    """

    least: Sequence[int]
    low: Sequence[int]
    most: Sequence[int]


def _column_needs(table: ArticleTable, setter: Setter, type_: TableType) -> _ColumnNeeds:
    head, body, padding = type_.head, type_.body, type_.padding
    least: list[int] = []
    most: list[int] = []
    low: list[int] = []
    for index in range(len(table.aligns)):
        heads = [setter.widths(row[index].inlines, head) for row in table.rows[: table.header]]
        cells = [setter.widths(row[index].inlines, body) for row in table.rows[table.header :]]
        point = _point_place(table, index, setter, body)
        widest = max(point.width if point else 0, *(part for _, part in (*heads, *cells)))
        lows = [*((whole + head.size) // 2 for whole, _ in heads), *(whole for whole, _ in cells)]
        line = max(LEAST * body.size, min(type_.least * body.size, max(lows)))
        least.append(_whole(max(widest, line) + padding * 2))
        for wholes, widths in ((most, [whole for whole, _ in (*heads, *cells)]), (low, lows)):
            wholes.append(max(least[-1], _whole(max(widths) + padding * 2)))
    return _ColumnNeeds(least, low, most)


def _column_widths(needs: _ColumnNeeds, total: int) -> tuple[Length, ...]:
    """The width of each column, in whole twips.

    It is that of the column's text on single lines; or if that is too much for all, headers take two lines and the
    widest columns are cut down, none to less than it needs for what may not be broken. What is left over they share.
    """
    least, most = needs.least, needs.most if sum(needs.most) <= total else needs.low
    given = _cut_down(least, most, total)
    spare = max(0, total - sum(given)) // len(given)
    columns = [(width + spare) // _TWIP * _TWIP for width in given]
    columns[-1] += max(0, total - sum(columns)) // _TWIP * _TWIP
    return tuple(map(Length, columns))


def _whole(width: int) -> int:
    """A width in whole twips, no less."""
    return -(-width // _TWIP) * _TWIP


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
