"""The lists and mappings of a text that are open at a line, by how far their lines are indented."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct


class LineKind(Enum):
    """What a line is: an entry of a list, a key, or neither."""

    ENTRY = auto()
    KEY = auto()
    TEXT = auto()


class Nest(Struct):
    """A list or mapping that is still open.

    Attributes:
        indent: How far its lines are indented.
        is_list: Whether it is a list.
        row: The number of its last line.
        first: Its first key; of a list, the first key of its entries, empty while they have none.
        begin: Where its first key stands.
        has_more: Whether it has other keys.
        entry: Where the last entry of a list stands, if that is text; `None` if it is not.
    """

    indent: int
    is_list: bool
    row: int
    first: str
    begin: int
    has_more: bool = False
    entry: int | None = None


class Nests:
    """What is open, from the outside in.

    Attributes:
        open: The lists and mappings.
        waiting: The indentation of the key or dash that waits for its lines; `None` where none does.
    """

    def __init__(self) -> None:
        self.open: list[Nest] = []
        self.waiting: int | None = None

    @property
    def last(self) -> Nest | None:
        """The innermost."""
        return self.open[-1] if self.open else None

    @property
    def lists(self) -> list[Nest]:
        """The lists."""
        return [nest for nest in self.open if nest.is_list]

    def awaits(self, column: int) -> bool:
        """Whether a line that is indented so far may be the first of what is waited for."""
        return self.waiting is not None and column > self.waiting

    def has_mapping(self, column: int) -> bool:
        """Whether a mapping has its keys there."""
        return any(nest.indent == column and not nest.is_list for nest in self.open)

    def fits(self, column: int, kind: LineKind) -> bool:
        """Whether YAML takes a line that is indented so far."""
        if not self.open or self.awaits(column) or (kind is LineKind.ENTRY and column == self.waiting):
            return True
        return any(nest.indent == column for nest in self.of(kind))

    def enter(self, nest: Nest) -> Nest:
        """The list or mapping that a line belongs to: `nest`, or the one open there; those further in are closed."""
        while self.open and self.open[-1].indent > nest.indent:
            self.open.pop()
        if not nest.is_list and len(self.open) > 1 and self.open[-1].is_list and self.open[-1].indent == nest.indent:
            self.open.pop()  # a list may stand right under its key
        if not self.open or self.open[-1].indent < nest.indent or self.open[-1].is_list != nest.is_list:
            self.open.append(nest)
        self.open[-1].row = nest.row
        return self.open[-1]

    def of(self, kind: LineKind) -> list[Nest]:
        """The lists, for an entry, else the mappings."""
        return [nest for nest in self.open if nest.is_list == (kind is LineKind.ENTRY)]
