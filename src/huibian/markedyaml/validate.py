"""Checks what was read against a pydantic model, and says in Chinese what is wrong, where, and how to correct it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeAlias, TypeVar

from msgspec import Struct
from pydantic import BaseModel, PlainValidator, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from huibian.diagnostics import HELPED, Diagnostics, Span
from huibian.markedyaml.keys import bare_type, entry_type, fields_of_model, mend_keys
from huibian.markedyaml.marks import Codes, KeyPath, Marks
from huibian.markedyaml.proposals import unquoted, whole_number
from huibian.units import Length

M = TypeVar("M", bound=BaseModel)


class MisfitError(ValueError):
    """Values that are right by themselves and do not go together, or one of which it is known how to write it.

    `path` leads to the one to blame; `hint` says what to do, or is `None`.
    """

    def __init__(self, message: str, *path: str | int, hint: str | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.hint = hint


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
_LIST = re.compile("[，、；,;\\s]+")  # what stands between the items of a list that is written as a text
_SAYING_ALL = frozenset(("value_error", "assertion_error", "too_short", "too_long"))  # the value adds nothing


class Faulty(Struct, frozen=True):
    """Data that do not fit their model.

    Attributes:
        places: The paths of all that does not fit, and of all that has such a thing in it.
    """

    places: frozenset[KeyPath]


def validate(data: dict[str, Any], marks: Marks, model: type[M], diagnostics: Diagnostics, codes: Codes) -> M | Faulty:
    """Check what was parsed against a model, noting every fault by its place.

    Keys that are not known and can be recognised are noted, and in `data` and `marks` put where they belong.
    """
    faults = Diagnostics()
    mend_keys(data, marks, model, faults, codes)
    found: list[ErrorDetails] = []
    try:
        valid = model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
    else:
        diagnostics.extend(faults)
        return valid
    for fault in found:
        if not _follows(fault) and _path(fault) not in marks.guessed:
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
            diagnostics.error(codes.value, _explanation(fault, name), marks.span(*path), _cure(fault, model))


def _cure(fault: ErrorDetails, model: type[BaseModel]) -> str | None:
    """How to write the value; `None` where the message says it, or nobody knows."""
    error, kind, value = fault.get("ctx", {}).get("error"), fault["type"], fault["input"]
    if isinstance(error, MisfitError) and error.hint:
        return error.hint
    if not isinstance(value, str) or len(value) > _WORD:
        return None
    if kind.startswith("int_") and (number := whole_number(value)):
        return f"只写数字，写成 {number}。"
    if kind in ("list_type", "tuple_type"):
        return f"一行写一项：另起一行写“- {_LIST.split(value)[0].strip()}”，下一项再另起一行。"
    if kind == "model_type" and (fields := _fields_at(model, _path(fault))):
        return f"写成“{next(iter(fields))}: {value}”，别的键写在下面，和它左对齐。"
    if inner := unquoted(value):
        return f"去掉两头的引号，写成 {inner}。"
    return None


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
        kind = bare_type(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            info = fields_of_model(kind).get(str(step))
            kind = None if info is None else info.annotation
        else:
            kind = entry_type(kind)
    kind = bare_type(kind)
    return fields_of_model(kind) if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
