from __future__ import annotations

from collections.abc import Sequence

import pytest

from huibian.diagnostics import Diagnostics
from huibian.frame import Align, Role
from huibian.text.attached import attachment_roles, is_label, titles_joined
from huibian.text.model import ArticlePicture, Paragraph, SourceLook
from huibian.text.remarks import Remarks
from tests.support.contents import image, inline

DISPLAY = SourceLook(Align.CENTER, True)
LABEL, TITLE = Role.ARTICLE_LABEL, Role.ATTACHMENT_TITLE


def line(text: str, look: SourceLook | None = None, role: Role = Role.PARAGRAPH) -> Paragraph:
    return Paragraph(role, (inline(text),), inline(text).span, look)


def found(*below: Paragraph) -> list[Role | None]:
    """The roles of what stands below a date."""
    contents = [line("请照办。"), line("2026年9月3日"), *below]
    roles = attachment_roles(contents, {1: Role.DATE})
    assert not roles.keys() & {0, 1}
    return [roles.get(place) for place in range(2, len(contents))]


@pytest.mark.parametrize("label", ["附件", "附件1", "附件2：", "附录三"])
def test_a_label_below_a_date_has_a_title_under_it(label: str) -> None:
    assert found(line(label), line("测产办法"), line("各地照办。")) == [LABEL, TITLE, None]


def test_a_label_without_a_date_above_is_a_paragraph() -> None:
    assert attachment_roles([line("附件1"), line("测产办法")], {}) == {}
    assert attachment_roles([line("附件1"), line("测产办法"), line("2026年9月3日")], {2: Role.DATE}) == {}


@pytest.mark.parametrize("below", ["各地照办。", "1.取样袋", "2026年9月3日", "附件2"])
def test_what_does_not_read_like_a_title_is_none(below: str) -> None:
    assert found(line("附件1"), line(below))[1] is (LABEL if below == "附件2" else None)


def test_a_list_below_a_date_names_attachments_and_begins_none() -> None:
    names = [line("1.测产名单"), line("2.回执")]
    listed = [Role.ATTACHMENT] * 3
    assert found(line("附件："), *names) == listed
    assert found(line("附件："), *names, line("附件1"), line("测产名单")) == [*listed, LABEL, TITLE]
    assert found(line("附件："), *names, line("各地照办。")) == [LABEL, None, None, None]
    assert found(line("附件："), line("1.认真测产。")) == [LABEL, None]
    assert found(line("附件1："), *names) == found(line("附件"), *names) == [LABEL, None, None]
    assert found(line("附件：")) == [LABEL]
    assert found(line("附 件："), *names) == listed


def test_what_its_file_marks_as_a_heading_is_the_title() -> None:
    marked = line("各地要认真测产。", role=Role.HEADING_1)
    assert found(line("附件1"), marked, line("各地照办。")) == [LABEL, TITLE, None]
    assert found(line("附件1"), line("一、取样", role=Role.HEADING_1)) == [LABEL, None]


@pytest.mark.parametrize(("lines", "titles"), [(7, 7), (8, 8), (9, 8)])
def test_lines_that_look_like_a_title_are_all_of_it(lines: int, titles: int) -> None:
    below = found(line("附件1"), *[line("测产办法", DISPLAY)] * lines, line("各地"))
    assert below == [LABEL, *[TITLE] * titles, *[None] * (lines - titles + 1)]


@pytest.mark.parametrize("look", [None, SourceLook(Align.CENTER, False), SourceLook(Align.JUSTIFY, True)])
def test_lines_that_look_otherwise_are_not(look: SourceLook | None) -> None:
    assert found(line("附件1"), line("县政府", DISPLAY), line("测产办法", look)) == [LABEL, TITLE, None]
    assert found(line("附件1"), line("县政府", look), line("测产", DISPLAY)) == [LABEL, TITLE, None]


def test_a_document_s_title_may_take_three_lines() -> None:
    lines = [line("云溪县人民政府"), line("关于测产数据上报的"), line("规定")]
    assert found(line("附件1"), *lines, line("各地照办。")) == [LABEL, TITLE, TITLE, TITLE, None]


def test_a_sub_title_stands_under_a_title_alone() -> None:
    assert found(line("附件1"), line("测产办法"), line("（试行）")) == [LABEL, TITLE, Role.SUBTITLE]
    assert found(line("附件1"), line("测产办法", DISPLAY), line("（试行）", DISPLAY))[2] is Role.SUBTITLE
    assert found(line("附件1"), line("各地照办。"), line("（试行）")) == [LABEL, None, None]


def test_only_a_plain_paragraph_is_a_label() -> None:
    assert is_label(line("附件1"))
    assert not is_label(line("附件1", role=Role.QUOTATION))
    assert not is_label(line("见附件1"))
    assert not is_label(ArticlePicture(image(8, 8), (), inline("").span))
    assert not is_label(None)


def test_the_lines_of_a_title_become_one_without_bold() -> None:
    def title(text: str) -> Paragraph:
        return Paragraph(TITLE, (inline(text, bold=True),), inline(text).span)

    body = line("正文。")
    remarks = Remarks()
    titles = [title("县政府"), title("测产办法"), body, title("名单")]
    whole: Sequence[object] = list(titles_joined(titles, remarks))
    assert [(each.role, each.text) for each in whole if isinstance(each, Paragraph)] == [
        (TITLE, "县政府测产办法"),
        (Role.PARAGRAPH, "正文。"),
        (TITLE, "名单"),
    ]
    assert told(remarks) == ["HB270"]
    assert not any(inline.bold for each in whole if isinstance(each, Paragraph) for inline in each.inlines)


def test_a_title_that_looks_like_one_is_joined_without_a_word() -> None:
    remarks = Remarks()
    lines = [line(text, DISPLAY, TITLE) for text in ("县政府", "测产办法")]
    assert len(list(titles_joined(lines, remarks))) == 1
    assert told(remarks) == []


def told(remarks: Remarks) -> list[str]:
    diagnostics = Diagnostics()
    remarks.report(diagnostics)
    return [each.code for each in diagnostics]
