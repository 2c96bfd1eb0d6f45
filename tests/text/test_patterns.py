from __future__ import annotations

import pytest

from huibian.frame import Role
from huibian.text.patterns import (
    begins_item,
    ends_sentence,
    is_date,
    is_like,
    is_no_title,
    is_numbered,
    is_signature,
    is_subtitle,
    is_title,
    may_be_numbered,
    numbered,
    stands_alone,
    title_lines,
)
from tests.support.lines import bounds, each


@pytest.mark.parametrize(("length", "role"), [(26, Role.HEADING_1), (27, None)])
def test_a_heading_fits_one_line_of_print(length: int, role: Role | None) -> None:
    assert numbered("一、".ljust(length, "长")) is role


@pytest.mark.parametrize(
    ("fits", "does_not", "role"),
    [
        ("二十一、总体情况", "一二三四五、总体情况", Role.HEADING_1),
        ("（一百二十）总体情况", "（一百二十一一）总体情况", Role.HEADING_2),
        ("12. 总体情况", "123. 总体情况", Role.HEADING_3),
        ("3．总体情况", "3.1总体情况", Role.HEADING_3),
        ("（12）总体情况", "（123）总体情况", Role.HEADING_4),
        ("(1)总体情况", "[1]总体情况", Role.HEADING_4),
    ],
)
def test_a_number_of_a_heading_has_so_many_figures(fits: str, does_not: str, role: Role) -> None:
    assert numbered(fits) is role
    assert numbered(does_not) is None


@pytest.mark.parametrize("text", ["第一章 总则", "第 1 章 总则", "第十节 收集", "第 一 条　目的", "第二条之一 目的"])
def test_a_part_of_a_regulation_is_numbered(text: str) -> None:
    assert is_numbered(text)
    assert not is_numbered(text.removeprefix("第"))


@pytest.mark.parametrize("line", ["第{一 1-7}章", "第{1 1-4}章", "第{一 1-7}条 目的"])
def test_the_number_of_a_part_has_so_many_figures(line: str) -> None:
    parts = bounds(line)
    assert [is_numbered(text) for text in (*parts.fits, *parts.does_not)] == [True, True, False, False]


@pytest.mark.parametrize("figure", "一二三四五六七八九十百零〇")
def test_the_number_of_a_part_may_have_any_figure(figure: str) -> None:
    assert is_numbered(f"第{figure}章")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("一<、|．|.>短", Role.HEADING_1),
        ("<（|(>一<）|)>短", Role.HEADING_2),
        ("1<.|．>短", Role.HEADING_3),
        ("<（|(>1<）|)>短", Role.HEADING_4),
    ],
)
def test_the_marks_of_a_number_may_be_of_half_width(line: str, role: Role) -> None:
    assert {numbered(text) for text in each(line)} == {role}


@pytest.mark.parametrize("line", ["{1 1-2}.短", "（{1 1-2}）短", "{1 1-2}、短", "{1 1-2}、 短"])
def test_an_item_begins_with_one_or_two_figures(line: str) -> None:
    items = bounds(line)
    assert [begins_item(text) for text in (*items.fits, *items.does_not)] == [True, True, False, False]


def test_a_heading_is_an_item_too() -> None:
    assert begins_item("一、短")
    assert not begins_item("短")


@pytest.mark.parametrize("mark", "。！？；：.!?;:")
@pytest.mark.parametrize("closing", ["", *"”’」』）)》", "”）"])
def test_a_paragraph_may_end_with_a_mark(mark: str, closing: str) -> None:
    assert ends_sentence(f"长{mark}{closing}")
    assert not ends_sentence(f"{mark}长{closing}")


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        ("<—|——|―|――|－－|-->在会上", "<|———|―――|－|－－－|-|--->在会上"),
        ("—— 在", "——<　|-|—|―|－>"),
        ("<（|(>试行<）|)>", "试行"),
        ("（2026年试行）", "（<202|20266>年试行）"),
        ("（<征求意见|草案><稿|本>）", "（征求意见）"),
        ("——在会上", "——在会上。"),
    ],
)
def test_a_subtitle_has_a_dash_or_is_a_remark_in_brackets(fits: str, does_not: str) -> None:
    assert [text for text in each(fits) if not is_subtitle(text)] == []
    assert [text for text in each(does_not) if is_subtitle(text)] == []


@pytest.mark.parametrize("text", each("<各位代表|各乡镇人民政府>："))
def test_whom_a_text_addresses_is_no_title(text: str) -> None:
    assert is_no_title(text)


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        *((text, True) for text in each(f"{'长' * 26}<。|；|：><|”|’|」|』|）|)|》>")),
        *((text, True) for text in each(f"{'长' * 25}<。|；>长")),
        (f"{'长' * 25}。", False),
        (f"{'长' * 25}：长", False),
        ("长" * 27, False),
    ],
)
def test_sentences_longer_than_a_line_are_no_title(text: str, is_none: bool) -> None:
    assert is_no_title(text) is is_none


def test_an_editorial_office_is_no_part_of_a_regulation() -> None:
    assert is_title("第一编辑部的一年")


@pytest.mark.parametrize("mark", "；：，、…—.;:,")
@pytest.mark.parametrize("closing", ["", *"”’」』）)》"])
def test_a_numbered_line_that_leads_on_is_no_heading(mark: str, closing: str) -> None:
    assert numbered(f"一、总体{mark}情况{closing}") is Role.HEADING_1
    assert numbered(f"一、总体情况{mark}{closing}") is None


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        ("各位代表！", "各位！"),
        ("附件12", "附件123"),
        ("抄送：县委办", "抄送"),
        ("一、总体情况", "总体情况"),
        ("（2026年3月15日）", "2026年3月15日"),
        ("作者：林知远", "林知远"),
    ],
)
def test_a_line_that_no_one_breaks_a_sentence_for_stands_alone(fits: str, does_not: str) -> None:
    assert stands_alone(fits)
    assert not stands_alone(does_not)


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        ("长" * 60, "长" * 61),
        ("长", ""),
        ("云溪：老街", "云溪老街："),
        ("云溪，老街", "云溪老街，"),
        ("云溪、老街", "云溪老街、"),
        ("云溪…老街", "云溪老街…"),
        ("云溪老街", "云溪老街；新街"),
        ("云溪老街？", "云溪老街！"),
        ("云溪老街", "云溪老街。"),
        ("云溪老街", "一、云溪老街"),
        ("云溪老街", "第一章 云溪老街"),
        ("云溪老街", "附件1"),
        ("三月十五日", "2026年3月15日"),
    ],
)
def test_a_title_is_a_short_phrase(fits: str, does_not: str) -> None:
    assert is_title(fits)
    assert not is_title(does_not)


def test_dates_and_signatures_are_those_of_the_forms() -> None:
    assert is_date("2026年3月15日")
    assert not is_date("2026年3月")
    assert is_signature("云溪县档案馆")
    assert not is_signature("特此通知。")


def test_titles_are_alike_if_six_tenths_of_their_words_are() -> None:
    assert is_like("甲乙丙丁戊己一二三四", "甲乙丙丁戊己五六七八")
    assert not is_like("甲乙丙丁戊己一二三四", "甲乙丙丁戊己五六七八九")
    assert is_like("《甲乙》！", "甲，乙")
    assert not is_like("！", "！")
    assert is_like("长" * 120, "长" * 120)
    assert not is_like("长" * 121, "长" * 121)
    assert not is_like("长" * 121, "长" * 120)
    assert not is_like("长" * 120, "长" * 121)
    assert is_like("甲乙", "_甲_乙__")
    assert not is_like("", "长")


@pytest.mark.parametrize("colon", "：:")
@pytest.mark.parametrize("text", ["各乡镇人民政府{}", "各位代表{}", "抄送{}县档案馆", "来源{}县统计局"])
def test_a_colon_may_be_of_half_width(text: str, colon: str) -> None:
    assert stands_alone(text.format(colon))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("第一编　总则", True),
        ("第二章档案的收集", True),
        ("第一节　收集", True),
        ("第一节课", False),
        ("第十二条 各单位按期移交。", True),
        ("第三条之一　各单位按期移交。", True),
        ("第一条为了加强管理。", False),
        ("第一条　", False),
        ("一、总则", True),
        ("总则", False),
    ],
)
def test_parts_of_regulations_are_numbered(text: str, is_one: bool) -> None:
    assert is_numbered(text) is is_one


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (["云溪县人民政府关于做好", "秋粮测产工作的通知", "正文。"], 2),
        (["云溪县人民政府", "关于印发秋粮测产", "办法（试行）", "正文。"], 3),
        (["云溪县人民政府", "关于做好", "秋粮测产工作", "的通知"], 1),  # four
        (["关于做好秋粮测产工作的通知", "另一个通知"], 1),
        (["一周要闻", "县政府印发关于秋粮测产的意见"], 1),  # the second line says all by itself
        (["一周要闻", "县政府", "关于秋粮测产的意见"], 3),
        (["云溪县秋粮测产", "工作通知"], 1),  # about nothing
        (["云溪县关于秋粮测产", "工作情况"], 1),  # no kind of document
        (["云溪县关于秋粮测产。", "工作的通知"], 1),
        (["云溪县关于秋粮测产", "一、工作的通知"], 1),
        (["云溪县关于　秋粮测产", "工作的通知"], 1),
        (["关于" + "长" * 28, "长" * 28 + "通知"], 2),
        (["关于" + "长" * 28, "长" * 29 + "通知"], 1),
        (["关于"], 1),
        ([], 1),
    ],
)
def test_the_title_of_a_document_may_be_on_several_lines(texts: list[str], count: int) -> None:
    assert title_lines(texts) == count


@pytest.mark.parametrize("text", ["一、总体", "百. 总体", "（二）总体", "(3) 总体", "4.总体", "十一.总体"])
def test_a_line_with_a_number_may_be_numbered(text: str) -> None:
    assert begins_item(text)
    assert may_be_numbered(text)


@pytest.mark.parametrize("text", ["总体", "第一章", " 1."])
def test_a_line_that_begins_otherwise_is_not_numbered(text: str) -> None:
    assert not may_be_numbered(text)
