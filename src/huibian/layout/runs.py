"""Cuts a broken line into runs: by face and weight, with each word that is shaped and what runs from right to left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from huibian.fontbook import FontBook, load
from huibian.frame import Cluster, Fit, NoteNumber, PlacedGlyph, Run, RunKind, TextStyle
from huibian.layout.bidi import mirrored
from huibian.layout.words import LinePart, line_parts, turned
from huibian.linebreak.cells import BrokenLine, Cell
from huibian.text.model import Note
from huibian.units import ZERO, Length


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
    """A paragraph on its way into lines: its characters and words, their cells, and their embedding levels."""

    chars: Sequence[Char]
    cells: Sequence[Cell]
    levels: Sequence[int]

    @property
    def is_right_to_left(self) -> bool:
        """Whether no letter of it runs from left to right."""
        pairs = zip(self.chars, self.levels, strict=True)
        return all(level or not char.text[0].isalnum() for char, level in pairs)


def parts_of(measured: Measured, line: BrokenLine) -> list[LinePart]:
    """The parts of a line, see `line_parts`."""
    vanishing = [cell.vanishes for cell in measured.cells[line.start : line.end]]
    return line_parts(measured.levels[line.start : line.end], vanishing)


def runs_of(
    measured: Measured, line: BrokenLine, parts: Sequence[LinePart], style: TextStyle, fonts: FontBook
) -> Iterator[Run]:
    """Cut a line where the face or the weight changes; each word and the sign of each footnote is a run of its own.

    So is what runs from right to left; it looks as its first word does, and is bold if any of its words is.
    """
    chars = measured.chars[line.start : line.end]
    levels = measured.levels[line.start : line.end]
    for part in _alike(parts, chars, levels):
        first, end, is_turned = part.start, part.stop, part.is_turned
        here, room = chars[first:end], line.advances[first:end]
        paint, clusters = here[0].paint, here[0].clusters
        if is_turned:
            paint = max(here, key=_rank).paint
            items = [_clusters(char, level, fonts) for char, level in zip(here, levels[first:end], strict=True)]
            clusters = turned(items, levels[first:end], [*room[:-1], here[-1].width])
            room = (sum(room),)
        yield Run(
            text="".join([char.text for char in here]),
            font=paint.font,
            face=paint.face,
            size=paint.size,
            advances=tuple(room),
            color=style.color,
            bold=paint.bold,
            stroke=paint.stroke,
            kind=paint.kind,
            note=None if paint.note is None else paint.note.number,
            rise=paint.rise,
            clusters=clusters,
            is_right_to_left=is_turned,
        )


def _alike(parts: Sequence[LinePart], chars: Sequence[Char], levels: Sequence[int]) -> Iterator[LinePart]:
    """The parts of a line that are one run, as one."""
    if any(levels) or any(char.clusters for char in chars):
        for _, group in groupby(parts, key=lambda part: _run_key(part, chars[part.start])):
            alike = list(group)
            yield LinePart(alike[0].start, alike[-1].stop, alike[0].is_turned)
        return
    start = 0
    for _, chars_alike in groupby(chars, key=attrgetter("paint")):  # nearly every line: characters one by one
        stop = start + len(list(chars_alike))
        yield LinePart(start, stop, False)
        start = stop


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


def fit_of(measured: Measured, line: BrokenLine, parts: Sequence[LinePart], measure: Length) -> Fit:
    """The line before any adjustment, for the line lock."""
    cells = measured.cells[line.start : line.end]
    natural = [char.width for char in measured.chars[line.start : line.end]]
    for index in range(len(natural) - 1, 0, -1):
        if not cells[index].vanishes:
            break
        natural[index] = 0
    if len(parts) < len(natural):
        natural = [sum(natural[part.start : part.stop]) for part in parts]
    return Fit(
        measure=measure,
        natural=tuple(natural),
        gaps=tuple([index for index, part in enumerate(parts[:-1]) if cells[part.stop - 1].space > 0]),
        next_gap=cells[-1].space > 0,
    )
