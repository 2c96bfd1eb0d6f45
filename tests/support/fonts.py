"""Tiny TrueType fonts made to measure: a square for every character, and blank glyphs where asked for."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

UPEM = 1000
_SQUARE = (
    struct.pack(">hhhhh", 1, 100, 0, 900, 800)  # one contour and its bounds
    + struct.pack(">HH", 3, 0)  # last point, no instructions
    + bytes([0x01] * 4)  # four points on the curve, long deltas
    + struct.pack(">4h", 100, 800, 0, -800)
    + struct.pack(">4h", 0, 0, 800, 0)
)


def tiny_font(
    chars: str,
    *,
    blank: str = "",
    name: str = "Tiny",
    advance: int = UPEM,
    variants: Mapping[str, str] | None = None,
    more: Mapping[bytes, bytes] | None = None,
) -> bytes:
    """A font that draws `chars`, maps `blank` to empty outlines, and has nothing else but `more` tables.

    A character with a selector behind it is drawn, by `variants`, as one of `chars`.
    """
    tables = {**_tables(chars, blank, name, advance), **(more or {})}
    if variants:
        glyphs = {variant: chars.index(drawn) + 1 for variant, drawn in variants.items()}
        tables[b"cmap"] = _cmap(chars + blank, glyphs)
    return _assemble(tables, 0)


def tiny_collection(fonts: Sequence[tuple[str, str]]) -> bytes:
    """A collection of faces, each given as its characters and its PostScript name."""
    head_size = 12 + 4 * len(fonts)
    parts: list[bytes] = []
    offsets: list[int] = []
    for chars, name in fonts:
        offsets.append(head_size + sum(map(len, parts)))
        parts.append(_assemble(_tables(chars, "", name, UPEM), offsets[-1]))
    return struct.pack(f">4sIL{len(fonts)}L", b"ttcf", 0x10000, len(fonts), *offsets) + b"".join(parts)


def _tables(chars: str, blank: str, name: str, advance: int) -> Mapping[bytes, bytes]:
    inked = [False, *(char not in blank for char in chars + blank)]
    count = len(inked)
    ends = [len(_SQUARE) * sum(inked[:index]) for index in range(count + 1)]
    return {
        b"cmap": _cmap(chars + blank),
        b"glyf": _SQUARE * sum(inked),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, UPEM, 0, 0, 0, 0, UPEM, UPEM, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, advance, *[0] * 11, count),
        b"hmtx": struct.pack(">Hh", advance, 100) * count,
        b"loca": struct.pack(f">{count + 1}I", *ends),
        b"maxp": struct.pack(">IH13H", 0x10000, count, *[4, 1, *[0] * 11]),
        b"name": _name(name),
    }


def _cmap(chars: str, variants: Mapping[str, int] | None = None) -> bytes:
    groups = sorted((ord(char), glyph) for glyph, char in enumerate(chars, start=1))
    body = b"".join(struct.pack(">LLL", code, code, glyph) for code, glyph in groups)
    plain = struct.pack(">HHLLL", 12, 0, 16 + len(body), 0, len(groups)) + body
    if not variants:
        return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + plain
    directory = struct.pack(">HHHHLHHL", 0, 2, 0, 5, 20 + len(plain), 3, 10, 20)
    return directory + plain + _variants(variants)


def _variants(variants: Mapping[str, int]) -> bytes:
    """A table of format 14: for each selector, the glyphs of characters before it."""
    records, mappings = b"", b""
    selectors = sorted({variant[1] for variant in variants})
    for selector in selectors:
        found = sorted((ord(variant[0]), glyph) for variant, glyph in variants.items() if variant[1] == selector)
        place = 10 + 11 * len(selectors) + len(mappings)
        records += ord(selector).to_bytes(3) + struct.pack(">LL", 0, place)
        mappings += struct.pack(">L", len(found))
        mappings += b"".join(code.to_bytes(3) + struct.pack(">H", glyph) for code, glyph in found)
    return struct.pack(">HLL", 14, 10 + len(records) + len(mappings), len(selectors)) + records + mappings


def _name(name: str) -> bytes:
    data = name.encode("utf-16-be")
    ids = (1, 2, 6)  # family, style, PostScript name
    texts = (data, "Regular".encode("utf-16-be"), data)
    records, offset = b"", 0
    for id_, text in zip(ids, texts, strict=True):
        records += struct.pack(">6H", 3, 1, 0x409, id_, len(text), offset)
        offset += len(text)
    return struct.pack(">HHH", 0, len(ids), 6 + len(records)) + records + b"".join(texts)


def _assemble(tables: Mapping[bytes, bytes], start: int) -> bytes:
    """The tables behind their directory, for a font that begins at `start` in its file."""
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0)
    offset = start + len(directory) + 16 * len(tables)
    body = b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return directory + body
