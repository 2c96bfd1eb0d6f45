"""Takes the articles of an issue, gives the body as blocks, and the contents entries that point to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import Role
from huibian.layoutfile.definition import Layout
from huibian.manifest.model import Issue
from huibian.pages.attachments import is_attachment, set_attachments
from huibian.pages.closing import closes, set_closing, with_closing
from huibian.pages.collect import Collector, FlowBlock, FlowTable, FlowText, end_chains
from huibian.pages.contents import BodyHeading
from huibian.pages.cursor import Depth
from huibian.pages.picturerows import divided, set_picture_row
from huibian.pages.pictures import size_picture
from huibian.pages.tables import FittedColumns, set_table
from huibian.pages.turning import FittedContent, fit_contents, parted_pages, turned_collector
from huibian.text.model import (
    Article,
    ArticlePicture,
    ArticleTable,
    Content,
    Inline,
    ListParagraph,
    Paragraph,
    PictureRow,
    plain,
)


def set_body(
    issue: Issue, articles: Sequence[Sequence[Article]], collector: Collector
) -> tuple[list[FlowBlock], list[BodyHeading]]:
    """The blocks of the body, and the headings among them that the contents lists."""
    opens = collector.layout.binding.article_opens_page  # the first article of a section stands under its head
    body: list[FlowBlock] = []
    headings: list[BodyHeading] = []
    setting = _Setting(collector, turned_collector(collector))
    for section, members in zip(issue.sections, articles, strict=True):
        head = Inline(section.title, False, section.span)
        contents: list[Content] = [Paragraph(Role.SECTION_HEAD, (head,), section.span)]
        for article in members:
            title = Paragraph(Role.ARTICLE_TITLE, article.title, article.span)
            contents += [*article.labels, title, *article.body]
        fitted = iter(fit_contents(contents, setting.upright, setting.turned))
        headings.append(BodyHeading(Role.CONTENTS_SECTION, head, len(body)))
        body += setting.blocks(next(fitted), opens_page=opens)
        for article in members:
            toc = Inline(article.toc_title, False, article.span)
            headings.append(BodyHeading(Role.CONTENTS_ARTICLE, toc, len(body) + len(article.labels)))
            _check_title(article, collector)
            body += setting.blocks(next(fitted), opens_page=opens and article is not members[0])
            body += chain.from_iterable(map(setting.blocks, islice(fitted, len(article.labels))))
            for closing, group in groupby(islice(fitted, len(article.body)), lambda each: closes(each.content)):
                if closing:
                    body += _set_closing((each.content for each in group), body.pop(), collector)
                else:
                    body += _set_all(group, setting, labels_open_page=opens)
    _check_notes(body, setting)
    return parted_pages(_parted(end_chains(body), collector.layout)), headings


def _check_title(article: Article, collector: Collector) -> None:
    """Refuse a title without text, as of nothing but the mark of a footnote (HB521)."""
    if not plain(article.title).strip():
        collector.setter.diagnostics.error(
            "HB521", "标题里没有字", article.span, "第一行写标题；注号写在标题的字后面。"
        )


def _check_notes(body: Sequence[FlowBlock], setting: _Setting) -> None:
    """Refuse footnotes that cannot all begin on the page of their marks: of a table's row HB522, of a line HB510."""
    diagnostics = setting.upright.setter.diagnostics
    depths = {is_turned: page_depth(setting.collector(is_turned=is_turned).layout) for is_turned in (False, True)}
    for block in body:
        depth = depths[block.keeping.is_turned]
        for step in block.steps:
            if not step.notes or depth.has_room(step.repeated + step.rows, depth.least_notes(step)):
                continue
            if isinstance(block, FlowTable):
                diagnostics.error(
                    "HB522",
                    "表格的一行（或并排的图）和它的脚注，一页排不下",
                    step.notes[0].span,
                    "把这一行分成几行，或把注文写短。",
                )
            else:
                diagnostics.error(
                    "HB510",
                    "一行正文有几条脚注，前面的太长，后面的在这一页上开不了头",
                    step.notes[-1].span,
                    "把前面的注文写短，或让后面的注号离得远些。",
                )


def page_depth(layout: Layout) -> Depth:
    """How much a page of the layout holds."""
    return Depth(
        rows=layout.grid.lines,
        pitch=layout.grid.pitch,
        note_gap=layout.note_gap,
        widow_control=layout.grid.widow_control,
        note_most=layout.grid.lines * layout.notes.page_share // 100,
        note_share=layout.notes.lines,
        note_least=layout.notes.least,
    )


def _set_closing(contents: Iterable[Content], above: FlowBlock, collector: Collector) -> list[FlowBlock]:
    """The lines that close an article, with what stands above them."""
    lines = [content for content in contents if isinstance(content, Paragraph)]
    return [with_closing(above, collector.layout), *set_closing(lines, collector)]


class _Setting(Struct, frozen=True):
    """Sets blocks for upright pages and for those that lie on their sides."""

    upright: Collector
    turned: Collector

    def collector(self, *, is_turned: bool) -> Collector:
        """What sets blocks for pages of one kind."""
        return self.turned if is_turned else self.upright

    def blocks(self, fitted: FittedContent, *, opens_page: bool = False) -> Iterator[FlowBlock]:
        """The blocks of one content; whether the first opens a page, besides those that open a turned one."""
        opens = opens_page or fitted.opens_page
        for block in _set(fitted, self.collector(is_turned=fitted.is_turned)):
            keeping = replace(block.keeping, is_turned=fitted.is_turned, opens_page=opens)
            yield replace(block, keeping=keeping)
            opens = False


def _set_all(contents: Iterable[FittedContent], setting: _Setting, *, labels_open_page: bool) -> Iterator[FlowBlock]:
    """The blocks of contents; where articles open a page, attachments do too (GB/T 9704-2012, 7.3.7)."""
    for listed, group in groupby(contents, lambda each: is_attachment(each.content)):
        if listed:
            lines = [each.content for each in group if isinstance(each.content, Paragraph)]
            yield from set_attachments(lines, setting.upright)
        else:
            for each in group:
                is_label = isinstance(each.content, Paragraph) and each.content.role is Role.ARTICLE_LABEL
                yield from setting.blocks(each, opens_page=is_label and labels_open_page)


def _set(fitted: FittedContent, collector: Collector) -> Iterator[FlowBlock]:
    """The blocks of one content."""
    match fitted.content:
        case ListParagraph() as content:
            yield collector.item(content)
        case Paragraph() as content:
            yield collector.block(content.role, content.inlines)
        case ArticlePicture() as content:
            yield from _set_picture(content, collector)
        case PictureRow() as content:
            yield from _set_row(content, collector)
        case ArticleTable() as content if fitted.columns is None:
            hint = "填上内容，或删掉这张表。"
            collector.setter.diagnostics.error("HB523", "表格是空的，一行也没有", content.span, hint)
        case ArticleTable() as content:
            yield from _set_table(content, fitted.columns, collector)


def _set_picture(picture: ArticlePicture, collector: Collector) -> Iterator[FlowBlock]:
    """A picture, and its caption under it or beside it."""
    if picture.beside is not None:
        yield collector.picture_row(set_picture_row(collector.layout, collector.setter, [picture]), has_caption=False)
        return
    sized = size_picture(collector.layout, picture, collector.setter.diagnostics)
    yield collector.picture(sized, picture.caption, picture.span)
    if picture.caption:
        yield collector.block(Role.CAPTION, picture.caption)


def _set_row(row: PictureRow, collector: Collector) -> Iterator[FlowBlock]:
    """Pictures side by side, in several rows where they have to be, and under the last the caption of them all."""
    layout, parts = collector.layout, divided(collector.layout, collector.setter, row.pictures)
    for part in parts:
        if len(part) == 1:
            yield from _set_picture(part[0], collector)
        else:
            has_caption = part is parts[-1] and bool(row.caption)
            yield collector.picture_row(set_picture_row(layout, collector.setter, part), has_caption=has_caption)
    if row.caption:
        yield collector.block(Role.CAPTION, row.caption)


def _set_table(content: ArticleTable, columns: FittedColumns, collector: Collector) -> Iterator[FlowBlock]:
    """A table with the lines above and below it, which stay with it."""
    layout = collector.layout
    if content.caption:
        yield collector.block(Role.TABLE_CAPTION, content.caption)
    for line in content.units:
        yield collector.block(line.role, line.inlines)
    table = collector.table(set_table(layout, collector.setter, content, columns))
    if not (content.caption or content.units):  # its first border would touch the line above
        table = replace(table, keeping=replace(table.keeping, rows_before=layout.tables.lines_before))
    notes = [collector.block(line.role, line.inlines) for line in content.notes]
    yield from _held_together([table, *notes])


def _held_together(blocks: Sequence[FlowBlock]) -> Iterator[FlowBlock]:
    """Blocks without white between them, each with the next on its page; below the last stands what is left below all.

    Of a table, that is its last row.
    """
    rows_after = max(block.keeping.rows_after for block in blocks)
    *above, last = blocks
    for block in above:
        yield replace(block, keeping=replace(block.keeping, rows_after=0, with_next=True))
    yield replace(last, keeping=replace(last.keeping, rows_after=rows_after))


def _parted(blocks: Sequence[FlowBlock], layout: Layout) -> list[FlowBlock]:
    """The blocks, with the blank grid lines between them that those above ask for.

    A sub-title and a byline stand close to their title. LibreOffice leaves no single line of a paragraph under a table
    at the foot of a page; nor do we.
    """
    parted: list[FlowBlock] = []
    wanted = 0
    for block in blocks:
        is_close = isinstance(block, FlowText) and block.block.role in (Role.SUBTITLE, Role.BYLINE)
        here = 0 if is_close else wanted
        keeping = replace(
            block.keeping,
            rows_before=max(block.keeping.rows_before, here),
            least=layout.tables.lines_below if parted and isinstance(parted[-1], FlowTable) else block.keeping.least,
        )
        parted.append(replace(block, keeping=keeping))
        wanted = max(wanted - here, block.keeping.rows_after)
    return parted
