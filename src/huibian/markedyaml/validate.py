"""Checks what was read against a pydantic model, and says in Chinese what is wrong, where, and how to correct it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, PlainValidator, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from huibian.diagnostics import HELPED, Diagnostics, Span
from huibian.markedyaml.marks import Codes, KeyPath, Marks
from huibian.units import Length

M = TypeVar("M", bound=BaseModel)


class MisfitError(ValueError):
    """Values that are right by themselves and do not go together; `path` leads to the one to blame."""

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


_MESSAGES = {
    "string": "要写文字",
    "int": "要写整数",
    "float": "要写数",
    "bool": "要写 true 或 false",
    "list": "要写成列表，每项前面加“- ”",
    "tuple": "要写成列表，每项前面加“- ”",
    "dict": "要写成一行行“键: 值”",
    "mapping": "要写成一行行“键: 值”",
    "model": "要写成一行行“键: 值”",
    "string_pattern_mismatch": "写法不对",
    "string_too_short": "太短，至少 {min_length} 个字",
    "string_too_long": "太长，至多 {max_length} 个字",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "至多 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "greater_than": "要大于 {gt}",
    "less_than_equal": "不能大于 {le}",
    "less_than": "要小于 {lt}",
    "value_error": "{error}",
    "assertion_error": "{error}",
}
_WORD = 100  # characters: no key is half as long
_SAYING_ALL = frozenset(("value_error", "assertion_error", "too_short", "too_long"))  # the value adds nothing


@dataclass(frozen=True, slots=True)
class Faulty:
    """Data that do not fit their model.

    Attributes:
        places: The paths of all that does not fit, and of all that has such a thing in it.
    """

    places: frozenset[KeyPath]


def validate(
    data: Mapping[str, Any], marks: Marks, model: type[M], diagnostics: Diagnostics, codes: Codes
) -> M | Faulty:
    """Check what was parsed against a model, noting every fault by its place."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
    faults = Diagnostics()
    for fault in found:
        if not _follows(fault):
            _note_invalid(fault, marks, model, faults, codes)
    diagnostics.extend(sorted(faults, key=lambda each: _place(each.span or marks.span())))
    paths = [_path(fault) for fault in found]
    return Faulty(frozenset(path[:length] for path in paths for length in range(len(path) + 1)))


def _place(span: Span) -> tuple[str, int, int]:
    """What places are sorted by; comparing their paths takes far longer."""
    return str(span.file), span.line or 0, span.column or 0


def _path(fault: ErrorDetails) -> KeyPath:
    """What is to blame."""
    error = fault.get("ctx", {}).get("error")
    return (*fault["loc"], *(error.path if isinstance(error, MisfitError) else ()))


def _follows(fault: ErrorDetails) -> bool:
    """Whether it only follows from another: pydantic calls a list short when items of it are faulty."""
    return fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]


def _parse_length(value: object) -> Length:
    if isinstance(value, str):
        try:
            return Length.parse(value)
        except ValueError:
            pass
    msg = f"要写长度，如 28.95 pt、149 mm、579 twip、三号，不能是{_quoted(value)}"
    raise ValueError(msg)


LengthField: TypeAlias = Annotated[Length, PlainValidator(_parse_length, json_schema_input_type=str)]
"""A length in a model, written as "28.95 pt", "149 mm" or "三号"."""


def _note_invalid(
    fault: ErrorDetails, marks: Marks, model: type[BaseModel], diagnostics: Diagnostics, codes: Codes
) -> None:
    path = _path(fault)
    name = _name(path)
    match fault["type"]:
        case "missing":
            info = _fields_at(model, path[:-1]).get(str(path[-1]))
            diagnostics.error(codes.missing, f"缺少 {name}", marks.span(*path[:-1]), _example(name, info))
        case "extra_forbidden":
            hint = _suggestion(str(path[-1]), _fields_at(model, path[:-1]), len(diagnostics))
            diagnostics.error(codes.unknown, f"不认识的键 {name}", marks.key(*path), hint)
        case "enum" | "literal_error":
            known = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
            hint = _suggestion(str(fault["input"]), known, len(diagnostics))
            if path[-1] == "[key]":
                diagnostics.error(codes.unknown, f"不认识的键 {name}", marks.key(*path[:-1]), hint)
            else:
                diagnostics.error(codes.value, f"{name} 不能是{_quoted(fault['input'])}", marks.span(*path), hint)
        case _:
            diagnostics.error(codes.value, _explanation(fault, name), marks.span(*path))


def _explanation(fault: ErrorDetails, name: str) -> str:
    if fault["input"] is None:
        return f"{name} 后面没有写内容"
    kind = fault["type"]
    said = _MESSAGES.get(kind) or _MESSAGES.get(kind.split("_")[0], "的值不合要求")
    said = said.format(**fault.get("ctx", {}))
    if kind in _SAYING_ALL:
        return f"{name} {said}" if fault["loc"] else said
    return f"{name} {said}，不能是{_quoted(fault['input'])}"


def _name(path: KeyPath) -> str:
    """What an editor calls a place: "sections 第 2 项"."""
    words = [step for step in path if step != "[key]"]
    if not words:
        return "文件"
    last = words[-1]
    return last if isinstance(last, str) else f"{_name(tuple(words[:-1]))} 第 {last + 1} 项"


def _quoted(value: object) -> str:
    match value:
        case str():
            return f"“{value[:20]}…”" if len(value) > 20 else f"“{value}”"
        case Mapping():
            return "“键: 值”"
        case list():
            return "列表"
        case _:
            return f" {value}"


def _suggestion(word: str, known: Iterable[str], before: int) -> str:
    """The known word that is most like it, looked for only in a short word and a file's first faults; else all."""
    words = list(known)
    close = difflib.get_close_matches(word, words, 1) if len(word) <= _WORD and before < HELPED else None
    return f"是不是 {close[0]}？" if close else f"可用的有：{'、'.join(words)}。"


def _example(name: str, info: FieldInfo | None) -> str | None:
    if info is None or not info.examples:
        return None
    return f"补上{info.description or ''}，例如 {name}: {info.examples[0]}"


def _fields_at(model: type[BaseModel], path: KeyPath) -> Mapping[str, FieldInfo]:
    """The fields, by the names a file calls them, of the model that is at a path within a model."""
    kind: Any = model
    for step in path:
        kind = _bare(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            info = _named(kind).get(str(step))
            kind = None if info is None else info.annotation
        else:
            kind = next((each for each in reversed(get_args(kind)) if each is not ...), None)
    kind = _bare(kind)
    return _named(kind) if isinstance(kind, type) and issubclass(kind, BaseModel) else {}


def _named(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _bare(kind: Any) -> Any:
    """A type without `Annotated` and without `None`."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        return _bare(next(each for each in get_args(kind) if each is not NoneType))
    return kind
