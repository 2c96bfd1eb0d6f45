from __future__ import annotations

import struct
from pathlib import Path

import pytest
import uharfbuzz as hb

from huibian.fontbook.faces import index_of, load
from huibian.fontbook.making import made, trimmed
from huibian.fontcatalogue import Forms, WheelFile
from huibian.frame import Face
from huibian.markedyaml import fit
from tests.support.fonts import tiny_collection, tiny_font

_DIGEST = "f" * 64
_EVERYTHING = (range(0x20, 0x110000),)


def _file(**wanted: object) -> WheelFile:
    entry = {"package": "p", "version": "1", "archive": _DIGEST, "megabytes": 1, "file": "f", "sha256": _DIGEST}
    return fit(entry | {"licences": ["l"]} | wanted, WheelFile)


def _axes() -> bytes:
    """`fvar`: one axis of weights, 300 to 700, 400 of itself."""
    fixed = struct.pack(">3i", 300 << 16, 400 << 16, 700 << 16)
    return struct.pack(">8H", 1, 0, 16, 2, 1, 20, 0, 8) + b"wght" + fixed + struct.pack(">HH", 0, 256)


def _heavier(glyphs: int) -> bytes:
    """`gvar`: at the heavy end the outline of each glyph but the first stands 40 units to the right."""
    deltas = bytes([0x00, 0x07, *[40] * 4, *[0] * 4, 0x87])  # all points; 4 and 4 phantoms, x then y
    data = struct.pack(">HH", 1, 8) + struct.pack(">HH", len(deltas), 0x2000) + deltas
    ends = [0, *(len(data) * number for number in range(glyphs))]
    start = 20 + 4 * len(ends)
    head = struct.pack(">HHHHIHHI", 1, 0, 1, 1, start, glyphs, 1, start + 2)
    return head + struct.pack(f">{len(ends)}I", *ends) + struct.pack(">h", 1 << 14) + data * (glyphs - 1)


def _chinese_form(of: int, glyph: int) -> bytes:
    """`GSUB`: in simplified Chinese one glyph in the place of another."""
    scripts = struct.pack(">H4sH", 1, b"hani", 8) + struct.pack(">HH4sH", 0, 1, b"ZHS ", 10)
    scripts += struct.pack(">HHHH", 0, 0xFFFF, 1, 0)
    features = struct.pack(">H4sH", 1, b"locl", 8) + struct.pack(">HHH", 0, 1, 0)
    lookup = struct.pack(">HH", 1, 4) + struct.pack(">HHHH", 1, 0, 1, 8)
    lookup += struct.pack(">HHHH", 2, 8, 1, glyph) + struct.pack(">HHH", 1, 1, of)
    return struct.pack(">HHHHH", 1, 0, 10, 10 + len(scripts), 10 + len(scripts) + len(features)) + (
        scripts + features + lookup
    )


# Glyph 1 is 直 as Japan writes it, glyph 2 stands for a form that no code point has in the font itself.
VARIABLE = tiny_font(
    "直中，",
    name="Japanese",
    more={b"fvar": _axes(), b"gvar": _heavier(4), b"GSUB": _chinese_form(1, 2)},
)


def _left(data: bytes, char: str) -> int:
    """Where the outline of a character begins."""
    font = hb.Font(hb.Face(data))
    return int(font.get_glyph_extents(font.get_nominal_glyph(ord(char))).x_bearing)


def test_only_kept_characters_stay(tmp_path: Path) -> None:
    path = tmp_path / "tiny.ttc"
    path.write_bytes(tiny_collection([("汉字", "Tiny-JP"), ("汉字，", "Tiny-SC")]))
    index = index_of(path, "Tiny-SC")
    assert index is not None
    face = hb.Face(trimmed(path.read_bytes(), index, (range(0x6C49, 0x6C4A), range(0xFF0C, 0xFF0D))))
    assert set(face.unicodes) == {ord("汉"), ord("，")}


def test_a_face_of_one_weight_stays_as_it_is() -> None:
    data = tiny_font("汉")
    assert made(data, _file(), _EVERYTHING) == data


@pytest.mark.parametrize(("weight", "left"), [(400, 100), (700, 140)])
def test_a_variable_face_is_fixed_at_a_weight(weight: int, left: int) -> None:
    data = made(VARIABLE, _file(weight=weight), _EVERYTHING)
    assert _left(data, "中") == left
    assert not hb.Face(data).axis_infos


def test_characters_have_the_forms_of_the_language_by_themselves(tmp_path: Path) -> None:
    forms = Forms(language="zh-Hans", family="Tiny SC")
    path = tmp_path / "made.ttf"
    path.write_bytes(made(VARIABLE, _file(weight=700, forms=forms, trim=True), (range(0x4E00, 0x9FFF),)))
    loaded = load(Face("made", path))
    assert loaded.glyph_id("直") == loaded.glyph_id("中")  # its form in Chinese, which is the glyph of 中 here
    assert loaded.glyph_id("，") is None
    assert loaded.postscript_name == "TinySC-Bold"
    assert "GSUB" not in loaded.hb_face.table_tags


def test_the_forms_of_another_language_are_not_taken() -> None:
    forms = Forms(language="ja", family="Tiny JP")
    font = hb.Font(hb.Face(made(VARIABLE, _file(weight=400, forms=forms), _EVERYTHING)))
    assert font.get_nominal_glyph(ord("直")) != font.get_nominal_glyph(ord("中"))
