"""What is wrong with data by a JSON Schema, as far as huibian's own schemas go; another keyword is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
_SAYING_NOTHING = {"$schema", "$defs", "title", "description", "default", "examples", "format", "x-kind", "x-range"}


def faults(data: Any, schema: dict[str, Any], root: dict[str, Any], place: str = "") -> Iterator[str]:
    """The places that do not fit, with the keyword that says so."""
    for keyword, wanted in schema.items():
        match keyword:
            case "$ref":
                yield from faults(data, root["$defs"][wanted.removeprefix("#/$defs/")], root, place)
            case "anyOf":
                tried = [list(faults(data, each, root, place)) for each in wanted]
                yield from min(tried, key=len)
            case "properties":
                for key in data.keys() & wanted.keys() if isinstance(data, dict) else ():
                    yield from faults(data[key], wanted[key], root, f"{place}.{key}")
            case "items":
                for index, each in enumerate(data if isinstance(data, list) else ()):
                    yield from faults(each, wanted, root, f"{place}[{index}]")
            case _ if keyword not in _SAYING_NOTHING and not _fits(data, keyword, wanted, schema):
                yield f"{place} {keyword}"


def _fits(data: Any, keyword: str, wanted: Any, schema: dict[str, Any]) -> bool:
    match keyword:
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            return any(
                isinstance(data, _TYPES[kind]) and (kind == "boolean") >= isinstance(data, bool) for kind in kinds
            )
        case "enum":
            return data in wanted
        case "required":
            return not isinstance(data, dict) or data.keys() >= set(wanted)
        case "additionalProperties":
            assert wanted is False
            return not isinstance(data, dict) or schema["properties"].keys() >= data.keys()
        case "pattern":
            return not isinstance(data, str) or bool(re.search(wanted, data))
        case "minimum":
            return not isinstance(data, int) or data >= wanted
        case "maximum":
            return not isinstance(data, int) or data <= wanted
        case "minLength" | "minItems":
            return not isinstance(data, str | list) or len(data) >= wanted
        case "maxLength" | "maxItems":
            return not isinstance(data, str | list) or len(data) <= wanted
        case _:
            raise AssertionError(keyword)
