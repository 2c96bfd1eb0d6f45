"""The types that a layout has its tables set in, from the largest to the smallest."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import CellType, Role, TextStyle
from huibian.layoutfile.definition import Layout
from huibian.units import Length

LEAST = 2  # characters on a line of a column, where nothing else helps


class TableType(Struct, frozen=True):
    """The type of a table's cells.

    Attributes:
        head: The style of the cells of header rows.
        body: The style of the others.
        padding: White between a cell's edge and its text.
        least: How many characters a line of a column holds at least, if its text takes several lines.
        smaller: What the document says of it where it is not the styles' own type; else `None`.
    """

    head: TextStyle
    body: TextStyle
    padding: Length
    least: int
    smaller: CellType | None

    def style(self, role: Role) -> TextStyle:
        """The style of a cell."""
        return self.head if role is Role.TABLE_HEAD else self.body


def table_types(layout: Layout) -> Iterator[TableType]:
    """The types of a layout that a table is tried in, one after another."""
    head, body, rules = layout.style(Role.TABLE_HEAD), layout.style(Role.TABLE_CELL), layout.tables
    last = TableType(head, body, body.size.em(rules.padding), rules.column_least, None)
    yield last
    for smaller in rules.smaller:
        if smaller.size < min(last.head.size, last.body.size):
            last = TableType(
                head=replace(head, size=smaller.size, pitch=smaller.pitch),
                body=replace(body, size=smaller.size, pitch=smaller.pitch),
                padding=smaller.size.em(smaller.padding),
                least=rules.column_least,
                smaller=CellType(smaller.size, smaller.pitch),
            )
            yield last


def narrowest_type(layout: Layout) -> TableType:
    """The last of the types, with columns as narrow as they may be."""
    *_, last = table_types(layout)
    return replace(last, least=LEAST)
