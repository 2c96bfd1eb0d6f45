from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.frame import Align
from huibian.image.read import read_image
from huibian.text.model import ArticlePicture, Inline, Paragraph, SourceLook
from huibian.text.remarks import Remarks
from huibian.text.word.arrange import StyledText, WordContent, arrange
from huibian.text.word.looks import WordLook
from huibian.text.word.styles import StyleKind
from tests.support.worddocs import png

AT = Span(Path("a.docx"), 1, 1)
BODY = "各乡镇按时完成测产，结果已报县里。"


def text(
    words: str, size: int = 32, align: Align = Align.JUSTIFY, kind: StyleKind = StyleKind.TEXT, level: int = 0
) -> StyledText:
    return StyledText(kind, level, [(Inline(words, False, AT),)], None, WordLook(align, size), False, AT)


def display(words: str, size: int = 44) -> StyledText:
    return text(words, size, Align.CENTER)


def heading(level: int, words: str) -> StyledText:
    return text(words, kind=StyleKind.HEADING, level=level)


def picture() -> ArticlePicture:
    image = read_image(png())
    assert image is not None
    return ArticlePicture(image, (), AT)


def arranged(*contents: WordContent) -> list[str]:
    found = arrange(contents, 32, Remarks())
    return [f"{each.role} {each.text}" if isinstance(each, Paragraph) else type(each).__name__ for each in found]


def test_centred_lines_of_one_size_above_that_of_the_text_are_one_title() -> None:
    assert arranged(display("云溪县人民政府办公室"), display("关于开展秋粮测产的通知"), text(BODY)) == [
        "article_title 云溪县人民政府办公室关于开展秋粮测产的通知",
        f"paragraph {BODY}",
    ]


@pytest.mark.parametrize(
    "second",
    [
        display("在全县秋收会议上", 32),  # as large as the text
        display("在全县秋收会议上", 36),  # larger, but smaller than the title
        text("在全县秋收会议上", 44),  # not centred
        text("在全县秋收会议上", 44, Align.END),
        display("各位代表："),
        display("同志们："),
        display("秋收工作有序推进。"),
        display("一、总体情况"),
        display("（2026年9月3日）"),
        display("作者：林知远"),
        display("——在全县秋收会议上的讲话"),
        display("秋" * 61),
        text("在全县秋收会议上", 44, Align.CENTER, StyleKind.QUOTATION),
    ],
)
def test_what_looks_or_reads_otherwise_is_no_part_of_the_title(second: StyledText) -> None:
    assert arranged(display("全县秋粮测产结束"), second, text(BODY))[0] == "article_title 全县秋粮测产结束"


def test_a_title_may_be_broken_after_a_mark() -> None:
    for mark in "、，：":
        found = arranged(display(f"测产{mark}"), display("秋收秋种"), text(BODY))
        assert found[0] == f"article_title 测产{mark}秋收秋种"


def test_a_title_has_eight_lines_at_most_and_ends_at_a_picture() -> None:
    assert arranged(*(display("测产") for _ in range(9)), text(BODY))[0] == "article_title " + "测产" * 8
    assert arranged(display("秋收"), picture(), display("测产"), text(BODY))[0] == "article_title 秋收"


def test_lines_of_the_title_style_are_one_title_where_they_read_like_one() -> None:
    def styled(words: str) -> StyledText:
        return text(words, kind=StyleKind.TITLE)

    assert arranged(styled("秋粮测产"), styled("工作总结"), styled(BODY), text(BODY))[:2] == [
        "article_title 秋粮测产工作总结",
        f"heading_1 {BODY}",
    ]


def test_a_file_whose_lines_are_all_centred_is_measured_by_its_own_size() -> None:
    assert arranged(display("秋粮"), display("测产")) == ["article_title 秋粮测产"]
    assert arranged(display("秋粮", 32), display("测产", 32)) == ["paragraph 秋粮", "paragraph 测产"]


def test_a_centred_line_that_is_no_title_is_not_marked_as_one() -> None:
    assert arranged(display("各位代表："), text(BODY))[0] == "paragraph 各位代表："
    assert arranged(text("秋粮测产", 44), text(BODY))[0] == "paragraph 秋粮测产"


def test_the_title_stands_under_its_label() -> None:
    found = arranged(text("附件1"), display("秋粮"), display("测产"), text(BODY))
    assert found == ["paragraph 附件1", "article_title 秋粮测产", f"paragraph {BODY}"]
    assert arranged(text("附件1")) == ["paragraph 附件1"]
    assert arranged(text("附件1"), text("附件2"))[0] == "paragraph 附件1"


@pytest.mark.parametrize(
    ("contents", "levels"),
    [
        ([text("标题"), heading(2, "甲"), heading(3, "乙"), heading(2, "丙")], [1, 2, 1]),
        ([heading(1, "标题"), heading(2, "甲"), heading(3, "乙")], [1, 2]),
        ([heading(1, "标题"), heading(3, "甲"), heading(4, "乙")], [1, 2]),
        ([heading(1, "标题"), heading(2, "甲"), heading(1, "乙")], [1, 1]),
        ([text("标题"), heading(2, "（一）甲"), heading(3, "1.乙")], [2, 3]),
        ([text("标题"), heading(2, "一、甲"), heading(3, "（一）乙")], [1, 2]),
        ([heading(1, "标题"), heading(1, "一、甲"), heading(2, "乙")], [1, 2]),
        ([text("标题"), heading(1, "甲"), heading(6, "乙")], [1, 4]),
    ],
)
def test_levels_of_headings_count_from_the_highest_or_from_their_numbers(
    contents: list[StyledText], levels: list[int]
) -> None:
    found = [each.split()[0] for each in arranged(*contents)[1:]]
    assert found == [f"heading_{level}" for level in levels]


def test_a_paragraph_hands_on_how_it_looks() -> None:
    _, larger, end = arrange(
        [
            text("标题"),
            display("大字", 33),
            text(BODY, align=Align.END),
        ],
        32,
        Remarks(),
    )
    assert isinstance(larger, Paragraph)
    assert isinstance(end, Paragraph)
    assert (larger.look, end.look) == (SourceLook(Align.CENTER, True), SourceLook(Align.END, False))
