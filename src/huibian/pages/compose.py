"""Takes an issue, its articles and a layout, gives the finished document: the one way from text to pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.fontbook import FontBook
from huibian.frame import Document, Face, Metadata, NoteNumbering, Page, Role, TextStyle
from huibian.kept import Kept
from huibian.layout.paragraph import Setter, SetTexts
from huibian.layoutfile.definition import Layout
from huibian.linebreak import classes
from huibian.linebreak.classes import Prohibition
from huibian.manifest.model import Issue
from huibian.pages import furniture
from huibian.pages.blanks import place_parts
from huibian.pages.body import set_body
from huibian.pages.collect import Collector
from huibian.pages.notenumbers import first_numbers, numbers_by_page
from huibian.pages.paper import put_on_paper
from huibian.pages.parts import SetIssue, ends_body, fit_body, place_body, plan_parts
from huibian.pages.plan import PlacedPart
from huibian.pages.verify import verify
from huibian.text.model import Article, Inline
from huibian.wording.fields import fields_of

_ROUNDS = 8  # in which the numbers of footnotes have to settle; two are enough but where marks of two widths change


def compose(
    issue: Issue,
    articles: Sequence[Sequence[Article]],
    layout: Layout,
    fonts: FontBook,
    diagnostics: Diagnostics,
    texts: SetTexts | None = None,
    begin: Callable[[Document], None] | None = None,
) -> Document:
    """Lay out an issue and prove its pages.

    Args:
        issue: The manifest.
        articles: The articles of each section, in the manifest's order.
        layout: The layout.
        fonts: Where glyphs come from.
        diagnostics: Collects what is found; errors that are in it already are raised with those found here.
        texts: What was set before with the same fonts, which gets what is set now; `None` for nothing.
        begin: Is given the pages before they are proved, for work that takes its time; what comes of it must not be
            used where this raises an error. `None` where there is none.

    Raises:
        HuibianError: A character has no glyph (HB501), or the pages do not prove right (HB51x).
    """
    document = _laid_out(issue, articles, layout, fonts, diagnostics, texts)
    try:
        if begin is not None and not diagnostics.has_errors:
            begin(document)
    finally:  # what is wrong with the pages says more than what it made fail
        verify(document, issue, articles, diagnostics, layout.line_breaking.prohibition)
        diagnostics.raise_errors()
    return document


def _laid_out(
    issue: Issue,
    articles: Sequence[Sequence[Article]],
    layout: Layout,
    fonts: FontBook,
    diagnostics: Diagnostics,
    texts: SetTexts | None,
) -> Document:
    """Lay out an issue; of all that is set on the way to its pages nothing is held when it is done."""
    _check_fonts(layout, fonts, diagnostics)
    collector = collector_of(layout, fonts, diagnostics, Kept() if texts is None else texts)
    issue_set = _numbered(issue, articles, collector)
    return _document(issue, layout, collector.setter, _placed(issue_set))


def collector_of(layout: Layout, fonts: FontBook, diagnostics: Diagnostics, texts: SetTexts) -> Collector:
    """What sets blocks in a layout; the arguments are those of `compose`."""
    leads = {role: layout.style(role) for role in layout.styles}
    width = layout.type_area.width
    setter = Setter(fonts, layout.line_breaking, width, diagnostics, leads, layout.notes, texts=texts)
    return Collector(layout, setter)


def _numbered(issue: Issue, articles: Sequence[Sequence[Article]], collector: Collector) -> SetIssue:
    """Set an issue whose footnotes have the right numbers, which may depend on its pages."""
    numbering = collector.layout.notes.numbering
    printed = first_numbers(chain.from_iterable(articles), numbering)
    for _ in range(_ROUNDS):
        set_issue = _set_issue(issue, articles, replace(collector, setter=collector.setter.numbering(printed)))
        if numbering is not NoteNumbering.PAGE:
            return set_issue
        found = numbers_by_page(set_issue.body, set_issue.places)
        if found == printed:
            return set_issue
        printed = found
    collector.setter.diagnostics.error(
        "HB550",
        f"脚注按页编号，编了 {_ROUNDS} 遍还是定不下来：有一页的脚注超过 50 条，注号的宽窄使它们在两面之间来回",
        collector.layout.place("notes", "numbering"),
        "把那一页的几条脚注合成一条，或把版式的 notes 里的 numbering 改成 article 或 issue。",
    )
    raise HuibianError(collector.setter.diagnostics)


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


def _set_issue(issue: Issue, articles: Sequence[Sequence[Article]], collector: Collector) -> SetIssue:
    """Set all that can be set before pages are known, and place the body."""
    layout, setter = collector.layout, collector.setter
    fields = fields_of(issue)
    cover = furniture.set_lines(layout, setter, layout.cover, fields, layout.paper.height)
    foot = layout.type_area.top + layout.type_area.height - layout.grid.pitch * 2  # room for text under the head
    head = furniture.set_lines(layout, setter, layout.head, fields, foot)
    colophon = furniture.set_colophon(layout, setter, fields)
    body, headings = set_body(issue, articles, collector)
    setter.diagnostics.raise_errors()  # what is faulty may have no line to be placed
    body = fit_body(layout, head, body)
    places = place_body(layout, head, body)
    return SetIssue(
        collector=collector,
        cover=cover,
        head=head,
        body=body,
        headings=headings,
        places=places,
        colophon=colophon,
        contents_title=Inline(layout.contents.title, False, fields.manifest),
        colophon_ends_body=ends_body(layout, body, places, colophon),
    )


def _placed(issue: SetIssue) -> list[PlacedPart]:
    """The parts of an issue in their places.

    They are made twice: the contents can name pages only when it is known how many pages and blocks stand before the
    body. How many of both it has itself does not depend on the numbers in it.
    """
    binding = issue.layout.binding
    plans = plan_parts(issue, {})
    issue.collector.setter.diagnostics.raise_errors()  # what is faulty may have no line to be placed
    draft = place_parts(plans, binding)
    return place_parts(plan_parts(issue, {part.plan.kind: part for part in draft}), binding)


def _document(issue: Issue, layout: Layout, setter: Setter, placed: Sequence[PlacedPart]) -> Document:
    parts = [put_on_paper(part, layout, setter, Span(issue.path)) for part in placed]
    setter.diagnostics.raise_errors()
    pages = tuple(page for part in parts for page in part.pages)
    styles, level = _styles(layout, placed), layout.line_breaking.prohibition
    return Document(
        metadata=_metadata(issue),
        width=layout.paper.width,
        height=layout.paper.height,
        parts=tuple(part.part for part in parts),
        pages=pages,
        blocks=tuple(block for part in parts for block in part.blocks),
        styles=styles,
        fonts={font: setter.fonts.names(font) for font in _fonts(pages, styles)},
        faces=_faces(pages, setter.fonts),
        images={key: image for part in parts for key, image in part.images.items()},
        widow_control=layout.grid.widow_control,
        no_line_start="" if level is Prohibition.STRICT else classes.line_start_marks(level),
        no_line_end="" if level is Prohibition.STRICT else classes.line_end_marks(level),
        note_numbering=layout.notes.numbering,
        sources=tuple(source for part in parts for source in part.sources),
    )


def _styles(layout: Layout, placed: Iterable[PlacedPart]) -> Mapping[Role, TextStyle]:
    """The style of every role that has one; on the cover, as fitted."""
    fitted = {block.role: block.style for part in placed for block in part.plan.head}
    return {role: fitted.get(role, layout.style(role)) for role in layout.styles}


def _fonts(pages: Iterable[Page], styles: Mapping[Role, TextStyle]) -> Iterable[str]:
    """The font roles of the styles, then the scripts that some characters are of, in the order of their first use."""
    runs = (run for page in pages for line in page.all_lines for run in line.runs)
    return dict.fromkeys((*(style.font for style in styles.values()), *(run.font for run in runs)))


def _faces(pages: Iterable[Page], fonts: FontBook) -> Mapping[str, Face]:
    used = {run.face for page in pages for line in page.all_lines for run in line.runs}
    return {key: fonts.face(key) for key in sorted(used)}


def _metadata(issue: Issue) -> Metadata:
    title = f"{issue.masthead} {issue.month.year}年{issue.month.month}月（总第{issue.issue}期）"
    printed = datetime.datetime.combine(issue.printed, datetime.time(), datetime.UTC)
    return Metadata(title=title, author=issue.editor, subject=issue.masthead, date=printed)
