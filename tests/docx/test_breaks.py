from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from huibian.docx.breaks import needed_breaks
from huibian.docx.flow import WordBlock, WordPart, WordPicture, WordText, flow
from huibian.docx.sections import geometry
from huibian.docx.write import write_docx
from huibian.frame import (
    BlockNumber,
    Document,
    PageIndex,
    PageNumber,
    PageStart,
    PartKind,
    PictureBlock,
    PlacedPicture,
    Role,
)
from huibian.units import ZERO
from tests.docx.test_pagecuts import table
from tests.support.bulletins import PARAGRAPH
from tests.support.documents import PITCH, ROWS, STYLES, bulletin, set_text, text_block
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


SURE = 100  # twips that must be missing
LINES = tuple(set_text(PARAGRAPH * 8, STYLES[Role.PARAGRAPH]))


def text(
    lines: int = 1, role: Role = Role.PARAGRAPH, *, before: int = 0, on: Sequence[int] = (1,), ends_chain: bool = False
) -> WordText:
    """A block of so many lines, with so many grid lines of white before it, on the pages named (the last goes on)."""
    block = replace(text_block(role), ends_chain=ends_chain)
    pages = tuple(map(PageIndex, [*on, *[on[-1]] * lines][:lines]))
    return WordText(BlockNumber(1), block, LINES[:lines], pages, (), PITCH * before, breaks_page=False)


def picture(*, has_caption: bool) -> WordPicture:
    """A picture that takes three grid lines, of which one is white."""
    placed = PlacedPicture(ZERO, ZERO, PITCH, PITCH * 2, "", BlockNumber(1))
    return WordPicture(BlockNumber(1), PictureBlock(PITCH * 3, "", has_caption), placed, (PageIndex(1),), ZERO, False)


def left_to_consumers(
    room: int, *blocks: WordBlock, widow_control: bool = True, notes: Sequence[WordText] = ()
) -> list[tuple[bool, bool]] | None:
    """What is kept, as lines and with the next, where blocks open a page and the one before has so much room left.

    `None` if they need a page break.
    """
    document = replace(bulletin([LINE] * (ROWS + 1), cover=False), widow_control=widow_control)
    body = body_of(document)
    first: Any = blocks[0]
    first = replace(first, block=replace(first.block, start=PageStart.MOVED), breaks_page=True)
    part = replace(body, body=(first, *blocks[1:]), notes=tuple(notes))
    found = needed_breaks(document, part, body.pages[0].foot.twips + room)
    kept = [(each.keep_lines, each.keep_next) if isinstance(each, WordText) else (False, False) for each in found]
    return None if found[0].breaks_page else kept


HEAD, CAPTIONED = Role.HEADING_1, picture(has_caption=True)
TABLE = replace(table(1), space_before=PITCH)


@pytest.mark.parametrize(
    ("blocks", "least"),
    [
        ([text(1)], 579),
        ([text(2), text()], 579 * 2),
        ([text(9), text()], 579 * 2),
        ([text(9, on=(1, 1, 1, 2)), text()], 579 * 2),
        ([text(2, HEAD), text(9), text()], 579 * 4),
        ([text(1, HEAD), text(1, HEAD, before=1), text(before=1), text()], 579 * 5),
        ([text(1, HEAD, ends_chain=True), text()], 579),
        ([text(1, HEAD), TABLE, text()], 579 * 2),
        ([picture(has_caption=False), text()], 579 * 3 - 289),
        ([picture(has_caption=False), text(before=1)], 579 * 3),
        ([CAPTIONED, text(), text()], 579 * 4 - 289),
        ([text(1, HEAD), CAPTIONED, text(before=1), text()], 579 * 6),
    ],
)
def test_what_stands_together_finds_no_room_by_itself_if_so_much_is_missing(
    blocks: Sequence[WordBlock], least: int
) -> None:
    nothing = [(False, False)] * len(blocks)

    assert left_to_consumers(least - SURE, *blocks) == nothing
    assert left_to_consumers(least - SURE + 1, *blocks) != nothing


@pytest.mark.parametrize(("widow_control", "least"), [(True, 579 * 2), (False, 579)])
def test_a_single_line_finds_room_where_nothing_keeps_it_from_it(least: int, *, widow_control: bool) -> None:
    for room, expected in ((least - SURE, [(False, False)]), (least - SURE + 1, [(True, False)])):
        assert left_to_consumers(room, text(5), widow_control=widow_control) == expected


@pytest.mark.parametrize(
    ("blocks", "height", "kept"),
    [
        ([text(8), text()], 8, [(True, False), (False, False)]),
        ([text(9), text()], 9, None),
        ([text(4), text(4), text()], 8, [(True, True), (True, False), (False, False)]),
        ([text(4), text(5), text()], 8, None),
        ([text(1), text(1, before=1), text()], 3, [(True, True), (True, False), (False, False)]),
        ([text(1), CAPTIONED], 2, None),
        ([text(4, on=(1, 1, 1, 2)), text(on=(2,))], 4, None),
        ([text(1), text(2, on=(1, 2))], 2, None),
        ([text(1)], 2, None),
    ],
)
def test_so_much_short_text_of_the_page_is_kept_together_as_finds_no_room(
    blocks: Sequence[WordBlock], height: int, kept: list[tuple[bool, bool]] | None
) -> None:
    assert left_to_consumers(579 * height - SURE, *blocks) == kept


def test_text_that_is_kept_together_finds_no_room_by_a_twip() -> None:
    blocks = [text(4), text(4), text()]

    assert left_to_consumers(579 * 4 - SURE, *blocks) == [(True, False), (False, False), (False, False)]
    assert left_to_consumers(579 * 4 - SURE + 1, *blocks) == [(True, True), (True, False), (False, False)]


@pytest.mark.parametrize(("page", "stays"), [(0, True), (1, True), (2, False)])
def test_a_break_stays_near_the_footnotes_of_the_page_that_it_opens(page: int, *, stays: bool) -> None:
    """A footnote of a later page is no matter of where the block begins."""
    note = text(on=(page,))

    assert (left_to_consumers(579, text(9, on=(1, 1, 1, 2)), notes=[note]) is None) is stays


def test_a_break_that_stays_says_nothing_of_those_after_it() -> None:
    document = with_room(1, (Role.ARTICLE_TITLE, "标题"), LONG)
    body = body_of(document)
    opens = next(index for index, block in enumerate(body.body) if block.breaks_page)
    table_ = replace(TABLE, block=replace(TABLE.block, start=PageStart.MOVED), breaks_page=True)
    part = replace(body, body=(*body.body[:opens], table_, *body.body[opens:]))

    bottom = geometry(document, body, PageNumber(1)).bottom
    assert [block.breaks_page for block in needed_breaks(document, part, bottom)[opens : opens + 2]] == [True, False]


def test_one_that_cannot_be_kept_together_says_nothing_of_those_after_it() -> None:
    document = with_room(2, (Role.ARTICLE_TITLE, "标题"), LONG)
    body = body_of(document)
    later: Any = body.body[-4]
    later = replace(later, block=replace(later.block, start=PageStart.MOVED), breaks_page=True)
    part = replace(body, body=(*body.body[:-4], later, *body.body[-3:]))
    opens = next(index for index, block in enumerate(part.body) if block.breaks_page)

    found = needed_breaks(document, part, geometry(document, body, PageNumber(1)).bottom)
    assert [found[opens].breaks_page, found[-4].breaks_page] == [True, False]


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


@pytest.mark.parametrize("rows", [3, 4])
def test_the_white_between_headings_is_part_of_what_finds_no_room(rows: int) -> None:
    """Two heads, the white between them and a line take four."""
    heads = (Role.HEADING_1, "一、标题"), (Role.ARTICLE_TITLE, "标题")
    document = with_room(3, *heads, LONG)
    body = body_of(document)
    opens = next(index for index, block in enumerate(body.body) if block.breaks_page)
    bottom = body.pages[0].foot.twips + rows * 579

    assert needed_breaks(document, body, bottom)[opens].breaks_page is (rows == 4)


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


@pytest.mark.parametrize(("missing", "breaks"), [(100, False), (99, True)])
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
