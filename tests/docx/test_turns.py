from __future__ import annotations

from dataclasses import replace

import pytest

from huibian.docx.flow import FlowBlock, flow
from huibian.docx.turns import noted_pages, page_rows, turned
from huibian.frame import Align, Block, Role, RunKind, Table, TableRow, Text
from huibian.units import ZERO, Length
from tests.pages.test_flowing import document
from tests.support.documents import PITCH, STYLES, set_text

TEXT = "3月10日，市领导带领相关部门负责同志到我县调研活动开展情况，共走访企业十二家。" * 5
LINES = tuple(set_text(TEXT, STYLES[Role.PARAGRAPH]))


def block(*pages: int, marks: int | None = None, index: int = 1) -> FlowBlock:
    """A paragraph with a line on each of the pages, the line `marks` with the mark of a footnote."""
    lines = [_marked(line) if number == marks else line for number, line in enumerate(LINES[: len(pages)])]
    return FlowBlock(index, Block(Role.PARAGRAPH, PITCH, bookmark="a"), tuple(lines), (), pages=pages)


def _marked(line: Text) -> Text:
    *runs, last = line.runs
    return replace(line, runs=(*runs, replace(last, kind=RunKind.NOTE_REFERENCE, target=9)))


def pieces(*blocks: FlowBlock) -> list[FlowBlock]:
    return list(turned(blocks, range(9)))


def test_a_paragraph_that_refers_to_nothing_after_the_page_stays_one() -> None:
    assert pieces(block(0, 0, 0, 1, 1)) == [block(0, 0, 0, 1, 1)]
    assert pieces(block(0, 0, 0, 1, 1, marks=2)) == [block(0, 0, 0, 1, 1, marks=2)]


def test_one_that_refers_to_a_footnote_after_the_page_becomes_two() -> None:
    first, second = pieces(block(0, 0, 0, 1, 1, marks=4))

    assert (len(first.lines), len(second.lines)) == (3, 2)
    assert (first.goes_on, second.continues) == (True, True)
    assert (first.continues, second.goes_on) == (False, False)
    assert (first.block.page_break_before, second.block.page_break_before) == (False, True)
    assert (first.block.space_before, second.block.space_before) == (PITCH, ZERO)
    assert (first.block.bookmark, second.block.bookmark) == ("a", None)


def test_so_does_one_that_leaves_a_single_line() -> None:
    assert [len(piece.lines) for piece in pieces(block(0, 1, 1, 1))] == [1, 3]
    assert [len(piece.lines) for piece in pieces(block(0, 0, 1, 1))] == [4]


def test_one_over_three_pages_is_cut_only_where_it_has_to_be() -> None:
    assert [len(piece.lines) for piece in pieces(block(0, 0, 1, 1, 2, marks=3))] == [2, 3]
    assert [len(piece.lines) for piece in pieces(block(0, 0, 1, 1, 2, marks=4))] == [2, 2, 1]


def test_what_begins_a_page_says_so() -> None:
    before, after = block(0, 0, index=1), block(1, 1, index=2)

    assert [piece.block.page_break_before for piece in pieces(before, after)] == [False, True]
    assert [piece.block.page_break_before for piece in pieces(block(0, 0), block(0, 0))] == [False, False]


def table(*pages: int) -> FlowBlock:
    """A table of one column, given the page of each row."""
    rows = tuple(TableRow((index,), PITCH, page) for index, page in enumerate(pages))
    held = Table(ZERO, (Length.of(20, "mm"),), ZERO, rows, 0, (Align.START,), ZERO, ZERO, "000000")
    return FlowBlock(5, Block(Role.TABLE, table=held), (), ())


def test_what_follows_a_table_begins_no_page_that_the_table_is_on() -> None:
    after = pieces(table(0, 1), block(1, 1))[1]

    assert not after.block.page_break_before


def test_the_rows_of_each_page_are_found() -> None:
    assert page_rows([0, 0, 1, 2, 2], {1, 2}) == [range(2), range(2, 3), range(3, 5)]
    assert page_rows([3], {3}) == [range(1)]


def test_where_no_footnote_is_near_nothing_is_cut() -> None:
    mended = block(0, 1, 1, 2, marks=3)

    assert list(turned([mended, block(3)], ())) == [mended, block(3)]
    assert [len(piece.lines) for piece in turned([mended], {2})] == [3, 1]
    assert page_rows([0, 0, 1, 2, 2], {2}) == [range(3), range(3, 5)]


@pytest.mark.debian_fonts
def test_a_page_is_noted_that_has_footnotes_or_follows_one_that_has() -> None:
    body = next(part for part in flow(document()) if part.with_role(Role.FOOTNOTE))
    own = {page for note in body.with_role(Role.FOOTNOTE) for page in note.pages}

    assert own < noted_pages(body)
    assert noted_pages(body) == own | {page + 1 for page in own}
