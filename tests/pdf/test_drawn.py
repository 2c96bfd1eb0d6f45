from __future__ import annotations

import re

import pytest

from huibian.fontbook import load
from huibian.frame import Face, PlacedGlyph
from huibian.pdf.cff import OutlineGlyph, write_cff
from huibian.pdf.drawn import Drawing, DrawnFont, _glyph
from huibian.pdf.fonts import embed_drawn
from huibian.pdf.objects import PdfFile
from tests.support.cffont import as_font
from tests.support.pdfium import streams
from tests.support.samples import SERIF, free_face

COMMA = Drawing("，", 500, "，", SERIF)


def embedded(*drawings: Drawing) -> tuple[str, list[tuple[str, bytes]]]:
    """The file as text, and its streams."""
    file, font = PdfFile(), DrawnFont("F0")
    for drawing in drawings:
        font.glyph(drawing)
    program = font.program()
    assert program is not None
    embed_drawn(file, program)
    pdf = file.encode({}, {})
    return pdf.decode("latin-1"), streams(pdf)


def test_a_font_in_which_nothing_is_drawn_is_not_embedded() -> None:
    assert DrawnFont("F0").program() is None


def test_equal_drawings_have_one_code_and_others_the_next_one() -> None:
    font = DrawnFont("F0")
    drawings = [COMMA, Drawing("，", 450, "，", SERIF), COMMA]
    assert [font.glyph(each).code for each in drawings] == ["0001", "0002", "0001"]


def test_the_program_has_the_widths_that_the_dictionary_states() -> None:
    drawings = [COMMA, Drawing("　　", 2000), Drawing("（", 700, "（", SERIF, shift=-300)]
    file, contents = embedded(*drawings)
    stated = re.search(r"/W \[ 0 \[ ([\d ]+) \] \]", file)
    assert stated is not None
    assert list(map(int, stated[1].split())) == [0, 500, 2000, 700]
    program = next(content for entries, content in contents if "/CIDFontType0C" in entries)
    assert program == write_cff("HuibianDrawn", [OutlineGlyph(0), *map(_glyph, drawings)])
    assert [_glyph(drawing).width for drawing in drawings] == [500, 2000, 700]


def test_the_dictionary_has_an_em_box_of_chinese_and_calls_the_font_symbolic() -> None:
    file, _ = embedded(COMMA)
    for entry in ("Flags 4", "ItalicAngle 0", "Ascent 880", "Descent -120", "CapHeight 880"):
        assert f"/{entry} " in file.replace("\n", " ")


def test_outlines_are_moved_nowhere_unless_it_is_said() -> None:
    assert _glyph(Drawing("，", 500, "，", SERIF)) == _glyph(Drawing("，", 500, "，", SERIF, scale=1, shift=0, rise=0))


def test_a_code_stands_for_all_of_its_text() -> None:
    _, contents = embedded(Drawing("目　", 2000, "目", SERIF))
    assert any(b"<0001> <76EE3000>" in content for _, content in contents)


@pytest.mark.parametrize(
    "face", [SERIF, pytest.param(free_face("LXGWWenKai-Light.ttf"), marks=pytest.mark.debian_fonts)]
)
def test_a_mark_has_the_outlines_of_its_face_moved_and_scaled(face: Face) -> None:
    drawings = [Drawing("（", 1000, "（", face), Drawing("（", 700, "（", face, shift=-300)]
    drawings.append(Drawing("（", 600, "（", face, scale=0.5, rise=400))
    _, contents = embedded(*drawings)
    program = next(content for entries, content in contents if "/CIDFontType0C" in entries)
    font, loaded = as_font(program, 4), load(face)
    glyph = loaded.glyph_id("（")
    assert glyph is not None
    own = loaded.hb_font.get_glyph_extents(glyph)
    plain, moved, raised = (font.get_glyph_extents(number) for number in (1, 2, 3))
    for edge in ("x_bearing", "y_bearing", "width", "height"):
        assert getattr(plain, edge) == pytest.approx(getattr(own, edge) * 1000 / loaded.upem, abs=1)
    assert moved.x_bearing == pytest.approx(plain.x_bearing - 300, abs=1)
    assert (moved.width, moved.height) == (plain.width, plain.height)
    assert raised.y_bearing == pytest.approx(plain.y_bearing / 2 + 400, abs=1)
    assert raised.height == pytest.approx(plain.height / 2, abs=1)


def test_equal_drawings_give_equal_bytes() -> None:
    assert embedded(COMMA)[0] == embedded(COMMA)[0]


def test_what_is_drawn_together_is_one_glyph_with_each_outline_at_its_place() -> None:
    loaded = load(SERIF)
    comma, full = loaded.glyph_id("，"), loaded.glyph_id("汉")
    assert comma is not None
    assert full is not None
    together = Drawing("x", 900, glyphs=(PlacedGlyph(SERIF, full, 0, 0), PlacedGlyph(SERIF, comma, 100, -300)))
    alone = Drawing("，", 900, "，", SERIF, shift=100, rise=-300)
    steps = _glyph(together).steps
    assert steps == (*_glyph(Drawing("汉", 900, "汉", SERIF)).steps, *_glyph(alone).steps)
