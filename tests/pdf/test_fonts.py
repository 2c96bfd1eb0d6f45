from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pytest
from msgspec import Struct

from huibian.fontbook import load
from huibian.frame import Face
from huibian.pdf.fonts import embed
from huibian.pdf.glyphs import CodedGlyph, glyphs_of, program_of
from huibian.pdf.objects import PdfFile, deflated
from huibian.pdf.write import write_pdf
from tests.support.fonts import tiny_collection, tiny_font
from tests.support.pdfium import characters, picture, streams
from tests.support.samples import SANS, SERIF, free_face, one_line, set_run

FANDOL = free_face("FandolFang-Regular.otf")
WENKAI = free_face("LXGWWenKai-Light.ttf")
LIBERATION = free_face("LiberationSerif-Regular.ttf")
FREE = pytest.mark.debian_fonts
_RANGE = re.compile(r"^<([0-9A-F]{4})> <([0-9A-F]{4})> (\d+)$", re.MULTILINE)
_SINGLE = re.compile(r"^<([0-9A-F]{4})> (\d+)$", re.MULTILINE)


class Embedded(Struct):
    """A face as content streams see it."""

    glyphs: Mapping[str, CodedGlyph]


def embedded(face: Face, chars: Collection[str]) -> tuple[Embedded, str, list[tuple[str, bytes]]]:
    """What content streams see of it, the file as text, and its streams."""
    file, loaded = PdfFile(), load(face)
    program = program_of("F1", loaded, chars)
    embed(file, program, program.outlines())
    pdf = file.encode({}, {})
    return Embedded(glyphs_of(loaded, program.part)), pdf.decode("latin-1"), streams(pdf)


def tiny(path: Path, chars: str = "汉字", **options: int) -> Face:
    path.write_bytes(tiny_font(chars, **options))  # type: ignore[arg-type]  # an int is an advance
    return Face(path.name, path)


def unicode_of(contents: list[tuple[str, bytes]]) -> dict[str, str]:
    """The text of each code."""
    cmap = next(content.decode() for _, content in contents if b"beginbfchar" in content)
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", cmap, re.MULTILINE)
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs if code != "0000"}


def test_postscript_outlines_go_in_as_a_bare_table() -> None:
    _, file, contents = embedded(SERIF, "汉字")
    assert "/Subtype /CIDFontType0 " in file
    assert "/Encoding /Identity-H" in file
    program = next(content for dictionary, content in contents if "/CIDFontType0C" in dictionary)
    assert program[0] == 1  # major version of CFF
    assert len(program) < 5000


def test_truetype_outlines_go_in_as_a_font_file(tmp_path: Path) -> None:
    _, file, contents = embedded(tiny(tmp_path / "a.ttf"), "字")
    assert "/Subtype /CIDFontType2 " in file
    assert "/CIDToGIDMap /Identity" in file
    assert "/Encoding /Identity-H" in file
    program = next((entries, content) for entries, content in contents if "/Length1" in entries)
    assert f"/Length1 {len(program[1])}" in program[0]
    assert program[1].startswith(b"\x00\x01\x00\x00")
    assert b"cmap" not in program[1][:200]


@pytest.mark.parametrize("is_cff", [True, False])
def test_what_comes_twice_is_looked_for_in_truetype_outlines_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_cff: bool
) -> None:
    """In PostScript outlines there is hardly anything, and looking for it takes longer than all else."""
    packed: list[tuple[bytes, int]] = []

    def noted(parts: Iterable[bytes], strategy: int) -> bytes:
        packed.append((content := b"".join(parts), strategy))
        return deflated([content], strategy)

    monkeypatch.setattr("huibian.pdf.objects.deflated", noted)
    program = program_of("F1", load(SERIF if is_cff else tiny(tmp_path / "a.ttf", "字")), "字")
    outlines = program.outlines()
    embed(PdfFile(), program, outlines)
    strategies = dict(packed)
    assert program.part.is_cff == is_cff
    assert strategies.pop(outlines) == (zlib.Z_HUFFMAN_ONLY if is_cff else zlib.Z_DEFAULT_STRATEGY)
    assert set(strategies.values()) == {zlib.Z_DEFAULT_STRATEGY}


def test_each_code_is_copied_out_as_its_character() -> None:
    font, _, contents = embedded(SERIF, "汉𬭚、a")
    assert unicode_of(contents) == {glyph.code: char for char, glyph in font.glyphs.items()}


def test_a_form_meant_by_a_variation_selector_has_a_glyph_of_its_own_and_stands_for_its_character(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(tiny_font("汉葛", variants={"葛\U000e0100": "汉"}))

    font, _, contents = embedded(Face(path.name, path), ["葛", "葛\U000e0100"])

    assert len({glyph.code for glyph in font.glyphs.values()}) == 2
    assert unicode_of(contents) == {glyph.code: "葛" for glyph in font.glyphs.values()}


def test_a_cmap_says_no_more_than_a_hundred_things_at_a_time() -> None:
    chars = "".join(map(chr, range(0x4E00, 0x4E00 + 250)))
    font, _, contents = embedded(SERIF, chars)
    assert unicode_of(contents) == {glyph.code: char for char, glyph in font.glyphs.items()}
    cmap = next(content for _, content in contents if b"beginbfchar" in content)
    assert re.findall(rb"(\d+) beginbfchar", cmap) == [b"100", b"100", b"50"]


def test_widths_are_whole_thousandths_of_an_em_and_only_stated_where_they_are_not_a_full_em(tmp_path: Path) -> None:
    font, file, _ = embedded(SERIF, "汉1字")
    loaded = load(SERIF)
    glyph = loaded.glyph_id("1")
    assert glyph is not None
    assert [font.glyphs[char].width for char in "汉1"] == [1000, loaded.advance(glyph)]
    assert f"/W [ 1 1 {loaded.advance(glyph)} ]" in file
    narrow, file, _ = embedded(tiny(tmp_path / "n.ttf", advance=640), "汉字")
    assert {glyph.width for glyph in narrow.glyphs.values()} == {640}
    assert "/W [ 0 2 640 ]" in file


@pytest.mark.parametrize(
    ("face", "chars"),
    [
        (SERIF, "一⼀二"),
        (SANS, "一二⼆"),
        pytest.param(FANDOL, "一⼀·•中", marks=FREE),
        pytest.param(WENKAI, "-\u2011·\u2219中", marks=FREE),
    ],
)
def test_two_characters_on_one_glyph_have_a_code_each(face: Face, chars: str) -> None:
    assert len({load(face).glyph_id(char) for char in chars}) < len(chars)
    font, _, contents = embedded(face, chars)
    assert len({glyph.code for glyph in font.glyphs.values()}) == len(chars)
    assert unicode_of(contents) == {glyph.code: char for char, glyph in font.glyphs.items()}


@pytest.mark.parametrize("count", [255, 256, 257, 600])
def test_ranges_of_codes_keep_within_one_first_byte_and_leave_none_out(count: int) -> None:
    """With .notdef, and with ⼀ on the glyph of 一, which has a code behind all glyphs."""
    chars = "⼀" + "".join(map(chr, range(0x4E00, 0x4E00 + count - 1)))
    _, _, contents = embedded(SERIF, chars)
    cmap = next(content.decode() for _, content in contents if b"begincidrange" in content)
    found = [(int(low, 16), int(high, 16), int(cid)) for low, high, cid in _RANGE.findall(cmap)]

    assert [code for low, high, _ in found for code in range(low, high + 1)] == list(range(count))
    assert all(low >> 8 == high >> 8 and low == cid for low, high, cid in found)
    ((code, glyph),) = _SINGLE.findall(cmap)
    assert (int(code, 16), 0 < int(glyph) < count) == (count, True)


@pytest.mark.parametrize(
    ("face", "one", "other"),
    [
        (SERIF, "一", "⼀"),
        (SANS, "二", "⼆"),
        pytest.param(FANDOL, "·", "•", marks=FREE),
        pytest.param(WENKAI, "·", "\u2219", marks=FREE),
    ],
)
def test_two_characters_on_one_glyph_look_the_same_and_are_read_as_themselves(face: Face, one: str, other: str) -> None:
    twice, mixed = (write_pdf(one_line(set_run(text), face=face)) for text in (f"{one}{one}", f"{one}{other}"))
    glyphs = load(face)
    assert glyphs.glyph_id(one) == glyphs.glyph_id(other)
    assert picture(twice) == picture(mixed)
    assert "".join(char.text for char in characters(mixed)[0]) == f"{one}{other}"


@FREE
@pytest.mark.parametrize("face", [FANDOL, WENKAI, LIBERATION], ids=lambda face: face.key)
def test_every_free_face_is_drawn_and_read(face: Face) -> None:
    text = "Bulletin 92" if face is LIBERATION else "汇编中国"
    pdf = write_pdf(one_line(set_run(text), face=face))
    assert "".join(char.text for char in characters(pdf)[0]) == text
    assert min(picture(pdf)) < 128


def test_a_face_of_a_collection_is_embedded_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.ttc"
    path.write_bytes(tiny_collection([("汉", "Tiny-JP"), ("字", "Tiny-SC")]))
    _, file, _ = embedded(Face("sc", path, 1), "字")
    assert re.search(r"/FontName /[A-Z]{6}\+Tiny-SC", file)


def test_subsets_are_named_by_a_tag_of_their_own() -> None:
    tags = [
        re.findall(r"/FontName /([A-Z]{6})\+NotoSerifSC-Regular", embedded(SERIF, chars)[1])
        for chars in ("汉", "汉", "汉字")
    ]
    assert tags[0] == tags[1] != tags[2]


def test_a_name_that_pdf_cannot_hold_is_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(tiny_font("汉", name="方正 Tiny(1)"))
    assert re.search(r"/FontName /[A-Z]{6}\+Tiny1\b", embedded(Face("a", path), "汉")[1])


def test_the_descriptor_tells_the_faces_own_figures(tmp_path: Path) -> None:
    _, file, _ = embedded(SERIF, "汉")
    for entry in ("/Ascent 880 ", "/Descent -120 ", "/CapHeight 729 ", "/Flags 6 ", "/ItalicAngle 0 ", "/StemV 88 "):
        assert entry in file
    _, file, _ = embedded(tiny(tmp_path / "a.ttf"), "汉")  # it has no OS/2 table
    assert "/Ascent 880 " in file
    assert "/FontBBox [ 0 0 1000 1000 ]" in file


def test_a_slanted_face_is_called_italic(tmp_path: Path) -> None:
    post = struct.pack(">iihhIIIII", 0x30000, -12 << 16, 0, 0, 0, 0, 0, 0, 0)
    path = tmp_path / "a.ttf"
    for more, flags, angle in ({b"post": post}, 4 + 64, -12), ({}, 4, 0):
        path.write_bytes(tiny_font("汉", more=more))
        _, file, _ = embedded(Face(str(flags), path), "汉")
        assert f"/Flags {flags} " in file
        assert f"/ItalicAngle {angle}" in file


def test_what_a_truetype_face_fits_its_outlines_to_pixels_with_goes_along(tmp_path: Path) -> None:
    hints = {b"cvt ": bytes(2), b"fpgm": b"\xb0\x00", b"prep": b"\xb0\x01"}
    path = tmp_path / "a.ttf"
    path.write_bytes(tiny_font("汉", more=hints))
    _, _, contents = embedded(Face("hinted", path), "汉")
    program = next(content for dictionary, content in contents if "/Length1" in dictionary)
    tags = {program[place : place + 4] for place in range(12, 12 + 16 * int.from_bytes(program[4:6]), 16)}
    assert tags == {*hints, b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp"}
