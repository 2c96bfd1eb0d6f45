from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb

from huibian import fontbook
from huibian.diagnostics import HuibianError, Span
from huibian.fontbook import Ink, ink_of, load, subset, subset_file, subset_of
from huibian.frame import Face
from tests.support.fonts import tiny_font
from tests.support.samples import SANS, SERIF


def tiny(path: Path, chars: str = "汉字", variants: dict[str, str] | None = None) -> Face:
    path.write_bytes(tiny_font(chars, variants=variants))
    return Face(path.name, path)


def test_postscript_outlines_come_as_a_bare_table() -> None:
    assert subset_of(load(SERIF), "汉字").is_cff
    data = subset_file(load(SERIF), frozenset("汉字"))
    assert data[0] == 1  # major version of CFF
    assert len(data) < 5000


def test_truetype_outlines_come_as_a_font_file(tmp_path: Path) -> None:
    loaded = load(tiny(tmp_path / "a.ttf"))
    assert not subset_of(loaded, "字").is_cff
    data = subset_file(loaded, frozenset("字"))
    assert data.startswith(b"\x00\x01\x00\x00")
    assert b"cmap" not in data[:200]


def test_the_file_has_the_glyphs_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """Also of a form that a variation selector means."""
    chars = ["字", "葛", "葛\U000e0100"]
    loaded = load(tiny(tmp_path / "a.ttf", "汉葛字", {"葛\U000e0100": "汉"}))
    part = subset_of(loaded, chars)
    found = hb.Face(hb.Blob(subset_file(loaded, frozenset(chars))))
    assert found.glyph_count == len(part.widths)
    assert [hb.Font(found).get_glyph_h_advance(glyph) for glyph in range(len(part.widths))] == list(part.widths)


def test_a_code_is_the_number_of_a_glyph() -> None:
    part = subset_of(load(SERIF), "字汉")
    assert part.codes == {"字": 1, "汉": 2}
    assert list(part.glyphs) == [0, 1, 2]
    assert not part.shares_glyphs


@pytest.mark.parametrize("chars", ["（", "(", "汉", "１", "fi"])
def test_it_has_the_glyphs_of_its_characters_and_the_one_for_none(chars: str) -> None:
    assert len(subset_of(load(SERIF), chars).widths) == 1 + len(chars)


@pytest.mark.parametrize(("face", "one", "other"), [(SERIF, "一", "⼀"), (SANS, "二", "⼆")])
def test_two_characters_on_one_glyph_have_a_code_each(face: Face, one: str, other: str) -> None:
    part = subset_of(load(face), [one, other])
    assert part.shares_glyphs
    assert len(set(part.codes.values())) == 2
    assert part.glyphs[part.codes[one]] == part.glyphs[part.codes[other]]
    assert len(set(part.originals)) == len(part.widths)


def test_a_form_meant_by_a_variation_selector_has_a_glyph_of_its_own(tmp_path: Path) -> None:
    face = tiny(tmp_path / "a.ttf", "汉葛", {"葛\U000e0100": "汉"})
    part = subset_of(load(face), ["葛", "葛\U000e0100"])
    assert len({part.glyphs[code] for code in part.codes.values()}) == 2


def test_widths_and_ink_are_whole_thousandths_of_an_em() -> None:
    loaded = load(SERIF)
    part = subset_of(loaded, "汉 1")
    glyph = loaded.glyph_id("1")
    assert glyph is not None
    assert part.widths[part.codes["汉"]] == 1000
    assert part.widths[part.codes["1"]] == round(loaded.advance(glyph) * 1000 / loaded.upem)
    blank, ink = (ink_of(loaded, part.originals[part.codes[char]]) for char in " 汉")
    assert blank == Ink(0, 0, 0, 0)
    assert blank.is_empty
    assert -120 < ink.bottom < 0 < ink.left < ink.right < 1000
    assert 700 < ink.top < 880


def test_a_character_that_the_face_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"U\+5B57 U\+E0100"):
        subset_of(load(tiny(tmp_path / "a.ttf", "汉")), ["字\U000e0100"])


def test_a_font_of_which_no_part_can_be_taken_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    data = bytearray(tiny_font("汉字"))
    length = data.index(b"hmtx") + 12
    data[length : length + 4] = bytes(4)  # no glyph has a width
    face = Face("damaged.ttf", tmp_path / "damaged.ttf")
    face.path.write_bytes(data)
    loaded = load(face)
    assert loaded.glyph_id("汉")
    with pytest.raises(HuibianError) as raised:
        subset_file(loaded, frozenset("汉"))
    assert [(d.code, d.span) for d in raised.value.diagnostics] == [("HB403", Span(face.path))]


def test_a_subset_is_planned_once_and_forgotten_with_its_face(tmp_path: Path) -> None:
    """So that nothing holds the files of faces that are others now."""
    loaded = load(tiny(tmp_path / "a.ttf"))
    subset_of(loaded, "汉字")
    assert subset._plan(loaded, frozenset("汉字")) is subset._plan(loaded, frozenset("字汉"))
    fontbook.forget()
    assert subset._plan.cache_info().currsize == 0
