"""The one hand-off: what stands on each finished page, as frozen data.

`pages` makes a `Document`; the exporters read it and nothing else. They measure nothing and wrap nothing: every
line is set, every advance is final. What an exporter that keeps text flowing (DOCX) needs besides ink is here too:
which block a line belongs to, the styles by role, and for each line the figures that the line lock works with.

Positions are from the top left corner of the page, y downwards.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from huibian.units import ZERO, Length


class Role(StrEnum):
    """What a block of text is; a layout gives each role its text style."""

    NOTICE = "notice"
    MASTHEAD = "masthead"
    MONTH = "month"
    NUMBER = "number"
    EDITOR = "editor"
    PRINTED = "printed"
    CONTENTS_TITLE = "contents_title"
    CONTENTS_SECTION = "contents_section"
    CONTENTS_ARTICLE = "contents_article"
    SECTION_HEAD = "section_head"
    ARTICLE_TITLE = "article_title"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    PARAGRAPH = "paragraph"
    COLOPHON_NOTICE = "colophon_notice"
    COLOPHON_ITEM = "colophon_item"
    FOLIO = "folio"


class Align(StrEnum):
    """How the lines of a block stand in the measure; `JUSTIFY` leaves the last line at its start."""

    JUSTIFY = "justify"
    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class FontNames:
    """The names by which a word processor asks for a font role."""

    east_asian: str
    western: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """One face of one font file; `key` names it within a document and is unique there."""

    key: str
    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The resolved text style of a role.

    Attributes:
        font: The font role ("fangsong"); `Document.fonts` names its fonts.
        size: Type size.
        pitch: Distance from line top to line top; exact, never stretched by a taller face.
        align: How lines stand in the measure.
        first_indent: Indent of the first line; negative for a hanging indent.
        indent_start: Indent of every line from the start edge of the type area.
        indent_end: Indent of every line from the end edge.
        keep_with_next: The last line stays on the page of the next block's first line.
        outline: Depth in the outline, 1 for the top; `None` for a block that is no heading.
        color: "RRGGBB".
    """

    font: str
    size: Length
    pitch: Length
    align: Align
    first_indent: Length = ZERO
    indent_start: Length = ZERO
    indent_end: Length = ZERO
    keep_with_next: bool = False
    outline: int | None = None
    color: str = "000000"


class RunKind(StrEnum):
    """Text of the issue; a jump to the end of the measure, filled with its text if any; or a page number."""

    TEXT = "text"
    TAB = "tab"
    PAGE_REFERENCE = "page_reference"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one face set one after another.

    Attributes:
        text: The characters; for a tab, the leader's dots, or nothing.
        font: The font role asked for.
        face: Key of the face that has the characters.
        size: Type size.
        advances: From each character's origin to the next one's, in thousandths of a point, one per
            character of `text`; a tab has one more, first of all: the white before its first dot, or the
            whole jump where it has no dots.
        color: "RRGGBB".
        bold: Whether the text is emphasised; `stroke` then tells how.
        stroke: Thickness of the outline drawn round each glyph to embolden it; zero where the face itself is bold.
        kind: What the run is.
        target: For a page reference, the block whose page it names; else `None`.
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
    target: int | None = None

    @property
    def width(self) -> Length:
        """The sum of the advances."""
        return Length(sum(self.advances))


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line fills its measure before any adjustment; the line lock of the DOCX works from this.

    Attributes:
        measure: The width the line had to fill, indents taken off.
        natural: Each character's own advance, in thousandths of a point, with no gap, squeeze or spread; one
            per character of the line's text runs, 0 for a space that vanishes at the line's end.
        gaps: Indices of the characters after which Han meets a Latin letter or digit.
        next_gap: Whether Han meets a Latin letter or digit between the line's last character and the next line's
            first.
    """

    measure: Length
    natural: tuple[int, ...]
    gaps: tuple[int, ...]
    next_gap: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text.

    Attributes:
        x: Where the first run begins.
        top: Top edge of the line's box.
        height: Height of that box: the pitch of the style.
        baseline: The baseline.
        runs: What stands on the line, from the start.
        block: Index of the block the line belongs to; `None` for an artifact such as a folio.
        fit: What the line lock needs; `None` for an artifact.
    """

    x: Length
    top: Length
    height: Length
    baseline: Length
    runs: tuple[Run, ...]
    block: int | None = None
    fit: Fit | None = None

    @property
    def text(self) -> str:
        """The characters of the text runs, without leaders and page numbers."""
        return "".join(run.text for run in self.runs if run.kind is RunKind.TEXT)

    @property
    def width(self) -> Length:
        """From the first origin to the end of the last advance."""
        return Length(sum(run.width for run in self.runs))


class Edge(StrEnum):
    """Which side of its block a rule stands on."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule, centred on `y`, that belongs to an edge of a block."""

    x: Length
    y: Length
    length: Length
    thickness: Length
    color: str
    block: int
    edge: Edge


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle that leads to the first line of the target block."""

    x: Length
    y: Length
    width: Length
    height: Length
    target: int


Item: TypeAlias = Text | Rule | Link


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the issue, whole, however many lines and pages it takes.

    Attributes:
        role: What it is.
        space_before: White between the block before, or the top of the type area, and this one.
        page_break_before: Whether it opens a page although the page before had room left.
        ends_chain: Whether it need not stay with the next block though its style says so: a heading whose next
            heading is not under it, as in a list of numbered lines.
        bookmark: Name by which a contents entry finds it; `None` where nothing points to it.
        title: What the outline calls it; `None` for a block that is no heading.
    """

    role: Role
    space_before: Length = ZERO
    page_break_before: bool = False
    ends_chain: bool = False
    bookmark: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """White round the type area of an odd page; where `mirrored`, inner and outer change sides on even pages."""

    top: Length
    bottom: Length
    inner: Length
    outer: Length
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Folio:
    """How page numbers stand: `prefix` number `suffix`, `offset` below the type area, `inset` from the outer edge.

    `offset` is to the middle of the dashes, which is where GB/T 9704 7.5 measures.
    """

    prefix: str
    suffix: str
    offset: Length
    inset: Length


class PartKind(StrEnum):
    """The parts of an issue, each a run of pages of its own."""

    COVER = "cover"
    CONTENTS = "contents"
    BODY = "body"
    COLOPHON = "colophon"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages that share their margins and numbering.

    Attributes:
        kind: What the part is.
        pages: How many pages it has.
        margins: White round the type area.
        folio: How its pages are numbered, from 1; `None` for pages without number.
    """

    kind: PartKind
    pages: int
    margins: Margins
    folio: Folio | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page.

    `label` is the printed number, or `None` where none is printed; `items` are in reading order.
    """

    part: PartKind
    label: str | None
    items: tuple[Item, ...]

    @property
    def lines(self) -> tuple[Text, ...]:
        """The lines of text that belong to a block, in reading order."""
        return tuple(item for item in self.items if isinstance(item, Text) and item.block is not None)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself; `date` stands in for every clock, so that equal input gives equal bytes."""

    title: str
    author: str
    subject: str
    date: datetime.datetime
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Document:
    """A finished issue.

    Attributes:
        metadata: What the files say about themselves.
        width: Paper width.
        height: Paper height.
        parts: The runs of pages, in order; their page counts sum to `len(pages)`.
        pages: The pages, in order.
        blocks: The blocks, in reading order; lines and rules point here by index.
        styles: The text style of each role in use.
        fonts: Names of each font role in use.
        faces: The faces in use, by key.
    """

    metadata: Metadata
    width: Length
    height: Length
    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    styles: Mapping[Role, TextStyle]
    fonts: Mapping[str, FontNames]
    faces: Mapping[str, Face]
