from __future__ import annotations

from huibian.docx.flow import WordPart, WordText, flow
from huibian.frame import PartKind, Role
from tests.support.bulletins import PARAGRAPH, standard
from tests.support.documents import PITCH, TOP, bulletin


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
