"""Takes the hints of a model apart: which type, which limits, which words each of its keys may have."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo
from msgspec.structs import fields as fields_of

from huibian.markedyaml.models import CheckedBy, MisfitError, Model, ParsedBy, UnlikeError

_Parser: TypeAlias = Callable[[Any], Any]
_Check: TypeAlias = Callable[[Any], None]


class ValueType(Struct, frozen=True):
    """A hint taken apart.

    Attributes:
        base: The type itself.
        model: The same where it is a model; `None` for another type.
        inner: The types in it: of the keys and the values of a mapping, of the entries of a tuple.
        has_any_length: Whether it is a tuple of any length, whose entries are all of one type.
        is_optional: Whether it may be `None`.
        words: The only words that may be typed, with what each stands for; `None` for other types.
        extras: What is said of it, the innermost first.
        parsers: What the value is made by.
        checks: What the value is checked by; each raises `ValueError` for one that it refuses.
    """

    base: Any
    model: type[Model] | None
    inner: tuple[ValueType, ...]
    has_any_length: bool
    is_optional: bool
    words: Mapping[str, Any] | None
    extras: tuple[Any, ...]
    parsers: tuple[_Parser, ...]
    checks: tuple[_Check, ...]

    @property
    def entry(self) -> ValueType | None:
        """What the entries of a tuple or the values of a mapping are; `None` for other types."""
        return self.inner[-1] if self.inner else None


class ModelKey(Struct, frozen=True):
    """A key of a model.

    Attributes:
        field: The field that holds its value.
        type_: What its value may be.
        description: What it is, in a few words; empty for a key that no editor types.
        examples: What may be written for it.
        is_required: Whether a file must have it.
    """

    field: FieldInfo
    type_: ValueType
    description: str
    examples: Sequence[Any]
    is_required: bool

    @property
    def default(self) -> Any:
        """What it is where a file does not have it; for a key that is not required."""
        field = self.field
        return field.default if field.default_factory is NODEFAULT else field.default_factory()


@cache
def keys_of(model: type[Model]) -> Mapping[str, ModelKey]:
    """The keys of a model, by the names that a file calls them."""
    return {field.encode_name: _key(field) for field in fields_of(model) if not field.name.startswith("_")}


def _key(field: FieldInfo) -> ModelKey:
    type_ = value_type(field.type)
    metas = [extra for extra in reversed(type_.extras) if isinstance(extra, Meta)]
    description = next((meta.description for meta in metas if meta.description), "")
    examples: Sequence[Any] = next((meta.examples for meta in metas if meta.examples), ())
    return ModelKey(field, type_, description, examples, field.required)


def value_type(hint: Any) -> ValueType:
    """Take a hint apart: a type, one with what is asked of it in `Annotated`, or one that may be `None`."""
    extras: tuple[Any, ...] = ()
    is_optional = False
    while (origin := get_origin(hint)) in (Annotated, Union, UnionType):
        if origin is Annotated:
            hint, extras = hint.__origin__, (*hint.__metadata__, *extras)
        else:
            (hint,) = (each for each in get_args(hint) if each is not NoneType)
            is_optional = True
    inner = () if origin is Literal else get_args(hint)
    return ValueType(
        base=origin or hint,
        model=hint if isinstance(hint, type) and issubclass(hint, Model) else None,
        inner=tuple(value_type(each) for each in inner if each is not ...),
        has_any_length=... in inner,
        is_optional=is_optional,
        words=_words(hint),
        extras=extras,
        parsers=tuple(extra.parse for extra in extras if isinstance(extra, ParsedBy)),
        checks=tuple(check for extra in extras for check in _checks(extra)),
    )


def _words(hint: Any) -> Mapping[str, Any] | None:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}
    return {word: word for word in get_args(hint)} if get_origin(hint) is Literal else None


def _checks(extra: Any) -> Iterator[_Check]:
    """The checks that something says of a value."""
    if isinstance(extra, CheckedBy):
        yield extra.check
    elif isinstance(extra, Meta):
        for name, is_kept, said in _LIMITS:
            if (limit := getattr(extra, name)) is not None:
                yield _limited(is_kept, limit, said, _SAID_OF_LISTS.get(name, ""))


def _limited(is_kept: Callable[[Any, Any], object], limit: Any, said: str, said_of_list: str) -> _Check:
    def check(value: Any) -> None:
        if is_kept(value, limit):
            return
        if isinstance(value, tuple):
            raise MisfitError(said_of_list.format(limit))
        raise UnlikeError(said.format(limit))

    return check


# The limits of `Meta`, what is true of a value that keeps them, and what is said of one that does not.
_LIMITS = (
    ("ge", operator.ge, "不能小于 {}"),
    ("gt", operator.gt, "要大于 {}"),
    ("le", operator.le, "不能大于 {}"),
    ("lt", operator.lt, "要小于 {}"),
    ("min_length", lambda value, least: len(value) >= least, "太短，至少 {} 个字"),
    ("max_length", lambda value, most: len(value) <= most, "太长，至多 {} 个字"),
    ("pattern", lambda value, pattern: re.fullmatch(pattern, value), "写法不对"),
)
_SAID_OF_LISTS = {"min_length": "至少要有 {} 项", "max_length": "至多 {} 项"}
