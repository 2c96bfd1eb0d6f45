"""Long footnotes as the file has them: one for each page, in the order in which the text refers to them."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree

from huibian.docx.write import write_docx
from huibian.frame import Align, Document, NoteBlock, Role
from huibian.text.model import Article, ArticlePicture, ArticleTable, Content
from tests.support import contents
from tests.support.corpus import noted_issue
from tests.support.examples import SHORT
from tests.support.layouts import changed_layout, compose_articles
from tests.support.wordml import W, find, part

pytestmark = pytest.mark.debian_fonts

LINE = 46  # characters
NO_WIDTH = "\u200b"


@cache
def issue(*lines: int) -> Document:
    """Paragraphs with footnotes of so many lines."""
    return noted_issue(changed_layout(), *("山" * (LINE * count - 10) for count in lines))


def parts(document: Document) -> list[list[int]]:
    """How many lines of each footnote stand on the pages that have any."""
    found = []
    for page in document.pages:
        blocks = [line.block for line in page.lines if isinstance(document.blocks[line.block], NoteBlock)]
        found += [[blocks.count(block) for block in dict.fromkeys(blocks)]] if blocks else []
    return found


def body_of(document: Document) -> list[etree._Element]:
    return list(part(write_docx(document), "document")[0])


def references(*elements: etree._Element) -> list[str]:
    """What refers to footnotes, by number; `!` where nobody sees it."""
    return [
        ("!" if each.get(f"{W}customMarkFollows") else "") + str(each.get(f"{W}id"))
        for element in elements
        for each in element.iter(f"{W}footnoteReference")
    ]


def footnotes(document: Document) -> list[etree._Element]:
    return [each for each in part(write_docx(document), "footnotes") if each.get(f"{W}type") is None]


def test_what_stands_on_each_page_is_a_footnote_of_its_own_in_the_order_of_the_text() -> None:
    document = issue(1, 50, 1)
    notes = footnotes(document)

    assert parts(document) == [[1, 26], [24, 1]]
    assert references(*body_of(document)) == ["1", "2", "!3", "4"]
    assert [each.get(f"{W}id") for each in notes] == ["1", "2", "3", "4"]
    assert [each.find(f".//{W}footnoteRef") is not None for each in notes] == [True, True, False, True]
    assert all(each.find(f"{W}p/{W}pPr/{W}keepLines") is not None for each in notes)


def test_the_last_line_before_the_page_ends_is_filled_for_no_consumer_justifies_it() -> None:
    _, first, rest, _ = footnotes(issue(1, 50, 1))

    def last_spacing(note: etree._Element) -> bool:
        return list(note.iter(f"{W}r"))[-1].find(f"{W}rPr/{W}spacing") is not None

    assert (last_spacing(first), last_spacing(rest)) == (True, False)


def test_the_rest_of_a_footnote_is_referred_to_where_the_text_of_its_page_begins() -> None:
    (opening,) = [each for each in body_of(issue(1, 50, 1)) if "!3" in references(each)]

    first, *others = opening.findall(f"{W}r")
    assert find(opening, "pPr/pageBreakBefore") is not None
    assert references(first) == ["!3"]
    assert [text.text for text in first.iter(f"{W}t")] == [NO_WIDTH]
    assert references(*others) == ["4"]


def test_a_page_of_nothing_but_the_rest_is_a_paragraph_without_text_and_one_more_ends_the_section() -> None:
    document = issue(70)
    body = body_of(document)
    rests = [place for place, each in enumerate(body) if references(each)[:1] in (["!2"], ["!3"])]

    assert parts(document) == [[27], [33], [10]]
    for place in rests:
        assert find(body[place], "pPr/pStyle").get(f"{W}val") == "Rule"
        assert find(body[place], "pPr/pageBreakBefore") is not None
        assert body[place].find(f"{W}pPr/{W}sectPr") is None
    last = body[rests[-1] + 1]
    assert references(last) == []
    assert find(last, "pPr/sectPr") is not None


@pytest.mark.parametrize("kind", ["table", "picture"])
def test_a_table_or_a_picture_may_begin_a_page_on_which_a_footnote_goes_on(kind: str) -> None:
    """The mark stands in the paragraph before the table, and in that of the picture."""
    note = contents.note("山" * LINE * 60)
    words = contents.text_block(Role.PARAGRAPH, contents.inline("山川河流" * 44))
    rows = tuple((contents.cell("山"),) for _ in range(3))
    after: dict[str, Content] = {
        "table": ArticleTable((), (Align.JUSTIFY,), rows, 1, contents.SPAN),
        "picture": ArticlePicture(contents.image(1200, 800), (), contents.SPAN),
    }
    body = (contents.text_block(Role.PARAGRAPH, contents.inline("正文"), note), words, after[kind])
    document = compose_articles(
        changed_layout(), SHORT, [Article((contents.inline("短文"),), "短文", body, contents.SPAN)]
    )
    made = body_of(document)

    (place,) = [place for place, each in enumerate(made) if "!2" in references(each)]
    assert find(made[place], "pPr/pageBreakBefore") is not None
    shown = made[place + 1].tag if kind == "table" else next(made[place].iter(f"{W}drawing")).tag
    assert shown == f"{W}{'tbl' if kind == 'table' else 'drawing'}"


def test_footnotes_that_stand_whole_go_by_their_numbers() -> None:
    assert references(*body_of(issue(1, 1, 1))) == ["1", "2", "3"]
