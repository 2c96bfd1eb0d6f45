"""What a block of text can be, and how the text of each looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

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
    BYLINE = "byline"  # who wrote it, under the title
    SOURCE = "source"  # who sent it in, at the end: （区政府办 供稿）
    SIGNATURE = "signature"  # 署名
    DATE = "date"  # 成文日期
    QUOTATION = "quotation"
    LIST_ITEM = "list_item"
    FOOTNOTE = "footnote"
    PICTURE = "picture"
    CAPTION = "caption"  # under a picture
    TABLE = "table"
    TABLE_CAPTION = "table_caption"  # above a table
    TABLE_HEAD = "table_head"  # a cell of the header row
    TABLE_CELL = "table_cell"
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
        bold: Whether all of its text is emphasised.
        tracking: White after every character, negative to set them closer; in the characters' advances already.
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
    bold: bool = False
    tracking: Length = ZERO
    color: str = "000000"
