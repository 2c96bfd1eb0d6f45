"""What a layout says of how its pages are numbered, printed and bound."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from huibian.layoutfile.fields import Multiple
from huibian.markedyaml import Model


class PageNumbering(StrEnum):
    """Where page numbers are counted from: 1 on the body's first page, or 1 on the cover."""

    RESTART = "restart"
    CONTINUOUS = "continuous"


class Binding(Model, frozen=True):
    """装订: numbering, both sides of the sheet, and how many pages a sheet has.

    `duplex` opens every part on a right-hand page and puts the colophon on an even one; `page_multiple` is 4 for an
    issue that is stitched through its fold. Blank pages make up for what is missing.
    """

    numbering: Annotated[PageNumbering, Meta(description="页码：restart 从正文第一面起，continuous 从封面起")] = (
        PageNumbering.RESTART
    )
    duplex: Annotated[bool, Meta(description="双面印：各部分从单数页起，版记在双数页，空白页补足")] = False
    page_multiple: Annotated[Multiple, Meta(description="总页数凑成几的倍数：骑马订写 4")] = 1
    article_opens_page: Annotated[bool, Meta(description="每篇文章另起一面")] = False
