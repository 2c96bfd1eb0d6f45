"""Takes the articles of an issue, gives the body as blocks, and the contents entries that point to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from huibian.frame import Role
from huibian.layout.paragraph import NOTE_SIGNS
from huibian.layoutfile.definition import Layout
from huibian.manifest.model import Issue
from huibian.pages.closing import closes, set_closing, with_closing
from huibian.pages.collect import Collector, FlowBlock, FlowTable, FlowText, end_chains, repeated_rows
from huibian.pages.contents import BodyHeading
from huibian.pages.paginate import Depth
from huibian.pages.picturerows import divided, set_picture_row
from huibian.pages.pictures import size_picture
from huibian.pages.tables import set_table
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
    for section, members in zip(issue.sections, articles, strict=True):
        head = Inline(section.title, False, section.span)
        headings.append(BodyHeading(Role.CONTENTS_SECTION, head, len(body)))
        body.append(_opening(collector.block(Role.SECTION_HEAD, [head]), opens))
        for article in members:
            toc = Inline(article.toc_title, False, article.span)
            headings.append(BodyHeading(Role.CONTENTS_ARTICLE, toc, len(body)))
            _check_title(article, collector)
            title = collector.block(Role.ARTICLE_TITLE, article.title)
            body.append(_opening(title, opens and article is not members[0]))
            for closing, group in groupby(article.body, closes):
                contents = list(group)
                body += _set_closing(contents, body.pop(), collector) if closing else _set_all(contents, collector)
    _check_notes(body, collector)
    return _parted(end_chains(body), collector.layout), headings


def _opening(block: FlowText, opens: bool) -> FlowText:
    """A block that opens a page, if it does."""
    return replace(block, keeping=replace(block.keeping, opens_page=opens))


def _check_title(article: Article, collector: Collector) -> None:
    """Refuse a title without text, as of nothing but the mark of a footnote (HB521)."""
    if not plain(article.title).strip():
        collector.setter.diagnostics.error(
            "HB521", "标题里没有字", article.span, "第一行写标题；注号写在标题的字后面。"
        )


def _check_notes(body: Sequence[FlowBlock], collector: Collector) -> None:
    """Refuse footnotes that no page has room for.

    These are more than there are signs for (HB507), more at one line than the layout allows (HB510), and those of a
    row of a table that leaves no room for them (HB522).
    """
    diagnostics, depth = collector.setter.diagnostics, page_depth(collector.layout)
    steps = [step for block in body for step in block.steps if step.notes]
    for block in body:
        for number, step in enumerate(block.steps):
            rows = step.rows + (repeated_rows(block) if number else 0)
            if isinstance(block, FlowTable) and step.notes and rows + depth.note_rows(step.note_height) > depth.rows:
                diagnostics.error(
                    "HB522",
                    "表格的一行和它的脚注，一页排不下",
                    step.notes[0].span,
                    "把这一行分成几行，或把注文写短。",
                )
    for step in steps:
        if depth.note_rows(step.note_height) > collector.layout.notes.lines:
            diagnostics.error(
                "HB510",
                f"脚注太长：一行正文的脚注超过 {collector.layout.notes.lines} 行",
                step.notes[0].span,
                "把它写短，或把一部分移到正文里。",
            )
    notes = [note for step in steps for note in step.notes]
    if len(notes) > len(NOTE_SIGNS):
        diagnostics.error(
            "HB507",
            f"脚注有 {len(notes)} 条，注号 ①②③ 只能排到 {len(NOTE_SIGNS)}",
            notes[len(NOTE_SIGNS)].span,
            "把几条合成一条，或把出处写进正文的括号里。",
        )


def page_depth(layout: Layout) -> Depth:
    """How much a page of the layout holds."""
    return Depth(layout.grid.lines, layout.grid.pitch, layout.note_gap, layout.grid.widow_control)


def _set_closing(contents: Iterable[Content], above: FlowBlock, collector: Collector) -> list[FlowBlock]:
    """The lines that close an article, with what stands above them."""
    lines = [content for content in contents if isinstance(content, Paragraph)]
    return [with_closing(above, collector.layout), *set_closing(lines, collector)]


def _set_all(contents: Iterable[Content], collector: Collector) -> Iterator[FlowBlock]:
    for content in contents:
        yield from _set(content, collector)


def _set(content: Content, collector: Collector) -> Iterator[FlowBlock]:
    """The blocks of one content."""
    match content:
        case ListParagraph():
            yield collector.item(content)
        case Paragraph():
            yield collector.block(content.role, content.inlines)
        case ArticlePicture():
            yield from _set_picture(content, collector)
        case PictureRow():
            yield from _set_row(content, collector)
        case ArticleTable():
            yield from _set_table(content, collector)


def _set_picture(picture: ArticlePicture, collector: Collector) -> Iterator[FlowBlock]:
    """A picture, and its caption under it."""
    yield collector.picture(size_picture(collector.layout, picture, collector.setter.diagnostics), picture.caption)
    if picture.caption:
        yield collector.block(Role.CAPTION, picture.caption)


def _set_row(row: PictureRow, collector: Collector) -> Iterator[FlowBlock]:
    """Pictures side by side, in several rows where they have to be, and under the last the caption of them all."""
    layout, parts = collector.layout, divided(collector.layout, row.pictures)
    for part in parts:
        if len(part) == 1:
            yield from _set_picture(part[0], collector)
        else:
            has_caption = part is parts[-1] and bool(row.caption)
            yield collector.picture_row(set_picture_row(layout, collector.setter, part), has_caption=has_caption)
    if row.caption:
        yield collector.block(Role.CAPTION, row.caption)


def _set_table(content: ArticleTable, collector: Collector) -> Iterator[FlowBlock]:
    """A table under its caption."""
    layout, setter = collector.layout, collector.setter
    if not content.rows:
        setter.diagnostics.error("HB523", "表格是空的，一行也没有", content.span, "填上内容，或删掉这张表。")
        return
    if content.caption:
        yield collector.block(Role.TABLE_CAPTION, content.caption)
    table = collector.table(set_table(layout, setter, content))
    if not content.caption:  # its first border would touch the line above
        table = replace(table, keeping=replace(table.keeping, rows_before=layout.tables.lines_before))
    yield table


def _parted(blocks: Sequence[FlowBlock], layout: Layout) -> list[FlowBlock]:
    """The blocks, with the blank grid lines between them that those above ask for; a byline stands close to its title.

    LibreOffice leaves no single line of a paragraph under a table at the foot of a page; nor do we.
    """
    parted: list[FlowBlock] = []
    wanted = 0
    for block in blocks:
        is_byline = isinstance(block, FlowText) and block.block.role is Role.BYLINE
        here = 0 if is_byline else wanted
        keeping = replace(
            block.keeping,
            rows_before=max(block.keeping.rows_before, here),
            least=layout.tables.lines_below if parted and isinstance(parted[-1], FlowTable) else block.keeping.least,
        )
        parted.append(replace(block, keeping=keeping))
        wanted = max(wanted - here, block.keeping.rows_after)
    return parted
