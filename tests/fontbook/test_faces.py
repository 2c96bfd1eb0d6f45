from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError, Span
from huibian.fontbook.faces import index_of, load
from huibian.frame import Face
from tests.support.fonts import tiny_collection, tiny_font
from tests.support.samples import SERIF


def _face(path: Path, data: bytes, index: int = 0) -> Face:
    path.write_bytes(data)
    return Face(path.name, path, index)


def test_a_face_tells_its_name_its_em_and_its_outlines(tmp_path: Path) -> None:
    loaded = load(_face(tmp_path / "a.ttf", tiny_font("汉", name="Tiny-Regular")))
    assert (loaded.postscript_name, loaded.upem, loaded.is_cff) == ("Tiny-Regular", 1000, False)


def test_a_face_has_only_the_characters_of_its_table(tmp_path: Path) -> None:
    loaded = load(_face(tmp_path / "a.ttf", tiny_font("汉𫖯")))
    assert [loaded.glyph_id(char) for char in "汉𫖯字"] == [1, 2, None]


def test_a_variation_selector_asks_for_a_form_of_its_own(tmp_path: Path) -> None:
    variants = {"葛\U000e0100": "汉", "葛\ufe00": "葛"}
    loaded = load(_face(tmp_path / "a.ttf", tiny_font("汉葛", variants=variants)))

    asked = ["葛", "葛\U000e0100", "葛\ufe00", "葛\U000e0101", "汉\U000e0100"]
    assert [loaded.glyph_id(char) for char in asked] == [2, 1, 2, None, None]


def test_a_blank_outline_is_no_glyph_unless_the_character_is_a_space(tmp_path: Path) -> None:
    loaded = load(_face(tmp_path / "a.ttf", tiny_font("汉", blank="字 　")))
    assert loaded.glyph_id("字") is None
    assert loaded.glyph_id(" ") == 3
    assert loaded.glyph_id("　") == 4


def test_an_advance_is_in_font_units(tmp_path: Path) -> None:
    loaded = load(_face(tmp_path / "a.ttf", tiny_font("汉", advance=640)))
    assert loaded.advance(1) == 640


def test_a_face_is_opened_once(tmp_path: Path) -> None:
    face = _face(tmp_path / "a.ttf", tiny_font("汉"))
    assert load(face) is load(Face(face.key, face.path, face.index))


def test_a_face_of_a_collection_is_found_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.ttc"
    path.write_bytes(tiny_collection([("汉", "Tiny-JP"), ("字", "Tiny-SC")]))
    assert index_of(path, "Tiny-SC") == 1
    assert index_of(path, "Tiny-KR") is None
    loaded = load(Face("a", path, 1))
    assert loaded.postscript_name == "Tiny-SC"
    assert [loaded.glyph_id(char) for char in "汉字"] == [None, 1]


@pytest.mark.parametrize("data", [b"", b"no font at all", tiny_font("汉")[:40]])
def test_a_broken_file_is_an_error_that_names_it(data: bytes, tmp_path: Path) -> None:
    face = _face(tmp_path / "broken.ttf", data)
    with pytest.raises(HuibianError) as raised:
        load(face)
    assert [(d.code, d.span) for d in raised.value.diagnostics] == [("HB403", Span(face.path))]


def test_a_file_that_went_away_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(HuibianError) as raised:
        load(Face("gone", tmp_path / "gone.ttf"))
    assert [d.code for d in raised.value.diagnostics] == ["HB403"]
    with pytest.raises(HuibianError, match="HB403"):
        index_of(tmp_path / "gone.ttc", "Tiny")


@pytest.mark.parametrize("length", range(0, len(tiny_font("汉")) - 3, 37))
def test_a_font_that_is_cut_anywhere_is_refused(length: int, tmp_path: Path) -> None:
    face = _face(tmp_path / "cut.ttf", tiny_font("汉")[:length])
    with pytest.raises(HuibianError, match="HB403"):
        load(face)


def test_a_collection_that_is_cut_is_refused(tmp_path: Path) -> None:
    whole = tiny_collection([("汉", "Tiny-JP"), ("字", "Tiny-SC")])
    assert load(_face(tmp_path / "whole.ttc", whole, 1)).glyph_id("字") == 1
    with pytest.raises(HuibianError, match="HB403"):
        load(_face(tmp_path / "cut.ttc", whole[:-8], 1))


def test_a_web_font_under_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HuibianError, match="HB403"):
        load(_face(tmp_path / "web.ttf", b"wOF2" + tiny_font("汉")[4:]))


@pytest.mark.parametrize("table", ["cmap", "head", "hhea", "hmtx", "maxp"])
def test_a_font_without_a_table_that_every_font_needs_is_refused(table: str, tmp_path: Path) -> None:
    data = tiny_font("汉").replace(table.encode(), b"none", 1)
    with pytest.raises(HuibianError, match="HB403"):
        load(_face(tmp_path / "less.ttf", data))


def test_a_font_without_outlines_is_refused(tmp_path: Path) -> None:
    """As a font of bitmaps is, whose glyphs no PDF takes."""
    data = tiny_font("汉").replace(b"glyf", b"EBDT", 1)
    with pytest.raises(HuibianError, match="HB405"):
        load(_face(tmp_path / "bitmaps.ttf", data))


def test_a_table_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    data = tiny_font("汉").replace(b"name", b"na\xf9e", 1)
    with pytest.raises(HuibianError, match="HB403"):
        load(_face(tmp_path / "odd.ttf", data))


def test_a_character_that_leads_to_no_glyph_of_the_file_is_refused(tmp_path: Path) -> None:
    data = bytearray(tiny_font("汉字"))
    loaded = load(_face(tmp_path / "whole.ttf", bytes(data)))
    count = loaded.hb_face.glyph_count
    at = data.index(loaded.hb_face.reference_table("maxp").data) + 4
    data[at : at + 2] = (count - 1).to_bytes(2)
    with pytest.raises(HuibianError, match="HB403"):
        load(_face(tmp_path / "fewer.ttf", bytes(data))).glyph_id("字")


_MEMORY = """
import sys
from pathlib import Path
from huibian.fontbook.faces import load
from huibian.frame import Face

def peak():
    line = next(each for each in open("/proc/self/status") if each.startswith("VmHWM"))
    return int(line.split()[1]) // 1024

loaded = load(Face("a", Path(sys.argv[1]), 0))
before = peak()
assert loaded.unpositioned.face.glyph_count == loaded.hb_face.glyph_count
print(peak() - before)
"""


def test_a_face_without_places_of_marks_takes_no_more_memory_than_its_file() -> None:
    path = SERIF.path
    script = [sys.executable, "-c", _MEMORY, str(path)]
    grown = int(subprocess.run(script, check=True, capture_output=True, text=True).stdout)
    assert grown * 2**20 < 3 * path.stat().st_size
