"""Reads an image from the bytes of a file, and makes it such as every reader of PDF and Word shows."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageOps

from huibian.image import Image, ImageFormat
from huibian.image.file import ImageFile, is_opaque, opened
from huibian.image.parts import TooManyPartsError, segments
from huibian.image.rows import rows_of
from huibian.image.strip import strip_jpeg, strip_png

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

_BROAD = ("I", "F")  # samples of 32 bits, of which nobody says what is black and what is white
_TRANSPARENCY = b"tRNS"
_QUALITY = 95  # of a JPEG that had to be encoded again; what is above it grows and looks the same
_AT_ONCE = 1 << 20  # pixels changed in one go


def read_image(data: bytes) -> Image | None:
    """An image from the bytes of a file; `None` if they are not a whole image of a format that is read, or a huge one.

    Every reader of PDF and Word shows grey and RGB images alike, and little else: a picture that a camera took upright
    and only marked so is turned, transparency is put on white, other colours become RGB. Of several frames the first
    is taken. `change_of` says which of it an editor should know.

    Raises:
        TooManyPartsError: It has too many parts to be read.
    """
    try:
        with opened(data) as file:
            return None if file.is_too_large else _READERS.get(file.format, _changed)(file)
    except TooManyPartsError:
        raise
    except Exception:
        return None


def change_of(data: bytes) -> str | None:
    """What `read_image` made otherwise of the bytes of a file; `None` where it is the same to the eye.

    Transparency on white, 16 bits of grey cut to 8 and a PNG turned upright are that.
    """
    with opened(data) as file:
        is_jpeg = file.format == "JPEG"
        changes = {  # known from the header
            f"从 {file.format} 转成了 PNG": file.format not in ("JPEG", "PNG"),
            "有几幅画面，只排第一幅": not is_jpeg and file.is_animated,
            "照拍摄时的方向转正，重新压缩过": is_jpeg and file.is_turned,
            "印刷色（CMYK）换成了 RGB": file.bitmap.mode == "CMYK",
        }
    return "，".join(change for change, is_made in changes.items() if is_made) or None


def _jpeg(file: ImageFile) -> Image:
    if not file.is_plain:
        with suppress(ValueError):  # damaged behind the image, which need not keep Pillow from reading it
            deque(segments(file.data), maxlen=0)  # counts the scans
        return _changed(file)
    stripped = strip_jpeg(file.data)
    width, height = file.bitmap.size
    file.bitmap.draft(file.bitmap.mode, (1, 1))  # an eighth of its size tells whether it is whole as well
    file.load()
    return Image(stripped, ImageFormat.JPEG, width, height)


def _png(file: ImageFile) -> Image | None:
    rows = rows_of(file.data)
    is_bare = is_opaque(file.bitmap) and _TRANSPARENCY not in file.data  # which might come too late for Pillow to know
    if is_bare and rows.are_plain and not file.is_turned:
        return Image(strip_png(file.data), ImageFormat.PNG, rows.width, rows.height, has_plain_rows=True)
    return _changed(file) if rows.are_all_there else None


_READERS: Mapping[str, Callable[[ImageFile], Image | None]] = {"JPEG": _jpeg, "PNG": _png}


def _changed(file: ImageFile) -> Image:
    """An image of any format, upright, in grey or RGB, without transparency; its own bytes if it is all that."""
    file.load()
    is_jpeg = file.format == "JPEG"
    plain = _plain(file)
    if plain is file.bitmap and file.format == "PNG":
        return Image(strip_png(file.data), ImageFormat.PNG, *plain.size)
    if is_jpeg:
        return Image(strip_jpeg(_encoded(plain, ImageFormat.JPEG)), ImageFormat.JPEG, *plain.size)
    return Image(strip_png(_encoded(plain, ImageFormat.PNG)), ImageFormat.PNG, *plain.size, has_plain_rows=True)


def _plain(file: ImageFile) -> Bitmap:
    """The image upright, in grey or RGB, without transparency; itself if it is all that."""
    image = file.bitmap
    if image.mode in _BROAD:
        msg = f"samples of type {image.mode}"
        raise ValueError(msg)
    if file.is_turned:
        image = ImageOps.exif_transpose(image)
    if is_opaque(image):
        return image
    if image.has_transparency_data:
        return _converted(image, "RGB", _on_white)
    if image.mode.startswith("I"):
        return _converted(image, "L", _upper_bits)
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_white(image: Bitmap) -> Bitmap:
    image = image.convert("RGBA")
    return Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image).convert("RGB")


def _upper_bits(image: Bitmap) -> Bitmap:
    """Of 16 bits of grey the upper 8; a conversion would cut off what is above 8."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _converted(image: Bitmap, mode: str, convert: Callable[[Bitmap], Bitmap]) -> Bitmap:
    """The image as another one of some mode, some rows at a time: what there is on the way takes room as well."""
    made = Pillow.new(mode, image.size)
    for box in strips(image):
        made.paste(convert(image.crop(box)), box)
    return made


def strips(image: Bitmap) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right and bottom of the rows of an image, some at a time."""
    width, height = image.size
    rows = max(1, _AT_ONCE // width)
    return ((0, top, width, min(top + rows, height)) for top in range(0, height, rows))


def _encoded(image: Bitmap, kind: ImageFormat) -> bytes:
    written = io.BytesIO()
    image.save(written, kind.value, quality=_QUALITY)
    return written.getvalue()
