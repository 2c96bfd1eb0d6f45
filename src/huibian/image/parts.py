"""Divides the file of an image into its parts: the segments of a JPEG, the chunks of a PNG, the entries of a TIFF.

Programs that make images divide them into some hundred parts; a file of some millions was made to be waited for.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

_MOST_PARTS = 100_000  # segments or chunks; 64 MB have 8,000 where a program writes 8 KB at a time
_MOST_PROFILES = 10  # of colours in a PNG, which may have one; each is unpacked
_MOST_SCANS = 20  # of a JPEG, each of which takes as long as the whole of another one; programs write ten
_MOST_VALUES = 300_000  # of an entry in a directory; a table of 16 bits for three colours has 196,608
_MOST_READS_AT_FIRST = 20_000  # times that Pillow may ask for bytes until it knows what is in a file
_MOST_READS = 10_000_000  # and for all of it; a packed BMP is asked twice for each stretch of one colour

# The markers of JPEG (ITU-T T.81, table B.1).
START, END, SCAN = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_ALONE = frozenset((0x01, START, *_RESTARTS))  # those that no length follows
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # in a scan FF 00 is data, and so are restarts

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNK = struct.Struct(">I4s")  # of PNG: length and name, before the data and four bytes of checksum
_CHECKSUM = 4
_PROFILE, PNG_END = b"iCCP", b"IEND"

# TIFF 6.0, section 2, and BigTIFF. By a file's first bytes: where its first directory begins, how many entries that
# has, and an entry: tag, type, how many values, and where they are.
_DIRECTORIES = {
    b"II*\0": tuple(map(struct.Struct, ("<4xI", "<H", "<HHII"))),
    b"MM\0*": tuple(map(struct.Struct, (">4xI", ">H", ">HHII"))),
    b"II+\0": tuple(map(struct.Struct, ("<8xQ", "<Q", "<HHQQ"))),
    b"MM\0+": tuple(map(struct.Struct, (">8xQ", ">Q", ">HHQQ"))),
}
# How many bytes a value of a type has; others have one, and what is one may be a whole document of another program.
_SIZES = {3: 2, 4: 4, 5: 8, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}


class TooManyPartsError(Exception):
    """A file has so many parts that it would take too long to read them."""


class BoundedFile(io.BytesIO):
    """A file that may be asked for bytes only so often, for what Pillow does itself it does part by part."""

    _left = _MOST_READS_AT_FIRST

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes.

        Raises:
            TooManyPartsError: It was asked too often.
        """
        self._left -= 1
        if self._left < 0:
            raise TooManyPartsError
        return super().read(size)

    def allow_all(self) -> None:
        """Let all of it be read: what was opened is an image."""
        self._left = _MOST_READS


class JpegSegment(Struct, frozen=True):
    """A segment of a JPEG file: its marker and what follows that, from the length to the end of a scan's data."""

    marker: int
    rest: bytes


class PngChunk(Struct, frozen=True):
    """A chunk of a PNG file: its name, and all of it, from the length to the checksum; the last may be cut short."""

    name: bytes
    whole: bytes

    @property
    def body(self) -> bytes:
        """What it holds."""
        return self.whole[_CHUNK.size : self._end]

    @property
    def is_whole(self) -> bool:
        """Whether it is not cut short."""
        return len(self.whole) == self._end + _CHECKSUM

    @property
    def _end(self) -> int:
        return _CHUNK.size + int.from_bytes(self.whole[:4])


def segments(jpeg: bytes) -> Iterator[JpegSegment]:
    """The segments between start and end; what lies between them is passed over, as decoders do.

    Raises:
        ValueError: It is no JPEG file, or ends within a segment.
        TooManyPartsError: It has too many of them.
    """
    if not jpeg.startswith(bytes((0xFF, START))):
        msg = "no JPEG"
        raise ValueError(msg)
    at, count, scans = 2, 0, 0
    while (match := _MARKER.search(jpeg, at)) is not None:
        marker, start = match[1][0], match.end()
        if marker == END:
            return
        count += 1
        scans += marker == SCAN
        if count > _MOST_PARTS or scans > _MOST_SCANS:
            raise TooManyPartsError
        at = start
        if marker in _ALONE:
            continue
        at = start + int.from_bytes(jpeg[start : start + 2], "big")
        if at < start + 2 or at > len(jpeg):
            msg = "segment cut short"
            raise ValueError(msg)
        if marker == SCAN:
            after = _AFTER_SCAN.search(jpeg, at)
            at = len(jpeg) if after is None else after.start()
        yield JpegSegment(marker, jpeg[start:at])


def chunks(png: bytes) -> Iterator[PngChunk]:
    """The chunks up to the one that says that it is the last, or as many as there are.

    Raises:
        ValueError: It is no PNG file.
        TooManyPartsError: It has too many chunks.
    """
    if not png.startswith(PNG_SIGNATURE):
        msg = "no PNG"
        raise ValueError(msg)
    at, count = len(PNG_SIGNATURE), 0
    while at + _CHUNK.size <= len(png):
        length, name = _CHUNK.unpack_from(png, at)
        end = at + _CHUNK.size + length + _CHECKSUM
        count += 1
        if count > _MOST_PARTS:
            raise TooManyPartsError
        yield PngChunk(name, png[at:end])
        if name == PNG_END:
            return
        at = end


def check_profiles(png: bytes) -> None:
    """Refuse a PNG with more colour profiles than anybody's.

    Raises:
        TooManyPartsError: It has too many.
    """
    if png.startswith(PNG_SIGNATURE) and png.count(_PROFILE) > _MOST_PROFILES:
        raise TooManyPartsError


def check_directory(tiff: bytes) -> None:
    """Refuse a TIFF file of which an entry of the first directory has too many values: most are places of strips.

    Pillow makes an object of each strip. Entries that lead out of the file are passed over, as it does.

    Raises:
        TooManyPartsError: It has too many entries, or one has too many values.
    """
    if tiff[:4] not in _DIRECTORIES:
        return
    beginning, number, entry = _DIRECTORIES[tiff[:4]]
    with suppress(struct.error):  # cut short: Pillow says what it makes of that
        (at,) = beginning.unpack_from(tiff)
        (count,) = number.unpack_from(tiff, at)
        if count > _MOST_PARTS:
            raise TooManyPartsError
        for place in range(at + number.size, at + number.size + count * entry.size, entry.size):
            _, kind, values, where = entry.unpack_from(tiff, place)
            if values > _MOST_VALUES and kind in _SIZES and where + values * _SIZES[kind] <= len(tiff):
                raise TooManyPartsError
