from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.frame import (
    BlockNumber,
    ContentsEntry,
    Document,
    Heading,
    Line,
    PageNumber,
    PartKind,
    PictureBlock,
    PlacedPicture,
    Role,
    RunKind,
)
from huibian.layoutfile.binding import Binding, PageNumbering
from huibian.text.model import Article, ArticlePicture
from tests.support.contents import SPAN, image, inline, text_block
from tests.support.examples import EXAMPLES, SHORT, STANDARD, composed
from tests.support.layouts import changed_layout, compose_articles, compose_with

pytestmark = pytest.mark.debian_fonts
CONTINUOUS = replace(changed_layout(), binding=Binding(numbering=PageNumbering.CONTINUOUS))


def kinds(document: Document) -> list[PartKind]:
    return [part.kind for part in document.parts]


def test_an_issue_is_made_of_the_parts_that_it_has() -> None:
    whole = compose_with(changed_layout(), SHORT)
    bare = replace(changed_layout(contents={"show": "false"}), cover=())

    assert kinds(whole) == [PartKind.COVER, PartKind.CONTENTS, PartKind.BODY, PartKind.COLOPHON]
    assert kinds(compose_with(bare, SHORT)) == [PartKind.BODY, PartKind.COLOPHON]


@pytest.mark.parametrize("manifest", EXAMPLES, ids=lambda path: path.stem)
def test_the_blocks_of_parts_follow_one_another_and_stand_on_their_pages(manifest: Path) -> None:
    document = composed(manifest).document
    numbers = [number for part in document.parts for number in (*part.head, *part.body, *part.foot)]

    assert numbers == list(range(len(document.blocks)))
    pages = iter(document.pages)
    for part in document.parts:
        own = {line.block for _ in range(part.pages) for line in next(pages).lines}
        assert own <= {*part.head, *part.body, *part.foot}


def test_pages_counted_from_the_cover_are_the_ones_that_the_contents_names() -> None:
    restarted, continuous = compose_with(changed_layout(), STANDARD), compose_with(CONTINUOUS, STANDARD)
    before = next(index for index, page in enumerate(continuous.pages) if page.part is PartKind.BODY)

    assert [page + before for page in named(restarted)] == named(continuous)
    assert next(part.first for part in continuous.parts if part.kind is PartKind.BODY) == PageNumber(before + 1)


def named(document: Document) -> list[int]:
    """The pages that the contents names."""
    lines = [item for page in document.pages for item in page.items if isinstance(item, Line)]
    return [int(run.text) for line in lines for run in line.runs if run.kind is RunKind.PAGE_REFERENCE]


def test_an_entry_leads_to_the_heading_that_its_number_names_the_page_of() -> None:
    document = compose_with(CONTINUOUS, STANDARD)
    labels: dict[BlockNumber, str | None] = {}
    for page in document.pages:
        for line in page.lines:
            labels.setdefault(line.block, page.label)
    ends = [line for page in document.pages for line in page.lines if line.runs[-1].kind is RunKind.PAGE_REFERENCE]

    assert ends
    for line in ends:
        entry = document.blocks[line.block]
        assert isinstance(entry, ContentsEntry)
        assert isinstance(document.blocks[entry.target], Heading)
        assert entry.target == line.runs[-1].target
        assert labels[entry.target] == line.runs[-1].text


def with_lines(count: int) -> Document:
    """An issue of an article with so many paragraphs of one line, its colophon under the text if there is room."""
    block = text_block(Role.PARAGRAPH, inline("一行正文。"))
    article = Article((inline("一篇"),), "一篇", (block,) * count, SPAN)
    return compose_articles(changed_layout(colophon={"on_last_page": "true"}), SHORT, [article])


def test_a_colophon_stands_under_the_text_as_long_as_a_blank_line_parts_them() -> None:
    grid = changed_layout().grid
    short = with_lines(1)
    body = short.parts[-1]
    text, colophon = ([line for line in short.pages[-1].lines if line.block in part] for part in (body.body, body.foot))
    free = (colophon[0].top - text[-1].foot) // grid.pitch - 1  # a blank line stays

    full, fuller = with_lines(1 + free), with_lines(2 + free)

    assert [kinds(each)[-1] for each in (short, full, fuller)] == [PartKind.BODY, PartKind.BODY, PartKind.COLOPHON]
    assert len(full.pages) + 1 == len(fuller.pages)


@pytest.mark.parametrize(
    ("lines", "rows", "page"),
    [
        (7, 11, 0),  # the section's head, a blank line, the title, the text, the picture, its caption: 22
        (8, 10, 0),
        (11, 7, 0),
        (12, 11, 1),  # at 60 percent it takes 7 lines
    ],
)
def test_a_picture_gives_way_to_the_lines_above_it(lines: int, rows: int, page: int) -> None:
    paragraphs = [text_block(Role.PARAGRAPH, inline("一行字")) for _ in range(lines)]
    picture = ArticlePicture(image(1200, 1200), (inline("图1 老街"),), SPAN)
    layout = changed_layout()
    document = compose_articles(layout, SHORT, [Article((inline("题"),), "题", (*paragraphs, picture), SPAN)])
    pages = [each for each in document.pages if each.part is PartKind.BODY]
    (placed,) = [item for item in pages[page].items if isinstance(item, PlacedPicture)]
    (block,) = [block for block in document.blocks if isinstance(block, PictureBlock)]
    assert block.height == layout.grid.pitch * rows
    assert placed.height == layout.grid.pitch * rows - layout.pictures.white
