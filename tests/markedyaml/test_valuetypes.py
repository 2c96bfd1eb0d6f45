from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

import pytest
from msgspec import Meta, field

from huibian.markedyaml.models import CheckedBy, Model, ParsedBy
from huibian.markedyaml.valuetypes import keys_of, value_type


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


def refuse(value: object) -> None:
    raise ValueError(value)


class Leaf(Model, frozen=True, kw_only=True):
    size: Annotated[Annotated[int, Meta(ge=1, examples=[7])], Meta(le=9, description="大小")] = 3
    names: Annotated[tuple[str, ...], Meta(min_length=1)]
    other: Annotated[str | None, Meta(description="别的", examples=["甲", "乙"])] = field(default=None, name="else")
    map: Mapping[str, int] = {}
    _place: int = 0


@pytest.mark.parametrize(
    ("hint", "base", "inner", "words"),
    [
        (int, int, [], None),
        (tuple[int, ...], tuple, [int], None),
        (tuple[int, str], tuple, [int, str], None),
        (Mapping[str, Leaf], Mapping, [str, Leaf], None),
        (Side, Side, [], {"left": Side.LEFT, "right": Side.RIGHT}),
        (Literal["a", "b"], Literal, [], {"a": "a", "b": "b"}),
    ],
)
def test_a_hint_is_taken_apart(hint: Any, base: Any, inner: list[Any], words: Any) -> None:
    found = value_type(hint)
    assert (found.base, found.words, found.is_optional) == (base, words, False)
    assert [each.base for each in found.inner] == inner
    assert found.has_any_length is (... in get_args(hint))


@pytest.mark.parametrize("hint", [int | None, Annotated[int | None, "x"], Annotated[int, "x"] | None])
def test_what_may_be_none_is_a_type_all_the_same(hint: Any) -> None:
    found = value_type(hint)
    assert (found.base, found.is_optional) == (int, True)


def test_what_has_entries_says_what_they_are() -> None:
    inner = value_type(dict[str, tuple[Leaf, ...]]).entry
    assert inner is not None
    assert inner.entry is not None
    assert (inner.model, inner.entry.model, inner.entry.entry) == (None, Leaf, None)


def test_what_is_said_of_a_value_comes_from_the_innermost_outwards() -> None:
    parsed, checked = ParsedBy(str.strip), CheckedBy(refuse)
    found = value_type(Annotated[Annotated[str, parsed, Meta(max_length=2)] | None, checked, "x"])
    assert found.extras == (parsed, Meta(max_length=2), checked, "x")
    assert found.parsers == (str.strip,)
    assert len(found.checks) == 2
    assert found.checks[1] is refuse


def test_keys_are_called_as_in_the_file_and_say_what_they_are() -> None:
    keys = keys_of(Leaf)
    told = {name: (key.description, list(key.examples), key.is_required) for name, key in keys.items()}
    assert told == {
        "size": ("大小", [7], False),
        "names": ("", [], True),
        "else": ("别的", ["甲", "乙"], False),
        "map": ("", [], False),
    }
    assert [(key.field.name, key.default) for key in keys.values() if not key.is_required] == [
        ("size", 3),
        ("other", None),
        ("map", {}),
    ]


LIMITS = [
    (Meta(ge=2), 2, 1, "不能小于 2"),
    (Meta(gt=2), 3, 2, "要大于 2"),
    (Meta(le=2), 2, 3, "不能大于 2"),
    (Meta(lt=2), 1, 2, "要小于 2"),
    (Meta(min_length=2), "甲乙", "甲", "太短，至少 2 个字"),
    (Meta(max_length=2), "甲乙", "甲乙丙", "太长，至多 2 个字"),
    (Meta(min_length=2), (1, 2), (1,), "至少要有 2 项"),
    (Meta(max_length=2), (1, 2), (1, 2, 3), "至多 2 项"),
    (Meta(pattern="[0-9]|1[0-2]"), "12", "13", "写法不对"),
    (Meta(pattern="^[0-9]$"), "1", "1\n", "写法不对"),
]


@pytest.mark.parametrize(("limit", "kept", "broken", "said"), LIMITS)
def test_a_limit_holds_for_the_whole_value(limit: Meta, kept: Any, broken: Any, said: str) -> None:
    (check,) = value_type(Annotated[type(kept), limit]).checks
    check(kept)
    with pytest.raises(ValueError, match=said):
        check(broken)
