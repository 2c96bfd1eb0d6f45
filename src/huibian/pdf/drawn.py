"""A font of our own for the glyphs that no face has.

A reader of a PDF knows of text what the widths say: each character is a box from its pen to the next one's. Set by a
face's own widths, two marks that share their white lie one on the other, and a wide white is a hole; readers then take
one line for several. So such a mark is drawn again here, in its own outlines, as wide as the room that it has; and a
white is a glyph without ink. Letters that are stacked or carry marks are one glyph, so that they are copied out in the
order in which they are read. The widths stand in the font program too, as PDF/A asks (ISO 19005-2, 6.2.11.5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field
from reportlab.pdfbase.pdfdoc import PDFArray, PDFObjectReference

from huibian.fontbook import LoadedFace, PathStep, load, outline
from huibian.frame import Face, PlacedGlyph
from huibian.pdf.cff import OutlineGlyph, bounds, write_cff
from huibian.pdf.cmap import system_info, to_unicode
from huibian.pdf.objects import PdfFile, whole_numbers

_EM = 1000
_NAME = "HuibianDrawn"
_SYMBOLIC = 1 << 2  # ISO 32000-1, table 123
# The em box of a Chinese face; only readers of text look at it, for the height of a line.
_ASCENT, _DESCENT = 880, -120


class Drawing(Struct, frozen=True):
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


class DrawnFont(Struct):
    """The font in the making: drawings get their codes in the order of their first use."""

    name: str
    _codes: dict[Drawing, int] = field(default_factory=dict)

    def glyph(self, drawing: Drawing) -> DrawnGlyph:
        """The glyph that shows a drawing."""
        code = self._codes.setdefault(drawing, len(self._codes) + 1)
        return DrawnGlyph(f"{code:04X}", drawing.width)

    def embed(self, file: PdfFile) -> PDFObjectReference | None:
        """Add the font to a file; `None` where nothing is drawn in it."""
        if not self._codes:
            return None
        glyphs = [OutlineGlyph(0), *map(_glyph, self._codes)]
        program = write_cff(_NAME, glyphs)
        tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.md5(program, usedforsecurity=False).digest()[:6])
        base = f"{tag}+{_NAME}"
        descriptor = file.add(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{base}",
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(bounds(glyphs)),
                "ItalicAngle": 0,
                "Ascent": _ASCENT,
                "Descent": _DESCENT,
                "CapHeight": _ASCENT,
                "StemV": 80,
                "FontFile3": file.add_stream(program, {"Subtype": "/CIDFontType0C"}),
            }
        )
        descendant = file.add(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType0",
                "BaseFont": f"/{base}",
                "CIDSystemInfo": system_info(),
                "FontDescriptor": descriptor,
                "W": PDFArray([0, whole_numbers(glyph.width for glyph in glyphs)]),
            }
        )
        return file.add(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{base}-Identity-H",
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([descendant]),
                "ToUnicode": file.add_stream(to_unicode((code, each.text) for each, code in self._codes.items())),
            }
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
