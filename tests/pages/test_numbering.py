from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Span
from huibian.frame import SINGLE, Align, BlockNumber, Indents, NoteNumber, Role, TextBlock, VerticalAlign
from huibian.layout.paragraph import SetText
from huibian.pages.cells import CellText, SetCell
from huibian.pages.collect import FlowBlock, FlowStep, FlowTable, FlowText, Keeping, SetNote
from huibian.pages.numbering import number_blocks
from huibian.pages.rows import SetRow
from huibian.pages.tables import SetTable
from huibian.pages.tabletype import table_types
from huibian.units import ZERO
from tests.support.layouts import changed_layout

EMPTY = SetText((), Indents())
TEXT = CellText(TextBlock(Role.TABLE_CELL, Align.START, Indents()), (), changed_layout().style(Role.TABLE_CELL))


def step(notes: int) -> FlowStep:
    return FlowStep(1, tuple(SetNote(NoteNumber(n), EMPTY, ZERO, Span(Path("a.md"))) for n in range(notes)))


def text(*notes: int) -> FlowBlock:
    """A paragraph whose lines refer to so many footnotes each."""
    block = TextBlock(Role.PARAGRAPH, Align.JUSTIFY, Indents())
    return FlowText(block, (), list(map(step, notes)), 1, Keeping(together=False))


def table(rows: int, *notes: int) -> FlowBlock:
    """A table of two columns without header, whose rows refer to so many footnotes each; some cells have two parts."""
    layout = changed_layout()
    cells = [SetCell((TEXT,), 0, SINGLE, VerticalAlign.MIDDLE), SetCell((TEXT, TEXT), 1, SINGLE, VerticalAlign.MIDDLE)]
    made = SetTable(
        indent=ZERO,
        columns=(ZERO, ZERO),
        type_=next(table_types(layout)),
        rows=[SetRow(cells, 1)] * rows,
        header=0,
        groups=[range(row, row + 1) for row in range(rows)],
        style=layout.tables,
    )
    return FlowTable(made, list(map(step, notes)), Keeping(together=False))


def test_cells_and_then_footnotes_follow_their_block() -> None:
    blocks = [text(1, 0, 2), table(2, 0, 1), text(0)]

    first, second, third = number_blocks(blocks, BlockNumber(7))

    assert (first.number, first.cells, first.notes) == (7, (), ((8,), (), (9, 10)))
    assert (second.number, second.cells, second.notes) == (11, (((12,), (13, 14)), ((15,), (16, 17))), ((), (18,)))
    assert (third.number, third.cells, third.notes) == (19, (), ((),))
    assert (first.after, second.after, third.after) == (11, 19, 20)


def test_no_blocks_take_no_numbers() -> None:
    assert number_blocks([], BlockNumber(7)) == []
