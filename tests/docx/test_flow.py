from __future__ import annotations

from msgspec.structs import replace

from huibian import resources
from huibian.docx.flow import WordPart, WordTable, WordText, flow
from huibian.docx.write import write_docx
from huibian.frame import Document, PageIndex, PageNumber, PageSize, PartKind, Role
from huibian.layoutfile.definition import load_layout
from tests.support.bulletins import PARAGRAPH, standard
from tests.support.documents import PITCH, ROWS, TOP, bulletin
from tests.support.tables import footnoted
from tests.support.wordml import W, attributes, find, has, paragraphs, part


def texts(part: WordPart) -> list[WordText]:
    """Its blocks of text in reading order."""
    return [block for block in (*part.head, *part.body, *part.foot) if isinstance(block, WordText)]


def test_every_line_is_found_again_in_its_block_and_part() -> None:
    parts = flow(standard())

    assert [part.part.kind for part in parts] == [kind for kind in PartKind if kind is not PartKind.BLANK]
    lines = [line for part in parts for block in texts(part) for line in block.lines]
    assert lines == [line for page in standard().pages for line in page.lines]
    assert [block.number for part in parts for block in texts(part)] == list(range(len(standard().blocks)))


def test_a_block_knows_its_rules() -> None:
    colophon = flow(standard())[-1]

    assert [len(block.rules) for block in colophon.head] == [1, 1, 2]


def test_a_page_is_filled_to_where_text_ran_over() -> None:
    body = flow(bulletin([(Role.PARAGRAPH, PARAGRAPH * 20)], cover=False))[0]

    assert body.filled == TOP + PITCH * 22


def test_a_page_left_short_for_a_heading_is_no_measure_of_what_fits() -> None:
    text = [(Role.PARAGRAPH, "一行。")] * 20
    body = flow(bulletin([*text, (Role.ARTICLE_TITLE, "标题"), *text], cover=False))[1]

    assert len(body.pages) == 2
    assert len(body.pages[0].lines) == 20
    assert body.filled is None


def test_a_last_page_may_reach_further_down_than_the_one_that_ran_over() -> None:
    document = bulletin([(Role.PARAGRAPH, "一行。")] * 2 * ROWS, cover=False)
    first, last = document.pages
    body = flow(replace(document, pages=(replace(first, foot=TOP + PITCH * 15), last)))[0]

    assert [page.is_full for page in body.pages] == [True, False]
    assert body.filled == TOP + PITCH * ROWS


def turned() -> Document:
    """A body of three pages, the second on paper that lies on its side; a paragraph begins each."""
    text = [(Role.PARAGRAPH, "一行。")] * (2 * ROWS + 3)
    document = bulletin(text, cover=False)
    upright = document.pages[0].size
    side = PageSize(upright.height, upright.width)
    pages = tuple(replace(page, size=side, is_turned=True) if page.label == "2" else page for page in document.pages)
    return replace(document, pages=pages)


def test_a_part_is_as_many_sections_as_its_paper_is_turned() -> None:
    parts = flow(turned())

    assert [len(part.pages) for part in parts] == [1, 1, 1]
    assert [part.part.first for part in parts] == [1, 2, 3]
    assert [len(part.body) for part in parts] == [ROWS, ROWS, 3]
    assert {block.pages for part in parts for block in part.body} == {(0,)}
    margins = parts[0].part.margins
    assert parts[1].width == parts[0].size.height - margins.top - margins.bottom
    assert parts[1].part.margins == margins.turned(PageNumber(2))


def test_each_section_says_its_paper_and_goes_on_with_the_numbers() -> None:
    sections = list(part(write_docx(turned()), "document").iter(f"{W}sectPr"))
    paper = [attributes(find(each, "pgSz")) for each in sections]

    assert [each.get("orient") for each in paper] == [None, "landscape", None]
    assert (paper[1]["w"], paper[1]["h"]) == (paper[0]["h"], paper[0]["w"])
    assert [attributes(find(each, "pgNumType"))["start"] for each in sections] == ["1", "2", "3"]
    assert not any(has(each, "pPr/pageBreakBefore") for each in paragraphs(write_docx(turned())))


def test_what_stands_of_a_block_on_a_page_knows_that_it_goes_on() -> None:
    body = flow(bulletin([(Role.PARAGRAPH, PARAGRAPH * 30)], cover=False))[0]
    (block,) = (each for each in body.body if isinstance(each, WordText))
    last = block.pages[-1]

    parts = [block.on_page(PageIndex(page)) for page in range(last + 1)]
    assert last > 1
    assert [(part.continues, part.is_continued) for part in parts] == [
        (False, True),
        *[(True, True)] * (last - 1),
        (True, False),
    ]
    assert [line for part in parts for line in part.lines] == list(block.lines)
    assert [set(part.pages) for part in parts] == [{page} for page in range(last + 1)]
    assert not block.on_page(PageIndex(last + 1)).lines
    assert parts[0].on_page(PageIndex(0)) is parts[0]


def test_a_section_holds_what_stands_in_its_own_rows_of_a_table_and_in_the_header() -> None:
    """Else the cells of a table on 35 turned pages would be counted, measured and sorted 35 times."""
    document = footnoted(load_layout(resources.layouts_folder() / "bulletin.yaml"))
    tables = [block for part in flow(document) for block in part.body if isinstance(block, WordTable)]
    going_on = [table for table in tables if table.rows.start > 0]

    assert going_on
    for table in tables:
        rows = [table.block.rows[row] for row in table.written]
        assert set(table.cells) == {number for row in rows for slot in row.cells for number in slot.blocks}
    for table in going_on:
        assert table.written == [*range(table.block.header), *table.rows]
