"""A table of 20 columns needs a page that lies on its side, in every layout that comes with huibian."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.frame import Document, Page, PageNumber, PartKind, Role, RunKind, TurnedLine
from huibian.layoutfile.definition import Layout, load_layout
from huibian.pages.turning import turned_layout
from huibian.text.model import Content
from tests.pages.test_paper import SHORT
from tests.support.layouts import changed_layout, compose_articles
from tests.support.reading import role_of
from tests.support.tables import article, figures, heading, words

pytestmark = pytest.mark.debian_fonts

WIDE = 20


def body(document: Document) -> list[Page]:
    return [page for page in document.pages if page.part is PartKind.BODY]


def composed(*contents: Content, layout: Layout | None = None) -> Document:
    return compose_articles(layout or changed_layout(), SHORT, [article(*contents)])


def shape(*contents: Content, layout: Layout | None = None) -> str:
    """The pages of the body, "t" for each that lies on its side."""
    return "".join("t" if page.is_turned else "u" for page in body(composed(*contents, layout=layout)))


@cache
def over_pages() -> Document:
    """Text, a table over two turned pages, text."""
    return composed(words(2), figures(WIDE, 20), words(2))


def test_a_table_that_fits_in_no_type_begins_a_page_that_lies_on_its_side() -> None:
    assert shape(words(1), figures(12, 2), words(1)) == "u"
    assert shape(words(1), figures(WIDE, 2), words(1)) == "utu"
    assert shape(words(1), figures(WIDE, 20), words(1)) == "uttu"


def test_what_follows_begins_the_next_page_and_each_such_table_one_of_its_own() -> None:
    assert shape(words(1), figures(WIDE, 2), figures(WIDE, 2), words(1)) == "uttu"
    assert shape(words(1), figures(WIDE, 2), figures(3, 2)) == "utu"
    assert shape(words(1), figures(WIDE, 2)) == "ut"


def test_no_page_is_left_empty_before_it_where_the_text_fills_one() -> None:
    filling = (*[words(1)] * 8, words(2))
    layout = changed_layout()
    first, *others = body(composed(*filling, figures(WIDE, 1)))

    assert first.foot == layout.type_area.top + layout.grid.pitch * layout.grid.lines
    assert [page.is_turned for page in others] == [True]
    assert shape(*filling, words(1), figures(WIDE, 1)) == "uut"


def test_headings_that_stay_with_the_table_stand_above_it() -> None:
    document = composed(words(1), heading(), figures(WIDE, 2))
    first, second = body(document)

    assert [page.is_turned for page in (first, second)] == [False, True]
    roles = [role_of(document, line) for line in second.lines]
    assert roles[:2] == [Role.HEADING_1, Role.TABLE_CAPTION]
    assert second.lines[0].fit.measure > changed_layout().type_area.width


def test_an_article_that_begins_with_the_table_begins_on_its_page() -> None:
    first, second = body(composed(figures(WIDE, 2), words(1)))

    assert first.is_turned
    assert [line.text for line in first.lines[:3]] == ["本月关注", "旧志征集统计", "表1　各乡镇旧志征集情况"]
    assert not second.is_turned


def test_the_paper_lies_and_the_type_area_with_it() -> None:
    layout = changed_layout(type_area={"inner": "35 mm", "mirrored": "true"})
    document = composed(words(1), figures(WIDE, 20), layout=layout)
    turned = [page for page in body(document) if page.is_turned]

    for page in turned:
        number = PageNumber(int(page.label or 0))
        cells = [line for line in page.lines if role_of(document, line) is Role.TABLE_CELL]
        assert (page.size.width, page.size.height) == (layout.paper.height, layout.paper.width)
        assert min(line.top for line in page.lines) >= layout.margins.left(number)
        assert max(line.foot for line in page.lines) <= layout.margins.left(number) + layout.type_area.width
        assert min(line.x for line in cells) >= layout.margins.bottom
        assert max(line.x + line.width for line in cells) <= layout.paper.height - layout.margins.top
    assert [page.label for page in turned] == ["2", "3"]
    assert layout.margins.left(PageNumber(2)) != layout.margins.left(PageNumber(3))


def test_the_header_is_repeated_on_its_further_pages() -> None:
    pages = [page for page in body(over_pages()) if page.is_turned]

    assert [sum(line.text == "乡镇" for line in page.all_lines) for page in pages] == [1, 1]


def test_the_page_number_stays_where_it_is_on_upright_pages() -> None:
    layout = changed_layout()
    odd, even = composed(figures(WIDE, 20)), composed(words(1), figures(WIDE, 2))
    for document, index in ((odd, 0), (even, 1)):
        upright = body(composed(*[words(4)] * 10))[index]
        page = body(document)[index]
        (number,) = [item for item in page.items if isinstance(item, TurnedLine)]
        (other,) = [line for line in upright.all_lines if line.text == number.line.text]
        assert (page.label, number.depth) == (upright.label, layout.paper.height)
        assert number.line == other
        assert (number.x, number.y) == (layout.paper.height - other.foot, other.x)


def test_numbers_of_pages_go_on_and_the_contents_has_them() -> None:
    wide = article(words(1), figures(WIDE, 20), title="甲")
    layout = changed_layout(binding={"article_opens_page": "true"})
    document = compose_articles(layout, SHORT, [wide, article(words(1), title="乙")])
    numbers = [
        run.text
        for page in document.pages
        for line in page.lines
        for run in line.runs
        if run.kind is RunKind.PAGE_REFERENCE
    ]

    assert numbers == ["1", "4"]
    assert [page.label for page in body(document)] == ["1", "2", "3", "4"]


def test_text_behind_it_stands_as_it_would_on_pages_of_its_own() -> None:
    alone, behind = body(composed(words(30)))[1:], body(over_pages())

    def places(page: Page) -> list[int]:
        return [line.top for line in page.lines]

    after = next(below for above, below in pairwise(behind) if above.is_turned and not below.is_turned)
    assert places(after) == places(alone[0])[: len(after.lines)]


def test_a_colophon_does_not_stand_on_a_turned_page() -> None:
    layout = replace(load_layout(resources.layouts_folder() / "jianbao.yaml"), required=())

    manifest = SHORT.parent / "jianbao-12.yaml"
    upright, turned = (
        compose_articles(layout, manifest, [article(words(1), figures(columns, 2))]) for columns in (3, WIDE)
    )
    assert [part.kind for part in upright.parts] == [PartKind.BODY]
    assert [part.kind for part in turned.parts] == [PartKind.BODY, PartKind.COLOPHON]


@pytest.mark.parametrize("path", sorted(resources.layouts_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_a_turned_layout_has_as_many_lines_as_its_height_holds(path: Path) -> None:
    layout = load_layout(path)
    turned = turned_layout(layout, PageNumber(2))

    grid, area = turned.grid, turned.type_area
    assert grid.pitch * grid.lines <= area.height < grid.pitch * (grid.lines + 1)
    assert (turned.margins.outer, turned.margins.inner) == (layout.margins.top, layout.margins.bottom)
    assert turned.margins.top + area.height + turned.margins.bottom == layout.paper.width
