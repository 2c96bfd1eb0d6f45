"""Checks what was read against a model, and says in Chinese what is wrong, where, and how to correct it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec import Struct

from huibian.diagnostics import HELPED, Diagnostics, Span
from huibian.likeness import most_like
from huibian.markedyaml.fitting import (
    Fault,
    Misfit,
    MissingKey,
    UnfitError,
    UnknownKey,
    UnknownWord,
    called_by,
    fit,
    quoted,
)
from huibian.markedyaml.keys import mend_keys
from huibian.markedyaml.marks import Codes, KeyPath, Marks
from huibian.markedyaml.models import Model
from huibian.markedyaml.valuetypes import ModelKey

M = TypeVar("M", bound=Model)

_WORD = 100  # characters: no key is half as long


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
    with contextlib.suppress(UnfitError):
        return fit(data, model)  # where all fits, all keys are known
    faults = Diagnostics()
    mend_keys(data, marks, model, faults, codes)
    try:
        valid = fit(data, model)
    except UnfitError as error:
        found = error.faults
    else:
        diagnostics.extend(faults)
        return valid
    for fault in found:
        if isinstance(fault, UnknownKey) or fault.path not in marks.guessed:
            _note(fault, marks, faults, codes)
    diagnostics.extend(sorted(faults, key=lambda each: _place(each.span or marks.span())))
    return Faulty(frozenset(fault.path[:length] for fault in found for length in range(len(fault.path) + 1)))


def _place(span: Span) -> tuple[str, int, int]:
    """What places are sorted by; comparing their paths takes far longer."""
    return str(span.file), span.line or 0, span.column or 0


def _note(fault: Fault, marks: Marks, diagnostics: Diagnostics, codes: Codes) -> None:
    path, name = fault.path, called_by(fault.path)
    match fault:
        case MissingKey(key=key):
            diagnostics.error(codes.missing, f"缺少 {name}", marks.span(*path[:-1]), _example(name, key))
        case UnknownKey(known=known):
            hint = _suggestion(str(path[-1]), known, len(diagnostics))
            diagnostics.error(codes.unknown, f"不认识的键 {name}", marks.key(*path), hint)
        case UnknownWord(value=value, known=known):
            hint = _suggestion(str(value), known, len(diagnostics))
            diagnostics.error(codes.value, f"{name} 不能是{quoted(value)}", marks.span(*path), hint)
        case Misfit(message=message, hint=cure):
            diagnostics.error(codes.value, message, marks.span(*path), cure)


def _suggestion(word: str, known: Sequence[str], before: int) -> str:
    """The known word that is most like it, looked for only in a short word and a file's first faults; else all."""
    close = most_like(word, known) if len(word) <= _WORD and before < HELPED else None
    return f"是不是 {close}？" if close else f"可用的有：{'、'.join(known)}。"


def _example(name: str, key: ModelKey | None) -> str | None:
    if key is None or not key.examples:
        return None
    return f"补上{key.description}，例如 {name}: {key.examples[0]}"
