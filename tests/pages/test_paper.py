from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from huibian.frame import (
    Align,
    Artifact,
    ArtifactLine,
    Border,
    Document,
    Line,
    Link,
    NoteBlock,
    NoteSeparator,
    Page,
    PageStart,
    PartKind,
    PictureBlock,
    PlacedPicture,
    Role,
    RunKind,
    TableBlock,
    TextLine,
)
from huibian.layoutfile.definition import Layout
from huibian.text.model import Article, ArticlePicture, ArticleTable
from tests.support import contents
from tests.support.examples import STANDARD, TABLED, composed
from tests.support.layouts import changed_layout, compose_articles, compose_with
from tests.support.reading import role_of, tables_of
from tests.support.requirements import ROOT

pytestmark = pytest.mark.debian_fonts

SHORT = ROOT / "examples" / "yunxi-2026-10" / "issue-58.yaml"
WORDS = "县地方史志办公室组织各乡镇开展旧志征集工作，共征得旧志十二种、家谱三十四部。"


@cache
def document() -> Document:
    """An article with two pictures, a table over several pages, and footnotes in the text and in a cell."""
    head = tuple(map(contents.cell, ("乡镇", "经过")))
    rows = [(contents.cell(f"青溪乡{n}"), contents.cell(WORDS)) for n in range(30)]
    rows[3] = (contents.cell("石漱镇", contents.note("表里的注。")), contents.cell(""))
    blocks = (
        contents.text_block(Role.PARAGRAPH, contents.inline(WORDS), contents.note("第一条。"), contents.inline("又。")),
        ArticlePicture(contents.image(1200, 800), (contents.inline("图一"),), contents.SPAN),
        ArticleTable((contents.inline("表1"),), (Align.JUSTIFY,) * 2, (head, *rows), 1, contents.SPAN),
        contents.text_block(Role.PARAGRAPH, contents.inline(WORDS * 3), contents.note("末一条。" * 40)),
        ArticlePicture(contents.image(800, 800, "png"), (), contents.SPAN),
    )
    article = Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)
    return compose_articles(changed_layout(), SHORT, [article])


def roles(item: object) -> Role | None:
    return role_of(document(), item)


def body() -> list[tuple[int, Line]]:
    return [
        (number, item)
        for number, page in enumerate(document().pages)
        if page.part is PartKind.BODY
        for item in page.items
        if isinstance(item, Line)
    ]


def test_the_header_of_a_table_is_repeated_on_each_page_as_an_artifact() -> None:
    pages = {number for number, line in body() if roles(line) is Role.TABLE_CELL}
    heads = [number for number, line in body() if line.text == "乡镇"]

    assert len(pages) > 1
    assert sorted(heads) == sorted(pages)
    assert [roles(line) for _, line in body() if line.text == "乡镇"] == [Role.TABLE_HEAD, *[None] * (len(heads) - 1)]


def test_the_cells_of_a_table_follow_it_and_name_their_places() -> None:
    index, table = next((n, block) for n, block in enumerate(document().blocks) if isinstance(block, TableBlock))

    assert [block for row in table.rows for cell in row.cells for block in cell.blocks] == list(
        range(index + 1, index + 1 + 2 * 31)
    )
    texts = {line.block: line.text for _, line in body() if isinstance(line, TextLine)}
    assert texts[table.rows[1].cells[0].blocks[0]] == "青溪乡0"
    assert table.rows[4].cells[1].blocks[0] not in texts


def test_every_mark_has_its_footnote_on_its_page_and_numbers_run_through_the_issue() -> None:
    marks = [(number, run) for number, line in body() for run in line.runs if run.kind is RunKind.NOTE_REFERENCE]
    notes = [(number, run) for number, line in body() for run in line.runs if run.kind is RunKind.NOTE_NUMBER]

    assert "".join(run.text for _, run in marks) == "①②③"
    assert [(number, run.note, run.text) for number, run in marks] == [
        (number, run.note, run.text) for number, run in notes
    ]
    assert all(run.size < 16_000 and run.rise > 0 for _, run in marks)


def test_footnotes_end_where_the_grid_does_under_a_rule() -> None:
    layout = changed_layout()
    foot = layout.type_area.top + layout.grid.pitch * layout.grid.lines
    for page in document().pages:
        notes = [line for line in page.lines if roles(line) is Role.FOOTNOTE]
        if notes:
            (rule,) = [item for item in page.items if isinstance(item, NoteSeparator)]
            text = [line for line in page.lines if roles(line) is not Role.FOOTNOTE]
            assert notes[-1].top + notes[-1].height == foot
            assert rule.y + layout.notes.gap == notes[0].top
            assert text[-1].top + text[-1].height <= rule.y


def test_a_picture_stands_in_the_middle_above_its_caption() -> None:
    layout = changed_layout()
    page = next(page for page in document().pages if any(isinstance(item, PlacedPicture) for item in page.items))
    picture = next(item for item in page.items if isinstance(item, PlacedPicture))
    caption = next(line for line in page.lines if roles(line) is Role.CAPTION)

    assert picture.x * 2 + picture.width == pytest.approx(layout.type_area.inner * 2 + layout.type_area.width, abs=2)
    assert picture.y + picture.height < caption.top
    block = document().blocks[picture.block]
    assert isinstance(block, PictureBlock)
    assert block.height % layout.grid.pitch == 0
    assert caption.block == picture.block + 1
    assert (block.alternative, block.has_caption) == ("图一", True)


def test_images_are_named_by_their_pictures() -> None:
    pictures = [item for page in document().pages for item in page.items if isinstance(item, PlacedPicture)]

    assert [document().images[item.image].format.value for item in pictures] == ["jpeg", "png"]


def test_borders_of_a_table_enclose_its_lines() -> None:
    for page in document().pages:
        cells = [line for line in page.lines if roles(line) in (Role.TABLE_CELL, Role.TABLE_HEAD)]
        borders = [item for item in page.items if isinstance(item, Border) and item.width > item.height]
        if cells:
            assert borders[0].y <= cells[0].top
            last = max(line.top + line.height for line in cells)
            assert max(border.y for border in borders if border.y < last + 40_000) >= last


def test_a_row_of_empty_cells_has_its_page_too() -> None:
    rows = tuple((contents.cell(""),) for _ in range(30))
    table = ArticleTable((), (Align.JUSTIFY,), rows, 0, contents.SPAN)
    made = compose_articles(
        changed_layout(), SHORT, [Article((contents.inline("标题"),), "标题", (table,), contents.SPAN)]
    )

    pages = [row.page for table in tables_of(made) for row in table.rows]
    assert (pages[0], pages[-1]) == (0, 1)
    assert pages == sorted(pages)


def test_a_repeated_header_has_the_number_of_its_footnote() -> None:
    head = (contents.cell("乡镇", contents.note("表头的注。")), contents.cell("经过"))
    rows = [(contents.cell(f"青溪乡{n}"), contents.cell(WORDS)) for n in range(30)]
    blocks = (
        contents.text_block(Role.PARAGRAPH, contents.inline(WORDS), contents.note("第一条。")),
        ArticleTable((), (Align.JUSTIFY,) * 2, (head, *rows), 1, contents.SPAN),
    )
    made = compose_articles(
        changed_layout(), SHORT, [Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)]
    )

    texts = [item for page in made.pages for item in page.items if isinstance(item, Line) and item.text == "乡镇"]
    said = ["".join(run.text for run in text.runs) for text in texts]
    assert len(said) > 1
    assert set(said) == {"乡镇②"}


def folio(page: Page) -> ArtifactLine:
    artifacts = [item for item in page.items if isinstance(item, ArtifactLine)]
    assert len(artifacts) == 1
    assert artifacts[0].reason is Artifact.FOLIO
    return artifacts[0]


def body_pages(document: Document) -> list[Page]:
    return [page for page in document.pages if page.part is PartKind.BODY]


def test_folios_stand_outside_one_em_in() -> None:
    composition = composed(STANDARD)
    area = composition.layout.type_area
    inset = 14_000
    for number, page in enumerate(body_pages(composition.document), 1):
        line = folio(page)
        assert line.text == f"— {number} —"
        if number % 2:
            assert line.x + line.width == area.inner + area.width - inset
        else:
            assert line.x == area.inner + inset


def test_the_dashes_of_a_folio_stand_seven_millimetres_below_the_type_area() -> None:
    composition = composed(STANDARD)
    layout: Layout = composition.layout
    foot = layout.type_area.top + layout.type_area.height
    line = folio(body_pages(composition.document)[0])

    assert round((line.baseline - foot - 380 * 14).mm, 2) == 7.0
    assert {part.folio.foot for part in composition.document.parts if part.folio} == {line.foot}


def test_only_body_pages_carry_a_number() -> None:
    for page in composed(STANDARD).document.pages:
        artifacts = [item for item in page.items if isinstance(item, ArtifactLine)]
        assert bool(artifacts) == (page.part is PartKind.BODY)


def test_mirrored_margins_change_sides_on_even_pages() -> None:
    layout = changed_layout(type_area={"inner": "35 mm", "mirrored": True})
    odd, even = body_pages(compose_with(layout, STANDARD))[:2]

    assert min(line.x for line in odd.lines) == layout.margins.inner
    assert min(line.x for line in even.lines) == layout.margins.outer
    assert layout.margins.inner != layout.margins.outer


def test_baselines_stand_on_the_grid() -> None:
    composition = composed(STANDARD)
    grid, top = composition.layout.grid, composition.layout.type_area.top
    for page in body_pages(composition.document):
        for line in page.lines:
            assert (line.top - top) % grid.pitch == 0
            assert line.top + line.height <= top + grid.pitch * grid.lines


def test_the_mark_of_a_footnote_is_a_link_to_it() -> None:
    found = []
    for page in document().pages:
        links = [item for item in page.items if isinstance(item, Link)]
        notes = [link for link in links if isinstance(document().blocks[link.target], NoteBlock)]
        marks = [(line, run) for line in page.lines for run in line.runs if run.kind is RunKind.NOTE_REFERENCE]
        for link, (line, run) in zip(notes, marks, strict=True):
            note = document().blocks[link.target]
            assert isinstance(note, NoteBlock)
            assert (link.block, note.number) == (line.block, run.note)
            assert (link.width, link.height) == (run.width, run.size)
            assert line.x < link.x <= line.x + line.width - link.width
            assert line.top <= link.y < link.y + link.height <= line.baseline
            found.append(run.text)

    assert found == ["①", "②", "③"]


def test_a_row_that_no_page_holds_goes_on_on_the_next_pages() -> None:
    layout = changed_layout()
    head = tuple(map(contents.cell, ("乡镇", "经过")))
    tall = (contents.cell("青溪乡"), contents.cell(WORDS * 60))
    table = ArticleTable((), (Align.JUSTIFY,) * 2, (head, tall, head), 1, contents.SPAN)
    made = compose_articles(layout, SHORT, [Article((contents.inline("标题"),), "标题", (table,), contents.SPAN)])
    (block,) = tables_of(made)
    pages = [page for page in made.pages if page.part is PartKind.BODY]

    header, *rows, last = block.rows
    assert [row.page for row in rows] == list(range(len(pages)))
    assert len(rows) > 2
    assert len({row.cells for row in rows}) == 1
    assert (header.cells, last.cells) != (rows[0].cells, rows[0].cells)
    assert last.page == rows[-1].page
    for index, (page, row) in enumerate(zip(pages, rows, strict=True)):
        lines = [line for line in page.lines if line.block in row.cells[1].blocks]
        assert {below.top - above.top for above, below in pairwise(lines)} <= {layout.style(Role.TABLE_CELL).pitch}
        across = sorted(item.y for item in page.items if isinstance(item, Border) and item.width > item.height)
        assert len(across) == (4 if index == len(rows) - 1 else 3)  # nothing is drawn between the pieces of a page
        assert across[1] < lines[0].top
        assert lines[-1].foot < across[2]


def test_a_tall_row_begins_where_there_is_room_for_a_part_of_it() -> None:
    tall = (contents.cell("青溪乡"), contents.cell(WORDS * 60))
    table = ArticleTable((), (Align.JUSTIFY,) * 2, (tall,), 0, contents.SPAN)
    blocks = (contents.text_block(Role.PARAGRAPH, contents.inline(WORDS)), table)
    made = compose_articles(
        changed_layout(), SHORT, [Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)]
    )

    assert [row.page for row in next(tables_of(made)).rows][:2] == [0, 1]
    assert made.pages[2].is_full


def test_a_page_is_full_unless_it_is_the_last_or_the_next_was_opened_by_a_block() -> None:
    made = document()
    body = [page for page in made.pages if page.part is PartKind.BODY]
    first = [page.lines[0].block for page in body]
    opened = [made.blocks[number].start is not PageStart.FLOWS for number in first]

    assert [page.is_full for page in body] == [*(not each for each in opened[1:]), False]
    assert True in [page.is_full for page in body]


def test_a_page_is_full_before_one_that_is_not_though_another_opens_behind_that() -> None:
    long, short = (
        Article(
            (contents.inline("标题"),),
            "标题",
            (contents.text_block(Role.PARAGRAPH, contents.inline(words)),),
            contents.SPAN,
        )
        for words in (WORDS * 20, WORDS)
    )
    made = compose_articles(changed_layout(binding={"article_opens_page": "true"}), SHORT, [long, short])

    assert [page.is_full for page in made.pages if page.part is PartKind.BODY] == [True, False, False]


@pytest.mark.parametrize("header", [0, 1])
def test_a_table_that_goes_on_says_so_above_its_header_if_the_layout_does(header: int) -> None:
    rows = tuple((contents.cell(f"青溪乡{number}"), contents.cell("")) for number in range(50))
    table = ArticleTable((), (Align.JUSTIFY,) * 2, rows, header, contents.SPAN)
    layout = changed_layout(tables={"continued": "续表"})
    made = compose_articles(layout, SHORT, [Article((contents.inline("标题"),), "标题", (table,), contents.SPAN)])
    pages = [page for page in made.pages if page.part is PartKind.BODY]

    lines = [[line for line in page.all_lines if line.text.startswith(("续表", "青溪乡"))] for page in pages]
    assert [[line.text for line in page[: 1 + header]] for page in lines[1:]] == [["续表", *["青溪乡0"] * header]] * 2
    assert "续表" not in {line.text for line in lines[0]}
    for page in lines[1:]:
        said, first = page[:2]
        assert (said.top, said.foot) == (layout.type_area.top, layout.type_area.top + layout.grid.pitch)
        assert said.x + said.width == layout.type_area.inner + layout.type_area.width
        assert first.top >= said.foot
    assert [block.continued for block in tables_of(made)] == ["续表"]
    assert [block.continued for block in tables_of(document())] == [None]
    assert all(page.lines[-1].foot <= layout.type_area.top + layout.grid.pitch * layout.grid.lines for page in pages)


def test_pages_with_a_table_that_fits_on_no_upright_one_lie_on_their_sides_and_no_others_do() -> None:
    document = composed(TABLED).document
    turned = [page for page in document.pages if page.is_turned]
    assert 0 < len(turned) < len(document.pages)
    assert all(any(isinstance(item, Border) for item in page.items) for page in turned)
