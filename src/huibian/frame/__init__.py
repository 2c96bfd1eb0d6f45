"""The one hand-off: what stands on each finished page, as frozen data.

`pages` makes a `Document`; the exporters read it and nothing else. They measure nothing and wrap nothing: every
line is set, every advance is final. What an exporter that keeps text flowing (DOCX) needs besides ink is here too:
which block a line belongs to, the styles by role, and for each line the figures that the line lock works with.
"""

from __future__ import annotations

from huibian.frame.blocks import (
    SINGLE,
    Block,
    CellSize,
    ContentsEntry,
    Heading,
    Indents,
    ListItem,
    NoteBlock,
    PageStart,
    PictureBlock,
    TableBlock,
    TableRow,
    TableSlot,
    TextBlock,
    VerticalAlign,
)
from huibian.frame.document import Document, Folio, LineGrid, Margins, Metadata, Page, PageSize, Part, PartKind
from huibian.frame.items import (
    Artifact,
    ArtifactLine,
    Border,
    Edge,
    Fit,
    Item,
    Line,
    Link,
    NoteSeparator,
    PlacedPicture,
    Rule,
    Run,
    RunKind,
    TextLine,
)
from huibian.frame.numbers import BlockNumber, NoteNumber, PageIndex, PageNumber
from huibian.frame.styles import Align, Face, FontNames, Region, Role, TextStyle

__all__ = [
    "SINGLE",
    "Align",
    "Artifact",
    "ArtifactLine",
    "Block",
    "BlockNumber",
    "Border",
    "CellSize",
    "ContentsEntry",
    "Document",
    "Edge",
    "Face",
    "Fit",
    "Folio",
    "FontNames",
    "Heading",
    "Indents",
    "Item",
    "Line",
    "LineGrid",
    "Link",
    "ListItem",
    "Margins",
    "Metadata",
    "NoteBlock",
    "NoteNumber",
    "NoteSeparator",
    "Page",
    "PageIndex",
    "PageNumber",
    "PageSize",
    "PageStart",
    "Part",
    "PartKind",
    "PictureBlock",
    "PlacedPicture",
    "Region",
    "Role",
    "Rule",
    "Run",
    "RunKind",
    "TableBlock",
    "TableRow",
    "TableSlot",
    "TextBlock",
    "TextLine",
    "TextStyle",
    "VerticalAlign",
]
