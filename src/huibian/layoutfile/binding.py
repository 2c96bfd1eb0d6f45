"""What a layout says of how its pages are numbered, printed and bound."""

from __future__ import annotations

from enum import StrEnum

from huibian.layoutfile.fields import Definition, Multiple


class PageNumbering(StrEnum):
    """Where page numbers are counted from: 1 on the body's first page, or 1 on the cover."""

    RESTART = "restart"
    CONTINUOUS = "continuous"


class Binding(Definition):
    """装订: numbering, both sides of the sheet, and how many pages a sheet has.

    `duplex` opens every part on a right-hand page and puts the colophon on an even one; `page_multiple` is 4 for an
    issue that is stitched through its fold. Blank pages make up for what is missing.
    """

    numbering: PageNumbering = PageNumbering.RESTART
    duplex: bool = False
    page_multiple: Multiple = 1
    article_opens_page: bool = False
