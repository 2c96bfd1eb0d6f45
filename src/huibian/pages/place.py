"""Takes a set line and where it stands, gives the line on paper."""

from __future__ import annotations

from huibian.frame import Text
from huibian.layout.paragraph import Line
from huibian.layoutfile.definition import Layout
from huibian.units import Length


def left_edge(layout: Layout, number: int) -> Length:
    """Left edge of the type area on page `number`."""
    margins = layout.margins
    return margins.outer if margins.mirrored and number % 2 == 0 else margins.inner


def line_on_page(
    layout: Layout, line: Line, top: Length, height: Length, size: Length, number: int, block: int | None
) -> Text:
    """A line in its box on page `number`; the em box of its type stands in the middle of the box's height."""
    baseline = top + (height - size) // 2 + size.em(layout.grid.ascent)
    return Text(left_edge(layout, number) + line.x, top, height, baseline, line.runs, block, line.fit)
