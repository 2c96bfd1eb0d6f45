from __future__ import annotations

from collections.abc import Container, Sequence

import pytest
from msgspec.structs import replace

from huibian.docx.flow import WordBlock, WordTable, WordText, flow
from huibian.docx.pagecuts import cut_paragraphs, cut_rows, noted_pages
from huibian.frame import (
    BlockNumber,
    CellSize,
    NoteNumber,
    PageIndex,
    Role,
    RunKind,
    TableBlock,
    TableRow,
    TableSlot,
    TextLine,
    VerticalAlign,
)
from huibian.units import ZERO, Length
from tests.pages.test_paper import document
from tests.support.documents import PITCH, STYLES, set_text, text_block

TEXT = "3月10日，市领导带领相关部门负责同志到我县调研活动开展情况，共走访企业十二家。" * 5
LINES = tuple(set_text(TEXT, STYLES[Role.PARAGRAPH]))


def on(*pages: int) -> list[PageIndex]:
    return [PageIndex(page) for page in pages]


NOTED = on(*range(9))


def block(*pages: int, marks: int | None = None, number: int = 1) -> WordText:
    """A paragraph with a line on each of the pages, the line `marks` with the mark of a footnote."""
    lines = [_marked(line) if at == marks else line for at, line in enumerate(LINES[: len(pages)])]
    own = replace(text_block(Role.PARAGRAPH), space_before=PITCH)
    return WordText(BlockNumber(number), own, tuple(lines), tuple(map(PageIndex, pages)), (), PITCH, breaks_page=False)


def _marked(line: TextLine) -> TextLine:
    *runs, last = line.runs
    return replace(line, runs=(*runs, replace(last, kind=RunKind.NOTE_REFERENCE, note=NoteNumber(9))))


def pieces(*blocks: WordBlock, rests: Container[PageIndex] = ()) -> list[WordText]:
    return [block for block in cut_paragraphs(blocks, NOTED, rests) if isinstance(block, WordText)]


def test_a_paragraph_that_refers_to_nothing_after_the_page_stays_one() -> None:
    assert pieces(block(0, 0, 0, 1, 1)) == [block(0, 0, 0, 1, 1)]
    assert pieces(block(0, 0, 0, 1, 1, marks=2)) == [block(0, 0, 0, 1, 1, marks=2)]


def test_one_that_refers_to_a_footnote_after_the_page_becomes_two() -> None:
    whole = block(0, 0, 0, 1, 1, marks=4)
    first, second = pieces(whole)

    assert (first.lines, second.lines) == (whole.lines[:3], whole.lines[3:])
    assert ([*first.pages], [*second.pages]) == (on(0, 0, 0), on(1, 1))
    assert (first.is_continued, second.continues) == (True, True)
    assert (first.continues, second.is_continued) == (False, False)
    assert (first.breaks_page, second.breaks_page) == (False, True)
    assert (first.space_before, second.space_before) == (PITCH, ZERO)


def test_so_does_one_that_leaves_a_single_line() -> None:
    assert [len(piece.lines) for piece in pieces(block(0, 1, 1, 1))] == [1, 3]
    assert [len(piece.lines) for piece in pieces(block(0, 0, 1, 1))] == [4]


def test_one_over_three_pages_is_cut_only_where_it_has_to_be() -> None:
    assert [len(piece.lines) for piece in pieces(block(0, 0, 1, 1, 2, marks=3))] == [2, 3]
    assert [len(piece.lines) for piece in pieces(block(0, 0, 1, 1, 2, marks=4))] == [2, 2, 1]


def test_one_is_cut_where_a_footnote_runs_on_to_the_next_page_whatever_it_refers_to() -> None:
    assert [len(piece.lines) for piece in pieces(block(0, 0, 0, 1, 1, 2, 2), rests=on(1))] == [3, 4]
    assert [len(piece.lines) for piece in pieces(block(0, 0, 0, 2, 2), rests=on(1))] == [3, 2]


def test_what_begins_a_page_says_so() -> None:
    before, after = block(0, 0, number=1), block(1, 1, number=2)

    assert [piece.breaks_page for piece in pieces(before, after)] == [False, True]
    assert [piece.breaks_page for piece in pieces(block(0, 0), block(0, 0))] == [False, False]


def row(at: int, page: int, rows: int = 1) -> TableRow:
    """A row of one cell, which may reach over several rows."""
    slot = TableSlot((BlockNumber(at),), 0, CellSize(1, rows), VerticalAlign.MIDDLE)
    return TableRow((slot,), PITCH, PageIndex(page))


def table(*pages: int) -> WordTable:
    """A table of one column, given the page of each row."""
    rows = tuple(row(at, page) for at, page in enumerate(pages))
    held = TableBlock(ZERO, (Length.of(20, "mm"),), ZERO, None, rows, 0, None, ZERO, ZERO, "000000")
    return WordTable(BlockNumber(5), held, range(len(rows)), {}, ZERO, breaks_page=False)


def test_what_follows_a_table_begins_no_page_that_the_table_is_on() -> None:
    (after,) = pieces(table(0, 1), block(1, 1))

    assert not after.breaks_page


def test_the_rows_of_each_page_are_found() -> None:
    assert cut_table(0, 0, 1, 2, 2, noted=on(1, 2)) == [range(2), range(2, 3), range(3, 5)]
    assert cut_table(3, noted=on(3)) == [range(1)]


def test_a_table_is_cut_where_a_page_begins_with_rows_that_a_cell_reaches_over() -> None:
    pages = on(0, 0, 0, 1, 1, 2)
    for over, found in ((2, [range(6)]), (3, [range(3), range(3, 6)]), (5, [range(5), range(5, 6)])):
        rows = [row(at, page, 2 if at == over else 1) for at, page in enumerate(pages)]
        assert cut_rows(rows, pages, ()) == found


def cut_table(*pages: int, noted: Sequence[PageIndex]) -> list[range]:
    return cut_rows([row(at, page) for at, page in enumerate(pages)], on(*pages), noted)


def test_where_no_footnote_is_near_nothing_is_cut() -> None:
    mended = block(0, 1, 1, 2, marks=3)

    assert list(cut_paragraphs([mended, block(3)], (), ())) == [mended, block(3)]
    assert [len(each.lines) for each in cut_paragraphs([mended], on(2), ()) if isinstance(each, WordText)] == [3, 1]
    assert cut_table(0, 0, 1, 2, 2, noted=on(2)) == [range(3), range(3, 5)]


@pytest.mark.debian_fonts
def test_a_page_is_noted_that_has_footnotes_or_follows_one_that_has() -> None:
    body = next(part for part in flow(document()) if part.notes)
    own = {page for note in body.notes for page in note.pages}

    assert own < noted_pages(body)
    assert noted_pages(body) == own | {page + 1 for page in own}
