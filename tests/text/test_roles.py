from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import SINGLE, Align, Role
from huibian.image import Image, ImageFormat
from huibian.text.model import (
    Article,
    ArticlePicture,
    ArticleTable,
    Content,
    Inline,
    Note,
    Paragraph,
    SourceLook,
    TableCell,
    plain,
)
from huibian.text.remarks import Remarks
from huibian.text.roles import recognise
from huibian.text.tally import Written

AT = Span(Path("a.md"), 1, 1)


def inline(text: str) -> Inline:
    return Inline(text, False, AT)


def block(text: str, role: Role = Role.PARAGRAPH) -> Paragraph:
    return Paragraph(role, (inline(text),), AT)


def picture(caption: str = "") -> ArticlePicture:
    return ArticlePicture(Image(b"", ImageFormat.PNG, 1, 1), (inline(caption),) if caption else (), AT)


def table(caption: str = "") -> ArticleTable:
    cell = TableCell((Paragraph(Role.TABLE_CELL, (inline("甲"),), AT),), SINGLE, AT)
    return ArticleTable((inline(caption),) if caption else (), (Align.JUSTIFY,), ((cell,),), 1, AT)


def told(*contents: Content) -> list[str]:
    """Role and text of each content; of pictures and tables, what they are and their captions."""
    return [
        f"{each.role} {each.text}"
        if isinstance(each, Paragraph)
        else f"{'table' if isinstance(each, ArticleTable) else 'picture'} {plain(each.caption)}"
        for each in recognise(contents, Remarks())
    ]


def test_what_a_file_marks_is_what_it_is() -> None:
    marked = [
        block(text, Role.QUOTATION) for text in ("作者：周默", "一、怎么办", "（一）抓紧。各乡镇", "2026年3月15日")
    ]
    assert recognise(marked, Remarks()) == tuple(marked)


def test_the_line_above_a_table_is_its_caption() -> None:
    assert told(block("表1 面积"), table()) == ["table 表1 面积"]
    assert told(block("表：面积"), table()) == ["table 面积"]
    assert told(block("表1 面积"), table("另有")) == ["paragraph 表1 面积", "table 另有"]
    assert told(block("面积如下"), table()) == ["paragraph 面积如下", "table "]


def test_a_centred_line_beside_a_table_or_a_picture_is_its_caption() -> None:
    def centred(text: str) -> Paragraph:
        return replace(block(text), look=SourceLook(Align.CENTER, False))

    assert told(centred("面积统计"), table()) == ["table 面积统计"]
    assert told(centred("表：面积"), table()) == ["table 面积"]
    assert told(picture(), centred("老街的早晨")) == ["picture 老街的早晨"]
    assert told(picture(), centred("图：老街")) == ["picture 老街"]
    assert told(block("附件1"), centred("面积统计"), table()) == ["paragraph 附件1", "table 面积统计"]
    closed = [block("各地照办。"), block("县统计局"), block("2026年9月3日"), block("附件1")]
    assert told(*closed, centred("面积统计"), table())[-2:] == ["attachment_title 面积统计", "table "]
    assert told(picture("另有"), centred("老街的早晨")) == ["picture 另有", "paragraph 老街的早晨"]
    assert told(picture(), block("老街的早晨")) == ["picture ", "paragraph 老街的早晨"]


def test_a_line_at_the_end_edge_closes_an_article() -> None:
    def at_end(text: str) -> Paragraph:
        return replace(block(text), look=SourceLook(Align.END, False))

    found = told(block("正文。"), at_end("云溪县2026年秋收办"), block("县府办"), block("2026年9月3日"))
    assert found[1:] == ["signature 云溪县2026年秋收办", "signature 县府办", "date 2026年9月3日"]


def test_a_footnote_of_a_label_that_goes_stays_in_the_caption() -> None:
    note = Inline("", False, AT, note=Note((inline("注"),), AT))
    for inlines in ((note, inline("表：面积")), (inline("表："), note, inline("面积"))):
        (found,) = recognise([Paragraph(Role.PARAGRAPH, inlines, AT), table()], Remarks())
        assert isinstance(found, ArticleTable)
        assert [each.note is not None for each in found.caption] == [True, False]
    (found,) = recognise([picture(), Paragraph(Role.PARAGRAPH, (note, inline("图：老街")), AT)], Remarks())
    assert isinstance(found, ArticlePicture)
    assert found.caption[0] == note


def test_the_line_below_a_picture_is_its_caption() -> None:
    assert told(picture(), block("图1 老街")) == ["picture 图1 老街"]
    assert told(picture("老街"), block("图1 老街")) == ["picture 老街", "paragraph 图1 老街"]
    assert told(block("图1 老街"), picture()) == ["paragraph 图1 老街", "picture "]
    assert told(picture(), block("图1 老街"), block("图2 新街")) == ["picture 图1 老街", "paragraph 图2 新街"]


def test_who_took_a_picture_goes_into_its_caption() -> None:
    assert told(picture(), block("图为老街。"), block("（周默　摄）")) == ["picture 图为老街。　（周默　摄）"]
    assert told(picture("老街"), block("县档案馆 供图")) == ["picture 老街　县档案馆 供图"]
    assert told(picture(), block("（周默摄）"), block("正文。")) == ["picture （周默摄）", "paragraph 正文。"]
    assert told(block("（周默摄）"), block("正文。")) == ["paragraph （周默摄）", "paragraph 正文。"]


def test_an_official_without_white_before_his_name_needs_the_day_below() -> None:
    day, text = block("（2026年9月3日）"), block("正文。")
    assert told(block("县委书记林知远"), day, text)[:2] == ["byline 县委书记林知远", "byline （2026年9月3日）"]
    assert told(block("县委书记林知远"), text)[0] == "paragraph 县委书记林知远"
    assert told(block("县委书记　林知远"), text)[0] == "byline 县委书记　林知远"


def test_a_salutation_stands_above_the_text() -> None:
    assert told(block("同志们："), block("正文。")) == ["salutation 同志们：", "paragraph 正文。"]
    assert told(block("作者：周默"), block("县委办："), block("正文。"))[1] == "salutation 县委办："
    assert told(block("正文。"), block("同志们："), block("正文。"))[1] == "paragraph 同志们："
    assert told(block("同志们：")) == ["paragraph 同志们："]
    assert told(*[block("若干意见")] * 3, block("县委办："), block("正文。"))[3] == "salutation 县委办："
    assert told(*[block("若干意见")] * 4, block("县委办："), block("正文。"))[4] == "paragraph 县委办："


def test_bylines_end_with_the_first_other_line() -> None:
    assert told(block("作者：周默"), block("正文。"), block("文/周默"), block("末段。")) == [
        "byline 作者：周默",
        "paragraph 正文。",
        "paragraph 文/周默",
        "paragraph 末段。",
    ]


def test_what_is_all_that_an_article_says_is_text() -> None:
    assert told(block("作者：周默")) == ["paragraph 作者：周默"]
    assert told(block("2026年3月15日")) == ["paragraph 2026年3月15日"]
    assert told(block("云溪县"), block("2026年3月15日"), block("（县府办 供稿）")) == [
        "paragraph 云溪县",
        "date 2026年3月15日",
        "source （县府办 供稿）",
    ]
    assert told() == []


def test_at_most_three_sign() -> None:
    names = [block(name) for name in ("云溪县", "正文在此", "县委办", "县府办", "县档案馆")]
    assert told(*names, block("2026年3月15日"))[:3] == ["paragraph 云溪县", "paragraph 正文在此", "signature 县委办"]


def test_at_most_three_lines_say_who_wrote_an_article() -> None:
    credits = [block(f"{what}：周默") for what in ("作者", "摄影", "编辑", "整理")]
    assert told(*credits, block("正文。"))[2:4] == ["byline 编辑：周默", "paragraph 整理：周默"]


def test_a_run_in_heading_keeps_the_footnote_at_its_end() -> None:
    mark = Inline("", False, AT, note=Note((inline("注"),), AT))
    (read,) = recognise([Paragraph(Role.PARAGRAPH, (inline("（一）抓紧。"), mark, inline("各乡镇")), AT)], Remarks())
    assert isinstance(read, Paragraph)
    assert [(each.text, each.lead, each.note is not None) for each in read.inlines] == [
        ("（一）抓紧。", Role.HEADING_2, False),
        ("", None, True),
        ("各乡镇", None, False),
    ]


def lines_of(*contents: Content) -> list[tuple[str, list[str], list[str]]]:
    """Caption, units and notes of each table."""
    return [
        (plain(each.caption), [line.text for line in each.units], [line.text for line in each.notes])
        for each in recognise(contents, Remarks())
        if isinstance(each, ArticleTable)
    ]


def test_units_stand_between_a_table_and_its_caption() -> None:
    caption, units = block("表1 面积"), block("单位：亩")

    assert lines_of(caption, units, table()) == [("表1 面积", ["单位：亩"], [])]
    assert lines_of(units, table()) == [("", ["单位：亩"], [])]
    assert lines_of(units, table("表1 面积")) == [("表1 面积", ["单位：亩"], [])]
    assert told(units, caption, table()) == ["paragraph 单位：亩", "table 表1 面积"]
    assert told(units, block("面积如下。")) == ["paragraph 单位：亩", "paragraph 面积如下。"]
    assert told(units, picture()) == ["paragraph 单位：亩", "picture "]


def test_notes_stand_below_a_table() -> None:
    source, note = block("资料来源：县统计局"), block("注：含林地")

    assert lines_of(table(), source, note, block("面积比上年多。")) == [("", [], ["资料来源：县统计局", "注：含林地"])]
    assert told(table(), block("面积比上年多。"), note)[1:] == ["paragraph 面积比上年多。", "paragraph 注：含林地"]
    assert told(picture(), note) == ["picture ", "paragraph 注：含林地"]


def test_what_is_above_one_table_is_not_below_another() -> None:
    units, note = block("单位：亩"), block("注：含林地")

    assert lines_of(table(), note, units, table()) == [("", [], ["注：含林地"]), ("", ["单位：亩"], [])]
    assert lines_of(units, table(), units, table()) == [("", ["单位：亩"], [])] * 2


def test_lines_of_a_table_have_roles_of_their_own() -> None:
    (found,) = recognise([block("单位：亩"), table(), block("注：含林地")], Remarks())

    assert isinstance(found, ArticleTable)
    assert [line.role for line in (*found.units, *found.notes)] == [Role.TABLE_UNITS, Role.TABLE_NOTE]


@pytest.mark.parametrize(
    ("role", "numbers"),
    [
        (Role.HEADING_1, ("一、", "二、")),
        (Role.HEADING_2, ("（一）", "（二）")),
        (Role.HEADING_3, ("1.", "2.")),
        (Role.HEADING_4, ("（1）", "（2）")),
    ],
)
def test_a_marked_heading_ends_the_numbered_ones_of_its_level(role: Role, numbers: tuple[str, str]) -> None:
    first, second = (block(f"{number}{'长' * length}") for number, length in zip(numbers, (1, 30), strict=True))
    told_of = told(block("文。"), first, block("题", role), second, block("文。"))
    assert [line.split()[0] for line in told_of] == ["paragraph", role, role, "paragraph", "paragraph"]
    assert told(block("文。"), first, block("文。"), second, block("文。"))[3].startswith(role)


def test_the_label_of_a_caption_is_used_up() -> None:
    pairs: list[tuple[str, tuple[Content, Content]]] = [
        ("表：面积", (block("表：面积"), table())),
        ("图：老街", (picture(), block("图：老街"))),
    ]
    for text, beside in pairs:
        remarks = Remarks()
        body = recognise(beside, remarks)
        written = [Written(text + ("甲" if text[0] == "表" else ""), AT)]
        assert remarks.tally.check(written, Article((), "", body, AT)) is None
