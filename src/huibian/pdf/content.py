"""Takes the items of a page, gives its content stream: text at exact places, rules, marks for what is no text.

Lengths are written in points with three decimals, which is exact. A face's advances are whole thousandths of an
em in PDF, so the places of single characters are held by `TJ` numbers, computed from the distance to the line's
start: what one number leaves, the next one takes up, and nothing adds up along a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import assert_never

from huibian.frame import (
    ArtifactLine,
    Border,
    Item,
    Line,
    Link,
    NoteSeparator,
    PlacedPicture,
    Rule,
    RunKind,
    TextLine,
    TurnedLine,
)
from huibian.pdf.boxes import Look, plain_glyphs, shown_strings
from huibian.pdf.drawn import DrawnFont, DrawnGlyph
from huibian.pdf.fonts import CodedGlyph, EmbeddedFont
from huibian.units import Length

# In thousandths of a point. A character this near its place stays there: it is a fiftieth of a dot at 1200 dpi.
_TOLERANCE = 1


def page_content(items: Iterable[Item], height: Length, fonts: Mapping[str, EmbeddedFont], drawn: DrawnFont) -> bytes:
    """Draw the lines, rules, borders and pictures of a page; links are no part of its content.

    Args:
        items: What stands on the page.
        height: Paper height, from whose foot PDF measures.
        fonts: The embedded faces by key.
        drawn: Our own font, which takes up what no face has.

    Raises:
        KeyError: A run's face is not among the fonts, or lacks a character.
    """
    content = _Content(height, fonts, drawn)
    for item in items:
        match item:
            case TextLine() | ArtifactLine():
                content.line(item)
            case TurnedLine():
                content.turned(item)
            case Rule():
                content.bar(item.x, int(item.y) - int(item.thickness) / 2, item.length, item.thickness, item.color)
            case Border() | NoteSeparator():
                content.bar(item.x, item.y, item.width, item.height, item.color)
            case PlacedPicture():
                content.picture(item)
            case Link():
                pass  # `write` adds it to the page
            case _:
                assert_never(item)
    return content.encode()


class _Content:
    """Operators so far, and the graphics state that they leave."""

    def __init__(self, height: Length, fonts: Mapping[str, EmbeddedFont], drawn: DrawnFont) -> None:
        self._height = height
        self._fonts = fonts
        self._drawn = drawn
        self._operators: list[str] = []
        self._color = "000000"  # what a page begins with
        self._font: tuple[str, int] | None = None
        self._outline: tuple[int, str] | None = None

    def line(self, line: Line) -> None:
        """Draw a line of text; leaders, and lines that belong to no block, are artifacts."""
        self._add("BT")
        glyphs = plain_glyphs(line, self._fonts)
        if glyphs is None:
            self._pieces(line)
        else:
            self._runs(line, glyphs)
        self._add("ET")

    def turned(self, item: TurnedLine) -> None:
        """Draw a line that stands as if the page were not turned: its paper is laid over the page, a quarter round."""
        kept = self._height, self._color, self._font, self._outline
        self._add(f"q 0 -1 1 0 0 {_points(self._height)} cm")
        self._height = item.depth
        self.line(item.line)
        self._add("Q")
        self._height, self._color, self._font, self._outline = kept

    def _runs(self, line: Line, glyphs: Iterable[Sequence[CodedGlyph]]) -> None:
        """Each run in its face, as it stands, with its glyphs."""
        x = 0
        for run, shown in zip(line.runs, glyphs, strict=True):
            is_tab = run.kind is RunKind.TAB
            white, advances = (run.advances[0], run.advances[1:]) if is_tab else (0, run.advances)
            x += white
            look = Look(self._fonts[run.face].name, int(run.size), run.color, int(run.stroke), is_tab)
            self._show(look, line, x, _array(shown, accumulate(advances[:-1], initial=0), look.size))
            x += sum(advances)

    def _pieces(self, line: Line) -> None:
        """Runs cut and joined so that readers find the line whole."""
        for piece in shown_strings(line, self._fonts):
            glyphs: list[CodedGlyph | DrawnGlyph] = []
            for sign in piece.signs:
                glyph = sign.glyph if piece.look.font else self._drawn.glyph(piece.drawing(sign))
                assert glyph is not None  # whites are in our own font
                glyphs.append(glyph)
            places = [sign.x + sign.left for sign in piece.signs]
            start = places[0]
            self._show(piece.look, line, start, _array(glyphs, (place - start for place in places), piece.look.size))

    def bar(self, x: int, top: float, width: int, height: int, color: str) -> None:
        """Fill a rectangle: a rule, or a border."""
        self._fill(color)
        bar = " ".join(map(_points, (x, int(self._height) - top - int(height), width, height)))
        self._add(f"/Artifact BMC {bar} re f EMC")

    def picture(self, picture: PlacedPicture) -> None:
        """Draw an image that the page's resources name as the document does."""
        foot = self._height - picture.y - picture.height
        places = " 0 0 ".join(map(_points, (picture.width, picture.height)))
        self._add(f"q {places} {_points(picture.x)} {_points(foot)} cm /{picture.image} Do Q")

    def encode(self) -> bytes:
        """The content stream."""
        return "\n".join(self._operators).encode("ascii")

    def _add(self, operator: str) -> None:
        self._operators.append(operator)

    def _show(self, look: Look, line: Line, x: int, array: str) -> None:
        """Show glyphs by one operator, the first of them at `x` on the line."""
        self._select(look.font or self._drawn.name, look.size)
        self._fill(look.color)
        self._embolden(look.stroke, look.color)
        place, height = _points(int(line.x) + x), _points(int(self._height) - int(line.baseline))
        shown = f"1 0 0 1 {place} {height} Tm {array}"
        self._add(f"/Artifact BMC {shown} EMC" if look.is_artifact or isinstance(line, ArtifactLine) else shown)

    def _select(self, name: str, size: int) -> None:
        if self._font != (name, size):
            self._font = (name, size)
            self._add(f"/{name} {_points(size)} Tf")

    def _fill(self, color: str) -> None:
        if self._color != color:
            self._color = color
            self._add(_color(color, "g", "rg"))

    def _embolden(self, stroke: int, color: str) -> None:
        """Fill glyphs only, or draw their outlines in the same colour too; joins are round, so nothing spikes."""
        outline = (stroke, color) if stroke else None
        if self._outline != outline:
            self._outline = outline
            self._add(f"{_color(color, 'G', 'RG')} {_points(stroke)} w 1 j 2 Tr" if stroke else "0 Tr")


def _array(glyphs: Iterable[CodedGlyph | DrawnGlyph], places: Iterable[int], size: int) -> str:
    """A `TJ` that sets each glyph at its place, counted from the first.

    `pen` is where the viewer would set the next one, in thousandths of a point; a number in `TJ` takes thousandths
    of an em from it.
    """
    shown = ""
    pen = 0.0
    for glyph, place in zip(glyphs, places, strict=True):
        off = place - pen
        if not -_TOLERANCE <= off <= _TOLERANCE:
            number = round(-off * 1000 / size, 2)
            pen -= number * size / 1000
            shown += f">{number:g}<"
        shown += glyph.code
        pen += glyph.width * size / 1000
    return f"[<{shown}>]TJ"


def _points(thousandths: float) -> str:
    return f"{thousandths / 1000:.7g}"  # halves of thousandths come from centring a rule


def _color(color: str, gray: str, rgb: str) -> str:
    """The operator that sets a colour "RRGGBB": of one component where that is enough."""
    red, green, blue = (f"{int(color[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))
    return f"{red} {gray}" if red == green == blue else f"{red} {green} {blue} {rgb}"
