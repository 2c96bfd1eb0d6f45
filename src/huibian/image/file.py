"""Opens the file of an image with Pillow, and knows by its header what it takes to read it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from PIL import Image as Pillow

from huibian.image.parts import BoundedFile, TooManyPartsError, check_directory, check_profiles

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_ORIENTATION = 0x0112  # Exif: how the camera was held
_TURNED = range(2, 9)
# What is in a PNG that says how it was held: in Exif data, in those of ImageMagick, in XMP.
_HELD = (b"eXIf", b"Raw profile type", b"com.adobe.xmp")
_EXIF = b"Exif\0\0"
_RAW_PROFILE = "Raw profile type exif"
_RAW_LINES = 3  # of it, before its bytes

_MOST_ROOM = 400 * 2**20  # bytes that an image takes while it is read
_NARROW = ("1", "L", "P")  # kept in a byte for a pixel; others in four
_WEBP_ROOM = 16  # bytes of a pixel: its library has frames of its own
_AN_EIGHTH = 1  # byte of a pixel, amply: such a JPEG is read at an eighth of its size
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
        return self.bitmap.width * self.bitmap.height * self._room_of_pixel

    @property
    def excess(self) -> int:
        """How many bytes it becomes beyond what so long a file would: what takes time out of proportion."""
        unpacked = self.room // _JPEG_SPEED if self.format == "JPEG" else self.room
        return max(0, unpacked - USUAL * len(self.data))

    @property
    def is_too_large(self) -> bool:
        """Whether it has too many pixels, or too many for the room that they take."""
        pixels = self.bitmap.width * self.bitmap.height
        is_huge = Pillow.MAX_IMAGE_PIXELS is not None and pixels > Pillow.MAX_IMAGE_PIXELS
        return is_huge or self.room > _MOST_ROOM

    @property
    def is_plain(self) -> bool:
        """Whether it is upright, in grey or RGB, without transparency."""
        return is_opaque(self.bitmap) and not self.is_turned

    @property
    def is_turned(self) -> bool:
        """Whether it has to be turned to be upright.

        Raises:
            TooManyPartsError: What says so has too many parts.
        """
        if self.format == "PNG":
            if not self._may_be_turned:
                return False
            self.load()  # it may say so behind its pixels
        _check_exif(self.bitmap)
        return self.bitmap.getexif().get(_ORIENTATION) in _TURNED

    @property
    def is_animated(self) -> bool | None:
        """Whether it has several frames; `None` where it would take too long to find out."""
        try:
            return bool(getattr(self.bitmap, "is_animated", False))
        except TooManyPartsError:
            return None

    @property
    def _room_of_pixel(self) -> int:
        if self.format == "WEBP":
            return _WEBP_ROOM
        mode = self.bitmap.mode
        room = 1 if mode in _NARROW and not self.bitmap.has_transparency_data else 4
        other = 1 if mode == "1" else 4
        if self.format != "JPEG":
            return room if is_opaque(self.bitmap) and not self._may_be_turned else room + other
        kept = _SAMPLE_ROOM * len(self.bitmap.getbands()) if "progressive" in self.bitmap.info else 0
        return kept + _AN_EIGHTH if self.is_plain else max(kept + room, room + other)

    @property
    def _may_be_turned(self) -> bool:
        """Known without reading the pixels."""
        return any(name in self.data for name in _HELD) if self.format == "PNG" else self.is_turned


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


def _check_exif(bitmap: Bitmap) -> None:
    """Refuse Exif data whose entries name more bytes than there are."""
    exif = bitmap.info.get("exif")
    if exif is None and _RAW_PROFILE in bitmap.info:
        with suppress(ValueError):
            exif = bytes.fromhex("".join(bitmap.info[_RAW_PROFILE].split("\n")[_RAW_LINES:]))
    if exif is not None:
        while exif.startswith(_EXIF):
            exif = exif[len(_EXIF) :]
        check_directory(exif)
