from __future__ import annotations

from pathlib import Path

import pytest

from huibian.fontbook import Ink, load, subset_file, subset_of
from huibian.frame import Face
from huibian.pdf.glyphs import CodedGlyph, glyphs_of, levels, program_of
from tests.support.fonts import tiny_font
from tests.support.samples import SERIF


def test_a_glyph_knows_its_code_its_width_and_where_its_ink_is(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(tiny_font("汉字"))
    loaded = load(Face("tiny", path))
    found = glyphs_of(loaded, subset_of(loaded, "汉"))
    ink = Ink(100, 0, 900, 800)
    assert found == {"汉": CodedGlyph("0001", 1000, ink, levels(ink))}


def test_a_blank_glyph_has_no_ink() -> None:
    loaded = load(SERIF)
    space = glyphs_of(loaded, subset_of(loaded, "汉　"))["　"]
    assert (space.ink, space.levels) == (Ink(0, 0, 0, 0), 0)


def test_a_program_names_its_face() -> None:
    program = program_of("F1", load(SERIF), "汉")
    assert (program.face, program.postscript_name) == (SERIF, "NotoSerifSC-Regular")
    assert program.outlines() == subset_file(load(SERIF), frozenset("汉"))
    assert program.figures.ascent == 880
    assert set(program.part.codes) == {"汉"}


@pytest.mark.parametrize(
    ("bottom", "top", "reached"),
    [
        (0, 62, [0]),
        (0, 63, [0, 1]),
        (-62, 62, [0]),
        (-63, 62, [-1, 0]),
        (10, 62, []),
        (10, 63, [1]),
        (-1000, -999, [-16]),
    ],
)
def test_ink_reaches_the_sixteenths_of_an_em_within_it(bottom: int, top: int, reached: list[int]) -> None:
    assert levels(Ink(0, bottom, 100, top)) == sum(1 << 16 + each for each in reached)
