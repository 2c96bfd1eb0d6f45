from __future__ import annotations

from huibian.docx.flow import flow
from huibian.frame import PartKind, Role
from tests.support.bulletins import PARAGRAPH, standard
from tests.support.documents import PITCH, TOP, WIDTH, bulletin


def test_every_line_is_found_again_in_its_block_and_part() -> None:
    parts = flow(standard())

    assert [part.part.kind for part in parts] == [kind for kind in PartKind if kind is not PartKind.BLANK]
    lines = [line for part in parts for block in part.blocks for line in block.lines]
    assert lines == [line for page in standard().pages for line in page.lines]
    assert [block.index for part in parts for block in part.blocks] == list(range(len(standard().blocks)))


def test_a_block_knows_its_rules() -> None:
    colophon = flow(standard())[-1]

    assert [len(block.rules) for block in colophon.blocks] == [1, 1, 2]


def test_a_page_is_filled_to_where_text_ran_over() -> None:
    body = flow(bulletin([(Role.PARAGRAPH, PARAGRAPH * 20)], cover=False))[0]

    assert body.filled == TOP + PITCH * 22


def test_a_page_left_short_for_a_heading_is_no_measure_of_what_fits() -> None:
    text = [(Role.PARAGRAPH, "一行。")] * 20
    body = flow(bulletin([*text, (Role.ARTICLE_TITLE, "标题"), *text], cover=False))[1]

    assert len(body.pages) == 2
    assert len(body.pages[0].lines) == 20
    assert body.filled is None


def test_a_contents_entry_ends_at_the_end_of_the_measure() -> None:
    contents = flow(standard())[1]
    entry = contents.with_role(Role.CONTENTS_ARTICLE)[0]

    assert entry.tab_end() == contents.part.margins.inner + WIDTH
    assert contents.with_role(Role.CONTENTS_SECTION)[0].tab_end() is None
