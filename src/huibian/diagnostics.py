"""Messages about an issue, as values: each has a place, a stable code and advice on what to do.

Library code collects diagnostics and raises them together; only the command line prints them. Messages and
hints are Chinese, because an editor reads them; `docs/messages.md` lists every code.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

HELPED = 50
"""How many faults of a file get a hint that takes a search through names: more than anybody mends at once."""
_SUMMED_UP = 20  # of an error's faults, for who debugs


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops the issue, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(Struct, frozen=True, order=True):
    """A place in a file: 1-based line and column, counted in characters; `None` where the whole file is meant."""

    file: Path
    line: int | None = None
    column: int | None = None

    def shifted(self, columns: int) -> Span:
        """The place `columns` characters further on in the same line."""
        return self if self.column is None else Span(self.file, self.line, self.column + columns)

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class Diagnostic(Struct, frozen=True):
    """One thing to say: what is wrong (or doubtful), where, and what to do about it.

    `code` is stable ("HB101"); `span` is `None` only where no file is to blame; `hint` is `None` where the
    message says all.
    """

    severity: Severity
    code: str
    message: str
    span: Span | None = None
    hint: str | None = None


class HuibianError(Exception):
    """The issue cannot be set as it is; carries every fault that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__()

    def __str__(self) -> str:
        more = ["…"] if len(self.diagnostics) > _SUMMED_UP else []
        return "; ".join([*(f"{d.code} {d.message}" for d in self.diagnostics[:_SUMMED_UP]), *more])


class Diagnostics:
    """Collects diagnostics in the order they are found; the same one is kept once."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self._has_errors = False

    def error(self, code: str, message: str, span: Span | None = None, hint: str | None = None) -> None:
        """Note a fault that stops the issue."""
        self.add(Diagnostic(Severity.ERROR, code, message, span, hint))

    def warning(self, code: str, message: str, span: Span | None = None, hint: str | None = None) -> None:
        """Note something the editor should know, and go on."""
        self.add(Diagnostic(Severity.WARNING, code, message, span, hint))

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic that was made elsewhere."""
        self._found.setdefault(diagnostic)
        self._has_errors |= diagnostic.severity is Severity.ERROR

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep several."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    @contextlib.contextmanager
    def collecting(self) -> Iterator[None]:
        """Keep the faults that end a step, so that the next step can name its own."""
        try:
            yield
        except HuibianError as error:
            self.extend(error.diagnostics)

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops the issue."""
        return self._has_errors

    def raise_errors(self) -> None:
        """Raise `HuibianError` with everything found, if any of it is an error."""
        if self.has_errors:
            raise HuibianError(self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
