from __future__ import annotations

import pytest

from huibian.frame import Document, Page, PartKind, Text
from huibian.layoutfile.definition import Layout
from tests.support.examples import STANDARD, composed
from tests.support.layouts import changed_layout, compose_with

pytestmark = pytest.mark.debian_fonts


def folio(page: Page) -> Text:
    artifacts = [item for item in page.items if isinstance(item, Text) and item.block is None]
    assert len(artifacts) == 1
    return artifacts[0]


def body(document: Document) -> list[Page]:
    return [page for page in document.pages if page.part is PartKind.BODY]


def test_folios_stand_outside_one_em_in() -> None:
    composition = composed(STANDARD)
    area = composition.layout.type_area
    inset = 14_000
    for number, page in enumerate(body(composition.document), 1):
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
    line = folio(body(composition.document)[0])

    assert round((line.baseline - foot - 380 * 14).mm, 2) == 7.0


def test_only_body_pages_carry_a_number() -> None:
    for page in composed(STANDARD).document.pages:
        artifacts = [item for item in page.items if isinstance(item, Text) and item.block is None]
        assert bool(artifacts) == (page.part is PartKind.BODY)


def test_mirrored_margins_change_sides_on_even_pages() -> None:
    layout = changed_layout(type_area={"inner": "35 mm", "mirrored": True})
    odd, even = body(compose_with(layout, STANDARD))[:2]

    assert min(line.x for line in odd.lines) == layout.margins.inner
    assert min(line.x for line in even.lines) == layout.margins.outer
    assert layout.margins.inner != layout.margins.outer


def test_baselines_stand_on_the_grid() -> None:
    composition = composed(STANDARD)
    grid, top = composition.layout.grid, composition.layout.type_area.top
    for page in body(composition.document):
        for line in page.lines:
            assert (line.top - top) % grid.pitch == 0
            assert line.top + line.height <= top + grid.pitch * grid.lines
