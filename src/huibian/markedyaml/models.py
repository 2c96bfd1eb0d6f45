"""What a file may say, as types: a class for each mapping, with a field for each key.

Limits, descriptions and examples of a key are `msgspec.Meta` in its hint; what those cannot say are `ParsedBy` and
`CheckedBy`. Modules of models have no `from __future__ import annotations`: their hints are what values are checked by,
and evaluating them as texts takes four times as long as making them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct


class MisfitError(ValueError):
    """Values that are right by themselves and do not go together, or one of which it is known how to write it.

    `path` leads to the one to blame; `hint` says what to do, or is `None`.
    """

    def __init__(self, message: str, *path: str | int, hint: str | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.hint = hint


class UnlikeError(MisfitError):
    """A value that is not of its type or beyond a limit; behind the message is told what is written there."""


class Model(Struct, frozen=True):
    """A mapping of a file: a key without a field is a fault, and a field that begins with `_` is none of its keys."""

    def check(self) -> None:
        """Refuse values that are right by themselves and do not go together.

        Raises:
            ValueError: They do not; a `MisfitError` leads to the one to blame.
        """


class ParsedBy(Struct, frozen=True, eq=False):
    """In a hint: what makes the value out of what is typed.

    Attributes:
        parse: Gives the value; what it knows nothing of it gives back, and the type refuses that. Raises `ValueError`.
        typed: The type of what is typed, for editors; `None` for that of the value.
    """

    parse: Callable[[Any], Any]
    typed: Any = None


class CheckedBy(Struct, frozen=True, eq=False):
    """In a hint: what is asked of the value.

    Attributes:
        check: Raises `ValueError` for a value that it refuses.
        told: What editors are told of it, as a JSON Schema says it.
    """

    check: Callable[[Any], None]
    told: Mapping[str, Any] = {}
