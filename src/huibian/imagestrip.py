"""Removes from an image file what is not the image: who took it, where, with which camera; previews; bytes behind it.

A photograph may say where it was taken and with whose camera, which the readers of an issue need not know. The image
itself is copied unchanged, so that it loses nothing; what says how its colours are meant is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

# The markers of JPEG (ITU-T T.81, table B.1).
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_ALONE = frozenset((0x01, _START, *_RESTARTS))  # those that no length follows
_NEEDED = frozenset((*range(0xC0, 0xC8), *range(0xC9, 0xD0), _SCAN, 0xDB, 0xDC, 0xDD))  # frames, tables, scans
_JFIF, _PROFILE, _ADOBE = 0xE0, 0xE2, 0xEE  # application segments that say what the colours are
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # in a scan FF 00 is data, and so are restarts

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP"))


def strip_jpeg(data: bytes) -> bytes:
    """The first image of a JPEG file with its colours, and nothing else.

    Raises:
        ValueError: It is no JPEG file, or ends within a segment.
    """
    if not data.startswith(bytes((0xFF, _START))):
        msg = "no JPEG"
        raise ValueError(msg)
    kept = (bytes((0xFF, segment.marker)) + segment.rest for segment in map(_bare, _segments(data)) if segment)
    return b"".join((data[:2], *kept, bytes((0xFF, _END))))


def strip_png(data: bytes) -> bytes:
    """The image of a PNG file with its colours, and nothing else.

    Raises:
        ValueError: It is no PNG file, or has no end.
    """
    if not data.startswith(_SIGNATURE):
        msg = "no PNG"
        raise ValueError(msg)
    kept, at = [_SIGNATURE], len(_SIGNATURE)
    while at + 12 <= len(data):
        name, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if name in _CHUNKS:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    msg = "no end"
    raise ValueError(msg)


class _Segment(Struct, frozen=True):
    """A segment of a JPEG file: its marker and what follows that, from the length to the end of a scan's data."""

    marker: int
    rest: bytes


def _segments(data: bytes) -> Iterator[_Segment]:
    """The segments between start and end; what lies between them is passed over, as decoders do."""
    at = 2
    while (match := _MARKER.search(data, at)) is not None:
        marker, start = match[1][0], match.end()
        if marker == _END:
            return
        at = start
        if marker in _ALONE:
            continue
        at = start + int.from_bytes(data[start : start + 2], "big")
        if at < start + 2 or at > len(data):
            msg = "segment cut short"
            raise ValueError(msg)
        if marker == _SCAN:
            after = _AFTER_SCAN.search(data, at)
            at = len(data) if after is None else after.start()
        yield _Segment(marker, data[start:at])


def _bare(segment: _Segment) -> _Segment | None:
    """A segment without what is not the image; `None` where nothing of it is."""
    body = segment.rest[2:]
    match segment.marker:
        case marker if marker in _NEEDED:
            return segment
        case marker if marker == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:
            return _segment(marker, body[:12] + b"\0\0")  # the last two: width and height of a preview
        case marker if marker == _ADOBE and body.startswith(b"Adobe") and len(body) >= 12:
            return _segment(marker, body[:12])
        case marker if marker == _PROFILE and body.startswith(b"ICC_PROFILE\0"):
            return segment
        case _:
            return None


def _segment(marker: int, body: bytes) -> _Segment:
    return _Segment(marker, (len(body) + 2).to_bytes(2, "big") + body)
