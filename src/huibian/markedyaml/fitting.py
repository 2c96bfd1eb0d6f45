"""Makes a model of what was read: a walk over both that finds every fault, and the path to what is to blame."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeAlias, TypeGuard, TypeVar

from msgspec import Struct

from huibian.markedyaml.marks import KeyPath
from huibian.markedyaml.models import MisfitError, Model, UnlikeError
from huibian.markedyaml.proposals import unquoted, whole_number
from huibian.markedyaml.valuetypes import ModelKey, ValueType, keys_of, value_type
from huibian.regex import compiled

M = TypeVar("M", bound=Model)

_INTEGER = r"[+-]?[0-9]+(_[0-9]+)*(\.0+)?"
_TRUTHS = {
    **dict.fromkeys(("true", "t", "yes", "y", "on", "1"), True),
    **dict.fromkeys(("false", "f", "no", "n", "off", "0"), False),
}
_LIST = "[，、；,;\\s]+"  # what stands between the items of a list that is written as a text
_WORD = 100  # characters: no value for which another is proposed is half as long


class MissingKey(Struct, frozen=True):
    """A key that a file must have and has not; `key` is `None` for an entry of a list."""

    path: KeyPath
    key: ModelKey | None


class UnknownKey(Struct, frozen=True):
    """A key that a file may not have, and those that it may."""

    path: KeyPath
    known: Sequence[str]


class UnknownWord(Struct, frozen=True):
    """A value that is none of the words which a key may have, and those words."""

    path: KeyPath
    value: Any
    known: Sequence[str]


class Misfit(Struct, frozen=True):
    """A value that does not fit: what is wrong, and what to do, or `None`."""

    path: KeyPath
    message: str
    hint: str | None


Fault: TypeAlias = MissingKey | UnknownKey | UnknownWord | Misfit


class UnfitError(ValueError):
    """Data that do not fit their model."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def fit(data: object, model: type[M]) -> M:
    """What data come to as a model.

    Args:
        data: Dictionaries, lists, texts and `None`, or what the values of the model are by themselves.
        model: It.

    Raises:
        UnfitError: They do not fit; it has all faults.
    """
    fitter = _Fitter()
    fitted = fitter.take(value_type(model), data, ())
    if fitter.faults:
        raise UnfitError(fitter.faults)
    return fitted  # type: ignore[no-any-return]


class _UnknownWordError(ValueError):
    """A value is none of the words that its type has."""


class _Fitter:
    """Goes through data beside their types."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def take(self, type_: ValueType, value: Any, path: KeyPath) -> Any:
        """What a value comes to; of no use where a fault of it, or of what is in it, has been noted."""
        if value is None and type_.is_optional:
            return None
        before = len(self.faults)
        made = value
        try:
            for parse in type_.parsers:
                made = parse(made)
            made = self._make(type_, made, path)
            if len(self.faults) == before:
                for check in type_.checks:
                    check(made)
        except _UnknownWordError:
            self.faults.append(UnknownWord(path, value, list(type_.words or ())))
        except ValueError as error:
            self._note(error, value, path)
        return made

    def _note(self, error: ValueError, value: Any, path: KeyPath) -> None:
        """Note why a value is refused."""
        hint = error.hint if isinstance(error, MisfitError) else None
        if hint is None and _is_short(value) and (inner := unquoted(value)):
            hint = f"去掉两头的引号，写成 {inner}。"
        if value is None:
            said = "后面没有写内容"
        else:
            said = f"{error}，不能是{quoted(value)}" if isinstance(error, UnlikeError) else str(error)
        self.faults.append(Misfit(path, f"{called_by(path)} {said}", hint))

    def _make(self, type_: ValueType, value: Any, path: KeyPath) -> Any:
        """What a value comes to before it is checked."""
        if make := _MAKERS.get(type_.base):
            return make(value)
        if type_.words is not None:
            return _word(type_.words, value)
        if type_.model is not None:
            return self._model(type_.model, value, path)
        if type_.base is tuple:
            return self._items(type_, value, path)
        if type_.inner:
            return self._mapping(type_, value, path)
        if not isinstance(value, type_.base):
            msg = "的值不合要求"
            raise UnlikeError(msg)
        return value

    def _model(self, model: type[Model], value: Any, path: KeyPath) -> Any:
        if isinstance(value, model):
            return value
        keys = keys_of(model)
        if not isinstance(value, Mapping):
            _refuse_as_mapping(value, next(iter(keys), None))
        before = len(self.faults)
        made: dict[str, Any] = {}
        for name, key in keys.items():
            if name in value:
                made[key.field.name] = self.take(key.type_, value[name], (*path, name))
            elif key.is_required:
                self.faults.append(MissingKey((*path, name), key))
        if unknown := [name for name in value if name not in keys]:
            known = list(keys)
            self.faults += [UnknownKey((*path, name), known) for name in unknown]
        if len(self.faults) > before:
            return None
        whole = model(**made)
        try:
            whole.check()
        except ValueError as error:
            at, hint = (error.path, error.hint) if isinstance(error, MisfitError) else ((), None)
            self.faults.append(Misfit((*path, *at), str(error), hint))
        return whole

    def _items(self, type_: ValueType, value: Any, path: KeyPath) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            _refuse_as_list(value)
        types = type_.inner
        if type_.has_any_length:
            types = types * len(value)
        elif len(value) > len(types):
            msg = f"至多 {len(types)} 项"
            raise MisfitError(msg)
        numbered = enumerate(zip(types, value, strict=False))
        items = tuple(self.take(each, item, (*path, index)) for index, (each, item) in numbered)
        self.faults += [MissingKey((*path, index), None) for index in range(len(value), len(types))]
        return items

    def _mapping(self, type_: ValueType, value: Any, path: KeyPath) -> dict[Any, Any]:
        if not isinstance(value, Mapping):
            _refuse_as_mapping(value, None)
        made = {}
        keys, values = type_.inner
        known = list(keys.words or ())
        for name, each in value.items():
            try:
                key = self._make(keys, name, (*path, name))
            except _UnknownWordError:
                key = None
                self.faults.append(UnknownKey((*path, name), known))
            made[key] = self.take(values, each, (*path, name))
        return made


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    msg = "要写文字"
    raise UnlikeError(msg)


def _integer(value: Any) -> int:
    if isinstance(value, int):
        return int(value)  # a truth value is one too
    if isinstance(value, str) and compiled(_INTEGER).fullmatch(value.strip()):
        with contextlib.suppress(ValueError):  # more digits than Python reads
            return int(value.partition(".")[0])
    number = whole_number(value) if _is_short(value) else None
    msg = "要写整数"
    raise UnlikeError(msg, hint=f"只写数字，写成 {number}。" if number else None)


def _number(value: Any) -> float:
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str) and value.strip().isascii():
        with contextlib.suppress(ValueError):
            return float(value)
    msg = "要写数"
    raise UnlikeError(msg)


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _TRUTHS:
        return _TRUTHS[value.lower()]
    msg = "要写 true 或 false"
    raise UnlikeError(msg)


_MAKERS: Mapping[Any, Callable[[Any], Any]] = {str: _text, int: _integer, float: _number, bool: _truth}


def _word(words: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, str) and value in words:
        return words[value]
    raise _UnknownWordError


def _refuse_as_mapping(value: Any, first: str | None) -> NoReturn:
    """Refuse what should be a mapping; `first` is its first key, or `None` where it has no keys of its own."""
    hint = f"写成“{first}: {value}”，别的键写在下面，和它左对齐。" if first and _is_short(value) else None
    msg = "要写成一行行“键: 值”"
    raise UnlikeError(msg, hint=hint)


def _refuse_as_list(value: Any) -> NoReturn:
    first = compiled(_LIST).split(value)[0].strip() if _is_short(value) else ""
    hint = f"一行写一项：另起一行写“- {first}”，下一项再另起一行。" if _is_short(value) else None
    msg = "要写成列表，每项前面加“- ”"
    raise UnlikeError(msg, hint=hint)


def _is_short(value: Any) -> TypeGuard[str]:
    """Whether it is a text of which it is worth while to say how else to write it."""
    return isinstance(value, str) and len(value) <= _WORD


def called_by(path: KeyPath) -> str:
    """What an editor calls a place: "sections 第 2 项"."""
    if not path:
        return "文件"
    last = path[-1]
    return last if isinstance(last, str) else f"{called_by(path[:-1])} 第 {last + 1} 项"


def quoted(value: object) -> str:
    """A value as a message shows it, with a space or a quotation mark before it."""
    match value:
        case str():
            return f"“{value[:20]}…”" if len(value) > 20 else f"“{value}”"
        case Mapping():
            return "“键: 值”"
        case list():
            return "列表"
        case _:
            return f" {value}"
