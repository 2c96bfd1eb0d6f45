"""Cuts a broken line into runs: by face and weight, with each word that is shaped and what runs from right to left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, repeat
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.fontbook import FontBook, load
from huibian.frame import Cluster, Fit, NoteNumber, PlacedGlyph, Run, RunKind
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


class Paint(Struct, frozen=True, eq=False):
    """How a character looks; each is equal to itself alone, so that what looks alike is found fast (see `Setter`).

    `note` is the footnote that the character is the mark of.
    """

    font: str
    face: str
    size: Length
    bold: bool
    stroke: Length
    color: str
    kind: RunKind = RunKind.TEXT
    rise: Length = ZERO
    note: NumberedNote | None = None


class Char(Struct, frozen=True, eq=False):
    """A character, or a word that is shaped whole: then with what draws it; each is equal to itself alone."""

    text: str
    width: int
    paint: Paint
    clusters: tuple[Cluster, ...] = ()


class _PlainText(NamedTuple):
    """A paragraph of characters that run from left to right, one by one.

    Attributes:
        text: The characters.
        widths: Their own advances.
        paints: How they look, from one change to the next.
        stops: The places of these changes, and the end.
        gaps: Behind which of them Han meets a Latin letter or digit.
    """

    text: str
    widths: Sequence[int]
    paints: Sequence[Paint]
    stops: Sequence[int]
    gaps: Sequence[int]


class Measured(NamedTuple):
    """A paragraph on its way into lines.

    Attributes:
        chars: Its characters and words.
        cells: Their cells.
        levels: Their embedding levels.
        marks: Which of them are marks of footnotes, in order.
        plain: The same, where no more has to be known of it, as of nearly every paragraph; else `None`.
    """

    chars: Sequence[Char]
    cells: Sequence[Cell]
    levels: Sequence[int]
    marks: Sequence[int]
    plain: _PlainText | None

    @property
    def is_right_to_left(self) -> bool:
        """Whether letters of it run from right to left, and none from left to right."""
        pairs = zip(self.chars, self.levels, strict=True)
        return any(self.levels) and all(level or not char.text[0].isalnum() for char, level in pairs)

    def widths(self, code_length: int) -> tuple[Length, Length]:
        """How wide it is on one line, and how wide the widest part of it that may not be broken.

        A code longer than `code_length`, if that is not 0, counts as one of that length: what is that long has to be
        cut somewhere.
        """
        whole = widest = start = 0
        for end, cell in enumerate(self.cells, 1):
            whole += cell.width + cell.space
            if cell.may_break or end == len(self.cells):
                widest = max(widest, self._width_of_part(start, end, code_length))
                start = end
        return Length(whole), Length(widest)

    def _width_of_part(self, start: int, end: int, code_length: int) -> int:
        cells = self.cells[start:end]
        width = sum(cell.width + cell.space for cell in cells) - cells[-1].space
        is_code = code_length > 0 and all(char.text.isascii() for char in self.chars[start:end])
        counted = min(len(cells), code_length) if is_code else len(cells)
        return width * counted // len(cells)

    def notes(self, line: BrokenLine) -> tuple[NumberedNote, ...]:
        """The footnotes that the marks on a line point to, in order."""
        first, after = bisect_left(self.marks, line.start), bisect_left(self.marks, line.end)
        marked = [self.chars[mark].paint.note for mark in self.marks[first:after]]
        return tuple(dict.fromkeys(filter(None, marked)))


def measured(
    chars: Sequence[Char], cells: Sequence[Cell], levels: Sequence[int], marks: Sequence[int] = ()
) -> Measured:
    """A paragraph of characters with their cells and embedding levels; `marks` are those of footnotes."""
    text = "".join([char.text for char in chars])
    if len(text) != len(chars) or any(levels) or any(char.clusters for char in set(chars)):
        return Measured(chars, cells, levels, marks, None)
    paints: list[Paint] = []
    starts: list[int] = []
    last = None
    for index, char in enumerate(chars):
        if char.paint is not last:
            paints.append(last := char.paint)
            starts.append(index)
    return Measured(
        chars=chars,
        cells=cells,
        levels=levels,
        marks=marks,
        plain=_PlainText(
            text=text,
            widths=[char.width for char in chars],
            paints=paints,
            stops=[*starts[1:], len(chars)],
            gaps=[index for index, cell in enumerate(cells) if cell.space > 0],
        ),
    )


class Shared(Struct, frozen=True):
    """One copy of what is equal on many lines: numbers, and runs of one character, as most marks are."""

    _numbers: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)
    _single: dict[tuple[Paint, str, int], Run] = field(default_factory=dict)

    def numbers(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """The same numbers."""
        return self._numbers.setdefault(numbers, numbers)

    def run(self, text: str, paint: Paint, advances: tuple[int, ...]) -> Run:
        """Characters that look alike."""
        if len(advances) > 1 or paint.note is not None:
            return _run(text, paint, self.numbers(advances))
        key = paint, text, advances[0]
        run = self._single.get(key)
        if run is None:
            run = self._single[key] = _run(text, paint, self.numbers(advances))
        return run


def set_runs(
    measured: Measured, line: BrokenLine, measure: Length, fonts: FontBook, shared: Shared
) -> tuple[tuple[Run, ...], Fit]:
    """The runs of a line, and what the line lock needs."""
    if measured.plain is not None:
        runs = tuple(_plain_runs(measured.plain, line, shared))
        return runs, _plain_fit(measured.plain, measured.cells, line, measure, shared)
    vanishing = [cell.vanishes for cell in measured.cells[line.start : line.end]]
    parts = line_parts(measured.levels[line.start : line.end], vanishing)
    return tuple(_runs(measured, line, parts, fonts)), _fit(measured, line, parts, measure)


def _plain_runs(plain: _PlainText, line: BrokenLine, shared: Shared) -> Iterator[Run]:
    """Cut a line of characters where the face or the weight changes, and at the sign of a footnote."""
    start, at = line.start, bisect_right(plain.stops, line.start)
    while start < line.end:
        end = min(plain.stops[at], line.end)
        advances = line.advances[start - line.start : end - line.start]
        yield shared.run(plain.text[start:end], plain.paints[at], advances)
        start, at = end, at + 1


def _runs(measured: Measured, line: BrokenLine, parts: Sequence[LinePart], fonts: FontBook) -> Iterator[Run]:
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
        run = _run("".join([char.text for char in here]), paint, room)
        yield replace(run, clusters=clusters, is_right_to_left=is_turned)


def _run(text: str, paint: Paint, advances: tuple[int, ...]) -> Run:
    """Characters that look alike."""
    return Run(
        text=text,
        font=paint.font,
        face=paint.face,
        size=paint.size,
        advances=advances,
        color=paint.color,
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


def _plain_fit(text: _PlainText, cells: Sequence[Cell], line: BrokenLine, measure: Length, shared: Shared) -> Fit:
    """The line before any adjustment, for the line lock, where each character is a part of its own."""
    last = line.end - 1
    gaps = text.gaps[bisect_left(text.gaps, line.start) : bisect_left(text.gaps, last)]
    natural = text.widths[line.start : line.end]
    return Fit(
        measure=measure,
        natural=shared.numbers(tuple(_visible(natural, cells, line))),
        gaps=shared.numbers(tuple([gap - line.start for gap in gaps])),
        next_gap=cells[last].space > 0,
    )


def _fit(measured: Measured, line: BrokenLine, parts: Sequence[LinePart], measure: Length) -> Fit:
    """The same where parts are words, or what runs from right to left."""
    cells = measured.cells[line.start : line.end]
    natural = _visible([char.width for char in measured.chars[line.start : line.end]], measured.cells, line)
    return Fit(
        measure=measure,
        natural=tuple([sum(natural[part.start : part.stop]) for part in parts]),
        gaps=tuple([index for index, part in enumerate(parts[:-1]) if cells[part.stop - 1].space > 0]),
        next_gap=cells[-1].space > 0,
    )


def _visible(natural: Sequence[int], cells: Sequence[Cell], line: BrokenLine) -> Sequence[int]:
    """The advance of each character or word of a line, 0 for white that vanishes at its end."""
    end = line.end
    while end > line.start + 1 and cells[end - 1].vanishes:
        end -= 1
    return natural if end == line.end else [*natural[: end - line.start], *repeat(0, line.end - end)]
