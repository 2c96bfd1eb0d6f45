"""Removes from an image file what is not the image: who took it, where, with which camera; previews; bytes behind it.

A photograph may say where it was taken and with whose camera, which the readers of an issue need not know. The image
itself is copied unchanged, so that it loses nothing; what says how its colours are meant is kept.
"""

from __future__ import annotations

from huibian.image.parts import END, PNG_END, PNG_SIGNATURE, SCAN, JpegSegment, chunks, segments

# The markers of JPEG (ITU-T T.81, table B.1).
_NEEDED = frozenset((*range(0xC0, 0xC8), *range(0xC9, 0xD0), SCAN, 0xDB, 0xDC, 0xDD))  # frames, tables, scans
_JFIF, _PROFILE, _ADOBE = 0xE0, 0xE2, 0xEE  # application segments that say what the colours are

_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP"))


def strip_jpeg(data: bytes) -> bytes:
    """The first image of a JPEG file with its colours, and nothing else.

    Raises:
        ValueError: It is no JPEG file, or ends within a segment.
        TooManyPartsError: It has too many segments.
    """
    kept = (bytes((0xFF, each.marker)) + each.rest for each in map(_bare, segments(data)) if each)
    return b"".join((data[:2], *kept, bytes((0xFF, END))))


def strip_png(data: bytes) -> bytes:
    """The image of a PNG file with its colours, and nothing else.

    Raises:
        ValueError: It is no PNG file, or has no end.
        TooManyPartsError: It has too many chunks.
    """
    found = list(chunks(data))
    if not (found and found[-1].name == PNG_END and found[-1].is_whole):
        msg = "no end"
        raise ValueError(msg)
    return b"".join((PNG_SIGNATURE, *(each.whole for each in found if each.name in _CHUNKS)))


def _bare(segment: JpegSegment) -> JpegSegment | None:
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


def _segment(marker: int, body: bytes) -> JpegSegment:
    return JpegSegment(marker, (len(body) + 2).to_bytes(2, "big") + body)
