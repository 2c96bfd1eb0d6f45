from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.diagnostics import HuibianError
from huibian.frame import Align, ContentsEntry, Document, ListItem, Page, PartKind, Role
from huibian.layoutfile.definition import load_layout
from huibian.pages.body import page_depth
from huibian.text.model import (
    Article,
    ArticlePicture,
    ArticleTable,
    CaptionBeside,
    CaptionSide,
    Content,
    Inline,
    ListParagraph,
    Paragraph,
)
from tests.support import contents
from tests.support.examples import SHORT
from tests.support.layouts import BULLETIN, changed_layout, compose_articles
from tests.support.reading import block_role, role_of, tables_of
from tests.support.tables import figures, noted

pytestmark = pytest.mark.debian_fonts


def article(*blocks: Content) -> Article:
    return Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)


def paragraph(text: str = "正文一句。", *more: Inline) -> Paragraph:
    return contents.text_block(Role.PARAGRAPH, contents.inline(text), *more)


def composed(*articles: Article, **layout: dict[str, str]) -> Document:
    return compose_articles(changed_layout(**layout), SHORT, list(articles))


def roles(document: Document) -> list[Role | None]:
    body = [page for page in document.pages if page.part is PartKind.BODY]
    return [role_of(document, line) for page in body for line in page.lines]


def test_captions_stand_under_pictures_and_above_tables() -> None:
    picture = ArticlePicture(contents.image(1200, 800), (contents.inline("图"),), contents.SPAN)
    rows = ((contents.cell("甲"),), (contents.cell("乙"),))
    table = ArticleTable((contents.inline("表"),), (Align.JUSTIFY,), rows, 1, contents.SPAN)

    found = roles(composed(article(paragraph(), picture, table, paragraph())))

    assert found[2:] == [
        Role.PARAGRAPH,
        Role.CAPTION,
        Role.TABLE_CAPTION,
        Role.TABLE_HEAD,
        Role.TABLE_CELL,
        Role.PARAGRAPH,
    ]


def test_a_picture_with_its_caption_beside_it_is_a_table_of_one_row() -> None:
    beside = CaptionBeside(CaptionSide.START, 50)
    picture = ArticlePicture(contents.image(1200, 800), (contents.inline("图"),), contents.SPAN, beside)

    document = composed(article(paragraph(), picture, picture, paragraph()))

    assert [[len(row.cells) for row in table.rows] for table in tables_of(document)] == [[2], [2]]
    assert roles(document)[2:] == [Role.PARAGRAPH, Role.CAPTION, Role.CAPTION, Role.PARAGRAPH]


@pytest.mark.parametrize("caption", ["", "表1"])
def test_a_blank_line_stands_above_a_table_without_caption(caption: str) -> None:
    inlines = (contents.inline(caption),) if caption else ()
    table = ArticleTable(inlines, (Align.JUSTIFY,), ((contents.cell("甲"),), (contents.cell("乙"),)), 1, contents.SPAN)
    layout = changed_layout()

    document = composed(article(paragraph(), table))

    found = next(tables_of(document))
    assert found.space_before == (0 if caption else layout.grid.pitch)


@pytest.mark.parametrize("above", range(14, 22))
def test_a_small_table_is_not_parted(above: int) -> None:
    rows = tuple((contents.cell(f"乡{number}"),) for number in range(5))
    table = ArticleTable((contents.inline("表1"),), (Align.JUSTIFY,), rows, 1, contents.SPAN)

    document = composed(article(*[paragraph()] * above, table))

    roles_of = [{role_of(document, line) for line in page.lines} for page in document.pages]
    holding = [found for found in roles_of if Role.TABLE_CELL in found]
    assert len(holding) == 1
    assert {Role.TABLE_CAPTION, Role.TABLE_HEAD} <= holding[0]


@pytest.mark.parametrize(("above", "under"), [(12, 3), (13, 2), (14, 0)])
def test_no_single_line_of_a_paragraph_stands_under_a_table_at_the_foot_of_a_page(above: int, under: int) -> None:
    table = ArticleTable((), (Align.JUSTIFY,), ((contents.cell("甲"),), (contents.cell("乙"),)), 1, contents.SPAN)

    document = composed(article(*[paragraph()] * above, table, paragraph("正文一句，" * 14 + "完。")))

    last = _last_paragraph(document)
    (held,) = (page for page in document.pages if _has(document, page, Role.TABLE_CELL))
    assert sum(line.block == last for line in held.lines) == under


def _has(document: Document, page: Page, role: Role) -> bool:
    return any(role_of(document, line) is role for line in page.lines)


def test_a_blank_line_follows_a_table() -> None:
    rows = ((contents.cell("甲"),), (contents.cell("乙"),))
    table = ArticleTable((), (Align.JUSTIFY,), rows, 1, contents.SPAN)
    layout = changed_layout()

    document = composed(article(paragraph(), table, paragraph()))

    assert document.blocks[_last_paragraph(document)].space_before == layout.grid.pitch


@pytest.mark.parametrize("with_byline", [False, True])
def test_blank_lines_below_a_title_stand_below_its_byline(with_byline: bool) -> None:
    plain = changed_layout()
    title = replace(plain.styles[Role.ARTICLE_TITLE], lines_after=2)
    layout = replace(plain, styles=plain.styles | {Role.ARTICLE_TITLE: title})
    byline = [contents.text_block(Role.BYLINE, contents.inline("（县史志办 供稿）"))] if with_byline else []

    document = compose_articles(layout, SHORT, [article(*byline, paragraph(), paragraph())])

    above = [(block_role(block), block.space_before // layout.grid.pitch) for block in document.blocks]
    body = [each for each in above if each[0] in (Role.BYLINE, Role.PARAGRAPH)]
    assert body == [*([(Role.BYLINE, 0)] if with_byline else []), (Role.PARAGRAPH, 2), (Role.PARAGRAPH, 0)]


def test_what_stands_above_a_title_stays_with_it_and_a_sub_title_stands_close() -> None:
    plain = changed_layout()
    title = replace(plain.styles[Role.ARTICLE_TITLE], lines_after=1)
    layout = replace(plain, styles=plain.styles | {Role.ARTICLE_TITLE: title})
    label = contents.text_block(Role.ARTICLE_LABEL, contents.inline("附件1"))
    subtitle = contents.text_block(Role.SUBTITLE, contents.inline("——在会上的讲话"))
    headed = replace(article(subtitle, paragraph()), labels=(label,))

    document = compose_articles(layout, SHORT, [article(paragraph()), headed])

    above = [(block_role(block), block.space_before // layout.grid.pitch) for block in document.blocks]
    last = max(place for place, (role, _) in enumerate(above) if role is Role.PARAGRAPH)
    assert above[last - 3 : last + 1] == [
        (Role.ARTICLE_LABEL, 1),
        (Role.ARTICLE_TITLE, 1),
        (Role.SUBTITLE, 0),
        (Role.PARAGRAPH, 1),
    ]
    entries = [block for block in document.blocks if isinstance(block, ContentsEntry)]
    assert [block_role(document.blocks[entry.target]) for entry in entries][-1] is Role.ARTICLE_TITLE


def _last_paragraph(document: Document) -> int:
    return max(index for index, block in enumerate(document.blocks) if block_role(block) is Role.PARAGRAPH)


def test_an_entry_of_the_contents_is_not_bold() -> None:
    document = composed(article(paragraph()))
    lines = [line for page in document.pages if page.part is PartKind.CONTENTS for line in page.lines]

    assert [run.bold for line in lines for run in line.runs if "标题" in run.text] == [False]


@pytest.mark.parametrize(("lines", "pages"), [(33, 1), (34, 2)])
def test_a_footnote_that_the_page_has_no_room_for_runs_on(lines: int, pages: int) -> None:
    """Footnotes take 17 of 22 grid lines at most, so 33 lines."""
    document = composed(article(paragraph("正文。", note_of(lines))))

    noted = [page for page in document.pages if any(role_of(document, line) is Role.FOOTNOTE for line in page.lines)]
    assert len(noted) == pages


def note_of(lines: int) -> Inline:
    """A footnote of so many lines of 46 characters, the first of which has its number."""
    return contents.note("山" * (45 + 46 * (lines - 1)))


@pytest.mark.parametrize(("lines", "codes"), [(31, []), (32, ["HB510"])])
def test_all_footnotes_of_a_line_begin_on_its_page(lines: int, codes: list[str]) -> None:
    """Of the 33 lines that a page has for them, two are for the second."""
    assert refused(article(paragraph("正文。", note_of(lines), note_of(4)))) == codes


def refused(*articles: Article) -> list[str]:
    """What is said of an issue that is refused."""
    try:
        composed(*articles)
    except HuibianError as error:
        return [each.code for each in error.diagnostics]
    return []


def test_each_article_may_open_a_page() -> None:
    articles = [article(paragraph()) for _ in range(3)]

    together = composed(*articles)
    apart = composed(*articles, binding={"article_opens_page": "true"})

    def pages(document: Document) -> int:
        return sum(part.pages for part in document.parts if part.kind is PartKind.BODY)

    assert (pages(together), pages(apart)) == (1, 3)


def test_an_attachment_opens_a_page_where_articles_do() -> None:
    label = contents.text_block(Role.ARTICLE_LABEL, contents.inline("附件1"))
    title = contents.text_block(Role.ATTACHMENT_TITLE, contents.inline("测产办法"))
    attached = article(paragraph(), label, title, paragraph())

    def pages(document: Document) -> int:
        return sum(part.pages for part in document.parts if part.kind is PartKind.BODY)

    assert pages(composed(attached)) == 1
    assert pages(composed(attached, binding={"article_opens_page": "true"})) == 2


def test_a_heading_that_runs_into_its_paragraph_has_the_look_of_one() -> None:
    lead = contents.inline("（一）加强领导。", lead=Role.HEADING_2)

    document = composed(article(contents.text_block(Role.PARAGRAPH, lead, contents.inline("各地要重视。"))))
    line = next(line for page in document.pages for line in page.lines if line.text.startswith("（一）"))

    assert line.runs[0].font == document.styles[Role.HEADING_2].font
    assert line.runs[-1].font == document.styles[Role.PARAGRAPH].font


def test_a_title_of_nothing_but_the_mark_of_a_footnote_is_refused() -> None:
    title = (contents.note("注。"),)

    with pytest.raises(HuibianError) as caught:
        composed(Article(title, "", (paragraph(),), contents.SPAN))

    assert [(each.code, each.span) for each in caught.value.diagnostics] == [("HB521", contents.SPAN)]


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(HuibianError) as caught:
        composed(article(paragraph(), ArticleTable((), (Align.JUSTIFY,), (), 0, contents.SPAN)))

    assert [each.code for each in caught.value.diagnostics] == ["HB523"]


def high_row(lines: int, note: str) -> Article:
    cell = contents.cell("山川河流" * 10 * lines, contents.note(note))
    return article(paragraph(), ArticleTable((), (Align.JUSTIFY,), ((cell,),), 0, contents.SPAN))


@pytest.mark.parametrize(("lines", "codes"), [(23, []), (24, ["HB522"])])
def test_a_row_and_the_start_of_its_footnote_have_to_fit_on_one_page(lines: int, codes: list[str]) -> None:
    assert refused(high_row(lines, "注。" * 150)) == codes


def test_a_table_of_one_row_higher_than_a_page_goes_on_though_the_article_calls_it_a_header() -> None:
    rows = ((contents.cell("山川河流" * 400),),)
    document = composed(article(paragraph(), ArticleTable((), (Align.JUSTIFY,), rows, 1, contents.SPAN)))

    (table,) = tables_of(document)
    assert [row.page for row in table.rows] == [0, 1]


def test_a_paragraph_of_a_list_says_how_deep_it_stands_and_what_it_begins_with() -> None:
    item = ListParagraph(
        Role.LIST_ITEM, (contents.inline("（1）"), contents.inline("内容")), contents.SPAN, level=2, label="（1）"
    )

    document = composed(article(paragraph(), item))

    found = [block for block in document.blocks if isinstance(block, ListItem)]
    assert [(block.role, block.level, block.label) for block in found] == [(Role.LIST_ITEM, 2, "（1）")]


def pages_of(document: Document, *roles: Role) -> list[int]:
    """The page of each line of some roles."""
    pages = enumerate(document.pages)
    return [number for number, page in pages for line in page.lines if role_of(document, line) in roles]


@pytest.mark.parametrize(("rows", "last"), [(14, 14), (15, 1), (16, 1), (17, 1), (18, 2)])
def test_the_last_row_of_a_table_stays_with_the_notes_below_it(rows: int, last: int) -> None:
    """Caption, units, header and two notes take five lines of 19: of 15 to 17 rows the last is held for the notes."""
    document = compose_articles(changed_layout(), SHORT, [article(noted(figures(3, rows)), paragraph())])
    cells, notes = pages_of(document, Role.TABLE_CELL), pages_of(document, Role.TABLE_NOTE)

    assert set(notes) == {cells[-1]}
    assert cells.count(cells[-1]) == 3 * last


def test_white_is_left_below_the_notes_of_a_table() -> None:
    layout = changed_layout()
    document = compose_articles(layout, SHORT, [article(noted(figures(3, 2)), paragraph())])
    lines = [line for page in document.pages for line in page.lines]
    note, text = (
        [line for line in lines if role_of(document, line) is role][-1] for role in (Role.TABLE_NOTE, Role.PARAGRAPH)
    )

    assert text.top - note.foot == layout.grid.pitch * layout.tables.lines_after


def test_a_line_that_says_what_a_table_is_counted_in_stands_at_its_right_below_the_caption() -> None:
    layout = changed_layout()
    document = compose_articles(layout, SHORT, [article(noted(figures(3, 2)))])
    lines = [line for page in document.pages for line in page.lines]
    index = next(n for n, line in enumerate(lines) if role_of(document, line) is Role.TABLE_UNITS)

    assert role_of(document, lines[index - 1]) is Role.TABLE_CAPTION
    assert lines[index].x + lines[index].width == layout.margins.inner + layout.type_area.width


@pytest.mark.parametrize(("lines", "share", "most"), [(22, 50, 11), (44, 90, 39)])
def test_the_footnotes_of_a_page_take_at_most_their_share_of_its_lines(lines: int, share: int, most: int) -> None:
    layout = load_layout(BULLETIN)
    grid, notes = (
        replace(layout.grid, lines=lines),
        replace(layout.notes, page_share=share),
    )
    assert page_depth(replace(layout, grid=grid, notes=notes)).note_most == most
