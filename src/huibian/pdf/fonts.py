"""Embeds a face: one composite font (Type0) with a subset of it, however many characters that has.

A code is two bytes and the number of a glyph in the subset, which `Identity-H` reads as it stands. Codes past the last
glyph, for characters that share one, let every character be copied out as itself; the file says which glyph such a
code means.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct
from reportlab.pdfbase.pdfdoc import PDFArray, PDFObjectReference

from huibian.fontbook import Ink, LoadedFace, Metrics, Subset, load, metrics_of, subset_of
from huibian.frame import Face
from huibian.pdf.cmap import blocks, cmap, system_info, to_unicode
from huibian.pdf.objects import PdfFile, Value, whole_numbers

_LEVELS = 16
_EM = 1000  # PDF's units of an em, whatever the face's own
_DEFAULT_WIDTH = 1000
# ISO 32000-1, table 123. `SYMBOLIC`: the characters are not those of the standard Latin set.
_SERIF, _SYMBOLIC, _ITALIC = 1 << 1, 1 << 2, 1 << 6


class CodedGlyph(Struct, frozen=True):
    """How a character is shown, in 1/1000 em.

    Attributes:
        code: Four hexadecimal digits.
        width: How far a viewer moves on.
        ink: Where its outlines lie.
        levels: `levels` of the ink.
    """

    code: str
    width: int
    ink: Ink
    levels: int


class EmbeddedFont(Struct, frozen=True):
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
    part = subset_of(loaded, chars)
    coded = {}
    for char, code in part.codes.items():
        ink = part.inks[char]
        coded[char] = CodedGlyph(f"{code:04X}", part.widths[part.glyphs[code]], ink, levels(ink))
    return EmbeddedFont(name, face, _add_font(file, loaded, part), coded)


def levels(ink: Ink) -> int:
    """The levels that ink reaches, sixteen to the em and counted from one em below the baseline: a bit for each."""
    if ink.is_empty:
        return 0
    lowest, highest = -(-ink.bottom * _LEVELS // _EM) + _LEVELS, ink.top * _LEVELS // _EM + _LEVELS
    return (1 << max(0, highest + 1)) - (1 << max(0, lowest)) if highest >= lowest else 0


def _add_font(file: PdfFile, loaded: LoadedFace, part: Subset) -> PDFObjectReference:
    """The Type0 font over its one CIDFont (ISO 32000-1, 9.7)."""
    base = _base_name(loaded, part)
    entries: dict[str, Value] = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if part.is_cff else "/CIDFontType2",
        "BaseFont": f"/{base}",
        "CIDSystemInfo": system_info(),
        "FontDescriptor": _add_descriptor(file, loaded, part, base),
        "DW": _DEFAULT_WIDTH,
        "W": whole_numbers(_widths(part)),
    }
    if not part.is_cff:
        entries["CIDToGIDMap"] = _cid_to_gid(file, part)
    name, encoding = _encoding(file, part)
    return file.add(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{base}-{name}" if part.is_cff else f"/{base}",
            "Encoding": encoding,
            "DescendantFonts": PDFArray([file.add(entries)]),
            "ToUnicode": file.add_stream(to_unicode((code, char[0]) for char, code in part.codes.items())),
        }
    )


def _base_name(loaded: LoadedFace, part: Subset) -> str:
    """The PostScript name behind a tag that another subset of the same face will not have (ISO 32000-1, 9.6.4)."""
    digest = hashlib.md5(loaded.face.key.encode() + part.data, usedforsecurity=False).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return f"{tag}+{re.sub(r'[^A-Za-z0-9_.-]', '', loaded.postscript_name) or 'Unnamed'}"


def _add_descriptor(file: PdfFile, loaded: LoadedFace, part: Subset, base: str) -> PDFObjectReference:
    """The font descriptor (ISO 32000-1, 9.8), in 1/1000 em."""
    if part.is_cff:
        program = {"FontFile3": file.add_stream(part.data, {"Subtype": "/CIDFontType0C"})}
    else:
        program = {"FontFile2": file.add_stream(part.data, {"Length1": len(part.data)})}
    figures = metrics_of(loaded)
    box = figures.box
    return file.add(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{base}",
            "Flags": _flags(figures),
            "FontBBox": PDFArray([box.left, box.bottom, box.right, box.top]),
            "ItalicAngle": figures.slant,
            "Ascent": figures.ascent,
            "Descent": figures.descent,
            "CapHeight": figures.cap_height,
            # No table of OpenType has the stem's width; this is the usual guess from the weight, read only by a viewer
            # that has to stand in another face for one that is not embedded.
            "StemV": round(50 + (figures.weight / 65) ** 2),
            **program,
        }
    )


def _flags(figures: Metrics) -> int:
    return _SYMBOLIC | (_SERIF if figures.has_serifs else 0) | (_ITALIC if figures.slant else 0)


def _widths(part: Subset) -> Iterator[int]:
    """The widths that are not the default one, as stretches of equal ones: first CID, last CID, width.

    CIDs are glyphs where a CMap leads codes to them, codes where a map leads them to glyphs.
    """
    cids = range(len(part.widths)) if part.is_cff else range(len(part.glyphs))
    for width, stretch in groupby(cids, key=lambda cid: part.widths[part.glyphs[cid]]):
        first, *rest = stretch
        if width != _DEFAULT_WIDTH:
            yield from (first, rest[-1] if rest else first, width)


def _cid_to_gid(file: PdfFile, part: Subset) -> Value:
    if not part.shares_glyphs:
        return "/Identity"
    return file.add_stream(struct.pack(f">{len(part.glyphs)}H", *part.glyphs))


def _encoding(file: PdfFile, part: Subset) -> tuple[str, Value]:
    """The CMap from codes to CIDs: its name, and that or an embedded one."""
    if not (part.is_cff and part.shares_glyphs):
        return "Identity-H", "/Identity-H"
    name = "Shared-H"
    count = len(part.widths)
    # A range keeps within one first byte.
    ranges = [f"<{low:04X}> <{min(low + 0xFF, count - 1):04X}> {low}" for low in range(0, count, 0x100)]
    shared = [f"<{code:04X}> {part.glyphs[code]}" for code in range(count, len(part.glyphs))]
    content = cmap(name, 1, [*blocks("cidrange", ranges), *blocks("cidchar", shared)])
    entries: dict[str, Value] = {"Type": "/CMap", "CMapName": f"/{name}", "CIDSystemInfo": system_info()}
    return name, file.add_stream(content, entries)
