from __future__ import annotations

import pytest

from huibian.diagnostics import Diagnostics, Severity
from huibian.image import Image, ImageFormat
from huibian.layoutfile.definition import Layout, load_layout
from huibian.pages.pictures import size_picture
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
