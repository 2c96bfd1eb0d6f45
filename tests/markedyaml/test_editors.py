from __future__ import annotations

import re
import subprocess
import sys
from typing import Annotated

from msgspec import Meta

from huibian.markedyaml import LengthField, Model
from huibian.markedyaml.editors import as_text, described, editor_schema
from huibian.units import Length


class Inner(Model, frozen=True):
    """For programmers."""

    white: Annotated[LengthField, Meta(description="空白")] = Length.of(4, "pt")


class Outer(Model, frozen=True, kw_only=True):
    """For programmers."""

    inner: Inner = Inner()
    share: float = 0.5
    title: Annotated[str, Meta(description="标题")]


def test_no_file_is_checked_by_what_editors_get() -> None:
    code = "import sys, huibian.build; print(*(name for name in sys.modules if name.startswith('huibian.markedyaml.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "huibian.markedyaml.validate" in done.stdout
    assert "huibian.markedyaml.editors" not in done.stdout


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
