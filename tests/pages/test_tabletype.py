from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.frame import CellType, Role
from huibian.pages.tabletype import LEAST, narrowest_type, table_types
from huibian.units import Length
from tests.support.layouts import changed_layout

SMALLER = [
    {"size": "五号", "pitch": "17 pt", "padding": "0.4 em"},
    {"size": "六号", "pitch": "12 pt", "padding": "0.3 em"},
]


def sizes(styles: dict[Role, str]) -> list[float]:
    """The sizes that a table is tried in, where cells and headers have type of another size."""
    layout = changed_layout(tables={"smaller": SMALLER})
    for role, size in styles.items():
        layout.styles[role] = replace(layout.styles[role], size=Length.parse(size))
    return [type_.body.size.pt for type_ in table_types(layout)]


def test_tables_are_tried_in_their_own_type_and_then_in_each_smaller_one() -> None:
    layout = changed_layout(tables={"smaller": SMALLER})
    own, first, last = table_types(layout)

    assert (own.head, own.body, own.smaller) == (
        layout.style(Role.TABLE_HEAD),
        layout.style(Role.TABLE_CELL),
        None,
    )
    assert (own.style(Role.TABLE_HEAD), own.style(Role.TABLE_CELL)) == (own.head, own.body)
    assert own.padding == own.body.size.em(layout.tables.padding)
    assert first.smaller == CellType(Length.parse("五号"), Length.of(17, "pt"))
    assert (last.padding, last.body.pitch) == (Length.of("2.25", "pt"), Length.of(12, "pt"))
    assert last.head.font == own.head.font != last.body.font == own.body.font


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        ({}, [12, 10.5, 7.5]),
        ({Role.TABLE_CELL: "10.6 pt"}, [10.6, 10.5, 7.5]),
        ({Role.TABLE_CELL: "五号"}, [10.5, 7.5]),
        ({Role.TABLE_HEAD: "五号"}, [12, 7.5]),
        ({Role.TABLE_CELL: "7.5 pt"}, [7.5]),
    ],
)
def test_what_is_not_smaller_than_both_is_no_step(styles: dict[Role, str], expected: list[float]) -> None:
    assert sizes(styles) == expected


def test_the_narrowest_is_the_smallest_with_the_fewest_characters_on_a_line() -> None:
    layout = changed_layout(tables={"smaller": SMALLER})
    *_, last = table_types(layout)

    assert (last.least, narrowest_type(layout).least) == (4, LEAST)
    assert narrowest_type(layout).body == last.body
