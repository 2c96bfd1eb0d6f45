from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from huibian.docx.breaks import needed_breaks
from huibian.docx.flow import WordBlock, WordPart, WordText, flow
from huibian.docx.sections import geometry
from huibian.docx.write import write_docx
from huibian.frame import Document, PageIndex, PageNumber, PageStart, PartKind, Role
from tests.support.bulletins import PARAGRAPH
from tests.support.documents import PITCH, ROWS, bulletin
from tests.support.wordml import has, paragraphs

LINE = (Role.PARAGRAPH, "一行。")
LONG = (Role.PARAGRAPH, PARAGRAPH * 4)


def with_room(rows: int, *texts: tuple[Role, str]) -> Document:
    """A document whose first page has room for so many lines where the texts begin; they open the second page."""
    document = bulletin([*[LINE] * (ROWS - rows), *texts, *[LINE] * 9], cover=False)
    assert sum(block.start is PageStart.MOVED for block in document.blocks) == 1
    return document


def body_of(document: Document) -> WordPart:
    return next(part for part in flow(document) if part.part.kind is PartKind.BODY)


def texts(blocks: Sequence[WordBlock]) -> list[WordText]:
    return [block for block in blocks if isinstance(block, WordText)]


def opener(document: Document) -> tuple[list[WordText], int]:
    """The blocks of the body as they are to be written, and which of them opens the second page."""
    body = body_of(document)
    found = needed_breaks(document, body, geometry(document, body, PageNumber(1)).bottom)
    return texts(found), next(index for index, block in enumerate(body.body) if block.breaks_page)


@pytest.mark.parametrize("texts", [[(Role.HEADING_1, "一、标题"), LINE], [(Role.ARTICLE_TITLE, "标题"), LONG]])
def test_a_heading_that_finds_no_room_with_a_line_after_it_needs_no_break(texts: list[tuple[Role, str]]) -> None:
    found, opens = opener(with_room(1, *texts))

    assert not found[opens].breaks_page
    assert not any(block.keep_lines or block.keep_next for block in found)


def test_one_that_would_find_room_without_its_white_keeps_short_text_after_it() -> None:
    found, opens = opener(with_room(2, (Role.ARTICLE_TITLE, "标题"), LINE, LINE, LINE))

    assert not any(block.breaks_page for block in found)
    assert [(block.keep_lines, block.keep_next) for block in found[opens : opens + 4]] == [
        (True, True),
        (True, True),
        (True, False),
        (False, False),
    ]
    heading, first, second, third = paragraphs(write_docx(with_room(2, (Role.ARTICLE_TITLE, "标题"), *[LINE] * 3)))[
        -13:-9
    ]
    assert [has(each, "pPr/keepNext") for each in (heading, first, second, third)] == [True, True, False, False]


def test_before_long_text_the_break_stays() -> None:
    found, opens = opener(with_room(2, (Role.ARTICLE_TITLE, "标题"), (Role.PARAGRAPH, PARAGRAPH * 4)))

    assert len(found[opens + 1].lines) >= 8
    assert found[opens].breaks_page
    assert not any(block.keep_lines for block in found)


def test_an_article_that_opens_a_page_by_the_layout_keeps_its_break() -> None:
    document = with_room(1, (Role.ARTICLE_TITLE, "标题"), LINE)
    blocks = tuple(
        replace(block, start=PageStart.ORDERED) if block.start is PageStart.MOVED else block
        for block in document.blocks
    )
    found, opens = opener(replace(document, blocks=blocks))

    assert found[opens].breaks_page


@pytest.mark.parametrize(("missing", "breaks"), [(101, False), (99, True)])
def test_what_is_hardly_too_high_is_not_left_to_consumers(missing: int, breaks: bool) -> None:
    """Heights differ by some twips from one consumer to the next."""
    document = with_room(1, (Role.ARTICLE_TITLE, "标题"), LONG)
    body = body_of(document)
    opens = next(index for index, block in enumerate(body.body) if block.breaks_page)
    needed = 2 * 579

    bottom = body.pages[0].foot.twips + needed - missing
    assert needed_breaks(document, body, bottom)[opens].breaks_page is breaks


@pytest.mark.parametrize("lines", [2, 3])
def test_a_short_paragraph_that_widow_control_moves_needs_no_break(lines: int) -> None:
    """Three lines can be parted in no way, but not every consumer is known to see it: they are kept together."""
    document = replace(bulletin([LINE] * ROWS + [(Role.PARAGRAPH, PARAGRAPH)], cover=False), widow_control=True)
    body = body_of(document)
    last = texts(body.body)[-1]
    short = replace(
        last,
        block=replace(last.block, start=PageStart.MOVED),
        lines=(last.lines * 2)[:lines],
        pages=(PageIndex(1),) * lines,
        breaks_page=True,
    )
    bottom = (body.pages[0].foot + PITCH * (lines - 1)).twips
    found = texts(needed_breaks(document, replace(body, body=(*body.body[:-1], short)), bottom))[-1]

    assert not found.breaks_page
    assert found.keep_lines is (lines == 3)
