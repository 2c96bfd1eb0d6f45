from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Align, Role
from huibian.text.heads import count_labels, find_head
from huibian.text.model import ArticleTable, Content, Inline, Paragraph
from huibian.text.remarks import Remarks
from tests.support.lines import bounds

AT = Span(Path("a.txt"), 1, 1)
TABLE = ArticleTable((), (Align.JUSTIFY,), (), 0, AT)


def block(text: str, role: Role = Role.PARAGRAPH) -> Paragraph:
    return Paragraph(role, (Inline(text, False, AT),), AT)


def told(contents: list[Content]) -> tuple[list[str], list[str]]:
    """Each part of the head in words, and the codes of what was said."""
    remarks, diagnostics = Remarks(), Diagnostics()
    head = find_head(contents, remarks)
    remarks.report(diagnostics)
    assert head is not None
    parts = [*head.labels, head.title, *filter(None, [head.subtitle])]
    rest = [f"{name} {len(each)}" for name, each in (("before", head.before), ("others", head.others)) if each]
    return [*(f"{each.role} {each.text}" for each in parts), *rest], [each.code for each in diagnostics]


@pytest.mark.parametrize(
    "label", ["附件", "附件1", "附件 1", "附件1-2", "附件一", "附件：", "附件２：", "附录三", "附", "附：", "附 件 1"]
)
def test_a_label_stands_above_its_title(label: str) -> None:
    assert told([block(label), block("测产办法"), block("正文。")]) == (
        [f"article_label {label}", "paragraph 测产办法", "others 1"],
        ["HB245"],
    )


@pytest.mark.parametrize("first", ["附件1：测产办法", "附件1 测产办法", "附件100", "附近的老街", "件1", "附属中学"])
def test_a_line_that_says_more_than_a_label_is_the_title(first: str) -> None:
    assert told([block(first), block("测产办法"), block("正文。")]) == ([f"paragraph {first}", "others 2"], [])


def test_what_a_document_bears_stands_above_its_title() -> None:
    masthead, number = block("云溪县人民政府文件"), block("云政〔2026〕5号")
    assert told([block("特急"), masthead, number, block("测产通知"), block("正文。")]) == (
        [
            "article_label 特急",
            "article_label 云溪县人民政府文件",
            "article_label 云政〔2026〕5号",
            "paragraph 测产通知",
            "others 1",
        ],
        ["HB245", "HB245", "HB245"],
    )
    assert told([masthead, block("测产通知"), block("正文。")]) == (["paragraph 云溪县人民政府文件", "others 2"], [])


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([], 0),
        (["附件1"], 1),
        (["附件1", "名单"], 1),
        (["名单", "附件1"], 0),
        (["县府文件", "云政〔2026〕5号"], 2),
        (["县府文件"], 0),
        (["长" * 27 + "文件", "云政〔2026〕5号"], 2),
        (["长" * 30 + "文件", "云政〔2026〕5号"], 0),
        (["文件", "云政〔2026〕5号"], 0),
    ],
)
def test_labels_end_with_the_first_other_line(lines: list[str], count: int) -> None:
    assert count_labels(lines) == count


def test_a_label_without_a_title_below_is_one_itself() -> None:
    for after in ("各乡镇认真测产。", "一、总体要求", "各位代表："):
        assert told([block("附件1"), block(after)]) == (["paragraph 附件1", "others 1"], [])
    assert told([block("附件1")]) == (["paragraph 附件1"], [])


def test_the_masthead_of_a_document_has_so_many_characters() -> None:
    mastheads = bounds("县{长 1-28}文件")
    assert [count_labels([text, "云政〔2026〕5号"]) for text in mastheads.fits] == [2, 2]
    assert [count_labels([text, "云政〔2026〕5号"]) for text in mastheads.does_not] == [0, 0]


def test_a_marked_title_stands_under_a_label_whatever_it_says() -> None:
    marked = block("各乡镇认真测产。", Role.ARTICLE_TITLE)
    assert told([block("附件1"), marked]) == (["article_label 附件1", "article_title 各乡镇认真测产。"], ["HB245"])


@pytest.mark.parametrize(
    "text", ["——在会上的讲话", "— 在会上的讲话", "―― 在会上的讲话", "－－在会上的讲话", "--在会上的讲话"]
)
def test_one_line_with_a_dash_is_a_sub_title(text: str) -> None:
    assert told([block("标题"), block(text), block("正文。")])[0] == ["paragraph 标题", f"subtitle {text}", "others 1"]


@pytest.mark.parametrize("text", ["（征求意见稿）", "(试行)", "（草案）", "（2026年修订本）"])
def test_what_state_a_text_is_in_is_a_sub_title(text: str) -> None:
    assert told([block("标题"), block(text), block("正文。")])[0] == ["paragraph 标题", f"subtitle {text}", "others 1"]


@pytest.mark.parametrize(
    "text", ["征求意见稿", "（征求意见）", "（试行办法）", "（试行）。", "（供稿）", "（26年修订本）"]
)
def test_what_else_stands_in_brackets_is_none(text: str) -> None:
    assert told([block("标题"), block(text), block("正文。")])[0] == ["paragraph 标题", "others 2"]


@pytest.mark.parametrize(
    "after",
    [
        [block("——在会上讲话。"), block("正文。")],
        [block("——加强领导"), block("——落实责任")],
        [block("———")],
        [block("-在会上的讲话")],
        [block("——在会上的讲话", Role.QUOTATION)],
        [TABLE, block("——在会上的讲话")],
    ],
)
def test_what_else_begins_with_a_dash_is_text(after: list[Content]) -> None:
    assert told([block("标题"), *after])[0] == ["paragraph 标题", f"others {len(after)}"]


def test_a_paragraph_that_is_no_title_has_no_sub_title() -> None:
    assert told([block("各乡镇认真测产。"), block("——在会上的讲话")])[0][1:] == ["others 1"]


def test_a_table_before_the_title_is_kept_apart() -> None:
    assert told([TABLE, block("标题"), block("正文。")])[0] == ["paragraph 标题", "before 1", "others 1"]


def test_a_file_without_text_has_no_head() -> None:
    assert find_head([TABLE], Remarks()) is None
