"""Takes an issue, its articles and a layout, gives the finished document: the one way from text to pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Block, Document, Face, Metadata, Page, PartKind, Role, Text, TextStyle
from huibian.layout.definition import Layout
from huibian.layout.paragraph import Setter
from huibian.manifest.model import Issue
from huibian.pages import furniture
from huibian.pages.body import page_depth, set_body
from huibian.pages.collect import Collector, FlowBlock
from huibian.pages.contents import set_contents
from huibian.pages.finalize import Finisher, fixed_blocks
from huibian.pages.flowing import block_numbers, flow_blocks, flow_pages, images
from huibian.pages.furniture import FixedBlock
from huibian.pages.imposition import Leaf, impose
from huibian.pages.paginate import Placement, page_count, paginate
from huibian.pages.verify import verify
from huibian.text.model import Article, Inline

_PARTS = (PartKind.COVER, PartKind.CONTENTS, PartKind.BODY, PartKind.COLOPHON)


def compose(
    issue: Issue,
    articles: Sequence[Sequence[Article]],
    layout: Layout,
    fonts: FontBook,
    diagnostics: Diagnostics,
) -> Document:
    """Lay out an issue and prove its pages.

    Args:
        issue: The manifest.
        articles: The articles of each section, in the manifest's order.
        layout: The layout.
        fonts: Where glyphs come from.
        diagnostics: Collects what is found.

    Raises:
        HuibianError: A character has no glyph (HB501), or the pages do not prove right (HB51x).
    """
    leads = {role: layout.style(role) for role in layout.styles}
    setter = Setter(fonts, layout.line_breaking, layout.type_area.width, diagnostics, leads, layout.notes)
    draft = _draft(issue, articles, layout, setter)
    diagnostics.raise_errors()
    document = _document(issue, layout, setter, draft)
    verify(document, issue, articles, diagnostics, layout.line_breaking.prohibition)
    diagnostics.raise_errors()
    return document


@dataclass(frozen=True, slots=True)
class _Draft:
    """Everything set and placed, not yet on paper; `leaves` are the parts with the blank pages between them."""

    cover: Sequence[FixedBlock]
    contents: Sequence[FlowBlock]
    contents_places: Sequence[Placement]
    body: Sequence[FlowBlock]
    body_places: Sequence[Placement]
    colophon: Sequence[FixedBlock]
    linked: frozenset[int]
    leaves: Sequence[Leaf]

    @property
    def body_start(self) -> int:
        """Index of the body's first block in the document."""
        return len(self.cover) + len(self.contents)

    @property
    def colophon_start(self) -> int:
        """Index of the colophon's first block."""
        return self.body_start + sum(block.size for block in self.body)


def _draft(issue: Issue, articles: Sequence[Sequence[Article]], layout: Layout, setter: Setter) -> _Draft:
    collector = Collector(layout, setter)
    fields = furniture.fields(issue)
    cover = furniture.set_cover(layout, setter, fields)
    colophon = furniture.set_colophon(layout, setter, fields)
    body, headings = set_body(issue, articles, collector)
    setter.diagnostics.raise_errors()  # a title without a glyph has no line to point to
    depth = page_depth(layout)
    body_places = paginate(body, depth)
    numbers = block_numbers(body, len(cover) + 1 + len(headings))
    title = Inline(layout.contents.title, False, fields.manifest)

    def contents_from(first: int) -> list[FlowBlock]:
        entries = [
            replace(
                entry,
                number=str(body_places[entry.target].slots[0].page + first) if entry.number else "",
                target=numbers[entry.target],
            )
            for entry in headings
        ]
        return set_contents(collector, title, entries)

    contents = contents_from(1)
    contents_places = paginate(contents, depth)
    counts = (bool(cover), page_count(contents_places), page_count(body_places), bool(colophon))
    leaves = impose(list(zip(_PARTS, map(int, counts), strict=True)), layout.binding)
    first = next(leaf.first for leaf in leaves if leaf.kind is PartKind.BODY)
    if first > 1:  # the numbers only now known take no more room: no line of the contents moves
        contents = contents_from(first)
    return _Draft(
        cover=cover,
        contents=contents,
        contents_places=contents_places,
        body=body,
        body_places=body_places,
        colophon=colophon,
        linked=frozenset(numbers[entry.target] for entry in headings),
        leaves=leaves,
    )


def _document(issue: Issue, layout: Layout, setter: Setter, draft: _Draft) -> Document:
    pages = tuple(page for leaf in draft.leaves for page in _pages(issue, layout, setter, draft, leaf))
    styles = _styles(layout, draft)
    return Document(
        metadata=_metadata(issue),
        width=layout.paper.width,
        height=layout.paper.height,
        parts=tuple(Finisher(layout).part(leaf) for leaf in draft.leaves),
        pages=pages,
        blocks=_blocks(layout, draft),
        styles=styles,
        fonts={style.font: setter.fonts.names(style.font) for style in styles.values()},
        faces=_faces(pages, setter.fonts),
        images=images(draft.body, draft.body_start),
    )


def _pages(issue: Issue, layout: Layout, setter: Setter, draft: _Draft, leaf: Leaf) -> Sequence[Page]:
    """The pages of one part."""
    finisher = Finisher(layout)
    match leaf.kind:
        case PartKind.BLANK:
            return [Page(leaf.kind, None, ())] * leaf.pages
        case PartKind.COVER:
            return [finisher.fixed(leaf, draft.cover, 0)]
        case PartKind.COLOPHON:
            return [finisher.fixed(leaf, draft.colophon, draft.colophon_start)]
        case PartKind.CONTENTS:
            places, start = draft.contents_places, len(draft.cover)
            return flow_pages(setter, layout, leaf, draft.contents, places, start)
        case PartKind.BODY:
            pages = flow_pages(setter, layout, leaf, draft.body, draft.body_places, draft.body_start)
            span = Span(issue.path)
            labels = range(leaf.first, leaf.first + leaf.pages)
            return finisher.numbered(pages, [furniture.set_folio(layout, setter, str(n), span) for n in labels], leaf)
        case _:
            assert_never(leaf.kind)


def _blocks(layout: Layout, draft: _Draft) -> tuple[Block, ...]:
    top = layout.type_area.top
    return (
        *fixed_blocks(draft.cover, top),
        *flow_blocks(layout, draft.contents, draft.contents_places, frozenset(), len(draft.cover)),
        *flow_blocks(layout, draft.body, draft.body_places, draft.linked, draft.body_start),
        *fixed_blocks(draft.colophon, top),
    )


def _styles(layout: Layout, draft: _Draft) -> Mapping[Role, TextStyle]:
    """The style of every role that has one; on the cover, as fitted."""
    fitted = {block.role: block.style for block in draft.cover}
    return {role: fitted.get(role, layout.style(role)) for role in layout.styles}


def _faces(pages: Iterable[Page], fonts: FontBook) -> Mapping[str, Face]:
    used = {run.face for page in pages for item in page.items if isinstance(item, Text) for run in item.runs}
    return {key: fonts.face(key) for key in sorted(used)}


def _metadata(issue: Issue) -> Metadata:
    title = f"{issue.masthead} {issue.month.year}年{issue.month.month}月（总第{issue.issue}期）"
    printed = datetime.datetime.combine(issue.printed, datetime.time(), datetime.UTC)
    return Metadata(title=title, author=issue.editor, subject=issue.masthead, date=printed)
