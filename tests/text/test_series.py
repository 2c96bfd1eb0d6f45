from __future__ import annotations

import pytest

from huibian.frame import Role
from huibian.text.series import heads
from tests.support.lines import bounds, each

LONG = "长" * 24  # with its number 27 characters: more than a line of print


def told(*texts: str, marked: dict[int, Role] | None = None) -> list[str]:
    """Of each text its level if it is a heading, its level and its heading if that runs in, - if it is text."""
    found = heads(texts, [(marked or {}).get(index) for index in range(len(texts))])
    return [
        "-"
        if index not in found
        else f"{found[index].role.value[-1]}" + ("" if found[index].end is None else f" {text[: found[index].end]}")
        for index, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体情况", "1"),
        ("一．总体情况", "1"),
        ("一.总体情况", "1"),
        ("（一）总体情况", "2"),
        ("（一）、总体情况", "2"),
        ("1.总体情况", "3"),
        ("1、总体情况", "3"),
        ("1.5亿元", "-"),
        ("一是总体情况", "-"),
        ("（1）总体情况", "4"),
        ("一、" + "长" * 24, "1"),
        ("一、" + "长" * 25, "-"),
        ("一、要提高认识。", "-"),
        ("一、总体情况：", "-"),
        ("一、", "-"),
    ],
)
def test_a_short_numbered_phrase_is_a_heading(text: str, level: str) -> None:
    assert told(text) == [level]


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        (["（一）短", f"（二）{LONG}", "（三）短"], "222"),
        (["（一）短", f"（二）{LONG}", "（三）要抓紧。"], "2--"),
        (["（一）短", f"（二）{LONG}，"], "2-"),
        (["（一）短", "（二）" + "长" * 79], "22"),
        (["（一）短", "（二）" + "长" * 80], "2-"),
        ([f"（一）{LONG}"], "-"),
        ([f"（一）{LONG}", "文。", f"（二）{LONG}", "文。"], "2-2-"),
        ([f"（一）{LONG}", f"（二）{LONG}", "文。"], "---"),
        ([f"（一）{LONG}", "文。", f"（二）{LONG}"], "---"),
        ([f"（一）{LONG}", "1.短", f"（二）{LONG}", "1.短"], "2323"),
        (["（一）短", "（二）要抓紧。"], "2-"),
        (["（一）短", "（二）要抓紧。", "（三）要抓紧。"], "---"),
        (["一、短", f"（一）{LONG}", "二、短", "（一）短"], "1-12"),  # two series
        (["一、短", "三、短", f"二、{LONG}长"], "11-"),
        (["一、短", "一、短"], "11"),
        (["（一）短", "（二）抓学习。文。", "（三）要抓紧。"], "22 （二）抓学习。-"),
        (["（一）短", "1.要抓紧。", "2.要抓紧。", f"（二）{LONG}"], "2--2"),
        (["（一）抓落实。", "1.短", "（二）抓学习。", "6.短"], "2323"),  # sentences with parts of their own
        (["（一）抓落实。", "1.短", "（二）抓学习。", "文。"], "-3--"),
        (["（一）抓落实。", "1.短"], "-3"),
        (["一、短：", "文。", "二、短：", "文。"], "1-1-"),  # short ones with ：, all of them
        (["（一）短：", "1.短", "（二）短：", "文。"], "232-"),
        (["一、短：", "文。"], "--"),
        (["一、短：", "文。", "二、短：", "二是。", "三、短"], "-----"),
        (["一、短：", "二、短：", "文。"], "---"),  # nothing below the first
        (["一、短，短：", "文。", "二、短：", "文。"], "----"),
        (["1.短：", "文。", "2.短：", "文。"], "----"),  # as questions of a test are
        (["一、短：", "文。", "二、" + "长" * 23 + "：", "文。"], "1-1-"),
        (["一、短：", "文。", "二、" + "长" * 24 + "：", "文。"], "----"),
    ],
)
def test_a_series_of_headings_looks_alike(texts: list[str], levels: str) -> None:
    assert "".join(told(*texts)) == levels


def test_a_marked_heading_ends_the_series_below_it() -> None:
    texts = ("（一）短", "小标题", f"（二）{LONG}")
    assert told(*texts) == ["2", "-", "2"]
    assert told(*texts, marked={1: Role.HEADING_1}) == ["2", "-", "-"]
    assert told(*texts, marked={1: Role.HEADING_3}) == ["2", "-", "2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、工作情况。全县", "1 一、工作情况。"),
        ("（二）参会人员：张三。", "2 （二）参会人员："),
        ("（二）参会人员：张三", "2"),
        ("3. 抓落实。各乡镇", "3 3. 抓落实。"),
        ("(4)经费。列入预算", "4 (4)经费。"),
        ("（一）提高认识，加强领导。各乡镇", "2 （一）提高认识，加强领导。"),
        ("（一）抓好“三问一访”。各乡镇", "2 （一）抓好“三问一访”。"),
        ("（一）贯彻《条例》。各乡镇", "2 （一）贯彻《条例》。"),
        ("（一）他说“抓紧”。各乡镇", "-"),
        ("（一）抓“长长长长长长长长长长长长长长长长长”。各乡镇", "-"),
        ("（一）抓落实。", "-"),
        ("（一）抓落实。”", "-"),
        ("（一）他说：“好。”大家", "-"),
        ("（一）他说“抓紧。”然后走了。", "-"),
        ("（一）怎么办？各乡镇要拿出办法。", "-"),
        ("（一）县长指出，要抓紧：各乡镇。", "-"),
        ("2.5亿元。合计", "-"),
        ("工作情况。全县", "-"),
        ("（一）" + "长" * 22 + "。以上", "2 （一）" + "长" * 22 + "。"),
        ("（一）" + "长" * 23 + "。以上", "-"),
        ("（一）" + "长" * 22 + "：以上。", "2 （一）" + "长" * 22 + "："),
        ("（一）" + "长" * 23 + "：以上。", "-"),
    ],
)
def test_a_heading_runs_into_its_paragraph(text: str, found: str) -> None:
    assert told(text) == [found]


@pytest.mark.parametrize(
    "line",
    [
        "（一）他<说|道|称|问>“抓紧”。各乡镇",
        "（一）抓“长<“|”|‘|’|。|！|？|；|：|…>长”。各乡镇",
        "（一）抓《长<《|》>长》。各乡镇",
        "（一）抓《》。各乡镇",
        "（一）抓<！|？|；|“|”|‘|’|《|》|…>长。各乡镇",
        "（一）。各乡镇",
        "（一）短<！|？|；|，|“|”|‘|’|…>短：各乡镇，",
        "（一）县长：<“|‘>抓紧。",
        "（一）抓落实。<”|’|」|』|）|)|》>",
    ],
)
def test_what_quotes_or_stops_is_no_heading(line: str) -> None:
    for text in each(line):
        assert " " not in told(text)[0]


def test_a_term_in_quotation_marks_may_stand_in_a_heading() -> None:
    assert told("（一）“三问”抓好。各乡镇") == ["2 （一）“三问”抓好。"]
    terms = bounds("（一）抓“{长 1-16}”。各乡镇")
    assert [told(text)[0] for text in terms.fits] == [f"2 {text.removesuffix('各乡镇')}" for text in terms.fits]
    assert [told(text)[0] for text in terms.does_not] == ["-", "-"]


@pytest.mark.parametrize(
    ("texts", "runs_in"),
    [
        (["（一）抓学习。文。", f"（二）{LONG}。文。"], [True, True]),
        (["（一）抓学习。文。", *(f"（{n}）{LONG}{LONG}。文。" for n in "二三")], [False] * 3),
        (["（一）抓学习", f"（二）{LONG}。文。"], [False, True]),
        (["（一）短", "（二）" + "长" * 22 + "：以上。"], [False, True]),
        (["（一）短", "（二）" + "长" * 23 + "：以上。"], [False, False]),
        (["（一）抓学习。文。", "（二）" + "长" * 56 + "。文。"], [True, True]),
        (["（一）抓学习。文。", "（二）" + "长" * 57 + "。文。"], [True, False]),
        (["（一）抓学习。文。", "（二）要抓紧。", "（三）要抓紧。"], [False] * 3),
        ([f"（一）{LONG}。文。", f"（二）{LONG}。文。", f"（三）{LONG}。文。"], [True] * 3),
        ([f"（一）{LONG}。文。", f"（二）{LONG}。文。"], [False] * 2),
        ([f"（一）{LONG}。文。", f"（二）{LONG}。文。", "（三）" + "长" * 36 + "。文。"], [True] * 3),
        ([f"（一）{LONG}。文。", f"（二）{LONG}。文。", "（三）" + "长" * 37 + "。文。"], [False] * 3),
        ([f"（一）{LONG}。文。", f"（二）{LONG}。文。", f"（三）{LONG}。文。", "（四）抓紧；"], [False] * 4),
    ],
)
def test_a_series_of_paragraphs_begins_alike(texts: list[str], runs_in: list[bool]) -> None:
    assert [" " in each for each in told(*texts)] == runs_in


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        (["第一章 总则"], "1"),
        (["第一章总则"], "1"),
        (["第一章" + "长" * 12], "1"),
        (["第一章" + "长" * 13], "-"),
        (["第一节课"], "-"),
        (["第一编辑部"], "-"),
        (["第一节 范围"], "1"),
        (["第一编 总则", "第一章 任务", "第一节 范围"], "123"),
        (["第一章 总则", "第一节 范围"], "12"),
        (["第一章 总则。"], "-"),
        (["第一章 " + "长" * 40], "1"),
        (["第一章 " + "长" * 41], "-"),
    ],
)
def test_chapters_are_headings(texts: list[str], levels: str) -> None:
    assert "".join(told(*texts)) == levels


@pytest.mark.parametrize("line", ["第一章 {长 1-40}", "第一章{长 2-12}"])
def test_the_name_of_a_chapter_has_so_many_characters(line: str) -> None:
    names = bounds(line)
    assert [told(text) for text in names.fits] == [["1"], ["1"]]
    assert [told(text) for text in names.does_not] == [["-"], ["-"]]


@pytest.mark.parametrize("line", ["第一章 长<。|；|：|，|、>长", "第一章长<，|。|：| >长"])
def test_the_name_of_a_chapter_stops_nowhere(line: str) -> None:
    for text in each(line):
        assert told(text) == ["-"]


def test_the_number_of_an_article_of_law_runs_into_its_paragraph() -> None:
    assert told("第一条　为了志书，制定本办法。", "第十二条之一 本办法") == ["1 第一条", "1 第十二条之一"]
    assert told("第一条为了志书", "第二条为了志书") == ["-", "-"]


@pytest.mark.parametrize(
    ("first", "second", "is_next"),
    [
        ("九", "十", True),
        ("十", "十一", True),
        ("十九", "二十", True),
        ("九十九", "一百", True),
        ("百", "百一", True),
        ("九", "九", False),
        ("十一", "十", False),
        ("九十九", "九十八", False),
        ("百九", "百十", True),
        ("二百", "百九十", False),
        ("9", "10", True),
        ("9", "9", False),
    ],
)
def test_a_series_counts_on(first: str, second: str, is_next: bool) -> None:
    assert (told(f"{first}、短", f"{second}、{LONG}长")[1] != "-") is is_next


@pytest.mark.parametrize("sign", ["　", "“长”", "《长》", "长", "：", "第一条 ", "一、"])
def test_a_long_paragraph_takes_time_in_proportion(sign: str) -> None:
    for number in ("一、", "第一条"):
        told(f"{number}{sign * 60000}长；")
