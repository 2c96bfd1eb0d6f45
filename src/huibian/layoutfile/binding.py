"""What a layout says of how its pages are numbered, printed and bound."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

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

    numbering: PageNumbering = Field(
        default=PageNumbering.RESTART,
        description="页码：restart 从正文第一面起，continuous 从封面起",
    )
    duplex: bool = Field(default=False, description="双面印：各部分从单数页起，版记在双数页，空白页补足")
    page_multiple: Multiple = Field(default=1, description="总页数凑成几的倍数：骑马订写 4")
    article_opens_page: bool = Field(default=False, description="每篇文章另起一面")
