"""The rows of a PNG file: whether all are there, and whether they are such as other formats take over unchanged."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby

from msgspec import Struct

from huibian.image.parts import chunks

_HEADER = struct.Struct(">IIBBBBB")
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a pixel, by the type of colour
_WHOLE = ((0, 0, 1, 1),)
# PNG, 8.2, Adam7: first column and row of each pass, and how far it is to the next.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PLAIN_DEPTH = 8
_FILTERS = bytes(range(5))  # PNG, 9.2: what the first byte of a row may be
_AT_ONCE = 1 << 14  # packed bytes that are unpacked in one go; they become up to a thousand times as many


class PngRows(Struct, frozen=True):
    """The rows of a PNG file, packed.

    Attributes:
        width: In pixels.
        height: In pixels.
        depth: Bits of a sample.
        samples: Of a pixel.
        is_interlaced: Whether the rows come in seven passes.
        packed: A stream of zlib.
    """

    width: int
    height: int
    depth: int
    samples: int
    is_interlaced: bool
    packed: bytes

    @property
    def are_all_there(self) -> bool:
        """Whether there are as many bytes of pixels as the size asks for."""
        needed, length = sum(rows * length for rows, length in self._passes), 0
        with suppress(zlib.error):
            for part in _unpacked(zlib.decompressobj(), self.packed):
                length += len(part)
                if length >= needed:
                    break
        return length >= needed

    @property
    def are_plain(self) -> bool:
        """Whether PDF takes the stream over as it is (ISO 32000-1, 7.4.4.4).

        Its samples have 8 bits, its rows come one after the other, each with a known filter; it is whole and holds no
        more, and it is shorter than they are: one that is not packed is better packed for the PDF.
        """
        if self.is_interlaced or self.depth != _PLAIN_DEPTH:
            return False
        ((rows, length),) = self._passes
        if len(self.packed) >= rows * length:
            return False
        unpacking, at = zlib.decompressobj(), 0
        try:
            for part in _unpacked(unpacking, self.packed):
                if part[-at % length :: length].translate(None, _FILTERS):
                    return False
                at += len(part)
                if at > rows * length:
                    return False
        except zlib.error:
            return False
        return unpacking.eof and not unpacking.unused_data and at == rows * length

    @property
    def _passes(self) -> list[tuple[int, int]]:
        """Of each pass how many rows it has, and how many bytes each of these has, its filter counted."""
        passes = []
        for x, y, across, down in _PASSES if self.is_interlaced else _WHOLE:
            columns, rows = -(-(self.width - x) // across), -(-(self.height - y) // down)
            if columns > 0 and rows > 0:
                passes.append((rows, 1 + (columns * self.depth * self.samples + 7) // 8))
        return passes


def rows_of(png: bytes) -> PngRows:
    """The rows of a PNG file.

    Raises:
        ValueError: It is no PNG file, its rows are not in one place, or it has no header, several, or one of an
            unknown type of colour.
        TooManyPartsError: It has too many chunks.
    """
    header, packed = b"", list[bytes]()
    for name, group in groupby(chunks(png), key=lambda chunk: chunk.name):
        bodies = [each.body for each in group]
        if name == b"IHDR":
            if header or len(bodies) > 1:
                msg = "several headers"
                raise ValueError(msg)
            (header,) = bodies
        elif name == b"IDAT":
            if packed:
                msg = "rows in several places"
                raise ValueError(msg)
            packed = bodies
    if len(header) != _HEADER.size or header[9] not in _SAMPLES:
        msg = "no header"
        raise ValueError(msg)
    width, height, depth, colour, _, _, interlaced = _HEADER.unpack(header)
    return PngRows(width, height, depth, _SAMPLES[colour], bool(interlaced), b"".join(packed))


def _unpacked(unpacking: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    for at in range(0, len(packed), _AT_ONCE):
        yield unpacking.decompress(packed[at : at + _AT_ONCE])
