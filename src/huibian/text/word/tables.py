"""Takes a table of a Word file, gives it with as many cells in every row as it has columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from huibian.diagnostics import Span
from huibian.frame import Align
from huibian.text.inlines import Inlines, on_one_line
from huibian.text.model import ArticleTable, TableCell
from huibian.text.remarks import Remarks
from huibian.text.word.flow import TBL, Flow
from huibian.text.word.leaving import leave_deleted, leave_text
from huibian.text.word.runs import WordParagraph
from huibian.text.word.xml import Element, W, is_on, number, value

_ALIGNS = {"left": Align.START, "start": Align.START, "center": Align.CENTER, "right": Align.END, "end": Align.END}
_WIDEST = 63  # columns, as many as a table of Word may have
_MOST_CELLS = 100_000  # of a table, filled up; a list of a thousand people with twenty columns has 20,000


def read_table(
    element: Element, at: Span, read: Callable[[Sequence[Element], Span], WordParagraph], remarks: Remarks
) -> ArticleTable | None:
    """Read `w:tbl`; `None` for a table without text.

    Args:
        element: The table.
        at: Where it stands; its cells stand there too.
        read: Reads a paragraph whose characters all have one place.
        remarks: Gets every fault.
    """
    reader = _TableReader(Span(at.file, at.line), read, remarks)
    lines = list(reader.rows(element))
    rows = [list(reader.row(line)) for line in lines]
    width = max((len(row) for row in rows), default=0)
    if width > _WIDEST or width * len(rows) > _MOST_CELLS:
        most = f"一行有 {_WIDEST} 格以上" if width > _WIDEST else f"有 {_MOST_CELLS} 格以上"
        remarks.error("HB232", f"表格{most}", reader.at, "拆成几张表，或在 Word 里改好表格。")
        return None
    if not any(cell.text for row in rows for cell, _ in row):
        return None
    filled = [[*row, *[(reader.empty, None)] * (width - len(row))] for row in rows]
    header = _header(lines)
    aligns = tuple(_align([row[column] for row in filled[header:]]) for column in range(width))
    cells = tuple(tuple(cell for cell, _ in row) for row in filled)
    plain = tuple(tuple(map(_unmarked, row)) for row in cells[:header])
    return ArticleTable((), aligns, (*plain, *cells[header:]), header, reader.at)


@dataclass(slots=True)
class _TableReader:
    at: Span
    read: Callable[[Sequence[Element], Span], WordParagraph]
    remarks: Remarks
    flow: Flow = field(init=False)
    empty: TableCell = field(init=False)

    def __post_init__(self) -> None:
        self.flow = Flow(self.remarks)
        self.empty = TableCell((), self.at)

    def rows(self, table: Element) -> Iterator[Element]:
        """The rows that Word shows."""
        for row in self.flow.inside(table, W + "tr", self.at):
            if row.find(f"{W}trPr/{W}del") is not None:
                leave_deleted(self.remarks, row, self.at)
            elif is_on(row, "trPr", "hidden"):
                leave_text(self.remarks, "隐藏的行", row, self.at)
            else:
                yield row

    def row(self, row: Element) -> Iterator[tuple[TableCell, str | None]]:
        """The cells of a row, each with how its text stands."""
        before = min(number(value(row, "trPr", "gridBefore")), _WIDEST)
        yield from [(self.empty, None)] * before
        for element in self._cells(row):
            span = min(max(number(value(element, "tcPr", "gridSpan"), 1), 1), _WIDEST)
            merged = element.find(f"{W}tcPr/{W}vMerge")
            hidden = merged is not None and merged.get(W + "val") != "restart"
            if span > 1 or hidden:
                self.remarks.warning("HB226", "合并的格拆开排，文字留在第一格", self.at)
            if hidden:
                leave_text(self.remarks, "合并的格里盖住的文字", element, self.at)
            yield self.empty if hidden else self._cell(element), value(element, "p", "pPr", "jc")
            yield from [(self.empty, None)] * (span - 1)

    def _cells(self, row: Element) -> Iterator[Element]:
        for cell in self.flow.inside(row, W + "tc", self.at):
            if cell.find(f"{W}tcPr/{W}cellDel") is None:
                yield cell
            else:
                leave_deleted(self.remarks, cell, self.at)

    def _cell(self, element: Element) -> TableCell:
        lines = list(self._lines(element))
        if len(lines) > 1:
            self.remarks.warning("HB226", "一格里的几段接成一段排，用空格隔开", self.at)
        return TableCell(on_one_line(lines), self.at) if lines else self.empty

    def _lines(self, cell: Element) -> Iterator[Inlines]:
        """What stands in a cell, line by line; a table in it cell by cell."""
        for group in self.flow.groups(cell, lambda: self.at):
            if group[0].tag != TBL:
                paragraph = self.read(group, self.at)
                for picture in paragraph.pictures:
                    self.remarks.error("HB220", "图片夹在表格里", picture.span, "把图片移到表格外面，单独一段。")
                yield from paragraph.lines(self.remarks)
                continue
            self.remarks.warning("HB226", "表格里的表格拆成文字排", self.at)
            for row in self.rows(group[0]):
                for inner in self._cells(row):
                    yield from self._lines(inner)


def _header(lines: Sequence[Element]) -> int:
    """How many rows are the head: those marked so; in a table without any, the first, if there are more."""
    count = 0
    for line in lines:
        if not is_on(line, "trPr", "tblHeader"):
            break
        count += 1
    return min(count, len(lines) - 1) or min(1, len(lines) - 1)


def _align(cells: Sequence[tuple[TableCell, str | None]]) -> Align:
    """How the text of a column stands, if all cells below the head agree."""
    said = {_ALIGNS.get(align or "", Align.JUSTIFY) for cell, align in cells if cell.text}
    return said.pop() if len(said) == 1 else Align.JUSTIFY


def _unmarked(cell: TableCell) -> TableCell:
    """A cell of the head without bold: it has a look of its own."""
    return replace(cell, inlines=tuple(replace(inline, bold=False) for inline in cell.inlines))
