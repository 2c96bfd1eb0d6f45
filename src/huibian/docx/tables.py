"""Tables become Word tables: fixed columns, rows of exact height, the header said again on each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from huibian.docx.flow import FlowBlock
from huibian.docx.oxml import Element, value, w
from huibian.docx.paragraphs import Paragraphs
from huibian.frame import Table
from huibian.units import Length

_EIGHTH = Length.of("0.125", "pt")


def table(block: FlowBlock, holds: Table, blocks: Mapping[int, FlowBlock], paragraphs: Paragraphs) -> Element:
    """The table of a block.

    Args:
        block: The block.
        holds: What it holds.
        blocks: All blocks of the part, by index: the cells are among them.
        paragraphs: What makes the paragraphs of the cells.
    """
    columns = [column.twips for column in holds.columns]
    borders = (holds.outer * 2).twips  # LibreOffice adds them to the height of rows
    opens = holds.rows[0].cells[0] if block.block.page_break_before else None
    rows = []
    for number, row in enumerate(holds.rows):
        cells = [
            _cell(column, paragraphs.cell(blocks[cell], opens=cell == opens))
            for cell, column in zip(row.cells, columns, strict=True)
        ]
        height = row.height.twips - (0 if number else borders)
        rows.append(_row(height, cells, head=number < holds.header))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(columns), type="dxa"),
            w("tblInd", w=holds.indent.twips, type="dxa"),
            _borders(holds),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=holds.padding.twips, type="dxa") for side in ("left", "right"))),
        ),
        w("tblGrid", *(w("gridCol", w=column) for column in columns)),
        *rows,
    )


def _borders(holds: Table) -> Element:
    def border(side: str, thickness: Length) -> Element:
        return w(side, val="single", sz=max(2, round(thickness / _EIGHTH)), space=0, color=holds.color)

    outer = [border(side, holds.outer) for side in ("top", "left", "bottom", "right")]
    return w("tblBorders", *outer, border("insideH", holds.inner), border("insideV", holds.inner))


def _row(height: int, cells: Sequence[Element], *, head: bool) -> Element:
    rule = w("trHeight", val=height, hRule="exact")
    return w("tr", w("trPr", w("cantSplit"), rule, w("tblHeader") if head else None), *cells)


def _cell(width: int, paragraph: Element) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), value("vAlign", "center")), paragraph)
