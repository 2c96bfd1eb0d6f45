from __future__ import annotations

import pytest

from huibian.text.wrapping import paragraphs

FULL = "长" * 30


def told(*lines: str) -> str:
    """The lines of a text, / between paragraphs."""
    return "/".join("".join(str(number % 10) for number in each) for each in paragraphs(lines))


def test_equally_long_lines_that_end_no_sentence_are_joined() -> None:
    assert told("标题", *[FULL] * 5, "完。", *[FULL] * 2, "完。") == "0/123456/789"


@pytest.mark.parametrize(("lines", "joined"), [(5, True), (4, False)])
def test_a_few_such_lines_are_left(lines: int, joined: bool) -> None:
    text = told("标题", *[FULL] * (lines - 1), "完。")
    assert text == ("0/12345" if joined else "0/1/2/3/4")


@pytest.mark.parametrize(("columns", "joined"), [(19, False), (20, True), (60, True), (61, False)])
def test_lines_are_as_long_as_those_of_a_page(columns: int, joined: bool) -> None:
    text = told("标题", *["长" * columns] * 5, "完。")
    assert text == ("0/123456" if joined else "0/1/2/3/4/5/6")


@pytest.mark.parametrize(("columns", "joined"), [(39, False), (40, True), (120, True), (121, False)])
def test_a_letter_takes_one_column(columns: int, joined: bool) -> None:
    text = told("标题", *["x" * columns] * 5, "完。")
    assert text == ("0/123456" if joined else "0/1/2/3/4/5/6")


@pytest.mark.parametrize(
    ("uneven", "text"),
    [
        ("长" * 28, "0/1234567"),
        ("长" * 27 + "a", "0/123/4567"),
        ("长" * 27 + "ab", "0/1234567"),
    ],
)
def test_a_line_may_be_two_characters_short(uneven: str, text: str) -> None:
    assert told("标题", FULL, FULL, uneven, FULL, FULL, FULL, "完。") == text


def test_one_line_in_five_may_end_early() -> None:
    assert told("标题", *[FULL] * 4, "早断", FULL, "完。") == "0/12345/67"
    assert told("标题", *[FULL] * 3, "早断", FULL, "早断", FULL, "完。") == "0/1/2/3/4/5/6/7/8"
    assert told("标题", *[FULL] * 6, "早断", "早断", FULL, "完。") == "0/1/2/3/4/5/6/7/8/9/0"
    assert told("标题", *[FULL] * 8, "早断", "早断", FULL, "完。").startswith("0/123456789/")


def test_a_longer_line_shows_that_lines_are_paragraphs() -> None:
    assert told("标题", *[FULL] * 5, "长" * 33) == "0/1/2/3/4/5/6"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "　　长",
        "  长",
        "（一）抓落实",
        "各位代表：",
        "附件1",
        "# 小标题",
        "- 一项",
        "| 格 | 格",
        "姓名　职务",
        "姓名\t职务",
    ],
)
def test_what_begins_something_is_not_joined(line: str) -> None:
    lines = ["标题", *[FULL] * 5, line, FULL, "完。"]
    begin = str(lines.index(line))
    assert f"5{begin}" not in told(*lines)
    assert told(*lines).startswith("0/12345/")


def test_a_heading_above_is_not_joined() -> None:
    assert told("标题", *[FULL] * 5, "完。", "一、总体情况", FULL, "完。") == "0/123456/7/89"


def test_behind_a_sentence_a_line_goes_on_only_if_paragraphs_are_indented() -> None:
    sentence = "长" * 29 + "。"
    plain = ["标题", *[FULL] * 5, sentence, FULL, "完。", FULL, "完。"]
    assert told(*plain) == "0/123456/78/90"
    indented = ["标题", f"　　{'长' * 28}", *[FULL] * 4, sentence, FULL, "完。", f"　　{'长' * 28}", "完。", "　　完。"]
    assert told(*indented) == "0/12345678/90/1"
    assert told(*indented, "完。").startswith("0/123456/78/")
    once = ["标题", *[FULL] * 5, sentence, FULL, "完。", f"　　{'长' * 28}", FULL]
    assert told(*once) == "0/123456/78/90"
    item = [*indented[:7], "（一）抓落实", *indented[9:]]
    assert told(*item) == "0/123456/7/89/0"


def test_a_title_is_not_joined() -> None:
    assert told(FULL, *[FULL] * 5, "完。") == "0/123456"
    assert told() == ""
