"""One paragraph: inlines and a text style in, set lines out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, TypeAlias

from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Align, Fit, Run, TextStyle
from huibian.layout.cells import make_cells
from huibian.layout.items import BrokenLine, Cell
from huibian.layout.linebreak import balanced_measure, break_lines
from huibian.layout.rules import LineBreaking
from huibian.text.model import Inline
from huibian.units import ZERO, Length


@dataclass(frozen=True, slots=True)
class Line:
    """A set line, not yet on a page.

    Attributes:
        x: Where the first run begins, from the start edge of the type area.
        runs: What stands on the line.
        fit: What the line lock needs.
    """

    x: Length
    runs: tuple[Run, ...]
    fit: Fit

    @property
    def width(self) -> Length:
        """From the first origin to the end of the last advance."""
        return Length(sum(run.width for run in self.runs))


_Look: TypeAlias = tuple[str, Length, bool]  # font role, type size, whether bold


class _Paint(NamedTuple):
    face: str
    bold: bool
    stroke: Length


class _Char(NamedTuple):
    text: str
    width: int
    paint: _Paint


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets paragraphs: everything that is the same for all of them.

    Attributes:
        fonts: Where glyphs come from.
        rules: How lines are adjusted.
        width: Width of the type area.
        diagnostics: Where characters that no face has are noted (HB501).
    """

    fonts: FontBook
    rules: LineBreaking
    width: Length
    diagnostics: Diagnostics
    _known: dict[_Look, dict[str, _Char]] = field(default_factory=dict)

    def set(self, inlines: Sequence[Inline], style: TextStyle) -> list[Line]:
        """Set one paragraph; no line for no text."""
        chars = self._chars(inlines, style)
        text, widths = [char.text for char in chars], [char.width for char in chars]
        cells = make_cells(text, widths, style.size, self.rules)
        rest = self.width - style.indent_start - style.indent_end
        first = rest - style.first_indent
        policy = self.rules.policy(style.size)
        if style.align is Align.CENTER:
            rest = first = Length(balanced_measure(cells, int(rest), int(style.size) // 2, policy))
        broken = break_lines(cells, int(first), int(rest), policy, justify=style.align is Align.JUSTIFY)
        lines = []
        for number, line in enumerate(broken):
            indent = style.indent_start + (ZERO if number else style.first_indent)
            lines.append(self._line(line, chars, cells, style, indent, rest if number else first))
        return lines

    def _chars(self, inlines: Iterable[Inline], style: TextStyle) -> list[_Char]:
        """The characters as measured; one that no face has is noted and left out."""
        chars = []
        for inline in inlines:
            look = (style.font, style.size, inline.bold)
            known = self._known.setdefault(look, {})
            for index, text in enumerate(inline.text):
                char = known.get(text) or self._measured(text, look, known)
                if char is None:
                    self._note_missing(text, inline.span.shifted(index))
                else:
                    chars.append(char)
        return chars

    def _measured(self, text: str, look: _Look, known: dict[str, _Char]) -> _Char | None:
        font, size, bold = look
        glyph = self.fonts.glyph(font, text, bold=bold)
        if glyph is None:
            return None
        paint = _Paint(glyph.face.key, bold, size.em(glyph.stroke / 1000))
        return known.setdefault(text, _Char(text, glyph.advance(size), paint))

    def _note_missing(self, char: str, span: Span) -> None:
        self.diagnostics.error(
            "HB501",
            f"没有字体含有“{char}”（U+{ord(char):04X}）",
            span,
            "换一个字，或把含有这个字的字体文件放进 fonts/ 文件夹",
        )

    def _line(
        self,
        line: BrokenLine,
        chars: Sequence[_Char],
        cells: Sequence[Cell],
        style: TextStyle,
        indent: Length,
        measure: Length,
    ) -> Line:
        here = chars[line.start : line.end]
        left_over = self.width - style.indent_start - style.indent_end - (sum(line.advances) - line.shift)
        room = {Align.CENTER: left_over // 2, Align.END: int(left_over)}.get(style.align, 0)
        return Line(
            x=indent + room - line.shift,
            runs=tuple(_runs(here, line.advances, style)),
            fit=_fit(line, here, cells, measure),
        )


def _runs(chars: Sequence[_Char], advances: Sequence[int], style: TextStyle) -> Iterable[Run]:
    """Cut a line where the face or the weight changes."""
    start = 0
    for paint, group in groupby(char.paint for char in chars):
        end = start + sum(1 for _ in group)
        yield Run(
            text="".join(char.text for char in chars[start:end]),
            font=style.font,
            face=paint.face,
            size=style.size,
            advances=tuple(advances[start:end]),
            color=style.color,
            bold=paint.bold,
            stroke=paint.stroke,
        )
        start = end


def _fit(line: BrokenLine, here: Sequence[_Char], cells: Sequence[Cell], measure: Length) -> Fit:
    """The line before any adjustment, for the line lock."""
    natural = [char.width for char in here]
    for index in range(len(here) - 1, 0, -1):
        if not cells[line.start + index].vanishes:
            break
        natural[index] = 0
    inner = cells[line.start : line.end - 1]
    return Fit(
        measure=measure,
        natural=tuple(natural),
        gaps=tuple(index for index, cell in enumerate(inner) if cell.space > 0),
        next_gap=cells[line.end - 1].space > 0,
    )
