"""Opens the file of an image with Pillow, and knows by its header what it takes to read it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import Image as Pillow

from huibian.image.parts import BoundedFile, check_directory, check_profiles

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_ORIENTATION = 0x0112  # Exif: how the camera was held
_TURNED = range(2, 9)
# What is in a PNG that says how it was held: in Exif data, in those of ImageMagick, in XMP.
_HELD = (b"eXIf", b"Raw profile type", b"com.adobe.xmp")
_ROWS = b"IDAT"

_MOST_ROOM = 400 * 2**20  # bytes that an image takes while it is read
_NARROW = ("1", "L", "P")  # kept in a byte for a pixel; others in four
_WEBP_ROOM = 16  # bytes of a pixel: its library has frames of its own
_AN_EIGHTH = 1  # byte of a pixel, amply: a plain JPEG is read at an eighth of its size
_BITS = {"1": 1, "I;16": 16, "I;16B": 16, "I;16L": 16, "I": 32, "F": 32}  # of a pixel; others have 8 for each band
_GREY = ("1", "L", "I;16", "I;16B", "I;16L")  # what becomes grey; other modes become RGB
_SAMPLE_ROOM = 2  # bytes of a sample of a progressive JPEG, all of which are kept until its last scan

USUAL = 20  # bytes that a byte of a file becomes; a photograph has 10, a drawing 50
_JPEG_SPEED = 4  # times that of other formats


class ImageFile:
    """An image file, opened.

    Attributes:
        bitmap: The image; its pixels are there when it is loaded.
        data: The bytes of the file.
        format: "JPEG", "PNG" or another one of Pillow's names.
    """

    def __init__(self, bitmap: Bitmap, file: BoundedFile) -> None:
        self.bitmap = bitmap
        self.data = file.getvalue()
        self.format = "JPEG" if bitmap.format == "MPO" else bitmap.format or ""  # that is a JPEG with more behind it
        self._file = file

    def load(self) -> None:
        """Read its pixels."""
        self._file.allow_all()
        self.bitmap.load()

    @property
    def room(self) -> int:
        """How many bytes it takes to read it, and to make another one of it if it has to be changed."""
        return self._pixels * self._room_of_pixel

    @property
    def excess(self) -> int:
        """How many bytes it becomes beyond what so long a file would: what takes time out of proportion.

        Those of its pixels count, and again those of what is made of it.
        """
        bits = _BITS.get(self.bitmap.mode, 8 * len(self.bitmap.getbands()))
        if self._may_change:
            bits += 8 * (1 if self._becomes_grey else 3)
        speed = _JPEG_SPEED if self.format == "JPEG" else 1
        return max(0, self._pixels * bits // (8 * speed) - USUAL * len(self.data))

    @property
    def is_too_large(self) -> bool:
        """Whether it has too many pixels, or too many for the room that they take."""
        is_huge = Pillow.MAX_IMAGE_PIXELS is not None and self._pixels > Pillow.MAX_IMAGE_PIXELS
        return is_huge or self.room > _MOST_ROOM

    @property
    def is_plain(self) -> bool:
        """Whether it is upright, in grey or RGB, without transparency."""
        return is_opaque(self.bitmap) and not self.is_turned

    @property
    def is_turned(self) -> bool:
        """Whether it has to be turned to be upright."""
        if self._says_more_at_its_end:
            self.load()
        return _is_turned(self.bitmap)

    @property
    def is_animated(self) -> bool:
        """Whether it has several frames."""
        self._file.allow_all()
        return bool(getattr(self.bitmap, "is_animated", False))

    @property
    def _pixels(self) -> int:
        return self.bitmap.width * self.bitmap.height

    @property
    def _room_of_pixel(self) -> int:
        if self.format == "WEBP":
            return _WEBP_ROOM
        mode = self.bitmap.mode
        room = 1 if mode in _NARROW and not self.bitmap.has_transparency_data else 4
        other = 1 if mode == "1" else 4
        if self.format != "JPEG":
            return room + other if self._may_change else room
        kept = _SAMPLE_ROOM * len(self.bitmap.getbands()) if "progressive" in self.bitmap.info else 0
        return max(kept, _AN_EIGHTH) if self.is_plain else max(kept + room, room + other)

    @property
    def _becomes_grey(self) -> bool:
        return self.bitmap.mode in _GREY and not self.bitmap.has_transparency_data

    @property
    def _may_change(self) -> bool:
        """Whether another image may have to be made of it, as far as its header says."""
        if self.format not in ("JPEG", "PNG") or not is_opaque(self.bitmap) or self._says_more_at_its_end:
            return True
        return _is_turned(self.bitmap)

    @property
    def _says_more_at_its_end(self) -> bool:
        """Whether it is a PNG that may say behind its pixels how it was held."""
        if self.format != "PNG":
            return False
        at = self.data.find(_ROWS)
        return any(self.data.find(name, at) >= 0 for name in _HELD)


@contextmanager
def opened(data: bytes, kind: str | None = None) -> Iterator[ImageFile]:
    """An image file, for as long as it is asked; Pillow's warnings, of damaged Exif data, are of no use and silent.

    Args:
        data: Its bytes.
        kind: Its format, to open it however large it is; `None` to find that out.

    Raises:
        TooManyPartsError: It has too many parts.
        Exception: It is damaged or no image, in as many ways as Pillow and its libraries have lines.
    """
    check_directory(data)
    check_profiles(data)
    file = BoundedFile(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind is None:
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)  # of 89 million pixels, three sheets of A4
        with Pillow.open(file, formats=_FORMATS) if kind is None else Pillow.OPEN[kind][0](file, "") as bitmap:
            yield ImageFile(bitmap, file)


def excess_of(data: bytes) -> int:
    """How many bytes an image becomes beyond what so long a file would, by its header; none for what is no image."""
    try:
        with opened(data) as file:
            return 0 if file.is_too_large else file.excess
    except Exception:
        return 0


def flaw_of(data: bytes) -> str:
    """Why the bytes of a file are no image, to be said behind its name."""
    Pillow.init()
    for kind in _FORMATS:
        try:
            with opened(data, kind) as file:
                if file.is_too_large:
                    return f"太大，有 {file.bitmap.width} × {file.bitmap.height} 像素"
        except Exception:
            continue
    return "不是完好的图片，或不是能排的格式"


def is_opaque(bitmap: Bitmap) -> bool:
    """Whether an image is in grey or RGB, without transparency."""
    return bitmap.mode in ("L", "RGB") and not bitmap.has_transparency_data


def _is_turned(bitmap: Bitmap) -> bool:
    """Whether what was read of a file so far says that it is to be turned; a PNG would read all of it to be asked."""
    return Pillow.Image.getexif(bitmap).get(_ORIENTATION) in _TURNED
