"""Takes a model, gives its JSON Schema for editors that check and complete YAML while it is typed.

What an editor shows is the Chinese description of each key. Names in the code and docstrings are for programmers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal, get_args

from msgspec import Meta

from huibian.markedyaml.models import CheckedBy, Model, ParsedBy
from huibian.markedyaml.valuetypes import ModelKey, ValueType, keys_of, value_type
from huibian.units import Length

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum", "pattern": "pattern"}
_LENGTHS = {"min_length": ("minLength", "minItems"), "max_length": ("maxLength", "maxItems")}  # of a text, of a list


def editor_schema(model: type[Model], title: str) -> dict[str, Any]:
    """The JSON Schema of what a file may say; `title` is what an editor calls such files."""
    definitions: dict[str, Any] = {}
    whole = _mapping(model, definitions)
    return {"$schema": _DRAFT, "title": title, "$defs": dict(sorted(definitions.items())), **whole}


def as_text(schema: dict[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def described(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each mapping's name in the code, empty for the outermost, with its keys and what is said of each."""
    for name, definition in (("", schema), *schema.get("$defs", {}).items()):
        if "properties" in definition:
            yield name, definition["properties"]


def _mapping(model: type[Model], definitions: dict[str, Any]) -> dict[str, Any]:
    """What a mapping may say; the types that it names go into the definitions."""
    keys = keys_of(model)
    found: dict[str, Any] = {
        "additionalProperties": False,
        "properties": {name: _property(key, definitions) for name, key in keys.items()},
    }
    if required := [name for name, key in keys.items() if key.is_required]:
        found["required"] = required
    return {**found, "type": "object"}


def _property(key: ModelKey, definitions: dict[str, Any]) -> dict[str, Any]:
    """What is said of a key."""
    found = _value(key.type_, definitions)
    if not key.is_required:
        found["default"] = _written(key.default)
    if key.description:
        found["description"] = key.description
    if key.examples:
        found["examples"] = key.examples
    return dict(sorted(found.items()))


def _value(type_: ValueType, definitions: dict[str, Any]) -> dict[str, Any]:
    """What a value may be."""
    typed = next((extra.typed for extra in type_.extras if isinstance(extra, ParsedBy)), None)
    found = _base(type_, definitions) if typed is None else _typed(typed, definitions)
    for extra in type_.extras:
        if isinstance(extra, CheckedBy):
            found |= extra.told
        elif isinstance(extra, Meta):
            found |= _limits(extra, is_list=type_.base is tuple) | (extra.extra_json_schema or {})
    found = dict(sorted(found.items()))
    return {"anyOf": [found, {"type": "null"}]} if type_.is_optional else found


def _typed(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """What may be typed for a value that is made of it: a type, or one of several."""
    kinds = [_value(value_type(each), definitions) for each in get_args(hint) or (hint,)]
    return {"anyOf": kinds} if len(kinds) > 1 else kinds[0]


def _base(type_: ValueType, definitions: dict[str, Any]) -> dict[str, Any]:
    """What a value of a type may be, whatever else is asked of it."""
    if type_.base in _NAMES:
        return {"type": _NAMES[type_.base]}
    if type_.model is not None:
        definitions[type_.model.__name__] = _mapping(type_.model, definitions)
        return _reference(type_.model)
    if type_.words is not None:
        words = {"enum": list(type_.words), "type": "string"}
        if type_.base is Literal:
            return words
        definitions[type_.base.__name__] = words
        return _reference(type_.base)
    if type_.base is tuple:
        return {"items": _value(type_.inner[0], definitions), "type": "array"}
    if type_.entry is not None:
        names, values = (_value(each, definitions) for each in type_.inner)
        return {"additionalProperties": values, "propertyNames": names, "type": "object"}
    return {}  # a class of our own: `Meta.extra_json_schema` says what is typed for it


def _reference(named: type) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{named.__name__}"}


def _limits(limits: Meta, *, is_list: bool) -> dict[str, Any]:
    """Limits by the names of JSON Schema."""
    named = {name: getattr(limits, limit) for limit, name in _LIMITS.items()}
    named |= {names[is_list]: getattr(limits, limit) for limit, names in _LENGTHS.items()}
    return {name: limit for name, limit in named.items() if limit is not None}


def _written(default: Any) -> Any:
    """A default as a file would say it."""
    match default:
        case Length():
            return f"{default.pt:g} pt"
        case float():
            return f"{default:g} em"
        case Model():
            return {}
        case _:
            return default
