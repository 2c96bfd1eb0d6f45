"""Takes the items of a page, gives its content stream: text at exact places, rules, marks for what is no text.

Lengths are written in points with three decimals, which is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import assert_never

from msgspec import Struct

from huibian.frame import (
    ArtifactLine,
    Border,
    Item,
    Line,
    Link,
    NoteSeparator,
    PlacedPicture,
    Rule,
    TextLine,
    TurnedLine,
)
from huibian.pdf.arrays import spacing
from huibian.pdf.boxes import Look, shown_strings
from huibian.pdf.drawn import Drawing, DrawnFont, DrawnGlyph
from huibian.pdf.glyphs import CodedGlyph, UsedFace
from huibian.pdf.stretches import BoxedRuns, StandingRun, stretches
from huibian.units import Length


def page_content(items: Iterable[Item], height: Length, fonts: Mapping[str, UsedFace], drawn: DrawnFont) -> PageContent:
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
    return content.finished()


class PageContent(Struct, frozen=True):
    """What a page holds.

    Attributes:
        stream: Its content stream.
        drawn: What it shows in our own font, with the code of each.
    """

    stream: bytes
    drawn: Mapping[Drawing, str]


class _Content:
    """Operators so far, and the graphics state that they leave."""

    def __init__(self, height: Length, fonts: Mapping[str, UsedFace], drawn: DrawnFont) -> None:
        self._height = height
        self._fonts = fonts
        self._drawn = drawn
        self._operators: list[str] = []
        self._add = self._operators.append
        self._drawings: dict[Drawing, str] = {}
        self._color = "000000"  # what a page begins with
        self._font: tuple[str, int] | None = None
        self._outline: tuple[int, str] | None = None
        self._look: Look | None = None  # which the state is for; `None` where another colour was used since

    def line(self, line: Line) -> None:
        """Draw a line of text; leaders, and lines that belong to no block, are artifacts."""
        left, baseline = int(line.x), _points(int(self._height) - int(line.baseline))
        is_artifact = isinstance(line, ArtifactLine)
        self._add("BT")
        for look, x, array in self._shown(line):
            if look != self._look:
                self._change(look)
            shown = f"1 0 0 1 {_points(left + x)} {baseline} Tm {array}"
            self._add(f"/Artifact BMC {shown} EMC" if is_artifact or look.is_artifact else shown)
        self._add("ET")

    def _shown(self, line: Line) -> Iterator[tuple[Look, int, str]]:
        """What each operator of a line shows: its look, where its first glyph is on the line, and the array."""
        for stretch in stretches(line, self._fonts):
            if isinstance(stretch, StandingRun):
                yield stretch.look, stretch.x, stretch.array
            else:
                yield from self._pieces(stretch)

    def turned(self, item: TurnedLine) -> None:
        """Draw a line that stands as if the page were not turned: its paper is laid over the page, a quarter round."""
        kept = self._height, self._color, self._font, self._outline, self._look
        self._add(f"q 0 -1 1 0 0 {_points(self._height)} cm")
        self._height = item.depth
        self.line(item.line)
        self._add("Q")
        self._height, self._color, self._font, self._outline, self._look = kept

    def _pieces(self, stretch: BoxedRuns) -> Iterator[tuple[Look, int, str]]:
        """Runs cut and joined so that readers find the line whole."""
        for piece in shown_strings(stretch.runs, self._fonts, stretch.end_cut):
            glyphs: list[CodedGlyph | DrawnGlyph] = []
            for sign in piece.signs:
                glyph = sign.glyph if piece.look.font else self._drawing(piece.drawing(sign))
                assert glyph is not None  # whites are in our own font
                glyphs.append(glyph)
            places = [sign.x + sign.left for sign in piece.signs]
            steps = tuple([after - place for place, after in pairwise(places)])
            spaced = spacing(piece.look.size, tuple([glyph.width for glyph in glyphs]), steps)
            yield piece.look, stretch.x + places[0], spaced.array % tuple([glyph.code for glyph in glyphs])

    def _drawing(self, drawing: Drawing) -> DrawnGlyph:
        glyph = self._drawn.glyph(drawing)
        self._drawings[drawing] = glyph.code
        return glyph

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

    def finished(self) -> PageContent:
        """The content stream, with what it shows in our own font."""
        return PageContent("\n".join(self._operators).encode("ascii"), self._drawings)

    def _change(self, look: Look) -> None:
        self._select(look.font or self._drawn.name, look.size)
        self._fill(look.color)
        self._embolden(look.stroke, look.color)
        self._look = look

    def _select(self, name: str, size: int) -> None:
        if self._font != (name, size):
            self._font = (name, size)
            self._add(f"/{name} {_points(size)} Tf")

    def _fill(self, color: str) -> None:
        if self._color != color:
            self._color, self._look = color, None
            self._add(_color(color, "g", "rg"))

    def _embolden(self, stroke: int, color: str) -> None:
        """Fill glyphs only, or draw their outlines in the same colour too; joins are round, so nothing spikes."""
        outline = (stroke, color) if stroke else None
        if self._outline != outline:
            self._outline = outline
            self._add(f"{_color(color, 'G', 'RG')} {_points(stroke)} w 1 j 2 Tr" if stroke else "0 Tr")


@lru_cache(maxsize=4096)  # pages have the same lines, and most characters stand a whole number of ems from the edge
def _points(thousandths: float) -> str:
    return f"{thousandths / 1000:.7g}"  # halves of thousandths come from centring a rule


def _color(color: str, gray: str, rgb: str) -> str:
    """The operator that sets a colour "RRGGBB": of one component where that is enough."""
    red, green, blue = (f"{int(color[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))
    return f"{red} {gray}" if red == green == blue else f"{red} {green} {blue} {rgb}"
