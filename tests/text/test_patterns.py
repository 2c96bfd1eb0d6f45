from __future__ import annotations

import pytest

from huibian.frame import Role
from huibian.text.patterns import (
    is_bracketed_date,
    is_credit,
    is_date,
    is_signature,
    lead,
    numbered,
    picture_caption,
    table_caption,
)


@pytest.mark.parametrize(("length", "role"), [(26, Role.HEADING_1), (27, None)])
def test_a_heading_fits_one_line_of_print(length: int, role: Role | None) -> None:
    assert numbered("一、".ljust(length, "长")) is role


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、工作情况。全县", (Role.HEADING_1, 7)),
        ("（二）参会人员：张三", (Role.HEADING_2, 8)),
        ("3. 抓落实。各乡镇", (Role.HEADING_3, 7)),
        ("(4)经费。列入预算", (Role.HEADING_4, 6)),
        ("（一）抓落实。", None),  # no text follows
        ("（一）抓落实。”", None),
        ("（一）他说：“好。”大家", None),
        ("（一）县长指出，要抓紧：各乡镇", None),
        ("2.5亿元。合计", None),
        ("工作情况。全县", None),
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
        "作者：" + "长" * 40,
    ],
)
def test_text_is_no_credit(text: str) -> None:
    assert not is_credit(text)


@pytest.mark.parametrize(
    "text", ["2026年3月15日", "2026 年 3 月 15 日", "２０２６年３月１５日", "二〇二六年三月十五日"]
)
def test_a_day_is_a_date(text: str) -> None:
    assert is_date(text)
    assert is_bracketed_date(f"（{text}）")


@pytest.mark.parametrize("text", ["2026年3月", "3月15日", "2026年3月15日印发", "（2026年3月15日）", "2026-03-15"])
def test_anything_more_or_less_is_none(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize("text", ["云溪县人民政府办公室", "林知远", "云溪县档案馆（盖章）"])
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
        ("表1 " + "长" * 58, None),
    ],
)
def test_a_line_above_a_table_may_be_its_caption(text: str, start: int | None) -> None:
    assert table_caption(text) == start


@pytest.mark.parametrize(
    ("text", "start"), [("图1 老街", 0), ("图：老街", 2), ("图1是老街", None), ("图书馆开馆", None)]
)
def test_a_line_below_a_picture_may_be_its_caption(text: str, start: int | None) -> None:
    assert picture_caption(text) == start
