from __future__ import annotations

import pytest

from huibian.frame import Role
from huibian.text.patterns import (
    is_bracketed_date,
    is_credit,
    is_date,
    is_like,
    is_numbered,
    is_signature,
    is_title,
    lead,
    numbered,
    picture_caption,
    stands_alone,
    table_caption,
)


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


@pytest.mark.parametrize("mark", "；：，、…—.;:,")
@pytest.mark.parametrize("closing", ["", *"”’」』）)》"])
def test_a_numbered_line_that_leads_on_is_no_heading(mark: str, closing: str) -> None:
    assert numbered(f"一、总体{mark}情况{closing}") is Role.HEADING_1
    assert numbered(f"一、总体情况{mark}{closing}") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、工作情况。全县", (Role.HEADING_1, 7)),
        ("（二）参会人员：张三", (Role.HEADING_2, 8)),
        ("3. 抓落实。各乡镇", (Role.HEADING_3, 7)),
        ("(4)经费。列入预算", (Role.HEADING_4, 6)),
        ("（12）经费。列入预算", (Role.HEADING_4, 7)),
        ("（123）经费。列入预算", None),
        ("（一）抓落实。", None),  # no text follows
        ("（一）抓落实。”", None),
        ("（一）他说：“好。”大家", None),
        ("（一）县长指出，要抓紧：各乡镇", None),
        ("2.5亿元。合计", None),
        ("工作情况。全县", None),
        (".工作情况。全县", None),
        ("（一）" + "长" * 22 + "。以上", (Role.HEADING_2, 26)),
        ("（一）" + "长" * 23 + "。以上", None),
    ],
)
def test_a_heading_runs_into_its_paragraph(text: str, found: tuple[Role, int] | None) -> None:
    assert lead(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "作者：林知远",
        "作者/林知远",
        "（作者单位：云溪县档案馆）",
        "文/周默 图/李澄",
        "口述：郁阿婆 整理：周默",
        "记者 周默",
        "本刊记者　周默　李澄",
        "（区政府办 供稿）",
        "区政府办 供稿",
        "（望栖街道供稿）",
        "来源：县统计局",
        "（𬸦鸣 撰稿）",
        "记者 周默然之",
        "记者 周默、李澄",
        "记者 一一 二二 三三 四四 五五 六六",
        "长" * 25 + " 供稿",
        "（" + "长" * 25 + "供稿）",
        "作者：" + "长" * 37,
    ],
)
def test_a_credit_is_known(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "记者 从县农业农村局获悉，今年",
        "记者从县农业农村局获悉",
        "作者认为：这是好事。",
        "图1 全县地图",
        "望栖街道供稿",
        "（林知远）",
        "（完）",
        "来源",
        "资金来源：财政拨款。",
        "记者 周",
        "记者 周默然之人",
        "记者 一一 二二 三三 四四 五五 六六 七七",
        "长 供稿",
        "长" * 26 + " 供稿",
        "（长供稿）",
        "（" + "长" * 26 + "供稿）",
        "作者：" + "长" * 38,
    ],
)
def test_text_is_no_credit(text: str) -> None:
    assert not is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2026年3月15日", "2026 年 3 月 15 日", "２０２６年３月１５日", "二〇二六年三月十五日"),
        *("2026年12月1日", "二〇二六年十二月三十一日", "一九四五年六月七日", "二○○八年八月九日", "二零二三年一月一日"),
    ],
)
def test_a_day_is_a_date(text: str) -> None:
    assert is_date(text)
    assert is_bracketed_date(f"（{text}）")


@pytest.mark.parametrize(
    "text",
    [
        *("2026年3月", "3月15日", "2026年3月15日印发", "（2026年3月15日）", "2026-03-15", "2026年3月 第15日"),
        *("026年3月15日", "12026年3月15日", "2026年003月15日", "2026年3月015日", "2026年月15日", "2026年3月日"),
        *("〇二六年三月十五日", "一二〇二六年三月十五日", "二〇二六年十二月三十一一日", "二〇二六年一十二月三日"),
        *("二〇二六年月三日", "二〇二六年三月日"),
    ],
)
def test_anything_more_or_less_is_none(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize("text", ["云溪县人民政府办公室", "林远", "云溪县档案馆（盖章）", "长" * 25])
def test_an_office_or_a_person_signs(text: str) -> None:
    assert is_signature(text)


@pytest.mark.parametrize("text", ["特此通知。", "谢谢大家！", "甲", "长" * 26, "A座3楼", "一、二"])
def test_what_has_marks_or_figures_or_is_long_does_not(text: str) -> None:
    assert not is_signature(text)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("表1 各乡镇秋粮面积", 0),
        ("表1", 0),
        ("附表2-1：面积", 0),
        ("表：各乡镇秋粮面积", 2),
        ("Table: 面积", 7),
        ("表1显示，秋粮面积增加", None),
        ("表1 各乡镇秋粮面积。", None),
        ("表彰先进", None),
        ("表12-34", 0),
        ("表1：", 0),
        ("表123．456 面积", 0),
        ("表1234 面积", None),
        ("表1-1234 面积", None),
        ("表1 " + "长" * 57, 0),
        ("表1 " + "长" * 58, None),
        ("表：" + "长" * 58, 2),
        ("表：" + "长" * 59, None),
    ],
)
def test_a_line_above_a_table_may_be_its_caption(text: str, start: int | None) -> None:
    assert table_caption(text) == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("图1 老街", 0),
        ("附图1", 0),
        ("图1：", 0),
        ("图12-34．老街", 0),
        ("图1234 老街", None),
        ("图1 老街。", None),
        ("图：老街", 2),
        ("Figure: 老街", 8),
        ("图1是老街", None),
        ("图书馆开馆", None),
    ],
)
def test_a_line_below_a_picture_may_be_its_caption(text: str, start: int | None) -> None:
    assert picture_caption(text) == start


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        ("尊敬的" + "长" * 30 + "：", "尊敬的" + "长" * 31 + "："),
        ("各位代表！", "各位！"),
        ("女士们、先生们：", "女士们，先生们："),
        ("各" + "乡" * 36 + "局：", "各" + "乡" * 37 + "局："),
        ("各乡局：", "各局："),
        ("附件12", "附件123"),
        ("附", "附表"),
        ("抄送：" + "长" * 57, "抄送：" + "长" * 58),
        ("（此件公开发布）", "（此事公开发布）"),
        ("（责编）", "责编"),
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
        ("三月十五日", "2026年3月15日"),
    ],
)
def test_a_title_is_a_short_phrase(fits: str, does_not: str) -> None:
    assert is_title(fits)
    assert not is_title(does_not)


def test_titles_are_alike_if_six_tenths_of_their_words_are() -> None:
    assert is_like("甲乙丙丁戊己一二三四", "甲乙丙丁戊己五六七八")
    assert not is_like("甲乙丙丁戊己一二三四", "甲乙丙丁戊己五六七八九")
    assert is_like("《甲乙》！", "甲，乙")
    assert not is_like("！", "！")
    assert is_like("长" * 120, "长" * 120)
    assert not is_like("长" * 121, "长" * 121)
    assert not is_like("", "长")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一编　总则", Role.HEADING_1),
        ("第二章　档案的收集", Role.HEADING_1),
        ("第二章档案的收集", Role.HEADING_1),
        ("第 12 章 附则", Role.HEADING_1),
        ("第一百二十章　附则", Role.HEADING_1),
        ("第二章档案的收集与管理以及再利用", None),  # thirteen characters
        ("第二章档案的收集与管理以及利用", Role.HEADING_1),
        ("第二章规定，应当移交", None),
        ("第二章　档案的收集。", None),
        ("第一节　收集", Role.HEADING_2),
        ("第一节课", None),
        ("第一条　目的", None),
    ],
)
def test_chapters_and_sections_are_headings(text: str, level: Role | None) -> None:
    assert numbered(text) is level


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("第一条　为了加强管理。", 3),
        ("第十二条 各单位按期移交。", 4),
        ("第 12 条　各单位按期移交。", 6),
        ("第三条之一　各单位按期移交。", 5),
        ("第一条为了加强管理。", None),
        ("第一条　", None),
        ("本办法第一条　为了。", None),
    ],
)
def test_a_condition_runs_into_its_text(text: str, end: int | None) -> None:
    assert lead(text) == (None if end is None else (Role.HEADING_1, end))
    assert is_numbered(text) is (end is not None)
