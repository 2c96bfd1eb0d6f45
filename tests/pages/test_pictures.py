from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.diagnostics import Diagnostics, Severity
from huibian.image import Image, ImageFormat
from huibian.layoutfile.definition import Layout, load_layout
from huibian.pages.pictures import fine_width, size_picture, smaller_pictures
from huibian.text.model import ArticlePicture
from huibian.units import Length
from tests.support.contents import SPAN, image
from tests.support.layouts import BULLETIN

LAYOUT: Layout = load_layout(BULLETIN)


@pytest.mark.parametrize("shape", [(1200, 800), (800, 1200), (3000, 200), (200, 3000)])
def test_a_picture_keeps_its_shape_and_takes_whole_grid_lines(shape: tuple[int, int]) -> None:
    placed = size_picture(LAYOUT, ArticlePicture(image(*shape), (), SPAN), Diagnostics())

    assert placed.width <= LAYOUT.pictures.width
    assert placed.rows <= LAYOUT.pictures.lines
    assert placed.height + LAYOUT.pictures.white <= placed.rows * LAYOUT.grid.pitch
    assert placed.width / placed.height == pytest.approx(shape[0] / shape[1], rel=0.01)


def test_a_coarse_picture_is_reported_with_the_pixels_it_needs() -> None:
    diagnostics = Diagnostics()

    placed = size_picture(LAYOUT, ArticlePicture(image(600, 400), (), SPAN), diagnostics)

    (warning,) = diagnostics
    needed = -(-200 * placed.width // Length.of(72, "pt"))
    assert warning.code == "HB505"
    assert str(needed) in (warning.hint or "")
    assert not list(_warnings(image(needed, needed * 2 // 3)))


def _warnings(picture_image: Image) -> Diagnostics:
    diagnostics = Diagnostics()
    size_picture(LAYOUT, ArticlePicture(picture_image, (), SPAN), diagnostics)
    return diagnostics


@pytest.mark.parametrize(
    ("width", "height", "refused"), [(10, 540, False), (10, 550, True), (600, 10, False), (610, 10, True)]
)
def test_a_picture_that_would_be_a_stroke_is_refused(width: int, height: int, *, refused: bool) -> None:
    """Half a page is 108 mm high, 120 mm the widest: 2 mm is the least that is left of the other side."""
    diagnostics = Diagnostics()
    size_picture(LAYOUT, ArticlePicture(image(width, height), (), SPAN), diagnostics)

    errors = [(each.code, each.span) for each in diagnostics if each.severity is Severity.ERROR]
    assert errors == ([("HB529", SPAN)] if refused else [])


def test_a_picture_of_one_pixel_by_a_million_is_refused() -> None:
    diagnostics = Diagnostics()
    size_picture(LAYOUT, ArticlePicture(Image(b"", ImageFormat.PNG, 1, 1_000_000), (), SPAN), diagnostics)
    size_picture(LAYOUT, ArticlePicture(Image(b"", ImageFormat.PNG, 1_000_000, 1), (), SPAN), diagnostics)

    assert {each.code for each in diagnostics} == {"HB529"}


@pytest.mark.parametrize("shape", [(1200, 800), (800, 1200), (3000, 200)])
def test_a_picture_gives_way_line_by_line_down_to_the_least_scale(shape: tuple[int, int]) -> None:
    placed = size_picture(LAYOUT, ArticlePicture(image(*shape), (), SPAN), Diagnostics())
    sizes = list(smaller_pictures(LAYOUT, placed))

    assert [each.rows for each in sizes] == list(range(placed.rows - 1, placed.rows - 1 - len(sizes), -1))
    for each in sizes:
        assert each.height * 100 >= placed.height * LAYOUT.pictures.least_scale
        assert each.height + LAYOUT.pictures.white <= each.rows * LAYOUT.grid.pitch
        assert each.width < placed.width
        assert each.width / each.height == pytest.approx(shape[0] / shape[1], rel=0.01)
    next_height = LAYOUT.grid.pitch * (placed.rows - 1 - len(sizes)) - LAYOUT.pictures.white
    assert next_height * 100 < placed.height * LAYOUT.pictures.least_scale


@pytest.mark.parametrize(("width", "count"), [(12, 1), (11, 0)])
def test_a_picture_does_not_become_a_stroke(width: int, count: int) -> None:
    """At 108 mm of height and 2.2 mm of width there is one line to give; with 2.0 there is none."""
    placed = size_picture(LAYOUT, ArticlePicture(image(width, 590), (), SPAN), Diagnostics())
    assert len(list(smaller_pictures(LAYOUT, placed))) == count


def test_a_layout_may_leave_pictures_as_they_are() -> None:
    pictures = replace(LAYOUT.pictures, least_scale=100)
    layout = replace(LAYOUT, pictures=pictures)
    placed = size_picture(layout, ArticlePicture(image(1200, 800), (), SPAN), Diagnostics())
    assert list(smaller_pictures(layout, placed)) == []


@pytest.mark.parametrize(("shape", "least"), [((10, 400), 2), ((400, 10), 80), ((8, 8), 2)])
def test_a_small_picture_is_as_wide_as_is_no_mere_stroke(shape: tuple[int, int], least: int) -> None:
    """Two millimetres of its shorter side, though that makes it coarse."""
    assert fine_width(LAYOUT, ArticlePicture(image(*shape), (), SPAN)) == pytest.approx(Length.of(least, "mm"), abs=40)
