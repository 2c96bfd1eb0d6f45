"""Takes a set line and where it stands, gives the line on paper, counted from the start edge of the type area."""

from __future__ import annotations

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
        size: Size of the type, whose em box stands in the middle of it.
        ascent: How much of the em box is above the baseline, in em.
    """

    top: Length
    height: Length
    size: Length
    ascent: float

    @property
    def baseline(self) -> Length:
        """The baseline."""
        return self.top + (self.height - self.size) // 2 + self.size.em(self.ascent)


def text_line(line: SetLine, box: LineBox, block: BlockNumber) -> TextLine:
    """A line of a block."""
    return TextLine(line.x, box.top, box.height, box.baseline, line.runs, block, line.fit)


def artifact_line(line: SetLine, box: LineBox, reason: Artifact) -> ArtifactLine:
    """A line that is no part of the issue's text."""
    return ArtifactLine(line.x, box.top, box.height, box.baseline, line.runs, reason)


def moved(item: _Item, by: Length) -> _Item:
    """An item further to the right."""
    return replace(item, x=item.x + by)
