from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from huibian.diagnostics import Diagnostics
from huibian.markedyaml import Codes, Marks
from huibian.markedyaml.parse import _may_be_entry_or_key, parse
from huibian.markedyaml.rows import is_suspicious
from huibian.source import Source

CODES = Codes("syntax", "unknown", "missing", "value")


def read(text: str) -> tuple[tuple[dict[str, Any], Marks] | None, list[str]]:
    """What the text says, and each fault as "line:column message"."""
    diagnostics = Diagnostics()
    result = parse(Source(Path("a.yaml"), text), diagnostics, CODES)
    return result, [f"{d.span.line}:{d.span.column} {d.message}" for d in diagnostics if d.span]


def data(text: str) -> dict[str, Any]:
    result, faults = read(text)
    assert result is not None
    assert faults == []
    return result[0]


def faults(text: str) -> list[str]:
    return read(text)[1]


@pytest.mark.parametrize(
    "typed", ["68933000", "092", "2020-03", "2020-04-16", "yes", "no", "3.10", "1_000", "0x1F", ".5"]
)
def test_a_scalar_is_the_text_that_was_typed(typed: str) -> None:
    assert data(f"a: {typed}") == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_nothing_is_none(typed: str) -> None:
    assert data(f"a: {typed}") == {"a": None}


@pytest.mark.parametrize("typed", ['""', "''"])
def test_quoted_nothing_is_empty_text(typed: str) -> None:
    assert data(f"a: {typed}") == {"a": ""}


def test_lists_and_mappings_nest() -> None:
    assert data("a:\n  - b: [1, 二]\n  - c\n") == {"a": [{"b": ["1", "二"]}, "c"]}


def test_a_block_of_text_may_take_several_lines() -> None:
    assert data("a: |\n  一\n  二\nb: >-\n  x\n  y\n") == {"a": "一\n二\n", "b": "x y"}


def test_every_value_and_key_has_its_place() -> None:
    result, _ = read("甲: 一\na:\n  - b: '二'\n  - c\n")
    assert result is not None
    marks = result[1]
    places = {path: (span.line, span.column) for path, span in marks.values.items()}
    assert places[("甲",)] == (1, 4)
    assert places[("a", 0, "b")] == (3, 9)  # inside the quotes
    assert places[("a", 1)] == (4, 5)
    assert (marks.key("a", 0, "b").line, marks.key("a", 0, "b").column) == (3, 5)


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("a: 月报 #3期", [7]),
        ("a: 月报 ##3期", [7]),
        ("a: 月报\t#3期", [7]),
        ("a: [月报 #3期\n  ]", [8]),
        ("a: 月报  #3期", []),
        ("a: 月报 # 3期", [7]),
        ("a: 三号 # 3期", []),
        ("a: 28 pt # 3期", []),
        ("a: 月报.txt # 3期", []),
        ("a: 月报 #", []),
        ("a: 月报#3期", []),
        ('a: "月报 #3期"', []),
        ('a: "月报" #3期', []),
        ("a: 月报\n #3期", []),
        ("a: 月报\n#3期", []),
        ("a: [月报, 周报]   # 3期", []),
    ],
)
def test_a_comment_that_may_be_part_of_its_value_is_told(line: str, columns: list[int]) -> None:
    diagnostics = Diagnostics()
    parse(Source(Path("a.yaml"), line + "\n"), diagnostics, CODES)
    assert [(d.code, d.span.column) for d in diagnostics if d.span] == [("HB125", column) for column in columns]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1 文件里没有“键: 值”"),
        ("- a\n", "1:1 文件里没有“键: 值”"),
        ("masthead：月报\n", "1:9 冒号写得不对：键 masthead 后面是“：”"),
        ("masthead：月报\nissue: 1\n", "1:9 冒号写得不对：键 masthead 后面是“：”"),
        ("issue: 1\nmasthead:月报\nmonth: 2\n", "2:9 冒号写得不对：后面少了空格"),
        ("a: 1\nb\nc: 2\n", "2:1 这一行没有“键: 值”"),
        ("a: b: c\n", "1:5 这里不该有冒号"),
        ("a: - b\n", "1:4 这里不该有“- ”"),
        ("a: 'b\nc: 1\n", "1:4 引号没有配成对"),
        ('a: "x" y\n', "1:7 引号后面还有字"),
        ("a:\n\tb: 1\n", "2:1 缩进用了制表符（Tab）"),
        ("a: 1\n\tb: 2\n", "2:1 缩进用了制表符（Tab）"),
        ("a: [1, 2}\n", "1:9 括号没有配成对：这里要“]”"),
        ("a: [1\n", "1:4 括号没有配成对：“[”没有另一半"),
        ("a:\n  - b\n - c\n", "3:2 缩进不对：前面有 1 个空格，应当有 2 个"),
        ("a: *b\n", "1:4 用了别名（*），这里不支持"),
        ("a: *\n", "1:4 用了别名（*），这里不支持"),
        ("a: &b 1\nc: 2\n", "1:4 用了锚点（&），这里不支持"),
        ("a: #3期\n", "1:4 值以 # 开头，整个成了注释，略去了"),
        ("a: !!python/name:os.system x\n", "1:4 用了标记（!），这里不支持"),
        ("a: 1\n---\nb: 2\n", "2:1 “---”之后又开了一份文档"),
        ("? [a]\n: 1\n", "1:3 键不能是列表或括号"),
        ("a: 一，\n  二\nb: 1\n", "2:3 值写到了下一行"),
        ("a: '一，\n  二'\nb: 1\n", "1:4 值写到了下一行"),
        ("a: " + "[" * 100_000, "1:53 层次太深"),
    ],
)
def test_what_is_no_plain_yaml_is_named_with_its_place(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize("loader", [yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)])
@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 51 + "]" * 51,
        "a: " + "[" * 60 + "}",  # what is wrong ahead is not seen first
        "a: " + "[" * 999,
        "a: " + "[" * 1001,  # deeper than libyaml itself allows
        "a: " + "[" * 100_000,
    ],
    ids=len,
)
def test_our_own_depth_is_what_stops_any_parser(
    text: str, loader: type[yaml.BaseLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["huibian.markedyaml.parse"], "_LOADER", loader)
    assert faults(text) == ["1:53 层次太深"]


def test_fifty_levels_are_not_too_deep() -> None:
    assert faults("a: " + "[" * 49 + "]" * 49) == []
    assert faults("a: " + "[" * 49 + "}") == ["1:53 括号没有配成对：这里要“]”"]


def test_a_key_written_twice_does_not_end_the_reading() -> None:
    result, found = read("a: 1\nb: 2\na: 3\nb: 4\n")
    assert result is not None
    assert found == ["3:1 键 a 写了两次，前一次在第 1 行", "4:1 键 b 写了两次，前一次在第 2 行"]


def test_characters_nobody_sees_are_all_named_and_do_not_end_the_reading() -> None:
    result, found = read("a: 月\u200b报\nb: 一\ufffd\n")
    assert result is not None
    assert found == ["1:5 有不该有的字符 U+200B（零宽空格）", "2:5 有不该有的字符 U+FFFD（乱码替代符）"]


def test_places_after_unicode_line_ends_stay_right() -> None:
    assert faults("a: 一\u2028二\nb: [\n")[-1] == "2:4 括号没有配成对：“[”没有另一半"


@given(st.text(alphabet=st.sampled_from("ab:- \n\t'\"[]{}&*!|>#%@?,：~\u200b一") | st.characters(), max_size=60))
def test_any_text_is_data_or_faults(text: str) -> None:
    result, found = read(text)
    assert result is not None or found


@pytest.mark.parametrize(("entries", "right"), [(49_997, True), (49_998, False)])  # with key and lists 50,000
def test_a_file_of_endless_entries_is_refused_at_the_first_too_many(entries: int, right: bool) -> None:
    assert faults(f"a: [{'x,' * entries}]\n") == ([] if right else ["1:99999 键和值一共超过 50000 个，太多了"])


@pytest.mark.parametrize(("odd", "told"), [(99, 99), (100, 100), (500_000, 100)])
def test_a_file_full_of_what_is_no_text_is_given_up(odd: int, told: int) -> None:
    assert len(faults("a: " + "\u200b" * odd)) == told


@pytest.mark.parametrize(("length", "right"), [(2000, True), (2001, False)])
@pytest.mark.parametrize(
    ("before", "after", "place"), [("a: '", "'", "1:4"), ("? ", "\n: a", "1:3"), ("a: [b, ", "]", "1:8")]
)
def test_a_value_as_long_as_an_article_is_refused(
    before: str, after: str, place: str, length: int, right: bool
) -> None:
    found = faults(before + "长" * length + after + "\n")
    assert found == ([] if right else [f"{place} 这里有 {length} 个字，最多 2000 个"])


@given(words=st.text("-*+ \u3000\t·—－:：;＝19.)、甲title/$~", max_size=6))
def test_no_text_is_suspicious_that_is_not_looked_at(words: str) -> None:
    assert _may_be_entry_or_key(words) or not is_suspicious(words)
