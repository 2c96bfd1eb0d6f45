"""Takes an issue, its articles and a layout, gives the finished document: the one way from text to pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Block, Document, Face, Metadata, Page, Part, PartKind, Role, Text, TextStyle
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
from huibian.pages.paginate import Placement, paginate
from huibian.pages.verify import verify
from huibian.text.model import Article, Inline


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
    """Everything set and placed, not yet on paper."""

    cover: Sequence[FixedBlock]
    contents: Sequence[FlowBlock]
    contents_places: Sequence[Placement]
    body: Sequence[FlowBlock]
    body_places: Sequence[Placement]
    colophon: Sequence[FixedBlock]
    linked: frozenset[int]

    @property
    def body_start(self) -> int:
        """Index of the body's first block in the document."""
        return len(self.cover) + len(self.contents)


def _draft(issue: Issue, articles: Sequence[Sequence[Article]], layout: Layout, setter: Setter) -> _Draft:
    collector = Collector(layout, setter)
    fields = furniture.fields(issue)
    cover = furniture.set_cover(layout, setter, fields)
    colophon = furniture.set_colophon(layout, setter, fields)
    body, headings = set_body(issue, articles, collector)
    setter.diagnostics.raise_errors()  # a title without a glyph has no line to point to
    body_places = paginate(body, page_depth(layout))
    body_start = len(cover) + 1 + len(headings)
    numbers = block_numbers(body, body_start)
    entries = [
        replace(
            entry,
            number=str(body_places[entry.target].slots[0].page + 1) if entry.number else "",
            target=numbers[entry.target],
        )
        for entry in headings
    ]
    contents = set_contents(collector, Inline(layout.contents.title, False, fields.manifest), entries)
    return _Draft(
        cover=cover,
        contents=contents,
        contents_places=paginate(contents, page_depth(layout)),
        body=body,
        body_places=body_places,
        colophon=colophon,
        linked=frozenset(entry.target for entry in entries),
    )


def _document(issue: Issue, layout: Layout, setter: Setter, draft: _Draft) -> Document:
    finisher = Finisher(layout)
    cover = finisher.fixed(PartKind.COVER, draft.cover, 0)
    contents = flow_pages(
        setter, layout, PartKind.CONTENTS, draft.contents, draft.contents_places, first_block=len(draft.cover)
    )
    body = flow_pages(setter, layout, PartKind.BODY, draft.body, draft.body_places, first_block=draft.body_start)
    span = Span(issue.path)
    folios = [furniture.set_folio(layout, setter, str(number + 1), span) for number in range(len(body))]
    colophon_start = draft.body_start + sum(block.size for block in draft.body)
    colophon = [finisher.fixed(PartKind.COLOPHON, draft.colophon, colophon_start)] if draft.colophon else []
    runs: list[tuple[Part, Sequence[Page]]] = [
        (finisher.part(PartKind.COVER, 1), [cover]),
        (finisher.part(PartKind.CONTENTS, len(contents)), contents),
        (finisher.part(PartKind.BODY, len(body), numbered=True), finisher.numbered(body, folios)),
        (finisher.part(PartKind.COLOPHON, len(colophon)), colophon),
    ]
    pages = tuple(page for _, part_pages in runs for page in part_pages)
    styles = _styles(layout, draft)
    return Document(
        metadata=_metadata(issue),
        width=layout.paper.width,
        height=layout.paper.height,
        parts=tuple(part for part, part_pages in runs if part_pages),
        pages=pages,
        blocks=_blocks(layout, draft),
        styles=styles,
        fonts={style.font: setter.fonts.names(style.font) for style in styles.values()},
        faces=_faces(pages, setter.fonts),
        images=images(draft.body, draft.body_start),
    )


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
