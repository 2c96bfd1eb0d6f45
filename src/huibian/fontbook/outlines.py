"""The outlines of a face's glyphs, whichever kind of curve it keeps them in."""

from __future__ import annotations

from collections.abc import Sequence

import uharfbuzz as hb
from msgspec import Struct

from huibian.fontbook.faces import LoadedFace


class PathStep(Struct, frozen=True):
    """A step of an outline, in units of its font.

    Attributes:
        points: x and y in turn: of the end of a straight line; of both controls and the end of a cubic curve.
        is_move: Whether nothing is drawn on the way: an outline begins here, and the one before is closed.
    """

    points: tuple[float, ...]
    is_move: bool = False


class _PathSteps(list[PathStep]):
    """What HarfBuzz's callbacks add to: the points that they were given so far."""

    def move(self, x: float, y: float) -> None:
        self.append(PathStep((x, y), is_move=True))

    def line(self, x: float, y: float) -> None:
        self.append(PathStep((x, y)))

    def quadratic(self, control_x: float, control_y: float, x: float, y: float) -> None:
        """The same curve as a cubic one: its controls lie two thirds of the way to the one of the quadratic."""
        start_x, start_y = self[-1].points[-2:]
        first = (start_x + (control_x - start_x) * 2 / 3, start_y + (control_y - start_y) * 2 / 3)
        second = (x + (control_x - x) * 2 / 3, y + (control_y - y) * 2 / 3)
        self.append(PathStep((*first, *second, x, y)))

    def cubic(self, *points: float) -> None:
        self.append(PathStep(points))


def _callbacks() -> hb.DrawFuncs:
    callbacks = hb.DrawFuncs()
    callbacks.set_move_to_func(lambda x, y, steps: steps.move(x, y))
    callbacks.set_line_to_func(lambda x, y, steps: steps.line(x, y))
    callbacks.set_quadratic_to_func(lambda *args: args[-1].quadratic(*args[:-1]))
    callbacks.set_cubic_to_func(lambda *args: args[-1].cubic(*args[:-1]))
    callbacks.set_close_path_func(lambda steps: None)
    return callbacks


_CALLBACKS = _callbacks()


def outline(loaded: LoadedFace, glyph: int) -> Sequence[PathStep]:
    """The outlines of a glyph, one after another; none for a blank one."""
    steps = _PathSteps()
    loaded.hb_font.draw_glyph(glyph, _CALLBACKS, steps)
    return steps
