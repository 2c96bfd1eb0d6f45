"""Takes the items of a page, gives its content stream: text at exact places, rules, marks for what is no text.

Lengths are written in points with three decimals, which is exact. A face's advances are whole thousandths of an
em in PDF, so the places of single characters are held by `TJ` numbers, computed from the distance to the line's
start: what one number leaves, the next one takes up, and nothing adds up along a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from huibian.frame import Border, Item, Picture, Rule, Run, RunKind, Text
from huibian.pdf.fonts import EmbeddedFont
from huibian.units import Length

# In thousandths of a point. A character this near its place stays there: it is a fiftieth of a dot at 1200 dpi.
_TOLERANCE = 1


def page_content(items: Iterable[Item], height: Length, fonts: Mapping[str, EmbeddedFont]) -> bytes:
    """Draw the lines, rules, borders and pictures of a page; links are no part of its content.

    Args:
        items: What stands on the page.
        height: Paper height, from whose foot PDF measures.
        fonts: The embedded faces by key.

    Raises:
        KeyError: A run's face is not among the fonts, or lacks a character.
    """
    content = _Content(height, fonts)
    for item in items:
        if isinstance(item, Text):
            content.line(item)
        elif isinstance(item, Rule):
            content.bar(item.x, int(item.y) - int(item.thickness) / 2, item.length, item.thickness, item.color)
        elif isinstance(item, Border):
            content.bar(item.x, item.y, item.width, item.height, item.color)
        elif isinstance(item, Picture):
            content.picture(item)
    return content.encode()


class _Content:
    """Operators so far, and the graphics state that they leave."""

    def __init__(self, height: Length, fonts: Mapping[str, EmbeddedFont]) -> None:
        self._height = height
        self._fonts = fonts
        self._operators: list[str] = []
        self._color = "000000"  # what a page begins with
        self._font: tuple[str, int] | None = None
        self._outline: tuple[int, str] | None = None

    def line(self, line: Text) -> None:
        """Draw a line of text; leaders, and lines that belong to no block, are artifacts."""
        self._add("BT")
        x, y = int(line.x), int(self._height - line.baseline)
        for run in line.runs:
            advances = [int(advance) for advance in run.advances]  # plain integers add up ten times as fast as lengths
            white = advances.pop(0) if run.kind is RunKind.TAB else 0
            x += white
            if run.text:
                artifact = line.block is None or run.kind is RunKind.TAB
                self._run(run, advances, x, y + int(run.rise), artifact=artifact)
            x += sum(advances)
        self._add("ET")

    def bar(self, x: int, top: float, width: int, height: int, color: str) -> None:
        """Fill a rectangle: a rule, or a border."""
        self._fill(color)
        bar = " ".join(map(_points, (x, int(self._height) - top - int(height), width, height)))
        self._add(f"/Artifact BMC {bar} re f EMC")

    def picture(self, picture: Picture) -> None:
        """Draw an image that the page's resources name as the document does."""
        foot = self._height - picture.y - picture.height
        places = " 0 0 ".join(map(_points, (picture.width, picture.height)))
        self._add(f"q {places} {_points(picture.x)} {_points(foot)} cm /{picture.image} Do Q")

    def encode(self) -> bytes:
        """The content stream."""
        return "\n".join(self._operators).encode("ascii")

    def _add(self, operator: str) -> None:
        self._operators.append(operator)

    def _run(self, run: Run, advances: Sequence[int], x: int, y: int, *, artifact: bool) -> None:
        font = self._fonts[run.face]
        self._select(font.name, run.size)
        self._fill(run.color)
        self._embolden(run.stroke, run.color)
        shown = f"1 0 0 1 {_points(x)} {_points(y)} Tm {_show(run.characters, int(run.size), advances, font)}"
        self._add(f"/Artifact BMC {shown} EMC" if artifact else shown)

    def _select(self, name: str, size: Length) -> None:
        if self._font != (name, size):
            self._font = (name, size)
            self._add(f"/{name} {_points(size)} Tf")

    def _fill(self, color: str) -> None:
        if self._color != color:
            self._color = color
            self._add(_color(color, "g", "rg"))

    def _embolden(self, stroke: Length, color: str) -> None:
        """Fill glyphs only, or draw their outlines in the same colour too; joins are round, so nothing spikes."""
        outline = (stroke, color) if stroke else None
        if self._outline != outline:
            self._outline = outline
            self._add(f"{_color(color, 'G', 'RG')} {_points(stroke)} w 1 j 2 Tr" if stroke else "0 Tr")


def _show(characters: Sequence[str], size: int, advances: Sequence[int], font: EmbeddedFont) -> str:
    """A `TJ` that sets each character as far from the first as the advances say.

    `place` and `pen` are where the next character belongs and where the viewer would set it, in thousandths of a
    point from the first; a number in `TJ` takes thousandths of an em from the viewer's pen.
    """
    parts: list[str] = []
    place, pen = 0, 0.0
    for char, advance in zip(characters, advances, strict=True):
        off = place - pen
        if abs(off) > _TOLERANCE:
            number = round(-off * 1000 / size, 2)
            pen -= number * size / 1000
            parts.append(f">{number:g}<")
        glyph = font.glyphs[char]
        parts.append(glyph.code)
        pen += glyph.width * size / 1000
        place += advance
    return f"[<{''.join(parts)}>]TJ"


def _points(thousandths: float) -> str:
    return f"{thousandths / 1000:.7g}"  # halves of thousandths come from centring a rule


def _color(color: str, gray: str, rgb: str) -> str:
    """The operator that sets a colour "RRGGBB": of one component where that is enough."""
    red, green, blue = (f"{int(color[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))
    return f"{red} {gray}" if red == green == blue else f"{red} {green} {blue} {rgb}"
