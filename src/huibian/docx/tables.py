"""Tables become Word tables: fixed columns, rows of exact height, the header repeated on each page."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huibian.docx.flow import WordTable, WordText
from huibian.docx.noterests import Rests
from huibian.docx.oxml import Element, value, w
from huibian.docx.pagecuts import cut_rows
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.pictures import Drawings
from huibian.docx.styles import RULE_HEIGHT
from huibian.frame import PageIndex, TableBlock, TableSlot, VerticalAlign
from huibian.units import Length, Twips

_EIGHTH = Length.of("0.125", "pt")
_VERTICAL = {VerticalAlign.TOP: "top", VerticalAlign.MIDDLE: "center"}


def table(
    block: WordTable,
    paragraphs: Paragraphs,
    drawings: Drawings,
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
        drawings: What draws their pictures.
        spaced: Whether a paragraph follows that takes its height off the last row.
        cut: The pages on which what stands of the table has to be a table of its own: those with footnotes and behind
            them, and those before which a word processor would find room for one row more.
        rests: The footnotes that go on on its pages.
        above: The last page with text above it.
    """
    holds = block.block
    heights, reaching = _heights(block), _reaching(block)
    rows_here = holds.rows[block.rows.start : block.rows.stop]
    cut = cut if holds.continued is None else block.pages
    parts = [block.rows[part.start : part.stop] for part in cut_rows(rows_here, block.pages, cut)]
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
        made = [
            _CellWriter(block, paragraphs if row in part else repeated, drawings).row(row, reaching[row], heights[row])
            for row in rows
        ]
        yield _table(holds, made)


def _heights(block: WordTable) -> dict[int, Twips]:
    """The height of each row, the header's too.

    LibreOffice adds a border to what stands on one page, and 24.8 one more where the table goes on.
    """
    holds, pages = block.block, block.pages
    heights = {row: holds.rows[row].height.twips for row in block.written}
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
        if not thickness:
            return w(side, val="nil")
        return w(side, val="single", sz=max(2, round(thickness / _EIGHTH)), space=0, color=holds.color)

    outer = [border(side, holds.outer) for side in ("top", "left", "bottom", "right")]
    return w("tblBorders", *outer, border("insideH", holds.inner), border("insideV", holds.inner))


class _Reaching(Struct, frozen=True):
    """What a row has in some columns: a cell that begins in row `row`, which may be one above."""

    slot: TableSlot
    row: int


def _reaching(block: WordTable) -> dict[int, list[_Reaching]]:
    """What each row has in its columns, from the first to the last; none of it comes from a page before."""
    found: dict[int, list[_Reaching]] = {row: [] for row in block.written}
    for number in block.written:
        for slot in block.block.rows[number].cells:
            for row in range(number, number + slot.size.rows):
                found[row].append(_Reaching(slot, number))
    return {number: sorted(row, key=lambda each: each.slot.column) for number, row in found.items()}


class _CellWriter(Struct, frozen=True):
    """Writes the cells of a table."""

    block: WordTable
    paragraphs: Paragraphs
    drawings: Drawings

    def row(self, number: int, reaching: Sequence[_Reaching], height: Twips) -> Element:
        """A row, given what it has in its columns."""
        rule = w("trHeight", val=height, hRule="exact")
        head = w("tblHeader") if number < self.block.block.header else None
        page = self.block.block.rows[number].page
        cells = (self._cell(each.slot, page, continues=each.row < number) for each in reaching)
        return w("tr", w("trPr", w("cantSplit"), rule, head), *cells)

    def _cell(self, slot: TableSlot, page: PageIndex, *, continues: bool) -> Element:
        """A cell, or what stands of it on a page; where it goes on from a row above, Word wants one without text."""
        holds, size = self.block.block, slot.size
        columns = holds.columns[slot.column : slot.column + size.columns]
        properties = w(
            "tcPr",
            w("tcW", w=sum(each.twips for each in columns), type="dxa"),
            value("gridSpan", size.columns) if size.columns > 1 else None,
            value("vMerge", "continue" if continues else "restart") if size.rows > 1 else None,
            value("vAlign", _VERTICAL[slot.valign]),
        )
        return w("tc", properties, *([w("p")] if continues else self._parts(slot, page)))

    def _parts(self, slot: TableSlot, page: PageIndex) -> Iterator[Element]:
        """What stands of a cell on a page; a paragraph without text where nothing does, for Word wants one."""
        parts = [self.block.cells[number] for number in slot.blocks]
        here = [part for part in parts if not part.pages or page in part.pages]
        for part in here or parts[:1]:
            if isinstance(part, WordText):
                yield self.paragraphs.cell(part.on_page(page), self.block.block.type_)
            else:
                yield self.paragraphs.cell_picture(part, self.drawings.draw(part))
