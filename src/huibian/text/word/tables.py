"""Takes a table of a Word file, gives it with every cell in its place, merged ones as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import Align, Role
from huibian.text.inlines import Inlines, on_one_line
from huibian.text.model import ArticlePicture, ArticleTable, CellContent, Paragraph, TableCell
from huibian.text.remarks import Remarks
from huibian.text.tablehead import PlacedCells, closed_head, head_rows
from huibian.text.word.drawings import Drawn
from huibian.text.word.flow import TBL, Flow
from huibian.text.word.grid import CellGrid, Merge, PlacedRow, RawCell, make_grid
from huibian.text.word.leaving import leave_deleted, leave_shown
from huibian.text.word.runs import WordParagraph
from huibian.text.word.xml import Element, W, is_on, number, value

_ALIGNS = {"left": Align.START, "start": Align.START, "center": Align.CENTER, "right": Align.END, "end": Align.END}
_WIDEST = 63  # columns, as many as a table of Word may have
_MOST_CELLS = 100_000  # of a table, filled up; a list of a thousand people with twenty columns has 20,000
_Read: TypeAlias = Callable[[Sequence[Element], Span], WordParagraph]
_Show: TypeAlias = Callable[[Drawn], Iterator[ArticlePicture]]


def read_table(element: Element, at: Span, read: _Read, show: _Show, remarks: Remarks) -> ArticleTable | None:
    """Read `w:tbl`; `None` for a table with nothing in it.

    Args:
        element: The table.
        at: Where it stands; its cells stand there too.
        read: Reads a paragraph whose characters all have one place.
        show: Gives the picture that is drawn in a paragraph; none where there is a fault, which it reports.
        remarks: Gets every fault.
    """
    reader = _TableReader(Span(at.file, at.line), read, show, remarks)
    lines = list(reader.rows(element))
    raw = [list(reader.raw_cells(line)) for line in lines]
    width = max((sum(cell.columns for cell in row) for row in raw), default=0)
    if width > _WIDEST or width * len(raw) > _MOST_CELLS:
        most = f"一行超过 {_WIDEST} 格" if width > _WIDEST else f"超过 {_MOST_CELLS} 格"
        remarks.error("HB232", f"表格{most}", reader.at, "拆成几张表，或在 Word 里改好表格。")
        return None
    if width == 0:
        return None
    grid = make_grid(raw)
    reader.tell(grid)
    rows = [reader.cells(row) for row in grid.rows]
    if not any(cell.contents for row in rows for cell in row.cells):
        return None
    header = _header(lines, grid, rows)
    cells = [row.cells for row in rows]
    plain = [tuple(map(_unmarked, row)) for row in cells[:header]]
    return ArticleTable((), _aligns(grid, rows, header), (*plain, *map(tuple, cells[header:])), header, reader.at)


@dataclass(slots=True)
class _TableReader:
    at: Span
    read: _Read
    show: _Show
    remarks: Remarks
    flow: Flow = field(init=False)

    def __post_init__(self) -> None:
        self.flow = Flow(self.remarks)

    def rows(self, table: Element) -> Iterator[Element]:
        """The rows that Word shows."""
        for row in self.flow.inside(table, W + "tr", self.at):
            if row.find(f"{W}trPr/{W}del") is not None:
                leave_deleted(self.remarks, row, self.at)
            elif is_on(row, "trPr", "hidden"):
                leave_shown(self.remarks, "隐藏的行", row, self.at)
            else:
                yield row

    def raw_cells(self, row: Element) -> Iterator[RawCell]:
        """The cells of a row as the file has them; the columns that it leaves out at its start are an empty one."""
        before = min(number(value(row, "trPr", "gridBefore")), _WIDEST)
        if before > 0:
            yield RawCell(None, before, Merge.ALONE, joins=False)
        for element in self._cells(row):
            columns = min(max(number(value(element, "tcPr", "gridSpan"), 1), 1), _WIDEST + 1)
            yield RawCell(element, columns, _MERGES[_merge(element, "vMerge")], _merge(element, "hMerge") == "continue")

    def _cells(self, row: Element) -> Iterator[Element]:
        for cell in self.flow.inside(row, W + "tc", self.at):
            if cell.find(f"{W}tcPr/{W}cellDel") is None:
                yield cell
            else:
                leave_deleted(self.remarks, cell, self.at)

    def tell(self, grid: CellGrid) -> None:
        """Tell of what merged cells cover, and of those that are merged with nothing."""
        for element in grid.covered:
            leave_shown(self.remarks, "合并的格里盖住的内容", element, self.at)
        for _ in range(grid.stray):
            hint = "在 Word 里选中要合并的格，重新合并。"
            self.remarks.warning("HB242", "有的格要和上面或前面的格合并，那里没有可合并的格：单独成格", self.at, hint)

    def cells(self, row: PlacedRow) -> PlacedCells:
        """The cells of a row with what they hold."""
        cells = []
        for cell in row.cells:
            contents = () if cell.element is None else tuple(self._contents(cell.element))
            cells.append(TableCell(contents, cell.size, self.at))
        return PlacedCells(cells, [cell.column for cell in row.cells])

    def _contents(self, cell: Element) -> Iterator[CellContent]:
        """What stands in a cell; a table in it row by row."""
        for group in self.flow.groups(cell, lambda: self.at):
            if group[0].tag != TBL:
                yield from self._paragraph(self.read(group, self.at))
                continue
            self.remarks.warning("HB240", "表格里的表格拆开，它的每一行排成格里的一段", self.at)
            for row in self.rows(group[0]):
                yield from self._inner_row(row)

    def _paragraph(self, paragraph: WordParagraph) -> Iterator[CellContent]:
        """The lines of a paragraph; its pictures before them, if they stand before all text, else after them."""
        leading = [drawn for drawn in paragraph.pictures if not drawn.before]
        trailing = [drawn for drawn in paragraph.pictures if drawn.before]
        for drawn in leading:
            yield from self.show(drawn)
        yield from (self._text(line) for line in paragraph.lines(self.remarks))
        for drawn in trailing:
            yield from self.show(drawn)

    def _inner_row(self, row: Element) -> Iterator[CellContent]:
        """A row of a table in a cell: its texts side by side, then its pictures; a single cell as it is."""
        cells = [list(self._contents(cell)) for cell in self._cells(row)]
        if len(cells) == 1:
            yield from cells[0]
            return
        contents = [content for cell in cells for content in cell]
        texts = [content.inlines for content in contents if isinstance(content, Paragraph)]
        if texts:
            yield self._text(on_one_line(texts))
        yield from (content for content in contents if not isinstance(content, Paragraph))

    def _text(self, inlines: Inlines) -> Paragraph:
        return Paragraph(Role.TABLE_CELL, inlines, self.at)


_MERGES = {None: Merge.ALONE, "restart": Merge.BEGINS, "continue": Merge.GOES_ON}


def _merge(cell: Element, name: str) -> str | None:
    """How a cell is merged with others: "restart" or "continue", which it is without a value; `None` for not."""
    found = cell.find(f"{W}tcPr/{W}{name}")
    if found is None:
        return None
    return "restart" if found.get(W + "val") == "restart" else "continue"


def _header(lines: Sequence[Element], grid: CellGrid, rows: Sequence[PlacedCells]) -> int:
    """How many rows are the head: those marked so; else as the first row has it."""
    marked = 0
    while marked < len(rows) and is_on(lines[grid.rows[marked].number], "trPr", "tblHeader"):
        marked += 1
    if marked:
        return closed_head(rows, min(marked, len(rows) - 1))
    return head_rows(rows)


def _aligns(grid: CellGrid, rows: Sequence[PlacedCells], header: int) -> tuple[Align, ...]:
    """How the text of each column stands, if all cells of it below the head agree."""
    said: list[set[Align]] = [set() for _ in range(grid.columns)]
    for row, cells in zip(grid.rows[header:], rows[header:], strict=True):
        for placed, cell in zip(row.cells, cells.cells, strict=True):
            if placed.element is not None and cell.text and cell.size.columns == 1:
                align = value(placed.element, "p", "pPr", "jc")
                said[placed.column].add(_ALIGNS.get(align or "", Align.JUSTIFY))
    return tuple(each.pop() if len(each) == 1 else Align.JUSTIFY for each in said)


def _unmarked(cell: TableCell) -> TableCell:
    """A cell of the head without bold: it has a look of its own."""
    return replace(cell, contents=tuple(map(_without_bold, cell.contents)))


def _without_bold(content: CellContent) -> CellContent:
    if not isinstance(content, Paragraph):
        return content
    return replace(content, inlines=tuple(replace(inline, bold=False) for inline in content.inlines))
