from __future__ import annotations

import pytest

from huibian.frame import LineGrid, Margins, PageNumber
from huibian.units import Length

INNER, OUTER, OTHER = Length.of(30, "mm"), Length.of(25, "mm"), Length.of(37, "mm")


@pytest.mark.parametrize(("page", "left"), [(1, INNER), (2, OUTER), (3, INNER), (4, OUTER)])
def test_mirrored_margins_change_sides_on_even_pages(page: int, left: Length) -> None:
    assert Margins(OTHER, OTHER, INNER, OUTER, mirrored=True).left(PageNumber(page)) == left
    assert Margins(OTHER, OTHER, INNER, OUTER, mirrored=False).left(PageNumber(page)) == INNER


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("mirrored", [True, False])
def test_the_head_of_a_turned_page_is_the_left_edge_of_the_upright_one(page: int, mirrored: bool) -> None:
    number, foot = PageNumber(page), Length.of(35, "mm")
    upright = Margins(OTHER, foot, INNER, OUTER, mirrored=mirrored)
    turned = upright.turned(number)

    assert turned.top == upright.left(number)
    assert turned.top + turned.bottom == INNER + OUTER
    assert turned.left(number) == foot
    assert turned.inner + turned.outer == OTHER + foot


def test_a_grid_ends_where_its_last_line_does() -> None:
    assert LineGrid(Length(1000), Length(300), 22).foot == 1000 + 22 * 300
