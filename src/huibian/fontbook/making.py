"""Makes the face that is kept of a font file: one of a collection, one weight of a variable face, fewer characters."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import uharfbuzz as hb

from huibian.fontcatalogue import CodePoints, Forms, WheelFile

# OpenType, "Organization of an OpenType font", "cmap" (format 12) and "name".
_HEAD, _ENTRY = struct.Struct(">IHHHH"), struct.Struct(">4s3I")
_TRUETYPE = 0x00010000
_CMAP_HEAD, _CMAP_12, _GROUP = struct.Struct(">HHHHI"), struct.Struct(">HHIII"), struct.Struct(">3I")
_NAME_HEAD, _NAME_ENTRY = struct.Struct(">3H"), struct.Struct(">6H")
_WINDOWS, _FULL_UNICODE, _BMP, _AMERICAN = 3, 10, 1, 0x409
_FEATURES = ("GSUB", "GPOS", "GDEF", "BASE", "DSIG", "STAT", "vhea", "vmtx")  # of these layout asks for none
_COPYRIGHT, _FAMILY, _STYLE, _FULL_NAME, _VERSION, _POSTSCRIPT, _LICENCE = 0, 1, 2, 4, 5, 6, 13
_REGULAR = 400
_STYLES = {300: "Light", _REGULAR: "Regular", 700: "Bold"}


def trimmed(data: bytes, index: int, kept: CodePoints) -> bytes:
    """One face of a font file with only the kept code points, and without layout features."""
    face = hb.subset(hb.Face(hb.Blob(data), index), _with_only(kept))
    return bytes(face.blob.data)


def made(data: bytes, file: WheelFile, kept: CodePoints) -> bytes:
    """The face that the catalogue wants of a font file.

    Args:
        data: The file.
        file: What is wanted of it.
        kept: The code points to keep, where the face is to be trimmed.
    """
    if file.forms is not None:
        data = _in_language(data, file.forms, file.weight or _REGULAR)
    if file.weight is None:
        return trimmed(data, 0, kept) if file.trim else data
    face = hb.Face(hb.Blob(data))
    wanted = _with_only(kept) if file.trim else _with_everything()
    wanted.pin_all_axes_to_default(face)
    wanted.pin_axis_location(face, "wght", file.weight)
    return bytes(hb.subset(face, wanted).blob.data)


def _with_only(kept: CodePoints) -> hb.SubsetInput:
    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    for codes in kept:
        wanted.unicode_set.add_range(codes.start, codes.stop - 1)
    # Features would keep the Japanese, Korean and Taiwan forms of the characters; layout asks for none.
    wanted.layout_feature_tag_set.clear()
    return wanted


def _with_everything() -> hb.SubsetInput:
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    return wanted


def _in_language(data: bytes, wanted: Forms, weight: int) -> bytes:
    """A face whose characters have by themselves the forms that they have in a language, under a name of its own.

    It has no layout features: what they would give for the language, its characters have.
    """
    face = hb.Face(hb.Blob(data))
    tables = {tag: bytes(face.reference_table(tag).data) for tag in face.table_tags if tag not in _FEATURES}
    tables["cmap"] = _cmap(_forms(face, wanted.language))
    tables["name"] = _names(face, wanted.family, weight)
    return _sfnt(tables)


def _forms(face: hb.Face, language: str) -> Mapping[int, int]:
    """By code point, the glyph that a text in a language has; each character alone, so that none are joined."""
    font = hb.Font(face)
    forms = {}
    for code in sorted(face.unicodes):
        buffer = hb.Buffer()
        buffer.add_codepoints([code])
        buffer.script, buffer.language, buffer.direction = "Hani", language, "ltr"
        hb.shape(font, buffer)
        glyphs = [info.codepoint for info in buffer.glyph_infos]
        forms[code] = glyphs[0] if len(glyphs) == 1 else font.get_nominal_glyph(code)
    return forms


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    groups: list[list[int]] = []
    for code, glyph in glyphs.items():
        if groups and groups[-1][1] == code - 1 and glyph - code == groups[-1][2] - groups[-1][0]:
            groups[-1][1] = code
        else:
            groups.append([code, code, glyph])
    body = b"".join(_GROUP.pack(*group) for group in groups)
    head = _CMAP_HEAD.pack(0, 1, _WINDOWS, _FULL_UNICODE, _CMAP_HEAD.size)
    return head + _CMAP_12.pack(12, 0, _CMAP_12.size + len(body), 0, len(groups)) + body


def _names(face: hb.Face, family: str, weight: int) -> bytes:
    style = _STYLES.get(weight, f"W{weight}")
    texts = {number: face.get_name(number) or "" for number in (_COPYRIGHT, _VERSION, _LICENCE)}
    texts |= {_FAMILY: family, _STYLE: style, _FULL_NAME: f"{family} {style}"}
    texts[_POSTSCRIPT] = f"{family.replace(' ', '')}-{style}"
    entries, strings = b"", b""
    for number, text in sorted(texts.items()):
        encoded = text.encode("utf-16-be")
        entries += _NAME_ENTRY.pack(_WINDOWS, _BMP, _AMERICAN, number, len(encoded), len(strings))
        strings += encoded
    return _NAME_HEAD.pack(0, len(texts), _NAME_HEAD.size + len(entries)) + entries + strings


def _sfnt(tables: Mapping[str, bytes]) -> bytes:
    """A font file of tables; their checksums are left to HarfBuzz, which writes the file that is kept."""
    entries, body = b"", bytearray()
    start = _HEAD.size + _ENTRY.size * len(tables)
    for tag, data in sorted(tables.items()):
        entries += _ENTRY.pack(tag.encode(), 0, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return _HEAD.pack(_TRUETYPE, len(tables), 0, 0, 0) + entries + bytes(body)
