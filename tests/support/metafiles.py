"""Metafiles made by hand: a frame and a circle on twice as wide as high."""

from __future__ import annotations

import struct

_HEADER_WORDS = 9


def emf(width: int = 10000, height: int = 5000) -> bytes:
    """An EMF whose frame has this size, in hundredths of a millimetre."""
    records = b"".join(
        (
            _emf_record(17, 8),  # the units are its own
            _emf_record(9, 2000, 1000),  # the window has so many
            _emf_record(11, 2000, 1000),
            _emf_record(43, 50, 50, 1950, 950),  # a rectangle
            _emf_record(42, 200, 200, 800, 800),  # an ellipse
            _emf_record(14, 0, 16, 20),
        )
    )
    frame = struct.pack("<8i", 0, 0, 1999, 999, 0, 0, width, height)
    size, count = 88 + len(records), 7
    rest = struct.pack("<IIIHHIII", 0x10000, size, count, 1, 0, 0, 0, 0) + struct.pack("<4i", 2000, 1000, 100, 50)
    return struct.pack("<II", 1, 88) + frame + b" EMF" + rest + records


def wmf(*, placeable: bool, width: int = 2000, height: int = 1000) -> bytes:
    """A WMF, with the header that says its size or without it."""
    records = [
        _wmf_record(0x0103, 8),  # the units are its own
        _wmf_record(0x020B, 0, 0),
        _wmf_record(0x020C, height, width),
        struct.pack("<IHHhhI", 8, 0x02FA, 0, 40, 0, 0x0000FF),  # a red pen
        _wmf_record(0x012D, 0),
        _wmf_record(0x041B, 950, 1950, 50, 50),  # a rectangle
        _wmf_record(0x0418, 800, 800, 200, 200),  # an ellipse
        _wmf_record(0),
    ]
    body = b"".join(records)
    longest = max(map(len, records)) // 2
    header = struct.pack("<HHHIHIH", 1, _HEADER_WORDS, 0x300, _HEADER_WORDS + len(body) // 2, 1, longest, 0)
    if not placeable:
        return header + body
    place = struct.pack("<IH4hHI", 0x9AC6CDD7, 0, 0, 0, width, height, 1000, 0)
    checksum = 0
    for (word,) in struct.iter_unpack("<H", place):
        checksum ^= word
    return place + struct.pack("<H", checksum) + header + body


def _emf_record(kind: int, *values: int) -> bytes:
    return struct.pack(f"<II{len(values)}i", kind, 8 + 4 * len(values), *values)


def _wmf_record(function: int, *values: int) -> bytes:
    return struct.pack(f"<IH{len(values)}h", 3 + len(values), function, *values)
