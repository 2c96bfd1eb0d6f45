"""The parts that an issue may have, each with what makes it; a document is made of these and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from huibian.frame import BlockNumber, PageNumber, PartKind
from huibian.layoutfile.definition import Layout
from huibian.pages.body import page_depth
from huibian.pages.collect import Collector, FlowBlock
from huibian.pages.contents import BodyHeading, Listed, set_contents
from huibian.pages.cursor import GridRow
from huibian.pages.furniture import FixedBlock
from huibian.pages.paginate import Placement, give_way, last_slot, page_count, paginate
from huibian.pages.plan import PartPlan, Places
from huibian.pages.turning import turned_layout
from huibian.text.model import Inline


class SetIssue(Struct, frozen=True):
    """All of an issue that can be set before it is known on which pages it stands.

    Attributes:
        collector: What sets blocks, and the layout.
        cover: The cover.
        head: What stands above the text on the body's first page.
        body: The body.
        headings: What the contents lists.
        places: Where the body stands.
        colophon: The colophon.
        contents_title: What stands above the contents.
        colophon_ends_body: Whether the colophon stands at the foot of the body's last page.
    """

    collector: Collector
    cover: Sequence[FixedBlock]
    head: Sequence[FixedBlock]
    body: Sequence[FlowBlock]
    headings: Sequence[BodyHeading]
    places: Sequence[Placement]
    colophon: Sequence[FixedBlock]
    contents_title: Inline
    colophon_ends_body: bool

    @property
    def layout(self) -> Layout:
        """The layout."""
        return self.collector.layout


Maker: TypeAlias = Callable[[SetIssue, Places], PartPlan | None]
"""Makes a part, given the parts in their places as far as these are known; `None` where the issue has no such part.

How many pages and blocks a part has must not depend on them.
"""


def plan_parts(issue: SetIssue, places: Places) -> list[PartPlan]:
    """The parts of an issue, in order."""
    return [plan for make in MAKERS if (plan := make(issue, places))]


def place_body(layout: Layout, head: Sequence[FixedBlock], body: Sequence[FlowBlock]) -> list[Placement]:
    """Where the blocks of the body stand, below what stands above it on its first page."""
    return paginate(body, page_depth(layout), page_depth(turned_layout(layout)), first_row=_first_row(layout, head))


def fit_body(layout: Layout, head: Sequence[FixedBlock], body: Sequence[FlowBlock]) -> list[FlowBlock]:
    """The blocks of the body, with smaller pictures where a page would stay empty before them."""
    depth, turned = page_depth(layout), page_depth(turned_layout(layout))
    blank = layout.pictures.blank_lines
    return give_way(body, depth, turned, blank_rows=blank, first_row=_first_row(layout, head))


def _first_row(layout: Layout, head: Sequence[FixedBlock]) -> GridRow:
    """The first grid line of the body below what stands above it on its first page."""
    return GridRow(-(-(head[-1].foot - layout.type_area.top) // layout.grid.pitch) if head else 0)


def ends_body(
    layout: Layout, body: Sequence[FlowBlock], places: Sequence[Placement], colophon: Sequence[FixedBlock]
) -> bool:
    """Whether the colophon stands at the foot of the body's last page, a blank line below the text.

    It does not if that page has footnotes or lies on its side, or if it is a right-hand page and the colophon has to
    stand on a left-hand one.
    """
    if not colophon or not layout.colophon.on_last_page or body[-1].keeping.is_turned:
        return False
    page = page_count(places) - 1
    notes = any(part.page == page for place in places for part in place.notes)
    top = layout.type_area.top + layout.grid.pitch * (end_row(body, places) + 1)
    return not notes and top <= colophon[0].top and not (layout.binding.duplex and page % 2 == 0)


def end_row(body: Sequence[FlowBlock], places: Sequence[Placement]) -> GridRow:
    """The grid line after the last that text takes."""
    return GridRow(last_slot(places).row + body[-1].steps[-1].rows)


def _cover(issue: SetIssue, _: Places) -> PartPlan | None:
    return PartPlan(PartKind.COVER, head=issue.cover) if issue.cover else None


def _contents(issue: SetIssue, places: Places) -> PartPlan | None:
    if not issue.layout.contents.show:
        return None
    body = places.get(PartKind.BODY)
    entries = []
    for heading in issue.headings:
        page = issue.places[heading.block].slots[0].page
        if body is None:  # as many pages and blocks, whatever they are numbered
            entries.append(Listed(heading, BlockNumber(0), PageNumber(1 + page)))
        else:
            number = body.numbered[heading.block].number
            entries.append(Listed(heading, number, PageNumber(body.first_page + page)))
    blocks = set_contents(issue.collector, issue.contents_title, entries)
    slots = paginate(blocks, page_depth(issue.layout))
    return PartPlan(PartKind.CONTENTS, page_count(slots), body=blocks, places=slots)


def _body(issue: SetIssue, _: Places) -> PartPlan:
    return PartPlan(
        kind=PartKind.BODY,
        pages=page_count(issue.places),
        head=issue.head,
        body=issue.body,
        places=issue.places,
        foot=issue.colophon if issue.colophon_ends_body else (),
        is_numbered=True,
    )


def _colophon(issue: SetIssue, _: Places) -> PartPlan | None:
    alone = issue.colophon and not issue.colophon_ends_body
    return PartPlan(PartKind.COLOPHON, head=issue.colophon) if alone else None


MAKERS: tuple[Maker, ...] = (_cover, _contents, _body, _colophon)
