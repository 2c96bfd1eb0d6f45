from __future__ import annotations

from pathlib import Path

import pytest

from huibian.fontbook import Ink, load, metrics_of
from huibian.frame import Face
from tests.support.fonts import tiny_font
from tests.support.samples import SANS, SERIF, free_face


def test_the_figures_are_those_that_the_face_states() -> None:
    figures = metrics_of(load(SERIF))
    assert (figures.ascent, figures.descent, figures.cap_height) == (880, -120, 729)
    assert (figures.slant, figures.weight, figures.has_serifs) == (0, 400, True)
    assert not metrics_of(load(SANS)).has_serifs


def test_a_face_that_states_little_has_figures_too(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"  # it has no OS/2 table
    path.write_bytes(tiny_font("汉"))
    figures = metrics_of(load(Face(path.name, path)))
    assert (figures.ascent, figures.has_serifs) == (880, False)
    assert figures.box == Ink(0, 0, 1000, 1000)


@pytest.mark.debian_fonts
def test_figures_are_thousandths_of_an_em_whatever_units_the_face_has() -> None:
    loaded = load(free_face("LiberationSerif-Regular.ttf"))
    assert loaded.upem == 2048
    assert (metrics_of(loaded).ascent, metrics_of(loaded).descent) == (693, -216)
