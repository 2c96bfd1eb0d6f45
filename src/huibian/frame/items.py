"""What stands on a page: lines of text, rules, links, borders, pictures.

Positions are from the top left corner of the page, y downwards.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from huibian.characters import split
from huibian.frame.numbers import BlockNumber, NoteNumber
from huibian.frame.styles import Face
from huibian.units import ZERO, Length


class RunKind(StrEnum):
    """What a run is.

    Text of the issue; a jump to the end of the measure, filled with its text if any; a page number; the mark in the
    text that points to a footnote; or the same mark before the footnote itself.
    """

    TEXT = "text"
    TAB = "tab"
    PAGE_REFERENCE = "page_reference"
    NOTE_REFERENCE = "note_reference"
    NOTE_NUMBER = "note_number"


_TEXT = RunKind.TEXT  # asked of every run: a member of an enumeration takes ten times as long to find as a name


class PlacedGlyph(Struct, frozen=True, gc=False):
    """A glyph of a face, and where its origin is from that of its cluster, in thousandths of a point, y upwards."""

    face: Face
    id: int
    x: int
    y: int


class Cluster(Struct, frozen=True, gc=False):
    """Characters that are drawn together.

    Attributes:
        text: The characters, in the order in which they are read.
        advance: From its origin to that of the next one, in thousandths of a point.
        glyphs: What draws them; nothing for white.
    """

    text: str
    advance: int
    glyphs: tuple[PlacedGlyph, ...]


class Run(Struct, frozen=True, gc=False):
    """Characters in one face set one after another, or a word that is shaped as a whole.

    Attributes:
        text: The characters; for a tab, the leader's dots, or nothing.
        font: The font role asked for.
        face: Key of the face that has the characters.
        size: Type size.
        advances: From each character's origin to the next one's, in thousandths of a point, one for each of
            `characters`; a tab has one more, first of all: the white before its first dot, or the
            whole jump where it has no dots.
        clusters: For a word, or several that run from right to left, what is drawn, from left to right; else nothing.
        is_right_to_left: Whether it is read from right to left.
        color: "RRGGBB".
        bold: Whether the text is emphasised, by its face or by `stroke`.
        stroke: Thickness of the outline drawn round each glyph to embolden it; zero where the face itself is bold.
        kind: What the run is.
        target: For a page reference, the block whose page it names; else `None`.
        note: For a mark of a footnote, the footnote; else `None`.
        rise: How far above the line's baseline it stands.
    """

    text: str
    font: str
    face: str
    size: Length
    advances: tuple[int, ...]
    color: str = "000000"
    bold: bool = False
    stroke: Length = ZERO
    kind: RunKind = RunKind.TEXT
    target: BlockNumber | None = None
    note: NoteNumber | None = None
    rise: Length = ZERO
    clusters: tuple[Cluster, ...] = ()
    is_right_to_left: bool = False

    def __reduce__(self) -> tuple[type[Run], tuple[object, ...]]:
        """What another process is told of it: nothing of what most runs have, which are the most of a document."""
        fields = astuple(self)
        return Run, fields[:_NEEDED] if fields[_NEEDED:] == _MOSTLY else fields

    @property
    def characters(self) -> list[str]:
        """The characters of `text`, a Han character with its variation selector as one, and so what has clusters."""
        return [self.text] if self.clusters else split(self.text)

    @property
    def width(self) -> Length:
        """The sum of the advances."""
        return Length(sum(self.advances))


_NEEDED = len(Run.__struct_fields__) - len(Run.__struct_defaults__)
_MOSTLY = Run.__struct_defaults__


class Fit(Struct, frozen=True, gc=False):
    """How a line fills its measure before any adjustment; the line lock of the DOCX works from this.

    Attributes:
        measure: The width the line had to fill, indents taken off.
        natural: Each character's own advance, in thousandths of a point, with no gap, squeeze or spread; one
            per character of the line's text runs and footnote marks, 0 for a space that vanishes at the line's end.
        gaps: Indices of the characters after which Han meets a Latin letter or digit.
        next_gap: Whether Han meets a Latin letter or digit between the line's last character and the next line's
            first.
    """

    measure: Length
    natural: tuple[int, ...]
    gaps: tuple[int, ...]
    next_gap: bool = False


class Line(Struct, frozen=True, gc=False):
    """One line of text.

    Attributes:
        x: Where the first run begins.
        top: Top edge of the line's box.
        height: Height of that box: the pitch of the style.
        baseline: The baseline.
        runs: What stands on the line, from the start.
    """

    x: Length
    top: Length
    height: Length
    baseline: Length
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The characters of the text runs, without leaders, page numbers and marks of footnotes."""
        return "".join([run.text for run in self.runs if run.kind is _TEXT])

    @property
    def width(self) -> Length:
        """From the first origin to the end of the last advance."""
        return Length(sum(map(sum, [run.advances for run in self.runs])))

    @property
    def foot(self) -> Length:
        """Bottom edge of the line's box."""
        return self.top + self.height


class TextLine(Line, frozen=True, gc=False):
    """A line of a block; `fit` is what the line lock needs."""

    block: BlockNumber
    fit: Fit


class Artifact(StrEnum):
    """Why a line of text is no part of the issue's text."""

    FOLIO = "folio"  # it is a page number
    REPEATED_HEADER = "repeated_header"  # it repeats the header of a table on its next page
    CONTINUED = "continued"  # it says that a table goes on there


class ArtifactLine(Line, frozen=True, gc=False):
    """A line that belongs to no block; `reason` says why."""

    reason: Artifact


class TurnedLine(Struct, frozen=True):
    """A line on a page that lies on its side, which stands as if the page did not: its number (GB/T 9704-2012, 8).

    Seen as the page is read, it runs down along the left edge.

    Attributes:
        line: The line, its places counted from the top left corner of the paper before that is turned to the right.
        depth: How high that paper is.
    """

    line: ArtifactLine
    depth: Length

    @property
    def x(self) -> Length:
        """Left edge of its box, as the page is read."""
        return self.depth - self.line.foot

    @property
    def y(self) -> Length:
        """Top edge of that box."""
        return self.line.x

    @property
    def width(self) -> Length:
        """Width of that box."""
        return self.line.height

    @property
    def height(self) -> Length:
        """Height of that box."""
        return self.line.width


class Edge(StrEnum):
    """Which side of its block a rule stands on."""

    ABOVE = "above"
    BELOW = "below"


class Rule(Struct, frozen=True):
    """A horizontal rule, centred on `y`, that belongs to an edge of a block."""

    x: Length
    y: Length
    length: Length
    thickness: Length
    color: str
    block: BlockNumber
    edge: Edge


class Link(Struct, frozen=True):
    """A rectangle on a line of `block` that leads to the first line of the target block.

    It is the whole line of an entry of the contents, or the mark of a footnote.
    """

    x: Length
    y: Length
    width: Length
    height: Length
    block: BlockNumber
    target: BlockNumber


class Border(Struct, frozen=True):
    """A filled rectangle, an artifact: an edge of the cells of a table."""

    x: Length
    y: Length
    width: Length
    height: Length
    color: str


class NoteSeparator(Struct, frozen=True):
    """What stands between the text and the footnotes of a page: a filled rectangle, an artifact.

    Attributes:
        x: Its left edge.
        y: Its top edge.
        width: Its length.
        height: Its thickness.
        color: "RRGGBB".
        first: The first footnote under it.
        notes: How high the footnotes are, all together.
        lines: How many grid lines the text gives up for them, white and all.
    """

    x: Length
    y: Length
    width: Length
    height: Length
    color: str
    first: BlockNumber
    notes: Length
    lines: int


class PlacedPicture(Struct, frozen=True):
    """A picture at its printed size; `image` is its key in `Document.images`, `block` the block it is."""

    x: Length
    y: Length
    width: Length
    height: Length
    image: str
    block: BlockNumber


UprightItem: TypeAlias = TextLine | ArtifactLine | Rule | Link | Border | NoteSeparator | PlacedPicture
Item: TypeAlias = UprightItem | TurnedLine
