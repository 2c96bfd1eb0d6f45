"""Wraps a bare CFF table as a font that HarfBuzz opens."""

from __future__ import annotations

import struct

import uharfbuzz as hb


def as_font(program: bytes, glyphs: int) -> hb.Font:
    """A font of a thousand units per em with the table and what else a reader asks for."""
    head = struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 0, 0)
    tables = {b"CFF ": program, b"head": head, b"maxp": struct.pack(">IH", 0x5000, glyphs)}
    directory = struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0)
    place, body = len(directory) + 16 * len(tables), b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, place + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return hb.Font(hb.Face(directory + body))
