"""Embeds a face: one composite font (Type0) with a subset of it, however many characters that has.

A code is two bytes and the number of a glyph in the subset, which `Identity-H` reads as it stands. Where two
characters share a glyph (· and •, 一 and the radical ⼀) each but the first gets a code past the last glyph, so that
every character can be copied out as itself; the file then says which glyph such a code means. PostScript outlines
go in as a bare CFF table, TrueType ones as a font file; neither is converted.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFObjectReference

from huibian.diagnostics import HuibianError
from huibian.fontbook import LoadedFace, load, unreadable
from huibian.frame import Face
from huibian.pdf.cmap import blocks, cmap, system_info, to_unicode
from huibian.pdf.objects import PdfFile, Value

_LEVELS = 16
_EM = 1000  # PDF's units of an em, whatever the face's own
_DEFAULT_WIDTH = 1000
_NEEDED_TABLES = {"CFF ", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"}
_FLAGS = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.CFF_IDENTITY_CHARSET
# ISO 32000-1, table 123. `SYMBOLIC`: the characters are not those of the standard Latin set.
_SERIF, _SYMBOLIC, _ITALIC = 1 << 1, 1 << 2, 1 << 6
_PANOSE_LATIN_TEXT, _PANOSE_SERIFS = 2, range(2, 11)


@dataclass(frozen=True, slots=True)
class Ink:
    """The box round outlines, from the pen, the baseline at nought; all nought where there are none."""

    left: int
    bottom: int
    right: int
    top: int

    @property
    def is_empty(self) -> bool:
        """Whether there are no outlines."""
        return self.left == self.right and self.bottom == self.top

    @property
    def levels(self) -> int:
        """The levels that it reaches, sixteen to the em and counted from one em below the baseline: a bit for each."""
        if self.is_empty:
            return 0
        lowest, highest = -(-self.bottom * _LEVELS // _EM) + _LEVELS, self.top * _LEVELS // _EM + _LEVELS
        return (1 << max(0, highest + 1)) - (1 << max(0, lowest)) if highest >= lowest else 0


@dataclass(frozen=True, slots=True)
class CodedGlyph:
    """How a character is shown, in 1/1000 em.

    Attributes:
        code: Four hexadecimal digits.
        width: How far a viewer moves on.
        ink: Where its outlines lie.
        levels: `ink.levels`.
    """

    code: str
    width: int
    ink: Ink
    levels: int


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A face in a file.

    Attributes:
        name: What content streams call it.
        face: The face.
        reference: The font dictionary.
        glyphs: Its characters.
    """

    name: str
    face: Face
    reference: PDFObjectReference
    glyphs: Mapping[str, CodedGlyph]


def embed(file: PdfFile, face: Face, chars: Iterable[str], name: str) -> EmbeddedFont:
    """Embed what `chars` need of a face.

    Raises:
        KeyError: The face has no glyph for one of them.
        HuibianError: Its file cannot be read (HB403).
    """
    loaded = load(face)
    subset = _subset(loaded, chars)
    coded = {}
    for char, code in subset.codes.items():
        ink = subset.inks[char]
        coded[char] = CodedGlyph(f"{code:04X}", subset.widths[subset.glyphs[code]], ink, ink.levels)
    return EmbeddedFont(name, face, _add_font(file, loaded, subset), coded)


@dataclass(frozen=True, slots=True)
class _Subset:
    """Part of a face.

    Attributes:
        data: Its CFF table, or its font file.
        is_cff: Which of the two.
        codes: The code of each character, none below 1.
        glyphs: By code, the glyph of the subset it shows; glyph 0 is for no character.
        widths: By glyph, its advance in 1/1000 em.
        inks: Where the outlines of each character lie.
    """

    data: bytes
    is_cff: bool
    codes: Mapping[str, int]
    glyphs: Sequence[int]
    widths: Sequence[int]
    inks: Mapping[str, Ink]

    @property
    def shares_glyphs(self) -> bool:
        """Whether some codes are not the numbers of their glyphs."""
        return len(self.glyphs) > len(self.widths)


def _subset(loaded: LoadedFace, chars: Iterable[str]) -> _Subset:
    originals = {char: _glyph(loaded, char) for char in sorted(chars)}
    request = hb.SubsetInput()
    request.flags = _FLAGS
    request.glyph_set.update(originals.values())
    request.drop_table_tag_set.update(map(_tag, set(loaded.hb_face.table_tags) - _NEEDED_TABLES))
    try:
        plan = hb.SubsetPlan(loaded.hb_face, request)
        part = plan.execute()
    except RuntimeError:  # only here does HarfBuzz read the outlines
        raise HuibianError([unreadable(loaded.face.path)]) from None
    numbers = dict(plan.new_to_old_glyph_mapping)
    widths = [round(loaded.advance(numbers[glyph]) * _EM / loaded.upem) for glyph in range(part.glyph_count)]
    codes, glyphs = _assign_codes({old: new for new, old in numbers.items()}, originals, part.glyph_count)
    data = part.reference_table("CFF ").data if loaded.is_cff else part.blob.data
    inks = {char: _ink(loaded, glyph) for char, glyph in originals.items()}
    return _Subset(data, loaded.is_cff, codes, glyphs, widths, inks)


def _ink(loaded: LoadedFace, glyph: int) -> Ink:
    extents = loaded.hb_font.get_glyph_extents(glyph)
    if extents is None:
        return Ink(0, 0, 0, 0)
    left, top = extents.x_bearing, extents.y_bearing
    return Ink(*(_scaled(value, loaded) for value in (left, top + extents.height, left + extents.width, top)))


def _glyph(loaded: LoadedFace, char: str) -> int:
    glyph = loaded.glyph_id(char)
    if glyph is None:
        msg = f"{loaded.face.key} has no glyph for {' '.join(f'U+{ord(each):04X}' for each in char)}"
        raise KeyError(msg)
    return glyph


def _tag(text: str) -> int:
    return int.from_bytes(text.encode("latin-1"))


def _assign_codes(
    numbers: Mapping[int, int], originals: Mapping[str, int], count: int
) -> tuple[Mapping[str, int], Sequence[int]]:
    """Codes of characters and glyphs of codes, from `numbers`: a glyph's number in the subset by that in the face."""
    codes: dict[str, int] = {}
    glyphs = list(range(count))
    taken: set[int] = set()
    for char, original in originals.items():
        glyph = code = numbers[original]
        if glyph in taken:
            code = len(glyphs)
            glyphs.append(glyph)
        taken.add(glyph)
        codes[char] = code
    return codes, glyphs


def _add_font(file: PdfFile, loaded: LoadedFace, subset: _Subset) -> PDFObjectReference:
    """The Type0 font over its one CIDFont (ISO 32000-1, 9.7)."""
    base = _base_name(loaded, subset)
    entries: dict[str, Value] = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if subset.is_cff else "/CIDFontType2",
        "BaseFont": f"/{base}",
        "CIDSystemInfo": system_info(),
        "FontDescriptor": _add_descriptor(file, loaded, subset, base),
        "DW": _DEFAULT_WIDTH,
        "W": PDFArray(_widths(subset)),
    }
    if not subset.is_cff:
        entries["CIDToGIDMap"] = _cid_to_gid(file, subset)
    name, encoding = _encoding(file, subset)
    return file.add(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{base}-{name}" if subset.is_cff else f"/{base}",
            "Encoding": encoding,
            "DescendantFonts": PDFArray([file.add(entries)]),
            "ToUnicode": file.add_stream(to_unicode((code, char[0]) for char, code in subset.codes.items())),
        }
    )


def _base_name(loaded: LoadedFace, subset: _Subset) -> str:
    """The PostScript name behind a tag that another subset of the same face will not have (ISO 32000-1, 9.6.4)."""
    digest = hashlib.md5(loaded.face.key.encode() + subset.data, usedforsecurity=False).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return f"{tag}+{re.sub(r'[^A-Za-z0-9_.-]', '', loaded.postscript_name) or 'Unnamed'}"


def _add_descriptor(file: PdfFile, loaded: LoadedFace, subset: _Subset, base: str) -> PDFObjectReference:
    """The font descriptor (ISO 32000-1, 9.8), in 1/1000 em."""
    if subset.is_cff:
        program = {"FontFile3": file.add_stream(subset.data, {"Subtype": "/CIDFontType0C"})}
    else:
        program = {"FontFile2": file.add_stream(subset.data, {"Length1": len(subset.data)})}
    ascent, descent = _ascent_and_descent(loaded)
    box = struct.unpack_from(">4h", loaded.hb_face.reference_table("head").data, 36)
    cap_height = loaded.hb_font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    # No table of OpenType has the stem's width; this is the usual guess from the weight, read only by a viewer
    # that has to stand in another face for one that is not embedded.
    weight = loaded.hb_font.get_style_value(hb.StyleTag.WEIGHT)
    return file.add(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{base}",
            "Flags": _flags(loaded),
            "FontBBox": PDFArray([_scaled(value, loaded) for value in box]),
            "ItalicAngle": loaded.hb_font.get_style_value(hb.StyleTag.SLANT_ANGLE),
            "Ascent": _scaled(ascent, loaded),
            "Descent": _scaled(descent, loaded),
            "CapHeight": _scaled(cap_height, loaded),
            "StemV": round(50 + (weight / 65) ** 2),
            **program,
        }
    )


def _scaled(units: int, loaded: LoadedFace) -> int:
    return round(units * _EM / loaded.upem)


def _ascent_and_descent(loaded: LoadedFace) -> tuple[int, int]:
    """In font units; the typographic ones, which are the em box of a Chinese face, where it states them."""
    os2 = loaded.hb_face.reference_table("OS/2").data
    if len(os2) >= 72:
        ascent, descent = struct.unpack_from(">2h", os2, 68)
        return ascent, descent
    extents = loaded.hb_font.get_font_extents("ltr")
    return extents.ascender, extents.descender


def _flags(loaded: LoadedFace) -> int:
    flags = _SYMBOLIC
    family_and_serif = loaded.hb_face.reference_table("OS/2").data[32:34]
    if family_and_serif[:1] == bytes([_PANOSE_LATIN_TEXT]) and family_and_serif[1] in _PANOSE_SERIFS:
        flags |= _SERIF
    if loaded.hb_font.get_style_value(hb.StyleTag.SLANT_ANGLE):
        flags |= _ITALIC
    return flags


def _widths(subset: _Subset) -> Iterator[int]:
    """The widths that are not the default one, as stretches of equal ones: first CID, last CID, width.

    CIDs are glyphs where a CMap leads codes to them, codes where a map leads them to glyphs.
    """
    cids = range(len(subset.widths)) if subset.is_cff else range(len(subset.glyphs))
    for width, stretch in groupby(cids, key=lambda cid: subset.widths[subset.glyphs[cid]]):
        first, *rest = stretch
        if width != _DEFAULT_WIDTH:
            yield from (first, rest[-1] if rest else first, width)


def _cid_to_gid(file: PdfFile, subset: _Subset) -> Value:
    if not subset.shares_glyphs:
        return "/Identity"
    return file.add_stream(struct.pack(f">{len(subset.glyphs)}H", *subset.glyphs))


def _encoding(file: PdfFile, subset: _Subset) -> tuple[str, Value]:
    """The CMap from codes to CIDs: its name, and that or an embedded one."""
    if not (subset.is_cff and subset.shares_glyphs):
        return "Identity-H", "/Identity-H"
    name = "Shared-H"
    count = len(subset.widths)
    # A range keeps within one first byte.
    ranges = [f"<{low:04X}> <{min(low + 0xFF, count - 1):04X}> {low}" for low in range(0, count, 0x100)]
    shared = [f"<{code:04X}> {subset.glyphs[code]}" for code in range(count, len(subset.glyphs))]
    content = cmap(name, 1, [*blocks("cidrange", ranges), *blocks("cidchar", shared)])
    entries: dict[str, Value] = {"Type": "/CMap", "CMapName": f"/{name}", "CIDSystemInfo": system_info()}
    return name, file.add_stream(content, entries)
