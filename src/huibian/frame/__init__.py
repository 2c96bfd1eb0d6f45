"""The one hand-off: what stands on each finished page, as frozen data.

`pages` makes a `Document`; the exporters read it and nothing else. They measure nothing and wrap nothing: every
line is set, every advance is final. What an exporter that keeps text flowing (DOCX) needs besides ink is here too:
which block a line belongs to, the styles by role, and for each line the figures that the line lock works with.
"""

from __future__ import annotations

from huibian.frame.document import Block, Document, Folio, Margins, Metadata, Page, Part, PartKind, Table, TableRow
from huibian.frame.items import Border, Edge, Fit, Item, Link, Picture, Rule, Run, RunKind, Text
from huibian.frame.styles import Align, Face, FontNames, Role, TextStyle

__all__ = [
    "Align",
    "Block",
    "Border",
    "Document",
    "Edge",
    "Face",
    "Fit",
    "Folio",
    "FontNames",
    "Item",
    "Link",
    "Margins",
    "Metadata",
    "Page",
    "Part",
    "PartKind",
    "Picture",
    "Role",
    "Rule",
    "Run",
    "RunKind",
    "Table",
    "TableRow",
    "Text",
    "TextStyle",
]
