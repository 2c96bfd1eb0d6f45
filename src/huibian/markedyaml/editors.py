"""Takes a pydantic model, gives its JSON Schema for editors that check and complete YAML while it is typed.

What an editor shows is the Chinese description of each key. What pydantic makes for programmers goes: titles made of
names in the code, and docstrings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_jsonable_python

from huibian.units import Length

KIND = "x-kind"
"""Names what a text stands for: "length" or "em"."""
RANGE = "x-range"
"""Holds the least and the most that a length or a number of em may be, as a file writes them."""
LENGTH_PATTERN = r"^ *(-?[0-9]+(\.[0-9]+)? *(pt|mm|twip)|初号|小初|[一二三四五六]号|小[一二三四五]) *$"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        """A default as a file would say it."""
        match dft:
            case Length():
                return f"{dft.pt:g} pt"
            case float():
                return f"{dft:g} em"
            case BaseModel():
                return {}
            case _:
                return to_jsonable_python(dft)


def editor_schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """The JSON Schema of what a file may say; `title` is what an editor calls such files."""
    schema = model.model_json_schema(schema_generator=_Generator)
    for definition in (schema, *schema.get("$defs", {}).values()):
        definition.pop("title", None)
        definition.pop("description", None)
        for key in definition.get("properties", {}).values():
            key.pop("title", None)
    return {"$schema": _DRAFT, "title": title, **schema}


def as_text(schema: dict[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def described(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each mapping's name in the code, empty for the outermost, with its keys and what is said of each."""
    for name, definition in (("", schema), *schema.get("$defs", {}).items()):
        if "properties" in definition:
            yield name, definition["properties"]
