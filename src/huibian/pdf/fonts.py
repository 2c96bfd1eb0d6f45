"""Embeds a face: one composite font (Type0) with a subset of it, however many characters that has.

A code is two bytes and the number of a glyph in the subset, which `Identity-H` reads as it stands. Codes past the last
glyph, for characters that share one, let every character be copied out as itself; the file says which glyph such a
code means.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from itertools import groupby

from reportlab.pdfbase.pdfdoc import PDFArray, PDFObjectReference

from huibian.fontbook import Metrics, Subset
from huibian.pdf.cmap import blocks, cmap, system_info, to_unicode
from huibian.pdf.drawn import OWN_NAME, DrawnProgram
from huibian.pdf.glyphs import FontProgram
from huibian.pdf.objects import PdfFile, Value, whole_numbers

_DEFAULT_WIDTH = 1000
# ISO 32000-1, table 123. `SYMBOLIC`: the characters are not those of the standard Latin set.
_SERIF, _SYMBOLIC, _ITALIC = 1 << 1, 1 << 2, 1 << 6
# Of our own font: the em box of a Chinese face; only readers of text look at it, for the height of a line.
_ASCENT, _DESCENT = 880, -120


def embed(file: PdfFile, program: FontProgram, outlines: bytes) -> PDFObjectReference:
    """Add a face to a file: the Type0 font over its one CIDFont (ISO 32000-1, 9.7)."""
    part = program.part
    base = _base_name(program, outlines)
    entries: dict[str, Value] = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if part.is_cff else "/CIDFontType2",
        "BaseFont": f"/{base}",
        "CIDSystemInfo": system_info(),
        "FontDescriptor": _add_descriptor(file, program, base, outlines),
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


def embed_drawn(file: PdfFile, program: DrawnProgram) -> PDFObjectReference:
    """Add our own font to a file."""
    tag = _tag(program.data)
    base = f"{tag}+{OWN_NAME}"
    descriptor = file.add(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{base}",
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray(program.box),
            "ItalicAngle": 0,
            "Ascent": _ASCENT,
            "Descent": _DESCENT,
            "CapHeight": _ASCENT,
            "StemV": 80,
            "FontFile3": file.add_stream(program.data, {"Subtype": "/CIDFontType0C"}),
        }
    )
    descendant = file.add(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType0",
            "BaseFont": f"/{base}",
            "CIDSystemInfo": system_info(),
            "FontDescriptor": descriptor,
            "W": PDFArray([0, whole_numbers(program.widths)]),
        }
    )
    return file.add(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{base}-Identity-H",
            "Encoding": "/Identity-H",
            "DescendantFonts": PDFArray([descendant]),
            "ToUnicode": file.add_stream(to_unicode(enumerate(program.texts, start=1))),
        }
    )


def _base_name(program: FontProgram, outlines: bytes) -> str:
    """The PostScript name behind a tag that another subset of the same face will not have (ISO 32000-1, 9.6.4)."""
    tag = _tag(program.face.key.encode() + outlines)
    return f"{tag}+{re.sub(r'[^A-Za-z0-9_.-]', '', program.postscript_name) or 'Unnamed'}"


def _tag(data: bytes) -> str:
    digest = hashlib.md5(data, usedforsecurity=False).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _add_descriptor(file: PdfFile, program: FontProgram, base: str, outlines: bytes) -> PDFObjectReference:
    """The font descriptor (ISO 32000-1, 9.8), in 1/1000 em."""
    if program.part.is_cff:
        font_file = {"FontFile3": file.add_stream(outlines, {"Subtype": "/CIDFontType0C"}, is_dense=True)}
    else:
        font_file = {"FontFile2": file.add_stream(outlines, {"Length1": len(outlines)})}
    figures = program.figures
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
            **font_file,
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
