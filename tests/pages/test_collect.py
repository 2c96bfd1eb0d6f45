from __future__ import annotations

from pathlib import Path

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Heading, Role
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import load_layout
from huibian.pages.collect import Collector, FlowText, end_chains
from huibian.text.model import Inline
from tests.support.layouts import BULLETIN


@pytest.fixture(name="collector", scope="module")
def _collector() -> Collector:
    layout = load_layout(BULLETIN)
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    return Collector(layout, Setter(fonts, layout.line_breaking, layout.type_area.width, Diagnostics()))


def inlines(text: str) -> list[Inline]:
    return [Inline(text, False, Span(Path("a.txt"), 1, 1))]


def test_a_title_keeps_with_what_follows_and_goes_into_the_outline(collector: Collector) -> None:
    block = collector.block(Role.ARTICLE_TITLE, inlines("标题"))

    assert (block.keeping.rows_before, block.keeping.with_next, block.keeping.together) == (1, True, True)
    assert isinstance(block.block, Heading)
    assert (block.block.title, block.block.level) == ("标题", 2)


def test_a_paragraph_does_neither(collector: Collector) -> None:
    block = collector.block(Role.PARAGRAPH, inlines("正文。" * 20))

    assert (block.keeping.rows_before, block.keeping.with_next, block.keeping.together) == (0, False, False)
    assert not isinstance(block.block, Heading)
    assert len(block.lines) == 3


def test_an_entry_of_the_contents_is_not_parted(collector: Collector) -> None:
    block = collector.block(Role.CONTENTS_ARTICLE, inlines("很长的标题" * 6))

    assert (block.keeping.with_next, block.keeping.together) == (False, True)


def test_a_tall_line_takes_its_grid_lines(collector: Collector) -> None:
    assert collector.block(Role.CONTENTS_TITLE, inlines("目　录")).rows == 2


def test_a_numbered_list_is_no_chain_of_headings(collector: Collector) -> None:
    roles = [Role.SECTION_HEAD, Role.ARTICLE_TITLE, Role.HEADING_3, Role.HEADING_3, Role.HEADING_4, Role.PARAGRAPH]
    blocks = end_chains([collector.block(role, inlines("字")) for role in roles])

    assert [block.keeping.with_next for block in blocks] == [True, True, False, True, True, False]
    assert [isinstance(block, FlowText) and block.block.ends_chain for block in blocks] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]


def test_the_title_of_an_attachment_stays_with_a_heading_under_it(collector: Collector) -> None:
    roles = [Role.ARTICLE_LABEL, Role.ATTACHMENT_TITLE, Role.HEADING_1, Role.PARAGRAPH]
    blocks = end_chains([collector.block(role, inlines("字")) for role in roles])

    assert [block.keeping.with_next for block in blocks] == [True, True, True, False]
