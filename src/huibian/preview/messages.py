"""What a render says, as the browser shows it: each message at its place on the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from huibian.diagnostics import Diagnostic, Severity
from huibian.preview.places import Index, PageLine

_SHOWN = 200  # of a kind, as on the terminal


class Message(Struct, frozen=True):
    """A diagnostic with its place on the pages; `None` where it has none, as one about the layout."""

    diagnostic: Diagnostic
    at: PageLine | None


class Messages(Struct, frozen=True):
    """The first messages of each kind, and how many more there are of all kinds."""

    shown: tuple[Message, ...]
    more: int

    @property
    def is_fault(self) -> bool:
        """Whether one of them stops the issue."""
        return any(each.diagnostic.severity is Severity.ERROR for each in self.shown)


def placed(diagnostics: Iterable[Diagnostic], index: Index | None) -> Messages:
    """Diagnostics at their places; `index` knows the pages that are shown, `None` where there are none yet."""
    met: Counter[str] = Counter()
    shown: list[Message] = []
    for each in diagnostics:
        met[each.code] += 1
        if met[each.code] <= _SHOWN:
            at = index.line_of(each.span) if index is not None and each.span is not None else None
            shown.append(Message(each, at))
    return Messages(tuple(shown), sum(met.values()) - len(shown))
