"""Tables become Word tables: fixed columns, rows of exact height, the header repeated on each page."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from huibian.docx.flow import WordTable
from huibian.docx.noterests import Rests
from huibian.docx.oxml import Element, value, w
from huibian.docx.pagecuts import cut_rows
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.styles import RULE_HEIGHT
from huibian.frame import PageIndex, TableBlock, TableSlot
from huibian.units import Length, Twips

_EIGHTH = Length.of("0.125", "pt")


def table(
    block: WordTable,
    paragraphs: Paragraphs,
    *,
    spaced: bool,
    cut: Container[PageIndex],
    rests: Rests,
    above: PageIndex,
) -> Iterator[Element]:
    """The table of a block, or the tables that it has to be written as.

    Where the layout says on each further page that it goes on (续表), that is a paragraph, and what follows a table.
    One that begins a page has a paragraph before it that says so, and that takes its height off the last row: asked for
    in a cell, a page break is not seen by every consumer (ONLYOFFICE).

    Args:
        block: The table.
        paragraphs: What makes the paragraphs of the cells.
        spaced: Whether a paragraph follows that takes its height off the last row.
        cut: The pages on which what stands of the table has to be a table of its own: those with footnotes and behind
            them, and those before which a word processor would find room for one row more.
        rests: The footnotes that go on on its pages.
        above: The last page with text above it.
    """
    holds = block.block
    heights, spans = _heights(block), _spans(holds)
    parts = [
        block.rows[part.start : part.stop]
        for part in cut_rows(block.pages, cut if holds.continued is None else block.pages)
    ]
    for number, part in enumerate(parts):
        is_last = number + 1 == len(parts)
        opens, page = block.breaks_page or number > 0, holds.rows[part[0]].page
        marks = rests.mark(page) if page > above else []
        said = holds.continued if part.start else None
        heights[part[-1]] -= RULE_HEIGHT * ((bool(opens or marks) and said is None) + (spaced and is_last))
        rows = [*(range(holds.header) if part.start else ()), *part]
        yield from rests.lone(range(above + 1, page), paragraphs)
        if said is not None:
            yield paragraphs.continued(said, opens=opens, before=marks)
        elif opens or marks:
            yield paragraphs.spacer(opens=opens, before=marks)
        above = max(above, holds.rows[part[-1]].page)
        repeated = replace(paragraphs, notes={})  # a header that is written again has no footnotes of its own
        made = [_row(block, row, spans[row], heights[row], paragraphs if row in part else repeated) for row in rows]
        yield _table(holds, made)


def _heights(block: WordTable) -> dict[int, Twips]:
    """The height of each row, the header's too.

    LibreOffice adds a border to what stands on one page, and 24.8 one more where the table goes on.
    """
    holds, pages = block.block, block.pages
    heights = {row: each.height.twips for row, each in enumerate(holds.rows)}
    for row, page, after in zip(block.rows, pages, [*pages[1:], None], strict=True):
        if page != after:
            heights[row] -= holds.outer.twips * (1 if after is None else 2)
    return heights


def _table(holds: TableBlock, rows: Sequence[Element]) -> Element:
    columns = [column.twips for column in holds.columns]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(columns), type="dxa"),
            w("tblInd", w=(holds.indent - holds.outer // 2).twips, type="dxa"),  # to the border's outer edge
            _borders(holds),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=holds.padding.twips, type="dxa") for side in ("left", "right"))),
        ),
        w("tblGrid", *(w("gridCol", w=column) for column in columns)),
        *rows,
    )


def _borders(holds: TableBlock) -> Element:
    def border(side: str, thickness: Length) -> Element:
        return w(side, val="single", sz=max(2, round(thickness / _EIGHTH)), space=0, color=holds.color)

    outer = [border(side, holds.outer) for side in ("top", "left", "bottom", "right")]
    return w("tblBorders", *outer, border("insideH", holds.inner), border("insideV", holds.inner))


@dataclass(frozen=True, slots=True)
class _CellSpan:
    """What a row has in some columns, from `column` on: a cell that begins in row `row`, which may be one above."""

    slot: TableSlot
    column: int
    row: int

    @property
    def end_row(self) -> int:
        """The row after the last that the cell reaches into."""
        return self.row + self.slot.rows


def _spans(holds: TableBlock) -> list[list[_CellSpan]]:
    """What each row has in its columns, from the first to the last."""
    found: list[list[_CellSpan]] = []
    reaching: dict[int, _CellSpan] = {}  # the cells of rows above that reach into this one, by their first column
    for number, row in enumerate(holds.rows):
        cells, here, column = iter(row.cells), list[_CellSpan](), 0
        while column < len(holds.columns):
            here.append(reaching.get(column) or _CellSpan(next(cells), column, number))
            column += here[-1].slot.columns
        reaching = {span.column: span for span in here if span.end_row > number + 1}
        found.append(here)
    return found


def _row(block: WordTable, number: int, spans: Sequence[_CellSpan], height: Twips, paragraphs: Paragraphs) -> Element:
    page = block.block.rows[number].page
    made = [_cell(block, span, page, paragraphs, continues=span.row < number) for span in spans]
    rule = w("trHeight", val=height, hRule="exact")
    return w("tr", w("trPr", w("cantSplit"), rule, w("tblHeader") if number < block.block.header else None), *made)


def _cell(block: WordTable, span: _CellSpan, page: PageIndex, paragraphs: Paragraphs, *, continues: bool) -> Element:
    """A cell, or what stands of it on a page; where it goes on from a row above, Word wants one without text."""
    slot = span.slot
    properties = w(
        "tcPr",
        w("tcW", w=sum(each.twips for each in block.block.columns[span.column :][: slot.columns]), type="dxa"),
        value("gridSpan", slot.columns) if slot.columns > 1 else None,
        value("vMerge", "continue" if continues else "restart") if slot.rows > 1 else None,
        value("vAlign", "center"),
    )
    return w(
        "tc",
        properties,
        w("p") if continues else paragraphs.cell(block.cells[slot.block].on_page(page), block.block.type_),
    )
