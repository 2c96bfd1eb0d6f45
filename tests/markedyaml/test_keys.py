from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import pytest
from msgspec import field

from huibian.diagnostics import Diagnostics, Span
from huibian.markedyaml import Codes, Marks, Model
from huibian.markedyaml.keys import called, mend_keys

FILE = Path("a.yaml")
CODES = Codes("S", "U", "M", "V")


class Leaf(Model, frozen=True):
    size: int
    weight: Annotated[int, called("重", "分量")] = 1


class Branch(Model, frozen=True):
    name: Annotated[str, called("名称")]
    leaves: tuple[Leaf, ...] = ()
    only: int = field(default=0, name="else")


class Tree(Model, frozen=True):
    branches: Annotated[tuple[Branch, ...], called("枝")] = ()
    root: Leaf | None = None
    named: Mapping[str, Leaf] = {}


def mend(data: dict[str, object]) -> tuple[dict[str, object], Marks, list[str]]:
    """The data and marks afterwards, and what is told; each value stands on a line of its own."""
    marks, diagnostics = Marks({(): Span(FILE, 1, 1)}), Diagnostics()

    def mark(value: object, path: tuple[str | int, ...]) -> None:
        marks.values[path] = marks.keys[path] = Span(FILE, len(marks.values), 1)
        if isinstance(value, dict | list):
            for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
                mark(inner, (*path, step))

    mark(data, ())
    mend_keys(data, marks, Tree, diagnostics, CODES)
    return data, marks, [f"{each.message}|{each.hint}" for each in diagnostics]


@pytest.mark.parametrize("key", ["枝", "Branches", "BRANCHES", "bran-ches", "\uff42ranches"])
def test_a_key_that_is_called_otherwise_is_put_right_with_all_in_it(key: str) -> None:
    data, marks, told = mend({key: [{"名称": "一"}]})
    assert data == {"branches": [{"name": "一"}]}
    assert told == [f"不认识的键 {key}|写成 branches。", "不认识的键 名称|写成 name。"]
    assert marks.span("branches", 0, "name").line == 3
    assert (key,) not in marks.values


def test_a_key_that_is_nearly_right_is_asked_for() -> None:
    data, _, told = mend({"brnches": []})
    assert (data, told) == ({"branches": []}, ["不认识的键 brnches|是不是 branches？"])


def test_a_key_that_is_there_already_is_not_replaced() -> None:
    data, _, told = mend({"branches": [], "枝": [{"size": 1}]})
    assert (data, told) == ({"branches": []}, ["不认识的键 枝|它就是 branches，已经写了：删掉一个。"])


def test_a_key_of_the_wrong_level_goes_to_the_entry_before_it() -> None:
    data, marks, told = mend({"branches": [{"name": "一"}, {"name": "二"}], "leaves": [{"size": 1, "重": 2}]})
    assert data == {"branches": [{"name": "一"}, {"name": "二", "leaves": [{"size": 1, "重": 2}]}]}
    assert told == ["不认识的键 leaves|leaves 写在 branches 的每一项里：缩进，和那一项的第一个键左对齐。"]
    assert ("branches", 1, "leaves", 0, "size") in marks.values


def test_a_key_that_has_several_homes_is_told_with_them_and_left_out() -> None:
    data, _, told = mend({"size": 1, "branches": [{"name": "一", "leaves": []}]})
    assert data == {"branches": [{"name": "一", "leaves": []}]}
    assert told == ["不认识的键 size|size 写在 leaves、root、named 里。"]


def test_a_key_of_the_outermost_level_is_told_to_go_there() -> None:
    data, _, told = mend({"root": {"size": 1, "枝": []}})
    assert data == {"root": {"size": 1}, "branches": []}
    assert told == ["不认识的键 枝|branches 是最外层的键：顶格写，前面不空格。"]


def test_the_values_of_a_mapping_are_looked_at() -> None:
    assert mend({"named": {"一": {"size": 1, "分量": 2}}})[0] == {"named": {"一": {"size": 1, "weight": 2}}}


def test_of_many_unknown_keys_the_first_get_a_proposal() -> None:
    told = mend({f"branche{number}": 1 for number in range(60)})[2]
    assert [line.endswith("|是不是 branches？") for line in told] == [True] * 50 + [False] * 10


def test_right_keys_are_left_alone() -> None:
    data, marks, told = mend({"branches": [{"name": "一", "else": 1, "leaves": [{"size": 1}]}], "root": None})
    assert (data["root"], told) == (None, [])
    assert ("branches", 0, "else") in marks.keys
