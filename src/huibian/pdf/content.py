"""Takes the items of a page, gives its content stream: text at exact places, rules, marks for what is no text.

Lengths are written in points with three decimals, which is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

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
from huibian.pdf.boxes import Look, ShownString, shown_strings
from huibian.pdf.drawn import Drawing, DrawnFont
from huibian.pdf.glyphs import UsedFace
from huibian.pdf.stretches import BoxedRuns, StandingRun, forget_runs, stretches
from huibian.units import Length

# What a page begins with: black, no font, and no outlines.
_NO_LOOK = Look(font=None, size=0, color="000000", stroke=0, is_artifact=False)


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
        self._faces = tuple(fonts.items())
        self._drawn = drawn
        self._operators: list[str] = []
        self._add = self._operators.append
        self._drawings: dict[Drawing, str] = {}
        self._color = _NO_LOOK.color
        self._look = _NO_LOOK  # of what was shown last: the rest of the state

    def line(self, line: Line) -> None:
        """Draw a line of text; leaders, and lines that belong to no block, are artifacts."""
        x, baseline = int(line.x), _points(int(self._height) - int(line.baseline))
        is_artifact = isinstance(line, ArtifactLine)
        self._add("BT")
        for stretch in stretches(line, self._fonts):
            shown = (stretch,) if isinstance(stretch, StandingRun) else self._strings(stretch)
            for each in shown:
                look = each.look
                if look is not self._look or look.color != self._color:
                    self._change(look)
                operators = f"1 0 0 1 {_points(x + each.start)} {baseline} Tm {each.array}"
                self._add(f"/Artifact BMC {operators} EMC" if is_artifact or look.is_artifact else operators)
            x += stretch.width
        self._add("ET")

    def turned(self, item: TurnedLine) -> None:
        """Draw a line that stands as if the page were not turned: its paper is laid over the page, a quarter round."""
        kept = self._height, self._color, self._look
        self._add(f"q 0 -1 1 0 0 {_points(self._height)} cm")
        self._height = item.depth
        self.line(item.line)
        self._add("Q")
        self._height, self._color, self._look = kept

    def _strings(self, boxed: BoxedRuns) -> Iterator[SpacedString]:
        """Runs cut and joined so that readers find the line whole; our own font has the codes of what it draws."""
        for string in spaced_strings(boxed, self._faces):
            if string.drawings:
                glyphs = [self._drawn.glyph(drawing).code for drawing in string.drawings]
                self._drawings.update(zip(string.drawings, glyphs, strict=True))
                yield replace(string, array=string.array % tuple(glyphs))
            else:
                yield string

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
        """Make the state that of a look, where it is another one."""
        before, self._look = self._look, look
        if look.font != before.font or look.size != before.size:
            self._add(_selection(look.font or self._drawn.name, look.size))
        if look.color != self._color:
            self._fill(look.color)
        if look.stroke != before.stroke or (look.stroke and look.color != before.color):
            self._add(_embolden(look.stroke, look.color))

    def _fill(self, color: str) -> None:
        if self._color != color:
            self._color = color
            self._add(_color(color, "g", "rg"))


class SpacedString(Struct, frozen=True):
    """What one operator shows of runs whose boxes had to be looked at.

    Attributes:
        look: What its glyphs have in common.
        start: Where its first glyph is, from the start of the runs.
        array: The operator, with `%s` for the code of each drawing.
        drawings: What our own font has to draw for it.
    """

    look: Look
    start: int
    array: str
    drawings: tuple[Drawing, ...]


@lru_cache(maxsize=4096)  # most are the same few marks
def spaced_strings(boxed: BoxedRuns, faces: tuple[tuple[str, UsedFace], ...]) -> Sequence[SpacedString]:
    """The strings that show runs, the embedded faces by key at hand."""
    return [_spaced(string) for string in shown_strings(boxed.runs, dict(faces), boxed.end_cut)]


def forget_strings() -> None:
    """Forget what was shown in the faces of a document: the next one has others."""
    spaced_strings.cache_clear()
    forget_runs()


def _spaced(string: ShownString) -> SpacedString:
    size, signs = string.look.size, string.signs
    places = [sign.x + sign.left for sign in signs]
    steps = tuple([after - place for place, after in pairwise(places)])
    if string.look.font is None:
        drawings = tuple([string.drawing(sign) for sign in signs])
        array = spacing(size, tuple([drawing.width for drawing in drawings]), steps).array
        return SpacedString(string.look, places[0], array, drawings)
    glyphs = [sign.glyph for sign in signs if sign.glyph]  # all of them: whites are in our own font
    array = spacing(size, tuple([glyph.width for glyph in glyphs]), steps).array
    return SpacedString(string.look, places[0], array % tuple([glyph.code for glyph in glyphs]), ())


@lru_cache(maxsize=16384)  # pages have the same lines, and most characters stand a whole number of ems from the edge
def _points(thousandths: float) -> str:
    return f"{thousandths / 1000:.7g}"  # halves of thousandths come from centring a rule


@lru_cache(maxsize=512)  # each line has the same few faces, one after another
def _selection(name: str, size: int) -> str:
    return f"/{name} {_points(size)} Tf"


def _embolden(stroke: int, color: str) -> str:
    """Fill glyphs only, or draw their outlines in the same colour too; joins are round, so nothing spikes."""
    return f"{_color(color, 'G', 'RG')} {_points(stroke)} w 1 j 2 Tr" if stroke else "0 Tr"


def _color(color: str, gray: str, rgb: str) -> str:
    """The operator that sets a colour "RRGGBB": of one component where that is enough."""
    red, green, blue = (f"{int(color[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))
    return f"{red} {gray}" if red == green == blue else f"{red} {green} {blue} {rgb}"
