from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, field

from huibian.diagnostics import Diagnostics, Span
from huibian.markedyaml import Codes, Faulty, LengthField, Marks, Model, load, validate
from huibian.source import Source
from huibian.units import Length


class Color(StrEnum):
    RED = "red"
    BLACK = "black"


class Part(Model, frozen=True):
    width: LengthField = Length(0)
    other: str = field(default="", name="else")


class Whole(Model, frozen=True):
    name: Annotated[str, Meta(description="刊名", examples=["月报"])] = "x"
    count: Annotated[int, Meta(ge=1, le=9)] = 1
    ratio: float = 1.0
    mirrored: bool = False
    color: Color = Color.RED
    kind: Literal["one", "two"] = "one"
    parts: Annotated[tuple[Part, ...], Meta(min_length=1)] = (Part(),)
    named: Mapping[Color, Part | None] = {}
    code: Annotated[str, Meta(pattern="^[0-9]+$", max_length=3)] = "1"
    pair: tuple[int, str] = (0, "")

    def check(self) -> None:
        if self.count == 7:
            msg = "七和别的配不上"
            raise ValueError(msg)


class Needy(Model, frozen=True):
    name: Annotated[str, Meta(description="刊名", examples=["月报"])]
    plain: int


def check(text: str, model: type[Model] = Whole) -> list[str]:
    diagnostics = Diagnostics()
    load(Source(Path("a.yaml"), text), model, diagnostics, Codes("S", "U", "M", "V"))
    return [f"{d.code} {d.span.line}:{d.span.column} {d.message}|{d.hint or ''}" for d in diagnostics if d.span]


def test_what_is_typed_becomes_what_the_model_wants() -> None:
    text = "count: 03\nratio: 1.5\nmirrored: yes\ncolor: black\nname: 123\nparts: [{width: 三号}]\nnamed: {red: }\n"
    diagnostics = Diagnostics()
    loaded = load(Source(Path("a.yaml"), text), Whole, diagnostics, "HB000")
    assert loaded is not None
    whole, marks = loaded
    assert (whole.count, whole.ratio, whole.mirrored, whole.color, whole.name) == (3, 1.5, True, Color.BLACK, "123")
    assert whole.parts[0].width == Length.of(16, "pt")
    assert marks.span("parts", 0, "width").line == 6


TAKEN: dict[str, dict[str, object]] = {
    "count": {"3": 3, "03": 3, "+3": 3, "3.0": 3, "3.00": 3, "0_3": 3, "+0_3.0": 3, " 3\n": 3, "\u30003": 3},
    "ratio": {
        typed: float(typed)
        for typed in (
            "1",
            "-1.5",
            "+1.5",
            ".5",
            "5.",
            "1e3",
            "1E-1",
            " 1.5\n",
            "1_0.5",
            "-0",
            "1e400",
            "inf",
            "-Infinity",
        )
    },
    "mirrored": {
        **dict.fromkeys(("true", "True", "tRUE", "t", "yes", "Y", "on", "1"), True),
        **dict.fromkeys(("false", "FALSE", "F", "no", "n", "Off", "0"), False),
    },
    "name": {"甲": "甲", " 甲 ": " 甲 ", "": "", "12": "12", "true": "true"},
    "color": {"red": Color.RED, "black": Color.BLACK},
    "kind": {"two": "two"},
    "code": {"7": "7", "007": "007"},
}
REFUSED = {
    ("count", "要写整数"): (
        *(
            "",
            "九",
            "\uff13",
            "٣",
            "²",
            "3.",
            ".0",
            "3.5",
            "3e0",
            "3,0",
            "3_",
            "_3",
            "3__0",
            "3.0_0",
            "- 3",
            "+-3",
            "+ 3",
        ),
        *("0x3", "0b1", "true", "3 0", "3" * 1990 + "x", "3" * 4301, ["3"], {"3": "3"}),
    ),
    ("count", "不能小于 1"): ("-3", "-0", "-0.0", "0"),
    ("count", "不能大于 9"): ("10", "1_0", "9" * 1990),
    ("ratio", "要写数"): ("", "半", "\uff11", "1,5", "1__0", "_1", "1_", "0x1p3", "1.5f", "true", "- 1", ["1"], {}),
    ("mirrored", "要写 true 或 false"): ("", " true", "yes ", "是", "2", "01", "1.0", "-1", ["true"], {"a": "b"}),
    ("name", "要写文字"): (["甲"], {"甲": "乙"}, []),
    ("color", "不能是"): ("Red", " red", "", ["red"], {}, None),
    ("kind", "不能是"): ("ONE", "one ", "", ["one"], {}, None),
    ("code", "写法不对"): ("", "7\n", "\uff17", "x7", "7x"),
    ("pair", "要写成列表"): ("1", {"1": "x"}),
    ("pair", "至多 2 项"): (["1", "x", "y"],),
    ("parts", "要写成列表"): ({}, "", "[]"),
    ("named", "要写成一行行“键: 值”"): ([], "", "red"),
}


def checked(data: dict[str, Any]) -> tuple[Whole | Faulty, list[str]]:
    """What comes of data that stand in no file, and what is told of them."""
    diagnostics = Diagnostics()
    found = validate(data, Marks({(): Span(Path("a.yaml"), 1, 1)}), Whole, diagnostics, Codes("S", "U", "M", "V"))
    return found, [each.message for each in diagnostics]


@pytest.mark.parametrize(("key", "typed"), [(key, typed) for key, cases in TAKEN.items() for typed in cases])
def test_a_text_is_taken_for_what_its_key_holds(key: str, typed: str) -> None:
    whole, told = checked({key: typed})
    found, wanted = getattr(whole, key), TAKEN[key][typed]
    assert (found, type(found), told) == (wanted, type(wanted), [])


@pytest.mark.parametrize(
    ("key", "said", "value"), [(key, said, value) for (key, said), values in REFUSED.items() for value in values]
)
def test_a_value_of_another_kind_is_refused(key: str, said: str, value: Any) -> None:
    whole, told = checked({key: value})
    assert isinstance(whole, Faulty)
    assert [each.startswith(f"{key} {said}") for each in told] == [True]


@pytest.mark.parametrize("key", ["name", "count", "ratio", "mirrored", "code", "pair", "parts", "named"])
def test_a_key_behind_which_nothing_stands_is_told_so(key: str) -> None:
    assert checked({key: None})[1] == [f"{key} 后面没有写内容"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nmae: x\n", "U 1:1 不认识的键 nmae|是不是 name？"),
        (
            "count: 2\nqq: 2\n",
            "U 2:1 不认识的键 qq|可用的有：name、count、ratio、mirrored、color、kind、parts、named、code、pair。",
        ),
        ("parts:\n  - widht: 1 pt\n", "U 2:5 不认识的键 widht|是不是 width？"),
        ("named: {red: {esle: 1}}\n", "U 1:15 不认识的键 esle|是不是 else？"),
        ("named: {rad: {}}\n", "U 1:9 不认识的键 rad|是不是 red？"),
        ("count: 九\n", "V 1:8 count 要写整数，不能是“九”|只写数字，写成 9。"),
        ("count: 0\n", "V 1:8 count 不能小于 1，不能是“0”|"),
        ("count: 10\n", "V 1:8 count 不能大于 9，不能是“10”|"),
        ("count:\n", "V 1:7 count 后面没有写内容|"),
        ("count: 7\n", "V 1:1 七和别的配不上|"),
        ("ratio: a\n", "V 1:8 ratio 要写数，不能是“a”|"),
        ("mirrored: 也许\n", "V 1:11 mirrored 要写 true 或 false，不能是“也许”|"),
        ("name: [a]\n", "V 1:7 name 要写文字，不能是列表|"),
        ("name: {a: b}\n", "V 1:7 name 要写文字，不能是“键: 值”|"),
        ("color: rde\n", "V 1:8 color 不能是“rde”|是不是 red？"),
        ("kind: three\n", "V 1:7 kind 不能是“three”|可用的有：one、two。"),
        (
            "parts: x、y\n",
            "V 1:8 parts 要写成列表，每项前面加“- ”，不能是“x、y”|一行写一项：另起一行写“- x”，下一项再另起一行。",
        ),
        ("parts: []\n", "V 1:8 parts 至少要有 1 项|"),
        (
            "parts: [{}, x]\n",
            "V 1:13 parts 第 2 项 要写成一行行“键: 值”，不能是“x”|写成“width: x”，别的键写在下面，和它左对齐。",
        ),
        (
            "parts: [{width: 28 px}]\n",
            "V 1:17 width 要写长度，如 28.95 pt、149 mm、579 twip、三号，不能是“28 px”|",
        ),
        ("code: ab\n", "V 1:7 code 写法不对，不能是“ab”|"),
        ("code: '1234'\n", "V 1:8 code 太长，至多 3 个字，不能是“1234”|"),
        (f"count: {'长' * 30}\n", f"V 1:8 count 要写整数，不能是“{'长' * 20}…”|"),
    ],
)
def test_a_fault_is_said_in_chinese_with_its_place(text: str, fault: str) -> None:
    assert check(text) == [fault]


def test_a_missing_key_is_named_where_it_should_stand_with_an_example() -> None:
    assert check("\n plain: 1\n", Needy) == ["M 2:2 缺少 name|补上刊名，例如 name: 月报"]
    assert check("name: a\n", Needy) == ["M 1:1 缺少 plain|"]


def test_all_faults_come_at_once() -> None:
    assert [line.split()[1] for line in check("nmae: x\ncount: 九\nparts: []\ncount: 1\n")] == ["4:1", "1:1", "3:8"]


def test_a_proposal_is_looked_for_in_the_first_faults_only() -> None:
    found = check("".join(f"name{number}: 1\n" for number in range(60)))
    assert [line for line in found if line.endswith("|是不是 name？")] == found[:50]
    assert all("|可用的有：name、" in line for line in found[50:])


@pytest.mark.parametrize(("length", "proposed"), [(100, True), (101, False)])
def test_no_proposal_is_looked_for_in_a_word_as_long_as_a_page(length: int, proposed: bool) -> None:
    class Long(Model, frozen=True):
        word: str = field(default="", name="k" * 95)

    (found,) = check(f"{'k' * length}: 1\n", Long)
    assert ("是不是" in found) is proposed


def test_faults_stand_in_the_order_of_their_places() -> None:
    found = check("".join(f"k{number}: 1\n" for number in range(12)) + "count: 九\n")
    assert [int(line.split()[1].split(":")[0]) for line in found] == list(range(1, 14))


def test_what_does_not_fit_is_known_with_all_that_it_lies_in() -> None:
    data = {"name": "a", "parts": [{"width": "1 pt"}, {"width": "x"}], "named": {"red": {"esle": 1}}, "count": 0}
    codes = Codes("HB000", "HB000", "HB000", "HB000")
    found = validate(data, Marks({(): Span(Path("a.yaml"), 1, 1)}), Whole, Diagnostics(), codes)
    assert isinstance(found, Faulty)
    assert found.places >= {(), ("parts",), ("parts", 1), ("parts", 1, "width"), ("named", "red"), ("count",)}
    assert not found.places & {("name",), ("parts", 0), ("parts", 0, "width")}
