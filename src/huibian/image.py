"""Photographs and drawings: their bytes, and what has to be known of them to print them."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from huibian.imagestrip import strip_jpeg, strip_png

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

_ORIENTATION = 0x0112  # Exif: how the camera was held
_QUALITY = 92  # of a JPEG that had to be written anew


class ImageFormat(StrEnum):
    """The formats that PDF and Word both take; the value is how a file's name ends."""

    JPEG = "jpeg"
    PNG = "png"


_STRIP = {ImageFormat.JPEG: strip_jpeg, ImageFormat.PNG: strip_png}


@dataclass(frozen=True, slots=True)
class Image:
    """An image as its file has it, turned upright.

    Attributes:
        data: The bytes of the file, without all that is not the image: where it was taken, previews.
        format: How they are written.
        width: In pixels.
        height: In pixels.
    """

    data: bytes
    format: ImageFormat
    width: int
    height: int


def read_image(data: bytes) -> Image | None:
    """An image from the bytes of a file; `None` if they are not a whole JPEG or PNG image, or one beyond all measure.

    Every reader of PDF and Word shows grey and RGB images alike, and little else: a picture that a camera took upright
    and only marked so is turned, transparency is put on white, other colours become RGB.
    """
    from PIL import Image as Pillow  # slow to import, and few issues have pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged Exif, which is of no use here
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)  # of 89 million pixels, three sheets of A4
            with Pillow.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
                image.load()
                kind = ImageFormat.PNG if image.format == "PNG" else ImageFormat.JPEG  # MPO: a JPEG with more behind it
                plain = _plain(image)
                written = data if plain is image else _encoded(plain, kind)
                return Image(_STRIP[kind](written), kind, *plain.size)
    except Exception:  # a damaged file fails in as many ways as Pillow and its libraries have lines
        return None


def _plain(image: Bitmap) -> Bitmap:
    """The image upright, in grey or RGB, without transparency; itself if it is all that."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    if image.getexif().get(_ORIENTATION, 1) != 1:
        image = ImageOps.exif_transpose(image)
    if image.mode in ("L", "RGB") and not image.has_transparency_data:
        return image
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image).convert("RGB")
    if image.mode.startswith("I"):  # 16 bits, of which the upper 8 are kept; a conversion would cut off what is above
        image = image.convert("I").point(lambda value: value * (1 / 256))
    return image.convert("L" if image.mode in ("1", "I") else "RGB")


def _encoded(image: Bitmap, kind: ImageFormat) -> bytes:
    written = io.BytesIO()
    image.save(written, kind.value, quality=_QUALITY)
    return written.getvalue()
