"""Takes a set line and where it stands, gives the line on paper, counted from the start edge of the type area."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import Artifact, ArtifactLine, BlockNumber, TextLine, UprightItem
from huibian.layout.paragraph import SetLine
from huibian.units import Length

_Item = TypeVar("_Item", bound=UprightItem)


class LineBox(Struct, frozen=True):
    """The box that a line stands in.

    Attributes:
        top: Its top edge, from that of the paper.
        height: Its height.
        baseline: The baseline, from the top edge of the paper.
    """

    top: Length
    height: Length
    baseline: Length


@lru_cache(maxsize=4096)
def line_box(top: Length, height: Length, size: Length, ascent: float) -> LineBox:
    """The box of a line; one for all lines that stand there, on whichever page.

    Args:
        top: Its top edge, from that of the paper.
        height: Its height.
        size: Size of the type, whose em box stands in the middle of it.
        ascent: How much of the em box is above the baseline, in em.
    """
    return LineBox(top, height, top + (height - size) // 2 + size.em(ascent))


def text_line(line: SetLine, box: LineBox, block: BlockNumber) -> TextLine:
    """A line of a block."""
    return TextLine(line.x, box.top, box.height, box.baseline, line.runs, block, line.fit)


def artifact_line(line: SetLine, box: LineBox, reason: Artifact) -> ArtifactLine:
    """A line that is no part of the issue's text."""
    return ArtifactLine(line.x, box.top, box.height, box.baseline, line.runs, reason)


def moved(item: _Item, by: Length) -> _Item:
    """An item further to the right."""
    return replace(item, x=_sum(item.x, by))


@lru_cache(maxsize=4096)
def _sum(x: Length, by: Length) -> Length:
    """The sum; one for all lines that begin there."""
    return x + by
