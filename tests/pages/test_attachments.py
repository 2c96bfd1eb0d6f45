from __future__ import annotations

import pytest

from huibian.frame import Role, TextLine
from huibian.text.model import Article, Paragraph
from tests.support import contents
from tests.support.examples import SHORT
from tests.support.layouts import changed_layout, compose_articles
from tests.support.reading import role_of

pytestmark = pytest.mark.debian_fonts

LAYOUT = changed_layout()
EM = LAYOUT.style(Role.ATTACHMENT).size
LONG = "各乡镇、街道秋粮测产样田分布和负责人员名单以及历年单产对照"


def lines(*texts: str) -> list[TextLine]:
    blocks = (
        contents.text_block(Role.PARAGRAPH, contents.inline("请抓好落实。")),
        *(contents.text_block(Role.ATTACHMENT, contents.inline(text)) for text in texts),
    )
    article = Article((contents.inline("标题"),), "标题", tuple[Paragraph, ...](blocks), contents.SPAN)
    document = compose_articles(LAYOUT, SHORT, [article])
    found = [line for page in document.pages for line in page.lines]
    return [line for line in found if role_of(document, line) is Role.ATTACHMENT]


def starts(*texts: str) -> list[float]:
    """Where each line begins, in em from the start of the type area."""
    return [round((line.x - LAYOUT.margins.inner) / EM, 2) for line in lines(*texts)]


def test_a_list_begins_two_characters_in_and_its_numbers_stand_under_one_another() -> None:
    assert starts("附件：1.名单", "2.回执", "3.办法") == [2, 5, 5]
    assert starts("附件：", "1.名单", "2.回执") == [2, 5, 5]
    assert starts("附 件：", "1.名单")[1] > 5


def test_lines_with_labels_of_their_own_begin_two_characters_in() -> None:
    assert starts("附件1：名单", "附件2：" + LONG)[:2] == [2, 2]
    assert starts("附件11：名单", "附件12：回执") == [2, 2]
    assert starts("附件1：", "1.名单") == [2, 5.75]  # a quarter of an em stands before the digit
    assert starts("附件111：", "1.名单") == [2, 2]  # no label has three digits


def test_a_long_name_goes_on_under_its_first_character() -> None:
    assert starts("附件：" + LONG) == [2, 5]
    first, second = starts("附件：1." + LONG)
    assert (first, second) == (2, starts("附件：1.名单", "2." + LONG)[2])
    assert 5.5 < second < 6.1


def test_a_line_without_label_or_number_stands_where_the_layout_says() -> None:
    assert starts("名单", "回执") == [2, 2]
