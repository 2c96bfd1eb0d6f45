from __future__ import annotations

import re

import pytest
from pydantic import BaseModel, Field

from huibian.markedyaml import LengthField
from huibian.markedyaml.editors import LENGTH_PATTERN, as_text, described, editor_schema
from huibian.units import _HAO, Length


class Inner(BaseModel):
    """For programmers."""

    white: LengthField = Field(default=Length.of(4, "pt"), description="空白")


class Outer(BaseModel):
    """For programmers."""

    inner: Inner = Inner()
    share: float = 0.5
    title: str = Field(description="标题")


def test_what_is_for_programmers_goes() -> None:
    text = as_text(editor_schema(Outer, "文件"))
    assert "programmers" not in text
    assert re.findall(r'"title": "(.*)"', text) == ["文件"]


def test_a_key_may_be_called_title() -> None:
    assert editor_schema(Outer, "文件")["properties"]["title"] == {"description": "标题", "type": "string"}


def test_defaults_are_as_a_file_says_them() -> None:
    schema = editor_schema(Outer, "文件")
    assert schema["$defs"]["Inner"]["properties"]["white"]["default"] == "4 pt"
    assert schema["properties"]["share"]["default"] == "0.5 em"
    assert schema["properties"]["inner"]["default"] == {}


def test_every_mapping_is_gone_through() -> None:
    schema = editor_schema(Outer, "文件")
    assert {name: list(keys) for name, keys in described(schema)} == {
        "": ["inner", "share", "title"],
        "Inner": ["white"],
    }


@pytest.mark.parametrize(
    "text", [*_HAO, "28.95 pt", "149mm", "-20 pt", "579 twip", "em", "3", "七号", "小六", "3 cm", "pt"]
)
def test_editors_and_huibian_take_the_same_for_a_length(text: str) -> None:
    try:
        Length.parse(text)
        is_length = True
    except ValueError:
        is_length = False
    assert bool(re.search(LENGTH_PATTERN, text)) is is_length
