"""Finds the tables that need a page that lies on its side, with what stands above them, and gives such a page's layout.

GB/T 9704-2012, 8: the head of such a table lies at the binding edge of an odd page and at the outer edge of an even
one, on the left of both, and the page number stays where other pages have it. The type area is turned with the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import PageNumber
from huibian.layoutfile.definition import Layout
from huibian.pages.collect import Collector, FlowBlock
from huibian.pages.tables import FittedColumns, fit_columns
from huibian.text.model import ArticleTable, Content, Paragraph

_ANY = PageNumber(1)  # how much a turned page holds is the same on both sides of a sheet


def turned_layout(layout: Layout, page: PageNumber = _ANY) -> Layout:
    """The layout of page number `page` if it lies on its side, as it is read."""
    paper, area, margins = layout.paper, layout.type_area, layout.margins
    return replace(
        layout,
        paper=replace(paper, width=paper.height, height=paper.width),
        type_area=replace(
            area,
            top=margins.left(page),
            inner=margins.bottom,
            width=area.height,
            height=area.width,
            mirrored=False,
        ),
        grid=replace(layout.grid, lines=area.width // layout.grid.pitch),
    )


def turned_collector(collector: Collector) -> Collector:
    """A collector that sets blocks for pages that lie on their sides."""
    layout = turned_layout(collector.layout)
    return Collector(layout, replace(collector.setter, width=layout.type_area.width))


class FittedContent(Struct, frozen=True):
    """A content of an article.

    Attributes:
        content: The content.
        columns: The columns of a table with rows; `None` for anything else.
        is_turned: Whether it stands on a page that lies on its side.
        opens_page: Whether it begins such a page.
    """

    content: Content
    columns: FittedColumns | None
    is_turned: bool
    opens_page: bool


def fit_contents(contents: Sequence[Content], upright: Collector, turned: Collector) -> list[FittedContent]:
    """Find what has to be turned: a table that fits in no type, and the headings that stay with what follows them."""
    found: list[FittedContent] = []
    after_is_turned = False
    for content in reversed(contents):
        columns = None
        if isinstance(content, ArticleTable) and content.rows:
            columns = fit_columns(upright.layout, upright.setter, content, turned.setter.width)
            after_is_turned = columns.is_turned
        else:
            after_is_turned &= isinstance(content, Paragraph) and upright.layout.styles[content.role].keep_with_next
        found.append(FittedContent(content, columns, after_is_turned, opens_page=False))
    return _opened(found[::-1])


def _opened(contents: Sequence[FittedContent]) -> list[FittedContent]:
    """The contents, each that begins a turned page marked so: the first of a table and the headings above it."""
    opened = []
    for number, each in enumerate(contents):
        before = contents[number - 1] if number else None
        follows = before is not None and before.is_turned and before.columns is None
        opened.append(replace(each, opens_page=each.is_turned and not follows))
    return opened


def parted_pages(blocks: Sequence[FlowBlock]) -> list[FlowBlock]:
    """The blocks, with a page begun by each that stands upright below one that does not."""
    parted: list[FlowBlock] = []
    for block in blocks:
        below = bool(parted) and parted[-1].keeping.is_turned and not block.keeping.is_turned
        parted.append(replace(block, keeping=replace(block.keeping, opens_page=True)) if below else block)
    return parted
