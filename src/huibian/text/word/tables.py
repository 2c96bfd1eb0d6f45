"""Takes a table of a Word file, gives it with as many cells in every row as it has columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from huibian.diagnostics import Span
from huibian.frame import Align
from huibian.text.inlines import cleaned, on_one_line
from huibian.text.model import Cell, Table
from huibian.text.remarks import Remarks
from huibian.text.word.runs import Paragraph
from huibian.text.word.xml import Element, W, is_on, number, value

_ALIGNS = {"left": Align.START, "start": Align.START, "center": Align.CENTER, "right": Align.END, "end": Align.END}
_WRAPPERS = [W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")]
_WIDEST = 63  # columns, as many as a table of Word may have


def read_table(
    element: Element, at: Span, read: Callable[[Element, Span], Paragraph], remarks: Remarks
) -> Table | None:
    """Read `w:tbl`; `None` for a table without text.

    Args:
        element: The table.
        at: Where it stands; its cells stand there too.
        read: Reads a paragraph whose characters all have one place.
        remarks: Gets every fault.
    """
    at = Span(at.file, at.line)
    lines = [row for row in _inside(element, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
    rows = [list(_row(line, at, read, remarks)) for line in lines]
    width = max((len(row) for row in rows), default=0)
    if not any(cell.text for row in rows for cell, _ in row):
        return None
    filled = [[*row, *[(Cell((), at), None)] * (width - len(row))] for row in rows]
    header = _header(lines)
    aligns = tuple(_align([row[column] for row in filled[header:]]) for column in range(width))
    cells = tuple(tuple(cell for cell, _ in row) for row in filled)
    plain = tuple(tuple(map(_unmarked, row)) for row in cells[:header])
    return Table((), aligns, (*plain, *cells[header:]), header, at)


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, whatever is wrapped round them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _row(
    row: Element, at: Span, read: Callable[[Element, Span], Paragraph], remarks: Remarks
) -> Iterator[tuple[Cell, str | None]]:
    """The cells of a row, each with how its text stands."""
    before = min(number(value(row, "trPr", "gridBefore")), _WIDEST)
    yield from [(Cell((), at), None)] * before
    for element in _inside(row, W + "tc"):
        span = min(max(number(value(element, "tcPr", "gridSpan"), 1), 1), _WIDEST)
        merged = element.find(f"{W}tcPr/{W}vMerge")
        hidden = merged is not None and merged.get(W + "val") != "restart"
        if span > 1 or hidden:
            remarks.warning("HB226", "合并的格拆开排，文字留在第一格", at)
        cell = Cell((), at) if hidden else _cell(element, at, read, remarks)
        yield cell, value(element, "p", "pPr", "jc")
        yield from [(Cell((), at), None)] * (span - 1)


def _cell(element: Element, at: Span, read: Callable[[Element, Span], Paragraph], remarks: Remarks) -> Cell:
    if element.find(f".//{W}tbl") is not None:
        remarks.warning("HB226", "表格里的表格拆成文字排", at)
    paragraphs = [read(each, at) for each in element.iter(W + "p")]
    for picture in (picture for paragraph in paragraphs for picture in paragraph.pictures):
        remarks.error("HB220", "图片夹在表格里", picture.span, "把图片移到表格外面，单独一段。")
    lines = [line for paragraph in paragraphs for line in cleaned(paragraph.inlines, remarks)]
    if len(lines) > 1:
        remarks.warning("HB226", "一格里的几段接成一段排，用空格隔开", at)
    return Cell(on_one_line(lines), at)


def _header(lines: Sequence[Element]) -> int:
    """How many rows are the head: those marked so; in a table without any, the first, if there are more."""
    count = 0
    for line in lines:
        if not is_on(line, "trPr", "tblHeader"):
            break
        count += 1
    return min(count, len(lines) - 1) or min(1, len(lines) - 1)


def _align(cells: Sequence[tuple[Cell, str | None]]) -> Align:
    """How the text of a column stands, if all cells below the head agree."""
    said = {_ALIGNS.get(align or "", Align.JUSTIFY) for cell, align in cells if cell.text}
    return said.pop() if len(said) == 1 else Align.JUSTIFY


def _unmarked(cell: Cell) -> Cell:
    """A cell of the head without bold: it has a look of its own."""
    return replace(cell, inlines=tuple(replace(inline, bold=False) for inline in cell.inlines))
