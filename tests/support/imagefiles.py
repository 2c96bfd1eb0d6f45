"""Image files made by hand, whole, odd and damaged."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from typing import Any

from PIL import Image as Pillow

SIZE = (6, 4)


def written(image: Pillow.Image, kind: str, **options: Any) -> bytes:
    """A file of that format."""
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int,
    height: int,
    data: bytes,
    depth: int = 8,
    colour: int = 0,
    *,
    interlaced: bool = False,
    others: Iterable[bytes] = (),
) -> bytes:
    """A PNG with these packed rows, and with other chunks before them."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    palette = [chunk(b"PLTE", bytes(48))] if colour == 3 else []
    parts = (chunk(b"IHDR", header), *palette, *others, chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
