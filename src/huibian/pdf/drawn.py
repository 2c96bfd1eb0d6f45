"""A font of our own for the glyphs that no face has.

A reader of a PDF knows of text what the widths say: each character is a box from its pen to the next one's. Set by a
face's own widths, two marks that share their white lie one on the other, and a wide white is a hole; readers then take
one line for several. So such a mark is drawn again here, in its own outlines, as wide as the room that it has; and a
white is a glyph without ink. Letters that are stacked or carry marks are one glyph, so that they are copied out in the
order in which they are read. The widths stand in the font program too, as PDF/A asks (ISO 19005-2, 6.2.11.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from huibian.fontbook import LoadedFace, PathStep, load, outline
from huibian.frame import Face, PlacedGlyph
from huibian.pdf.cff import OutlineGlyph, bounds, write_cff

_EM = 1000
OWN_NAME = "HuibianDrawn"


class Drawing(Struct, frozen=True, cache_hash=True):
    """A glyph to be drawn.

    Attributes:
        text: What is copied out.
        width: From the pen to the next one's, in thousandths of an em.
        char: The character whose outlines it has; nothing for a white.
        face: The face that they are taken from; `None` for a white.
        scale: Its size by that of the type.
        shift: How far the outlines go right, in thousandths of an em.
        rise: How far they go up.
        glyphs: For letters that are drawn together, what draws them, in thousandths of an em; else nothing.
    """

    text: str
    width: int
    char: str = ""
    face: Face | None = None
    scale: float = 1
    shift: float = 0
    rise: float = 0
    glyphs: tuple[PlacedGlyph, ...] = ()


class DrawnGlyph(NamedTuple):
    """How a drawing is shown: four hexadecimal digits, and the width a viewer moves on by, in 1/1000 em."""

    code: str
    width: int


class DrawnProgram(Struct, frozen=True):
    """Drawings as a font.

    Attributes:
        data: Its CFF table.
        box: Left, bottom, right and top of all glyphs together.
        widths: The width of each glyph, first that of the one for no character.
        texts: What each glyph but the first stands for.
    """

    data: bytes
    box: tuple[int, int, int, int]
    widths: tuple[int, ...]
    texts: tuple[str, ...]


class DrawnFont(Struct):
    """The font in the making: drawings get their codes in the order of their first use."""

    name: str
    _codes: dict[Drawing, int] = field(default_factory=dict)

    def glyph(self, drawing: Drawing) -> DrawnGlyph:
        """The glyph that shows a drawing."""
        code = self._codes.setdefault(drawing, len(self._codes) + 1)
        return DrawnGlyph(f"{code:04X}", drawing.width)

    def program(self) -> DrawnProgram | None:
        """The glyphs that were asked for; `None` where there are none."""
        if not self._codes:
            return None
        glyphs = [OutlineGlyph(0), *map(_glyph, self._codes)]
        return DrawnProgram(
            data=write_cff(OWN_NAME, glyphs),
            box=bounds(glyphs),
            widths=tuple([glyph.width for glyph in glyphs]),
            texts=tuple([drawing.text for drawing in self._codes]),
        )


def _glyph(drawing: Drawing) -> OutlineGlyph:
    return OutlineGlyph(drawing.width, tuple(_steps(drawing)))


def _steps(drawing: Drawing) -> Iterator[PathStep]:
    """The outlines of a drawing, by HarfBuzz from the faces' own."""
    for placed in drawing.glyphs:
        loaded = load(placed.face)
        yield from _moved(loaded, placed.id, _EM / loaded.upem, placed.x, placed.y)
    if drawing.face is None:
        return
    loaded = load(drawing.face)
    glyph = loaded.glyph_id(drawing.char)
    assert glyph is not None  # the frames hold no character that its face lacks
    yield from _moved(loaded, glyph, drawing.scale * _EM / loaded.upem, drawing.shift, drawing.rise)


@lru_cache(maxsize=512)  # a mark is drawn in a dozen widths
def _moved(loaded: LoadedFace, glyph: int, scale: float, shift: float, rise: float) -> tuple[PathStep, ...]:
    """The outlines of a glyph in another size, at another place."""
    moved: list[PathStep] = []
    for step in outline(loaded, glyph):
        points = [0.0] * len(step.points)
        points[::2] = [x * scale + shift for x in step.points[::2]]
        points[1::2] = [y * scale + rise for y in step.points[1::2]]
        moved.append(PathStep(tuple(points), step.is_move))
    return tuple(moved)
