"""Takes pictures and tables of articles, gives them at the size they are printed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huibian.diagnostics import Diagnostics
from huibian.frame import Align, Role, TextStyle
from huibian.image import Image
from huibian.layout.paragraph import Line, Setter
from huibian.layoutfile.definition import Layout
from huibian.text.model import ArticlePicture, ArticleTable, Note, TableCell
from huibian.units import Length

_TWIP = Length.of(1, "twip")
_INCH = Length.of(72, "pt")
_LEAST = 2  # characters on a line of a column
_LEAST_SIDE = Length.of(2, "mm")  # of a printed picture
_MOST_SHOWN = 12  # characters of a cell in a message


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image at its printed size, in the middle of `rows` grid lines."""

    image: Image
    width: Length
    height: Length
    rows: int


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell of a table with its set lines; `align` is how they stand."""

    role: Role
    lines: Sequence[Line]
    align: Align


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row of a table, `rows` grid lines high."""

    cells: Sequence[SetCell]
    rows: int

    @property
    def notes(self) -> tuple[Note, ...]:
        """The footnotes that its cells refer to."""
        return tuple(note for cell in self.cells for line in cell.lines for note in line.notes)


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table with set cells.

    Attributes:
        indent: From the start edge of the type area to the middle of the table's first border.
        columns: Width of each column.
        padding: White between a cell's edge and its text.
        rows: The rows, header rows first.
        header: How many header rows there are.
        aligns: How the text of each column stands.
    """

    indent: Length
    columns: tuple[Length, ...]
    padding: Length
    rows: Sequence[SetRow]
    header: int
    aligns: tuple[Align, ...]

    def rows_of(self, step: int) -> range:
        """The rows that may not be parted from one another: the header with the first row, else one row."""
        return range(self.header + 1) if step == 0 else range(self.header + step, self.header + step + 1)

    @property
    def header_rows(self) -> int:
        """Grid lines that the header takes."""
        return sum(row.rows for row in self.rows[: self.header])


def size_picture(layout: Layout, picture: ArticlePicture, diagnostics: Diagnostics) -> PlacedImage:
    """The printed size of a picture: as large as the layout allows, its white and it a whole number of grid lines.

    A picture that would be a mere stroke is refused (HB529), one that is coarser than the layout's least resolution at
    that size reported (HB505).
    """
    rules, pitch, image = layout.pictures, layout.grid.pitch, picture.image
    widest = min(rules.width, layout.type_area.width)
    height = Length(widest * image.height // image.width)
    rows = min(rules.lines, layout.grid.lines, -(-(height + rules.white) // pitch))
    height = pitch * rows - rules.white
    width = Length(min(widest, height * image.width // image.height))
    height = Length(min(height, width * image.height // image.width))
    if min(width, height) < _LEAST_SIDE:
        diagnostics.error(
            "HB529",
            f"图片太窄长：{image.width} × {image.height} 像素，印出来不到 {_LEAST_SIDE.mm:.0f} 毫米",
            picture.span,
            "裁成接近的长和宽，或分成几张。",
        )
        return PlacedImage(image, width, height, rows)
    resolution = image.width * _INCH // width
    if resolution < rules.resolution:
        needed = -(-rules.resolution * width // _INCH)
        diagnostics.warning(
            "HB505",
            f"照片太粗：印出来每英寸只有 {resolution} 点，不到 {rules.resolution} 点",
            picture.span,
            f"换一张宽 {needed} 像素以上的原图；聊天软件传的图常被压小，让供稿单位发原文件。",
        )
    return PlacedImage(image, width, height, rows)


def set_table(layout: Layout, setter: Setter, table: ArticleTable) -> SetTable:
    """Set a table across the whole measure; columns share it by what they hold."""
    head, body = layout.style(Role.TABLE_HEAD), layout.style(Role.TABLE_CELL)
    padding = body.size.em(layout.tables.padding)
    border = layout.tables.outer_rule
    columns = _column_widths(table, setter, (head, body), padding, setter.width - border)
    rooms = [column - padding * 2 for column in columns]
    if min(rooms) < body.size:
        hint = "减少列数，或分成两张表。"
        setter.diagnostics.error("HB509", f"表格太宽：{len(columns)} 列，有的不到一个字宽", table.span, hint)
    inner = [replace(setter, width=max(room, body.size)) for room in rooms]
    _check_columns(table, inner, (head, body), setter.diagnostics)
    header = min(table.header, len(table.rows) - 1)  # a table of a header alone has nothing that it could head
    aligns = tuple(_resolved(table, index, inner[index], body) for index in range(len(columns)))
    rows = []
    for number, row in enumerate(table.rows):
        role, style = (Role.TABLE_HEAD, head) if number < header else (Role.TABLE_CELL, body)
        stands = [Align.CENTER] * len(columns) if role is Role.TABLE_HEAD else aligns
        cells = [
            SetCell(role, _set_cell(cell, column, style, align), align)
            for cell, column, align in zip(row, inner, stands, strict=True)
        ]
        rows.append(SetRow(cells, _grid_rows(layout, cells, style.pitch)))
    _check_heights(layout, table, rows, header, setter.diagnostics)
    return SetTable(Length(border // 2), columns, padding, rows, header, aligns)


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


def _grid_rows(layout: Layout, cells: Sequence[SetCell], pitch: Length) -> int:
    """Grid lines that hold the highest cell of a row."""
    needed = pitch * max(1, *(len(cell.lines) for cell in cells)) + layout.tables.white
    return -(-needed // layout.grid.pitch)


def _check_heights(
    layout: Layout, table: ArticleTable, rows: Sequence[SetRow], header: int, diagnostics: Diagnostics
) -> None:
    """Refuse a row that no page can hold with the header above it (HB506)."""
    room = layout.grid.lines - sum(row.rows for row in rows[:header])
    for cells, row in zip(table.rows[header:], rows[header:], strict=True):
        if row.rows > room:
            diagnostics.error(
                "HB506", "表格有一行比一页还高", cells[0].span, "把这一行分成几行，或把长的内容移到正文里。"
            )


def _set_cell(cell: TableCell, column: Setter, style: TextStyle, align: Align) -> list[Line]:
    """The lines of a cell: broken as text, then put where they stand; only headings are broken in balance."""
    broken = replace(style, align=Align.JUSTIFY if align is Align.JUSTIFY else Align.START)
    lines = column.set(cell.inlines, broken)
    share = {Align.CENTER: 2, Align.END: 1}.get(align)
    if share is None:
        return lines
    return [replace(line, x=line.x + (column.width - line.x - line.width) // share) for line in lines]


def _resolved(table: ArticleTable, index: int, column: Setter, style: TextStyle) -> Align:
    """How a column stands: as the article says, else in the middle if each of its cells is one line."""
    if table.aligns[index] is not Align.JUSTIFY:
        return table.aligns[index]
    cells = [row[index] for row in table.rows[table.header :]]
    one_line = all(column.widths(cell.inlines, style)[0] <= column.width for cell in cells)
    return Align.CENTER if one_line else Align.JUSTIFY


def _column_widths(
    table: ArticleTable, setter: Setter, styles: tuple[TextStyle, TextStyle], padding: Length, total: Length
) -> tuple[Length, ...]:
    """The width of each column, in whole twips.

    It is that of the column's text on single lines; or if that is too much for all, headers take two lines and the
    widest columns are cut down, none to less than it needs for what may not be broken. What is left over they share.
    """
    head, body = styles
    least: list[int] = []
    most: list[int] = []
    low: list[int] = []
    for index in range(len(table.aligns)):
        heads = [setter.widths(row[index].inlines, head) for row in table.rows[: table.header]]
        cells = [setter.widths(row[index].inlines, body) for row in table.rows[table.header :]]
        widest = max(part for _, part in (*heads, *cells))
        least.append(_whole(max(widest, _LEAST * body.size) + padding * 2))
        for wholes, widths in (
            (most, [whole for whole, _ in (*heads, *cells)]),
            (low, [*((whole + head.size) // 2 for whole, _ in heads), *(whole for whole, _ in cells)]),
        ):
            wholes.append(max(least[-1], _whole(max(widths) + padding * 2)))
    if sum(most) > total:
        most = low
    given = _cut_down(least, most, int(total))
    spare = max(0, int(total) - sum(given)) // len(given)
    columns = [(width + spare) // _TWIP * _TWIP for width in given]
    columns[-1] += max(0, int(total) - sum(columns)) // _TWIP * _TWIP
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
