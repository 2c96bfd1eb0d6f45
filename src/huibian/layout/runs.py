"""Cuts a broken line into runs: by face and weight, with each word that is shaped and what runs from right to left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from huibian.fontbook import FontBook, load
from huibian.frame import Cluster, Fit, NoteNumber, PlacedGlyph, Run, RunKind, TextStyle
from huibian.layout.bidi import mirrored
from huibian.layout.words import LinePart, line_parts, turned
from huibian.linebreak.cells import BrokenLine, Cell
from huibian.text.model import Note
from huibian.units import ZERO, Length

_PAINT, _CLUSTERS = attrgetter("paint"), attrgetter("clusters")


class NumberedNote(Struct, frozen=True):
    """A footnote with its number in the issue, and the sign that its mark is."""

    note: Note
    number: NoteNumber
    sign: str


class Paint(NamedTuple):
    """How a character looks; `note` is the footnote that it is the mark of."""

    font: str
    face: str
    size: Length
    bold: bool
    stroke: Length
    kind: RunKind = RunKind.TEXT
    rise: Length = ZERO
    note: NumberedNote | None = None


class Char(NamedTuple):
    """A character, or a word that is shaped whole: then with what draws it."""

    text: str
    width: int
    paint: Paint
    clusters: tuple[Cluster, ...] = ()


class Measured(NamedTuple):
    """A paragraph on its way into lines.

    Attributes:
        chars: Its characters and words.
        cells: Their cells.
        levels: Their embedding levels.
        is_plain: Whether all of it is characters that run from left to right, one by one, as in nearly every paragraph.
    """

    chars: Sequence[Char]
    cells: Sequence[Cell]
    levels: Sequence[int]
    is_plain: bool

    @property
    def is_right_to_left(self) -> bool:
        """Whether no letter of it runs from left to right."""
        pairs = zip(self.chars, self.levels, strict=True)
        return all(level or not char.text[0].isalnum() for char, level in pairs)


def measured(chars: Sequence[Char], cells: Sequence[Cell], levels: Sequence[int]) -> Measured:
    """A paragraph of characters with their cells and embedding levels."""
    is_plain = not any(levels) and not any(map(_CLUSTERS, chars))
    return Measured(chars, cells, levels, is_plain)


def set_runs(
    measured: Measured, line: BrokenLine, measure: Length, style: TextStyle, fonts: FontBook
) -> tuple[tuple[Run, ...], Fit]:
    """The runs of a line, and what the line lock needs."""
    if measured.is_plain:
        return tuple(_plain_runs(measured, line, style)), _plain_fit(measured, line, measure)
    vanishing = [cell.vanishes for cell in measured.cells[line.start : line.end]]
    parts = line_parts(measured.levels[line.start : line.end], vanishing)
    return tuple(_runs(measured, line, parts, style, fonts)), _fit(measured, line, parts, measure)


def _plain_runs(measured: Measured, line: BrokenLine, style: TextStyle) -> Iterator[Run]:
    """Cut a line of characters where the face or the weight changes, and at the sign of a footnote."""
    chars = measured.chars[line.start : line.end]
    start = 0
    for paint, alike in groupby(chars, key=_PAINT):
        texts = [char.text for char in alike]
        stop = start + len(texts)
        yield _run("".join(texts), paint, line.advances[start:stop], style)
        start = stop


def _runs(
    measured: Measured, line: BrokenLine, parts: Sequence[LinePart], style: TextStyle, fonts: FontBook
) -> Iterator[Run]:
    """Cut a line where the face or the weight changes; each word and the sign of each footnote is a run of its own.

    So is what runs from right to left; it looks as its first word does, and is bold if any of its words is.
    """
    chars = measured.chars[line.start : line.end]
    levels = measured.levels[line.start : line.end]
    for part in _alike(parts, chars):
        first, end, is_turned = part.start, part.stop, part.is_turned
        here, room = chars[first:end], line.advances[first:end]
        paint, clusters = here[0].paint, here[0].clusters
        if is_turned:
            paint = max(here, key=_rank).paint
            items = [_clusters(char, level, fonts) for char, level in zip(here, levels[first:end], strict=True)]
            clusters = turned(items, levels[first:end], [*room[:-1], here[-1].width])
            room = (sum(room),)
        run = _run("".join([char.text for char in here]), paint, room, style)
        yield replace(run, clusters=clusters, is_right_to_left=is_turned)


def _run(text: str, paint: Paint, advances: tuple[int, ...], style: TextStyle) -> Run:
    """Characters that look alike."""
    return Run(
        text=text,
        font=paint.font,
        face=paint.face,
        size=paint.size,
        advances=advances,
        color=style.color,
        bold=paint.bold,
        stroke=paint.stroke,
        kind=paint.kind,
        note=None if paint.note is None else paint.note.number,
        rise=paint.rise,
    )


def _alike(parts: Sequence[LinePart], chars: Sequence[Char]) -> Iterator[LinePart]:
    """The parts of a line that are one run, as one."""
    for _, group in groupby(parts, key=lambda part: _run_key(part, chars[part.start])):
        alike = list(group)
        yield LinePart(alike[0].start, alike[-1].stop, alike[0].is_turned)


def _rank(char: Char) -> tuple[bool, bool]:
    """Which of the characters and words of a run says how it looks: of equals the first."""
    return bool(char.clusters), char.paint.bold


def _run_key(part: LinePart, first: Char) -> tuple[Paint, int | None]:
    """What parts of a line share that are one run."""
    is_alone = bool(first.clusters) or part.is_turned
    return first.paint, part.start if is_alone else None


def _clusters(char: Char, level: int, fonts: FontBook) -> tuple[Cluster, ...]:
    """What draws a character or a word among text from right to left, where brackets are mirrored."""
    if char.clusters:
        return char.clusters
    face = fonts.face(char.paint.face)
    loaded = load(face)
    glyph = (loaded.glyph_id(mirrored(char.text)) if level % 2 else None) or loaded.glyph_id(char.text)
    glyphs = () if glyph is None or char.text.isspace() else (PlacedGlyph(face, glyph, 0, 0),)
    return (Cluster(char.text, char.width, glyphs),)


def _plain_fit(measured: Measured, line: BrokenLine, measure: Length) -> Fit:
    """The line before any adjustment, for the line lock, where each character is a part of its own."""
    spaces = [cell.space for cell in measured.cells[line.start : line.end]]
    return Fit(
        measure=measure,
        natural=tuple(_natural(measured, line)),
        gaps=tuple([index for index, space in enumerate(spaces[:-1]) if space > 0]),
        next_gap=spaces[-1] > 0,
    )


def _fit(measured: Measured, line: BrokenLine, parts: Sequence[LinePart], measure: Length) -> Fit:
    """The same where parts are words, or what runs from right to left."""
    cells, natural = measured.cells[line.start : line.end], _natural(measured, line)
    return Fit(
        measure=measure,
        natural=tuple([sum(natural[part.start : part.stop]) for part in parts]),
        gaps=tuple([index for index, part in enumerate(parts[:-1]) if cells[part.stop - 1].space > 0]),
        next_gap=cells[-1].space > 0,
    )


def _natural(measured: Measured, line: BrokenLine) -> list[int]:
    """The advance of each character or word, 0 for white that vanishes at the line's end."""
    natural = [char.width for char in measured.chars[line.start : line.end]]
    for index in range(len(natural) - 1, 0, -1):
        if not measured.cells[line.start + index].vanishes:
            break
        natural[index] = 0
    return natural
