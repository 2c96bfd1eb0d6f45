from __future__ import annotations

import pytest

from huibian.fontbook import load
from huibian.fontbook.outlines import PathStep, _PathSteps, outline
from huibian.frame import Face
from tests.support.samples import SERIF, free_face


def test_a_quadratic_curve_is_the_same_cubic_one() -> None:
    steps = _PathSteps([PathStep((0, 0), is_move=True)])
    steps.quadratic(30, 60, 90, 0)
    assert steps[1] == PathStep((20, 40, 50, 40, 90, 0))


@pytest.mark.parametrize(
    "face", [SERIF, pytest.param(free_face("LiberationSerif-Regular.ttf"), marks=pytest.mark.debian_fonts)]
)
def test_an_outline_reaches_as_far_as_its_glyph(face: Face) -> None:
    loaded = load(face)
    glyph = loaded.glyph_id("A")
    assert glyph is not None
    extents = loaded.hb_font.get_glyph_extents(glyph)
    steps = outline(loaded, glyph)
    ends = [step.points[-2:] for step in steps]
    assert steps[0].is_move
    assert min(x for x, _ in ends) == pytest.approx(extents.x_bearing, abs=1)
    assert max(y for _, y in ends) == pytest.approx(extents.y_bearing, abs=1)


def test_a_blank_glyph_has_no_outline() -> None:
    loaded = load(SERIF)
    glyph = loaded.glyph_id(" ")
    assert glyph is not None
    assert not outline(loaded, glyph)
