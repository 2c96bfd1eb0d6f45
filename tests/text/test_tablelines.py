from __future__ import annotations

import pytest

from huibian.text.tablelines import is_table_note, is_units, table_caption
from tests.support.lines import bounds, each


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
        ("表1-123 面积", 0),
        *((text, 0) for text in each("表１<-|—|－|.|．>２<　|：|:|.|．|、>面积")),
        ("表1面积", None),
        ("表1 " + "长" * 57, 0),
        ("表1 " + "长" * 58, None),
        ("表：" + "长" * 58, 2),
        ("表：" + "长" * 59, None),
    ],
)
def test_a_line_above_a_table_may_be_its_caption(text: str, start: int | None) -> None:
    assert table_caption(text) == start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位：万元", True),
        ("单位:元/人", True),
        ("（单位：万元、%）", True),
        ("计量单位：吨、公顷", True),
        ("金额单位：人民币万元", False),
        ("单位：万元　亿元", True),
        ("单位：元／平方米", True),
        ("（单位：万元", False),
        ("单位：万元）", False),
        ("单位：", False),
        ("单位：县统计局", False),
        ("单位：万", False),
        ("填报单位：吨", False),
        ("各单位：万元", False),
        ("单位：" + "、".join(["万元"] * 9), True),
        ("单位：" + "、".join(["万元"] * 10), False),
        *((text, True) for text in bounds("单位：{　 0-25}万元").fits),
        *((text, False) for text in bounds("单位：{　 0-25}万元").does_not),
        *((text, True) for text in each("<（|(>单位：万元<、|，|,|;|；| >亿<元/|元／|元每>人<）|)>")),
    ],
)
def test_what_numbers_are_counted_in_is_no_office(text: str, expected: bool) -> None:
    assert is_units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资料来源：县统计局", True),
        ("数据出处：《云溪统计年鉴》", True),
        ("注：本表不含乡镇企业。", True),
        ("注1：本表不含乡镇企业。", True),
        ("*注:口径有调整", True),
        ("说明：面积为年末数", True),
        ("注：", False),
        ("注意：表里的数是初步统计数。", False),
        ("来源：县政府办", False),  # who sent the article in
        ("备注如下：无", False),
        ("1.本表不含乡镇企业。", False),
        ("注：" + "一" * 198, True),
        ("注：" + "一" * 199, False),
        ("注：甲", True),
        *((text, True) for text in bounds("注{1 0-2}：甲").fits),
        *((text, False) for text in bounds("注{1 0-2}：甲").does_not),
    ],
)
def test_a_note_begins_with_its_label(text: str, expected: bool) -> None:
    assert is_table_note(text, None) == expected


@pytest.mark.parametrize(
    ("above", "text", "expected"),
    [
        ("注：1.面积为年末数。", "2.产量为全年数。", True),
        ("2.产量为全年数。", "3．口径有调整。", True),
        *(("注：1.面积为年末数。", text, True) for text in each("2<.|．|、|)|）>产")),
        *((text, "2.产量为全年数。", True) for text in each("注：1<.|．|、|)|）>面积为年末数。")),
        ("注：9.面积为年末数。", "10.产量为全年数。", True),
        ("注：99.面积为年末数。", "100.产量为全年数。", False),
        ("注：10.面积为年末数。", "11.产量为全年数。", True),
        ("注：面积为年末数。", "2.产量为全年数。", False),
        ("注：1.面积为年末数。", "3.产量为全年数。", False),
        ("注：1.面积为年末数。", "资料来源：县统计局", True),
        ("注：1.面积为年末数。", "产量为全年数。", False),
    ],
)
def test_notes_that_are_numbered_go_on(above: str, text: str, expected: bool) -> None:
    assert is_table_note(text, above) == expected
