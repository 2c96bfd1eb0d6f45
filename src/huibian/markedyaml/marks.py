"""What is shared by reading and checking: where values stand, and the codes of faults."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

from huibian.diagnostics import Span

KeyPath: TypeAlias = tuple[str | int, ...]
GETA = "〓"
"""What stands for a character that has no business in a file, as a printer sets it for one that he lacks."""

DASHES = "－—–―−‐‑﹣·・•●○◦▪■◆"
"""What is typed for the dash before an entry."""
COLONS = "：∶﹕︰；;＝="
"""What is typed for the colon behind a key."""


class Codes(Struct, frozen=True):
    """The codes of what may be wrong: the YAML itself, keys unknown or missing, and values."""

    syntax: str
    unknown: str
    missing: str
    value: str


class Marks(Struct, frozen=True):
    """Where everything stands.

    A path is the keys and list indices that lead to a value. `guessed` has the paths of values that a fault in the
    writing, noted already, has left so that nothing more can be said of them; `quoted` of those in quotation marks.
    """

    values: dict[KeyPath, Span] = field(default_factory=dict)
    keys: dict[KeyPath, Span] = field(default_factory=dict)
    guessed: set[KeyPath] = field(default_factory=set)
    quoted: set[KeyPath] = field(default_factory=set)

    def span(self, *path: str | int) -> Span:
        """The place of a value, of quoted text its first character; for what is not there, of what would hold it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values[path]

    def key(self, *path: str | int) -> Span:
        """The place of a key; of the value where that has none."""
        return self.keys.get(path) or self.span(*path)
