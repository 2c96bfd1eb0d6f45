"""The `TJ` operators that set glyphs at exact places along a line.

A face's advances are whole thousandths of an em in PDF, so the places of single glyphs are held by numbers, computed
from the distance to the first glyph: what one number leaves, the next one takes up, and nothing adds up along a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

EM = 1000
SLIGHT = 50  # a fiftieth of the type size: an overlap that misleads no reader
# In thousandths of a point. A glyph this near its place stays there: it is a fiftieth of a dot at 1200 dpi.
_TOLERANCE = 1


class GlyphSpacing(Struct, frozen=True):
    """How glyphs of some widths stand one after another.

    Attributes:
        array: The operator that shows them, with `%s` for the code of each.
        is_clear: Whether each box but the last ends where the next one begins, or hardly later.
    """

    array: str
    is_clear: bool


@lru_cache(maxsize=8192)  # in an issue, one of eight runs or so is spaced as none before
def spacing(size: int, widths: tuple[int, ...], steps: tuple[int, ...]) -> GlyphSpacing:
    """How glyphs stand.

    Args:
        size: The type size.
        widths: How far a viewer moves on behind each, in 1/1000 em.
        steps: From the origin of each but the last to the next one's, in thousandths of a point.
    """
    own = [width * size / EM for width in widths[:-1]]
    if own == list(steps):  # most text stands in a grid of whole ems
        return GlyphSpacing(f"[<{'%s' * len(widths)}>]TJ", is_clear=True)
    is_clear = not overlaps(max(widths), min(steps), size) or not any(
        overlaps(width, step, size) for width, step in zip(widths, steps, strict=False)
    )
    return GlyphSpacing(_array(own, steps, size), is_clear)


def overlaps(width: int, step: int, size: int) -> bool:
    """Whether a box lies on the next one so far that a reader may be misled."""
    return width * size - step * EM > size * EM // SLIGHT


def _array(own: Iterable[float], steps: Iterable[int], size: int) -> str:
    """A `TJ` that sets each glyph at its place, counted from the first.

    `own` is how far a viewer moves on behind each but the last. `pen` is where it would set the next one, in
    thousandths of a point; a number in `TJ` takes thousandths of an em from it.
    """
    shown = "%s"
    pen, place = 0.0, 0
    for width, step in zip(own, steps, strict=True):
        pen += width
        place += step
        off = place - pen
        if -_TOLERANCE <= off <= _TOLERANCE:
            shown += "%s"
        else:
            back, text = _number(off, size)
            pen -= back
            shown += text
    return f"[<{shown}>]TJ"


@lru_cache(maxsize=4096)  # runs whose characters are spread alike are off alike, place by place
def _number(off: float, size: int) -> tuple[float, str]:
    """The number that a glyph needs which is so far from its place.

    How far it goes back, in thousandths of a point, and how it is written between the string before and the glyph.
    """
    number = round(-off * EM / size, 2)
    return number * size / EM, f">{number:g}<%s"
