"""Numbers of a column that stand under one another by their decimal points."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from huibian.frame import Align, TextStyle
from huibian.layout.paragraph import Setter
from huibian.regex import compiled
from huibian.text.inlines import cut
from huibian.text.model import Inline, plain
from huibian.units import Length

# GB/T 15835-2011, 5.1: numbers in Arabic digits, their thousands parted by white or, as is common, by commas.
_NUMBER = r"(?P<whole>[+\-±−－\uff0b]?\d+(?:[,，\s]\d{3})*)(?:\.(?P<decimals>\d+))?\s?[%％‰℃]?"
_TWIP = Length.of(1, "twip")
_SLACK = Length.of(4, "twip")  # behind the last digit: LibreOffice breaks what fits to the twip behind an indent
_NONE = r"[-–—－]{0,2}|…{1,2}|[/／]"  # what stands where there is no number


class PointPlace(Struct, frozen=True):
    """Where the decimal points of a column stand: the most width before and behind it."""

    before: Length
    behind: Length

    @property
    def width(self) -> Length:
        """Of all numbers together, with a little white behind them."""
        return self.before + self.behind + _SLACK

    def start(self, before: Length, room: Length, align: Align) -> Length:
        """Where a number with `before` in front of its point begins in `room`, in whole twips."""
        free = room - self.width
        edge = {Align.START: 0, Align.END: int(free)}.get(align, free // 2)
        return Length((edge + self.before - before) // _TWIP * _TWIP)


def point_place(cells: Sequence[Sequence[Inline]], setter: Setter, style: TextStyle) -> PointPlace | None:
    """Where the points of a column's cells stand.

    `None` where they need not stand under one another: a cell is no number, none has decimals, or all have as many.
    """
    texts = [plain(tuple(cell)) for cell in cells]
    none, number = compiled(_NONE), compiled(_NUMBER)
    numbers = [found for text in texts if not none.fullmatch(text) and (found := number.fullmatch(text))]
    if len({len(number["decimals"] or "") for number in numbers}) < 2:
        return None
    if not all(none.fullmatch(text) or number.fullmatch(text) for text in texts):
        return None
    before = [before_point(cell, setter, style) for cell in cells]
    wholes = [setter.advance(cell, style) for cell in cells]
    return PointPlace(max(before), max(whole - front for whole, front in zip(wholes, before, strict=True)))


def before_point(cell: Sequence[Inline], setter: Setter, style: TextStyle) -> Length:
    """How wide what stands before a number's point is; of what is none, all of it."""
    text = plain(tuple(cell))
    number = compiled(_NUMBER).fullmatch(text)
    return setter.advance(cut(cell, 0, number.end("whole")) if number else cell, style)
