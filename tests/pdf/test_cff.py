from __future__ import annotations

import pytest
import uharfbuzz as hb

from huibian.fontbook import PathStep
from huibian.pdf.cff import OutlineGlyph, bounds, write_cff
from tests.support.cffont import as_font

SQUARE = (PathStep((10.5, -20), is_move=True), PathStep((510.5, -20)), PathStep((510.5, 480)), PathStep((10.5, 480)))
CURVED = (PathStep((0, 0), is_move=True), PathStep((0, 55.25, 45, 100, 100, 100)), PathStep((100, 0)))


def drawn(program: bytes, glyph: int, count: int) -> list[tuple[float, ...]]:
    """What HarfBuzz reads: the ends of the steps of an outline."""
    ends: list[tuple[float, ...]] = []
    callbacks = hb.DrawFuncs()
    callbacks.set_move_to_func(lambda *args: ends.append(args[:-1]))
    callbacks.set_line_to_func(lambda *args: ends.append(args[:-1]))
    callbacks.set_cubic_to_func(lambda *args: ends.append(args[:-1]))
    callbacks.set_close_path_func(lambda _: None)
    as_font(program, count).draw_glyph(glyph, callbacks, None)
    return ends


def test_every_outline_is_read_back_to_a_fraction_of_a_unit() -> None:
    program = write_cff("Own", [OutlineGlyph(0), OutlineGlyph(500, SQUARE), OutlineGlyph(1000, CURVED)])
    # HarfBuzz closes an outline by a line to where it began.
    assert drawn(program, 1, 3) == [step.points for step in SQUARE] + [SQUARE[0].points]
    assert drawn(program, 2, 3) == [step.points for step in CURVED] + [CURVED[0].points]


@pytest.mark.parametrize("place", [107, 108, 1131, 1132, -107, -108, -1131, -1132, 32000, 0.5, -0.25])
def test_numbers_of_every_length_are_read_back(place: float) -> None:
    steps = (PathStep((place, 0), is_move=True), PathStep((place, 7)), PathStep((0, 7)))
    assert drawn(write_cff("Own", [OutlineGlyph(0), OutlineGlyph(0, steps)]), 1, 2)[:2] == [(place, 0), (place, 7)]


def test_many_glyphs_have_each_its_own_place() -> None:
    glyphs = [
        OutlineGlyph(0),
        *(OutlineGlyph(at, (PathStep((at, 0), is_move=True), PathStep((at, 9)))) for at in range(400)),
    ]
    program = write_cff("Own", glyphs)
    assert [drawn(program, number, 401)[0] for number in (1, 256, 400)] == [(0, 0), (255, 0), (399, 0)]


def test_the_box_is_that_of_all_points_and_nothing_without_any() -> None:
    assert bounds([OutlineGlyph(0), OutlineGlyph(9, SQUARE), OutlineGlyph(9, CURVED)]) == (0, -20, 511, 480)
    assert bounds([OutlineGlyph(500)]) == (0, 0, 0, 0)


@pytest.mark.parametrize(("width", "code"), [(100, b"\xef"), (500, b"\xf8\x88"), (2000, b"\x1c\x07\xd0")])
def test_a_charstring_begins_with_the_width(width: int, code: bytes) -> None:
    assert code + b"\x0e" in write_cff("Own", [OutlineGlyph(0), OutlineGlyph(width)])  # 0x0e ends it
    assert code + b"\x0e" not in write_cff("Own", [OutlineGlyph(0), OutlineGlyph(width + 1)])


def test_a_font_of_the_glyph_for_no_character_alone_can_be_written() -> None:
    assert drawn(write_cff("Own", [OutlineGlyph(0)]), 0, 1) == []


@pytest.mark.parametrize(("width", "length"), [(107, 1), (108, 2), (1131, 2), (1132, 3)])
@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_take_no_more_room_than_they_need(width: int, length: int, sign: int) -> None:
    shortest = len(write_cff("Own", [OutlineGlyph(0), OutlineGlyph(1)]))
    assert len(write_cff("Own", [OutlineGlyph(0), OutlineGlyph(sign * width)])) == shortest + length - 1
