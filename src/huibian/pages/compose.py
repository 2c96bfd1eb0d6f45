"""Takes an issue, its articles and a layout, gives the finished document: the one way from text to pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Block, Document, Face, Metadata, Page, PartKind, Role, Text, TextStyle
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.linebreak import classes
from huibian.linebreak.classes import Prohibition
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
from huibian.units import Length
from huibian.wording.fields import fields_of

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
        diagnostics: Collects what is found; errors that are in it already are raised with those found here.

    Raises:
        HuibianError: A character has no glyph (HB501), or the pages do not prove right (HB51x).
    """
    _check_fonts(layout, fonts, diagnostics)
    leads = {role: layout.style(role) for role in layout.styles}
    setter = Setter(fonts, layout.line_breaking, layout.type_area.width, diagnostics, leads, layout.notes)
    draft = _draft(issue, articles, layout, setter)
    diagnostics.raise_errors()
    document = _document(issue, layout, setter, draft)
    verify(document, issue, articles, diagnostics, layout.line_breaking.prohibition)
    diagnostics.raise_errors()
    return document


def _check_fonts(layout: Layout, fonts: FontBook, diagnostics: Diagnostics) -> None:
    """Refuse styles in faces that the font catalogue does not know (HB404)."""
    unknown = Diagnostics()
    for role, style in layout.styles.items():
        if style.font not in fonts.roles:
            known = "、".join(sorted(fonts.roles))
            hint = f"改用 {known} 之一，或在 fonts/catalogue.yaml 里补上。"
            message = f"字体表里没有“{style.font}”这个字体角色"
            unknown.error("HB404", message, layout.place("styles", role.value, "font"), hint)
    diagnostics.extend(unknown)
    if unknown.has_errors:
        diagnostics.raise_errors()


@dataclass(frozen=True, slots=True)
class _Draft:
    """Everything set and placed, not yet on paper.

    Attributes:
        cover: The cover.
        contents: The contents.
        contents_places: Where they stand.
        head: What stands above the text on the body's first page.
        body: The body.
        body_places: Where it stands.
        colophon: The colophon.
        ends_body: Whether the colophon stands at the foot of the body's last page.
        linked: The blocks that contents entries lead to.
        leaves: The parts with the blank pages between them.
    """

    cover: Sequence[FixedBlock]
    contents: Sequence[FlowBlock]
    contents_places: Sequence[Placement]
    head: Sequence[FixedBlock]
    body: Sequence[FlowBlock]
    body_places: Sequence[Placement]
    colophon: Sequence[FixedBlock]
    ends_body: bool
    linked: frozenset[int]
    leaves: Sequence[Leaf]

    @property
    def body_start(self) -> int:
        """Index of the body's first block in the document, its head apart."""
        return len(self.cover) + len(self.contents) + len(self.head)

    @property
    def colophon_start(self) -> int:
        """Index of the colophon's first block."""
        return self.body_start + sum(block.size for block in self.body)


def _draft(issue: Issue, articles: Sequence[Sequence[Article]], layout: Layout, setter: Setter) -> _Draft:
    collector = Collector(layout, setter)
    fields = fields_of(issue)
    cover = furniture.set_lines(layout, setter, layout.cover, fields, layout.paper.height)
    foot = layout.type_area.top + layout.type_area.height - layout.grid.pitch * 2  # room for text under the head
    head = furniture.set_lines(layout, setter, layout.head, fields, foot)
    colophon = furniture.set_colophon(layout, setter, fields)
    body, headings = set_body(issue, articles, collector)
    setter.diagnostics.raise_errors()  # a title without a glyph has no line to point to
    depth = page_depth(layout)
    body_places = paginate(body, depth, first_row=_rows_down_to(layout, head[-1].foot) if head else 0)
    entry_count = 1 + len(headings) if layout.contents.show else 0
    numbers = block_numbers(body, len(cover) + entry_count + len(head))
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
        return set_contents(collector, title, entries) if layout.contents.show else []

    contents = contents_from(1)
    contents_places = paginate(contents, depth)
    ends_body = bool(colophon) and layout.colophon.on_last_page and _has_room(layout, body, body_places, colophon)
    colophon_pages = bool(colophon) and not ends_body
    counts = (bool(cover), page_count(contents_places), page_count(body_places), colophon_pages)
    leaves = impose(list(zip(_PARTS, map(int, counts), strict=True)), layout.binding)
    first = next(leaf.first for leaf in leaves if leaf.kind is PartKind.BODY)
    if first > 1:  # the numbers only now known take no more room: no line of the contents moves
        contents = contents_from(first)
    return _Draft(
        cover=cover,
        contents=contents,
        contents_places=contents_places,
        head=head,
        body=body,
        body_places=body_places,
        colophon=colophon,
        ends_body=ends_body,
        linked=frozenset(numbers[entry.target] for entry in headings),
        leaves=leaves,
    )


def _document(issue: Issue, layout: Layout, setter: Setter, draft: _Draft) -> Document:
    pages = tuple(page for leaf in draft.leaves for page in _pages(issue, layout, setter, draft, leaf))
    styles, level = _styles(layout, draft), layout.line_breaking.prohibition
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
        widow_control=layout.grid.widow_control,
        no_line_start="" if level is Prohibition.STRICT else classes.line_start_marks(level),
        no_line_end="" if level is Prohibition.STRICT else classes.line_end_marks(level),
        note_gap=layout.note_gap,
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
            pages = _with_head_and_foot(finisher, draft, leaf, _body_pages(layout, setter, draft, leaf))
            span = Span(issue.path)
            labels = range(leaf.first, leaf.first + leaf.pages)
            return finisher.numbered(pages, [furniture.set_folio(layout, setter, str(n), span) for n in labels], leaf)
        case _:
            assert_never(leaf.kind)


def _body_pages(layout: Layout, setter: Setter, draft: _Draft, leaf: Leaf) -> list[Page]:
    return flow_pages(setter, layout, leaf, draft.body, draft.body_places, draft.body_start)


def _with_head_and_foot(finisher: Finisher, draft: _Draft, leaf: Leaf, pages: list[Page]) -> list[Page]:
    """The pages of the body with what stands above the first one's text and below the last one's."""
    head = finisher.items(draft.head, draft.body_start - len(draft.head), leaf.first)
    pages[0] = replace(pages[0], items=(*head, *pages[0].items))
    if draft.ends_body:
        foot = finisher.items(draft.colophon, draft.colophon_start, leaf.first + leaf.pages - 1)
        pages[-1] = replace(pages[-1], items=(*pages[-1].items, *foot))
    return pages


def _rows_down_to(layout: Layout, y: Length) -> int:
    """How many grid lines something that ends at `y` takes from the top of the type area."""
    return -(-(y - layout.type_area.top) // layout.grid.pitch)


def _last_row(body: Sequence[FlowBlock], places: Sequence[Placement]) -> int:
    """The row after the last that the body takes."""
    return places[-1].slots[-1].row + body[-1].steps[-1].rows


def _has_room(
    layout: Layout, body: Sequence[FlowBlock], places: Sequence[Placement], colophon: Sequence[FixedBlock]
) -> bool:
    """Whether the last page of the body takes the colophon too, a blank line above it.

    It does not if it has footnotes, or if it is a right-hand page and the colophon has to stand on a left-hand one.
    """
    page = places[-1].slots[-1].page
    notes = any(
        slot.page == page and step.notes
        for block, place in zip(body, places, strict=True)
        for step, slot in zip(block.steps, place.slots, strict=True)
    )
    top = layout.type_area.top + layout.grid.pitch * (_last_row(body, places) + 1)
    return not notes and top <= colophon[0].top and not (layout.binding.duplex and page % 2 == 0)


def _blocks(layout: Layout, draft: _Draft) -> tuple[Block, ...]:
    top, pitch = layout.type_area.top, layout.grid.pitch
    head = draft.head[-1].foot if draft.head else top
    white = Length(top + pitch * draft.body_places[0].slots[0].row - head)
    white -= pitch * draft.body_places[0].rows_before
    foot = Length(top + pitch * _last_row(draft.body, draft.body_places))
    return (
        *fixed_blocks(draft.cover, top),
        *flow_blocks(layout, draft.contents, draft.contents_places, frozenset(), len(draft.cover)),
        *fixed_blocks(draft.head, top),
        *flow_blocks(layout, draft.body, draft.body_places, draft.linked, draft.body_start, white),
        *fixed_blocks(draft.colophon, foot if draft.ends_body else top),
    )


def _styles(layout: Layout, draft: _Draft) -> Mapping[Role, TextStyle]:
    """The style of every role that has one; on the cover, as fitted."""
    fitted = {block.role: block.style for block in (*draft.cover, *draft.head)}
    return {role: fitted.get(role, layout.style(role)) for role in layout.styles}


def _faces(pages: Iterable[Page], fonts: FontBook) -> Mapping[str, Face]:
    used = {run.face for page in pages for item in page.items if isinstance(item, Text) for run in item.runs}
    return {key: fonts.face(key) for key in sorted(used)}


def _metadata(issue: Issue) -> Metadata:
    title = f"{issue.masthead} {issue.month.year}年{issue.month.month}月（总第{issue.issue}期）"
    printed = datetime.datetime.combine(issue.printed, datetime.time(), datetime.UTC)
    return Metadata(title=title, author=issue.editor, subject=issue.masthead, date=printed)
