from __future__ import annotations

from huibian.frame import Fit
from huibian.layout.paragraph import Line
from huibian.pages.place import left_edge, line_on_page
from huibian.units import ZERO, Length
from tests.support.layouts import changed_layout


def test_mirrored_margins_change_sides_on_even_pages() -> None:
    layout = changed_layout(type_area={"inner": "35 mm", "mirrored": "true"})

    assert left_edge(layout, 1) == Length.of(35, "mm")
    assert left_edge(layout, 2) == layout.paper.width - layout.type_area.width - Length.of(35, "mm")


def test_the_em_box_stands_in_the_middle_of_the_line() -> None:
    line = Line(Length(5000), (), Fit(ZERO, (), ()))

    text = line_on_page(changed_layout(), line, Length(100_000), Length(30_000), Length(16_000), 1, 7)

    assert text.baseline == 100_000 + 7_000 + 14_080
    assert text.x == left_edge(changed_layout(), 1) + 5000
    assert text.block == 7
