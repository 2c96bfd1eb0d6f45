"""What each key of a manifest and of a layout means, out of the schemas, and what layouts say for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from huibian import resources, source
from huibian.diagnostics import Diagnostics
from huibian.layoutfile.derive import Derived, read_derived
from huibian.markedyaml import Codes

ANY_STYLE = "*"
"""Stands in a path for the name of a style, whose keys are the same in all."""
_CODES = Codes("HB301", "HB301", "HB301", "HB301")
_COMMENT = re.compile(r"\s#\s(.*)")
_SOURCE = re.compile(r"\[(\w+)\](?: (\d+(?:\.\d+)+))?")
_SOURCES_FIRST = re.compile(
    rf"{_SOURCE.pattern}(?:, {_SOURCE.pattern})*"
)  # behind other words they say what is not done
_CLAUSE = re.compile(r"\d+(?:\.\d+)+")
# What layouts/*.yaml call the sources of their figures.
_SOURCES = {
    "92": "量自一期真实内刊",
    "9704": "GB/T 9704—2012",
    "15834": "GB/T 15834—2011",
    "clreq": "W3C《中文排版需求》",
    "14": "《内部资料性出版物管理办法》第十四条",
    "LO": "LibreOffice 的做法",
    "practice": "各单位通行的做法",
    "taste": "没有规定，看着合适",
}
_WITH_CLAUSES = ("9704", "15834")


class KnownKey(Struct, frozen=True):
    """A key that a file may have.

    Attributes:
        file: Which file.
        path: The keys that lead to it, without the places in lists.
        facts: What the schema says of it: its description, its default, its examples.
        kind: What the schema says of its value.
        inner: The keys of its value, or of each item of that.
    """

    file: resources.SchemaName
    path: tuple[str, ...]
    facts: Mapping[str, Any]
    kind: Mapping[str, Any]
    inner: tuple[str, ...]

    @property
    def name(self) -> str:
        """The path as an editor writes it."""
        return ".".join(self.path)


class Figure(Struct, frozen=True):
    """What some layouts say for a key, and whose rule that is; empty for a figure without a source."""

    layouts: tuple[str, ...]
    value: str
    rule: str


@cache
def read_keys(file: resources.SchemaName) -> tuple[KnownKey, ...]:
    """Every key of a file, outermost first."""
    schema = json.loads(source.read(resources.schema(file)).text)
    return tuple(_keys(file, (), schema, schema["$defs"]))


def figures(path: tuple[str, ...]) -> list[Figure]:
    """What each of huibian's own layouts says for a key; those that say the same by the same rule stand together."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, derived in _layouts():
        value = _value(derived.data, path)
        if value is not None:
            found.setdefault((value, _rule(derived, path)), []).append(name)
    return [Figure(tuple(names), value, rule) for (value, rule), names in found.items()]


def _keys(
    file: resources.SchemaName, above: tuple[str, ...], mapping: Mapping[str, Any], definitions: Mapping[str, Any]
) -> Iterator[KnownKey]:
    inner_of_styles = None
    for name, facts in mapping["properties"].items():
        kind = _kind(facts, definitions)
        items = _kind(kind.get("items", {}), definitions)
        holder = kind if "properties" in kind else items
        yield KnownKey(file, (*above, name), facts, kind, tuple(holder.get("properties", ())))
        if above == ("styles",):
            inner_of_styles = holder
        elif "properties" in holder:
            yield from _keys(file, (*above, name), holder, definitions)
    if inner_of_styles is not None:
        yield from _keys(file, (*above, ANY_STYLE), inner_of_styles, definitions)


def _kind(facts: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said of a value: behind a reference, and of several kinds the one that says most."""
    if "$ref" in facts:
        return _kind(definitions[facts["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in facts:
        return max(
            (_kind(each, definitions) for each in facts["anyOf"]), key=lambda each: (each["type"] != "null", len(each))
        )
    return facts


def _value(data: Any, path: Iterable[str]) -> str | None:
    """A value as a layout writes it; `None` where it says nothing, or more than fits on a line."""
    for step in path:
        data = data.get(step) if isinstance(data, Mapping) else None
    match data:
        case bool():
            return "true" if data else "false"
        case str() if data != data.strip() or not data:
            return f"“{data}”"
        case str() | int() | float():
            return str(data)
        case list() if not any(isinstance(each, Mapping | list) for each in data):
            return f"[{', '.join(map(str, data))}]"
        case _:
            return None


def _rule(derived: Derived, path: tuple[str, ...]) -> str:
    """Whose rule a value is, by the comment behind it; empty where that says nothing."""
    span = derived.marks.keys.get(path)
    if span is None or span.line is None:
        return ""
    lines = _layout(span.file).lines[: span.line]
    comment = _comment(lines[-1])
    if clause := _CLAUSE.match(comment):  # of what stands in the comment of the mapping that the key is in
        depth = _indent(lines[-1])
        above = _SOURCES_FIRST.match(_comment(next(line for line in reversed(lines) if _indent(line) < depth)))
        comment = f"[{above[1]}] {clause[0]}" if above else ""
    named = _SOURCES_FIRST.match(comment)
    return "；".join(_said(*each) for each in _SOURCE.findall(named[0])) if named else ""


def _said(name: str, clause: str) -> str:
    """A source and its clause, in words."""
    words = _SOURCES[name]
    return f"{words} {clause}" if clause and name in _WITH_CLAUSES else words


def _comment(line: str) -> str:
    found = _COMMENT.search(line)
    return found[1] if found else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@cache
def _layout(file: Path) -> source.Source:
    return source.read(file)


@cache
def _layouts() -> tuple[tuple[str, Derived], ...]:
    """What each of huibian's own layouts says in all."""
    files = sorted(resources.layouts_folder().glob("*.yaml"))
    read = ((file.stem, read_derived(file, None, Diagnostics(), _CODES)) for file in files)
    return tuple((name, derived) for name, derived in read if derived is not None)
