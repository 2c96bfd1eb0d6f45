from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any

import pytest
from msgspec import Meta

from huibian.markedyaml.fitting import (
    Fault,
    Misfit,
    MissingKey,
    UnfitError,
    UnknownKey,
    UnknownWord,
    called_by,
    fit,
    quoted,
)
from huibian.markedyaml.models import CheckedBy, MisfitError, Model, ParsedBy
from tests.markedyaml.test_valuetypes import Side


def even(value: int) -> None:
    if value % 2:
        msg = "要双数"
        raise MisfitError(msg, hint="加一。")


def paired(value: tuple[object, ...]) -> None:
    even(len(value))


def halved(value: object) -> object:
    return Leaf(size=int(value) // 2) if isinstance(value, str) and value.isdigit() else value


class Leaf(Model, frozen=True):
    size: Annotated[int, CheckedBy(even), Meta(le=8)] = 2
    side: Side | None = None


class Tree(Model, frozen=True):
    leaves: Annotated[tuple[Annotated[Leaf, ParsedBy(halved)], ...], CheckedBy(paired)] = ()
    named: Mapping[Side, Leaf] = {}
    pair: tuple[int, str] | None = None
    day: datetime.date | None = None

    def check(self) -> None:
        if Side.LEFT in self.named and not self.leaves:
            msg = "左边的要有叶子"
            raise MisfitError(msg, "named", "left", hint="补上。")


def faults(data: object, model: type[Model] = Tree) -> list[Fault]:
    with pytest.raises(UnfitError) as caught:
        fit(data, model)
    return list(caught.value.faults)


def test_what_fits_becomes_a_model_with_all_that_is_in_it() -> None:
    day = datetime.date(2026, 1, 2)
    data = {"leaves": [{"size": "4"}, "12"], "named": {"right": {}}, "pair": ["1", "x"], "day": day}
    leaves = (Leaf(size=4), Leaf(size=6))
    assert fit(data, Tree) == Tree(leaves=leaves, named={Side.RIGHT: Leaf()}, pair=(1, "x"), day=day)


def test_values_that_are_none_of_a_file_are_taken_as_they_are() -> None:
    leaf = Leaf(size=3)  # which no file may say
    found = fit({"leaves": (leaf, {"size": 6, "side": Side.LEFT}), "pair": (1, "x")}, Tree)
    assert found.leaves == (leaf, Leaf(size=6, side=Side.LEFT))
    assert found.leaves[0] is leaf
    assert str(fit({"pair": (True, "x")}, Tree).pair) == "(1, 'x')"


@pytest.mark.parametrize("model", [Leaf, Tree])
def test_what_is_left_out_is_what_the_model_says(model: type[Model]) -> None:
    assert fit({}, model) == model()


KEYS = ["size", "side"]
CASES: list[tuple[dict[str, Any], list[Fault]]] = [
    ({"leaves": [{"size": "3"}, {}]}, [Misfit(("leaves", 0, "size"), "size 要双数", "加一。")]),
    ({"leaves": [{"size": "9"}, {}]}, [Misfit(("leaves", 0, "size"), "size 要双数", "加一。")]),
    ({"leaves": [{"size": "10"}, {}]}, [Misfit(("leaves", 0, "size"), "size 不能大于 8，不能是“10”", None)]),
    ({"leaves": [{}]}, [Misfit(("leaves",), "leaves 要双数", "加一。")]),
    ({"leaves": [{"size": "3"}]}, [Misfit(("leaves", 0, "size"), "size 要双数", "加一。")]),
    ({"leaves": [{"side": "up"}, {}]}, [UnknownWord(("leaves", 0, "side"), "up", ["left", "right"])]),
    (
        {"leaves": [{"a": "1"}, {"b": "1"}]},
        [UnknownKey(("leaves", 0, "a"), KEYS), UnknownKey(("leaves", 1, "b"), KEYS)],
    ),
    (
        {"named": {"up": {"size": "3"}, "right": None}},
        [
            UnknownKey(("named", "up"), ["left", "right"]),
            Misfit(("named", "up", "size"), "size 要双数", "加一。"),
            Misfit(("named", "right"), "right 后面没有写内容", None),
        ],
    ),
    ({"pair": ["x"]}, [Misfit(("pair", 0), "pair 第 1 项 要写整数，不能是“x”", None), MissingKey(("pair", 1), None)]),
    ({"pair": ["x", "y", "z"]}, [Misfit(("pair",), "pair 至多 2 项", None)]),
    ({"day": "2026-01-02"}, [Misfit(("day",), "day 的值不合要求，不能是“2026-01-02”", None)]),
    ({"day": "“今天”"}, [Misfit(("day",), "day 的值不合要求，不能是““今天””", "去掉两头的引号，写成 今天。")]),
    ({"named": {"left": {}}}, [Misfit(("named", "left"), "左边的要有叶子", "补上。")]),
    ({"named": {"left": {"size": "x"}}}, [Misfit(("named", "left", "size"), "size 要写整数，不能是“x”", None)]),
]


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_every_fault_is_found_and_none_that_only_follows_from_another(
    data: dict[str, Any], expected: list[Fault]
) -> None:
    assert faults(data) == expected


def test_a_model_is_a_mapping_and_the_error_says_what_is_wrong() -> None:
    assert faults("x") == [
        Misfit((), "文件 要写成一行行“键: 值”，不能是“x”", "写成“leaves: x”，别的键写在下面，和它左对齐。")
    ]
    with pytest.raises(UnfitError, match=r"size 要双数.*side"):
        fit({"size": 1, "side": "up"}, Leaf)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("第9期", "只写数字，写成 9。"),
        ("九", "只写数字，写成 9。"),
        ("“九点”", "只写数字，写成 9。"),
        ("“几”", "去掉两头的引号，写成 几。"),
        ("几", None),
        (f"第9期{'長' * 98}", None),
        (["9"], None),
    ],
)
def test_how_to_write_a_number_is_told_where_one_can_be_made_out(value: Any, hint: str | None) -> None:
    (fault,) = faults({"size": value}, Leaf)
    assert isinstance(fault, Misfit)
    assert fault.hint == hint


@pytest.mark.parametrize(("length", "is_told"), [(100, True), (101, False)])
def test_how_else_to_write_a_text_as_long_as_a_page_is_not_told(length: int, is_told: bool) -> None:
    text = "甲" * length
    found = faults({"size": "1" + text[1:], "side": None}, Leaf) + faults({"leaves": text, "named": {"left": text}})
    hints = [fault.hint for fault in found if isinstance(fault, Misfit)]
    assert [hint is not None for hint in hints] == [is_told] * 3


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((), "文件"),
        (("a", "b"), "b"),
        (("a", 0), "a 第 1 项"),
        (("a", 0, 1), "a 第 1 项 第 2 项"),
        ((2,), "文件 第 3 项"),
    ],
)
def test_a_place_is_called_by_its_last_key(path: tuple[str | int, ...], name: str) -> None:
    assert called_by(path) == name


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("甲", "“甲”"),
        ("甲" * 20, f"“{'甲' * 20}”"),
        ("甲" * 21, f"“{'甲' * 20}…”"),
        ({}, "“键: 值”"),
        ([], "列表"),
        (3, " 3"),
    ],
)
def test_a_value_is_shown_in_a_few_characters(value: object, shown: str) -> None:
    assert quoted(value) == shown
