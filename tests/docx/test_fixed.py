from __future__ import annotations

from itertools import pairwise

from huibian.docx.fixed import FixedParagraph, fixed_paragraphs, foot
from huibian.docx.flow import WordText, flow
from huibian.docx.styles import RULE_HEIGHT
from huibian.frame import Rule
from tests.support.bulletins import standard

COVER, *_, COLOPHON = (fixed_paragraphs(standard(), part.head) for part in flow(standard()) if part.is_fixed)


def height(item: FixedParagraph) -> int:
    if isinstance(item.content, Rule):
        return RULE_HEIGHT + item.content.thickness.twips
    return item.pitch * len(item.content.lines)


def test_white_before_each_paragraph_puts_it_where_the_frames_have_it() -> None:
    for items in (COVER, COLOPHON):
        for above, item in pairwise(items):
            assert above.top + height(above) + item.before == item.top
        assert items[0].before == 0
        assert [foot(item) for item in items] == [item.top + height(item) for item in items]


def test_text_is_never_more_than_a_rules_height_from_its_place() -> None:
    for item in (*COVER, *COLOPHON):
        if isinstance(item.content, WordText):
            assert 0 <= item.top - item.content.lines[0].top.twips <= RULE_HEIGHT + 20


def test_what_a_rule_takes_is_taken_off_the_lines_below_it() -> None:
    """Else the last rule of a colophon would slip below the type area, rule by rule."""
    blocks = [item for item in COLOPHON if isinstance(item.content, WordText)]
    last = COLOPHON[-1]

    assert all(item.pitch < 579 for item in blocks)
    assert isinstance(last.content, Rule)
    assert abs(last.top - last.content.y.twips) <= 20


def test_rules_come_before_and_after_the_block_they_belong_to() -> None:
    kinds = ["rule" if isinstance(item.content, Rule) else "text" for item in COLOPHON]

    assert kinds == ["rule", "text", "rule", "text", "rule", "text", "rule"]
