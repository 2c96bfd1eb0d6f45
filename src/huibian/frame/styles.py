"""What a block of text can be, and how the text of each looks."""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from pathlib import Path
from typing import Self

from msgspec import Struct

from huibian.units import ZERO, Length


class Region(Enum):
    """Where in an issue the text of a role stands."""

    COVER = auto()  # at a fixed place on the cover, or in the head above the body's text
    CONTENTS = auto()
    BODY = auto()
    CELL = auto()  # in a table of the body
    NOTE = auto()
    COLOPHON = auto()  # at a fixed place
    MARGIN = auto()


class Role(StrEnum):
    """What a block is; a layout gives each role that has text its text style.

    Attributes:
        region: Where its text stands.
        level: The depth of a heading, 1 for the outermost; 0 for what is none.
        is_whole: Whether one page holds all of its lines, whatever the style says.
        has_text: Whether it is text.
    """

    region: Region
    level: int
    is_whole: bool
    has_text: bool

    def __new__(cls, value: str, region: Region, level: int = 0, is_whole: bool = False, has_text: bool = True) -> Self:
        """Make a member of its value and properties."""
        role = str.__new__(cls, value)
        role._value_ = value
        role.region, role.level, role.is_whole, role.has_text = region, level, is_whole, has_text
        return role

    NOTICE = "notice", Region.COVER
    MASTHEAD = "masthead", Region.COVER
    MONTH = "month", Region.COVER
    NUMBER = "number", Region.COVER
    EDITOR = "editor", Region.COVER
    PRINTED = "printed", Region.COVER
    CONTENTS_TITLE = "contents_title", Region.CONTENTS
    CONTENTS_SECTION = "contents_section", Region.CONTENTS
    CONTENTS_ARTICLE = "contents_article", Region.CONTENTS, 0, True
    SECTION_HEAD = "section_head", Region.BODY, 1
    ARTICLE_LABEL = "article_label", Region.BODY  # 附件1, above the title
    ARTICLE_TITLE = "article_title", Region.BODY, 2
    ATTACHMENT_TITLE = "attachment_title", Region.BODY, 2  # under a label in the middle of an article
    SUBTITLE = "subtitle", Region.BODY  # ——在全县农村工作会议上的讲话
    HEADING_1 = "heading_1", Region.BODY, 3
    HEADING_2 = "heading_2", Region.BODY, 4
    HEADING_3 = "heading_3", Region.BODY, 5
    HEADING_4 = "heading_4", Region.BODY, 6
    PARAGRAPH = "paragraph", Region.BODY
    BYLINE = "byline", Region.BODY  # who wrote it, under the title
    SALUTATION = "salutation", Region.BODY  # 主送机关, or whom a speech addresses, above its text
    SOURCE = "source", Region.BODY  # who sent it in, at the end: （区政府办 供稿）
    ATTACHMENT = "attachment", Region.BODY  # a line of the list of attachments, 附件说明
    SIGNATURE = "signature", Region.BODY  # 署名
    DATE = "date", Region.BODY  # 成文日期
    REMARK = "remark", Region.BODY  # 附注, under the date
    QUOTATION = "quotation", Region.BODY
    LIST_ITEM = "list_item", Region.BODY
    FOOTNOTE = "footnote", Region.NOTE
    PICTURE = "picture", Region.BODY, 0, True, False
    CAPTION = "caption", Region.BODY, 0, True  # under a picture
    TABLE = "table", Region.BODY, 0, False, False
    TABLE_CAPTION = "table_caption", Region.BODY  # above a table
    TABLE_UNITS = "table_units", Region.BODY  # under its caption: 单位：万元
    TABLE_NOTE = "table_note", Region.BODY, 0, True  # below it: 资料来源：…, 注：…
    TABLE_CONTINUED = "table_continued", Region.BODY  # above its rows on each further page: 续表
    TABLE_HEAD = "table_head", Region.CELL  # a cell of the header row
    TABLE_CELL = "table_cell", Region.CELL
    COLOPHON_NOTICE = "colophon_notice", Region.COLOPHON
    COLOPHON_ITEM = "colophon_item", Region.COLOPHON
    FOLIO = "folio", Region.MARGIN


class Align(StrEnum):
    """How the lines of a block stand in the measure; `JUSTIFY` leaves the last line at its start."""

    JUSTIFY = "justify"
    START = "start"
    CENTER = "center"
    END = "end"


class FontNames(Struct, frozen=True):
    """The names by which a word processor asks for a font role, and what it calls the language of its text."""

    east_asian: str
    western: str
    alternatives: tuple[str, ...] = ()
    language: str = "zh-CN"


class Face(Struct, frozen=True):
    """One face of one font file; `key` names it within a document and is unique there."""

    key: str
    path: Path
    index: int = 0


class TextStyle(Struct, frozen=True):
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
