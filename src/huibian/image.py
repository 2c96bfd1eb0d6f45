"""Photographs and drawings: their bytes, and what has to be known of them to print them."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from huibian.imagestrip import strip_jpeg, strip_png

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

_READ = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")  # what is no JPEG becomes a PNG, which loses nothing
_BROAD = ("I", "F")  # samples of 32 bits, of which nobody says what is black and what is white
_ORIENTATION = 0x0112  # Exif: how the camera was held
_TURNED = range(2, 9)
_QUALITY = 95  # of a JPEG that had to be encoded again; what is above it grows and looks the same
_CHUNK = struct.Struct(">I4s")  # of PNG: length and name, before the data and four bytes of checksum
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a pixel, by PNG's type of colour
_WHOLE = ((0, 0, 1, 1),)
# PNG, 8.2, Adam7: first column and row of each pass, and how far it is to the next.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_MOST_ROOM = 400 * 2**20  # bytes that an image takes while it is read
_NARROW = ("1", "L", "P")  # kept in a byte for a pixel; others in four
_WEBP_ROOM = 16  # bytes of a pixel: its library has frames of its own
_AT_ONCE = 1 << 20  # bytes unpacked, and pixels changed, in one go


class ImageFormat(StrEnum):
    """The formats that PDF and Word both take; the value is how a file's name ends."""

    JPEG = "jpeg"
    PNG = "png"


_STRIP = {ImageFormat.JPEG: strip_jpeg, ImageFormat.PNG: strip_png}


class Image(Struct, frozen=True):
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
    """An image from the bytes of a file; `None` if they are not a whole image of a format that is read, or a huge one.

    Every reader of PDF and Word shows grey and RGB images alike, and little else: a picture that a camera took upright
    and only marked so is turned, transparency is put on white, other colours become RGB. Of several frames the first
    is taken. `change_of` says which of it an editor should know.
    """
    from PIL import Image as Pillow  # slow to import, and few issues have pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged Exif, which is of no use here
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)  # of 89 million pixels, three sheets of A4
            with Pillow.open(io.BytesIO(data), formats=_READ) as image:
                if _is_too_large(image):
                    return None
                name = _name(image)
                image.load()
                if name == "PNG" and not _has_all_rows(data):
                    return None
                kind = ImageFormat.JPEG if name == "JPEG" else ImageFormat.PNG
                plain = _plain(image)
                written = data if plain is image and name == kind.upper() else _encoded(plain, kind)
                return Image(_STRIP[kind](written), kind, *plain.size)
    except Exception:  # a damaged file fails in as many ways as Pillow and its libraries have lines
        return None


def change_of(data: bytes) -> str | None:
    """What `read_image` made otherwise of the bytes of a file; `None` where it is the same to the eye.

    Transparency on white, 16 bits of grey cut to 8 and a PNG turned upright are that.
    """
    from PIL import Image as Pillow

    with warnings.catch_warnings(action="ignore"), Pillow.open(io.BytesIO(data), formats=_READ) as image:
        name = _name(image)
        changes = {  # known from the header
            f"从 {name} 转成了 PNG": name not in ("JPEG", "PNG"),
            "有几幅画面，只排第一幅": name != "JPEG" and getattr(image, "is_animated", False),
            "照拍摄时的方向转正，重新压缩过": name == "JPEG" and image.getexif().get(_ORIENTATION) in _TURNED,
            "印刷色（CMYK）换成了 RGB": image.mode == "CMYK",
        }
    return "，".join(change for change, is_made in changes.items() if is_made) or None


def flaw_of(data: bytes) -> str:
    """Why `read_image` made nothing of the bytes of a file, to be said behind the picture's name."""
    from PIL import Image as Pillow

    Pillow.init()
    for name in _READ:
        try:
            with warnings.catch_warnings(action="ignore"), Pillow.OPEN[name][0](io.BytesIO(data), "") as image:
                is_too_large = _is_too_large(image)  # by its header, whatever that says
        except Exception:  # as many as above
            continue
        if is_too_large:
            return f"太大，有 {image.width} × {image.height} 像素"
    return "不是完好的图片，或不是能排的格式"


def _name(image: Bitmap) -> str:
    """Its format; an MPO is a JPEG with more behind it."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def _is_too_large(image: Bitmap) -> bool:
    """Whether an image has too many pixels for what it takes to read them."""
    from PIL import Image as Pillow

    pixels = image.width * image.height
    is_huge = Pillow.MAX_IMAGE_PIXELS is not None and pixels > Pillow.MAX_IMAGE_PIXELS
    return is_huge or pixels * _room_of_pixel(image) > _MOST_ROOM


def _room_of_pixel(image: Bitmap) -> int:
    """How many bytes Pillow needs for a pixel: of the image as it is, and of another one if it has to be changed."""
    if image.format == "WEBP":
        return _WEBP_ROOM
    room = 1 if image.mode in _NARROW else 4
    return room if _is_plain(image) else room + 4


def _is_plain(image: Bitmap) -> bool:
    """Whether an image is upright, in grey or RGB, without transparency.

    How it was held is asked last: Pillow reads a PNG to its end for that.
    """
    is_opaque = image.mode in ("L", "RGB") and not image.has_transparency_data
    return is_opaque and image.getexif().get(_ORIENTATION) not in _TURNED


def _has_all_rows(png: bytes) -> bool:
    """Whether a PNG holds as many bytes of pixels as its header says; Pillow makes the missing ones black."""
    header, data = b"", []
    for name, body in _chunks(png):
        if name == b"IHDR":
            header = body
        elif name == b"IDAT":
            data.append(body)
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    needed = 0
    for x, y, across, down in _PASSES if interlaced else _WHOLE:
        columns, rows = -(-(width - x) // across), -(-(height - y) // down)
        if columns > 0 and rows > 0:
            needed += rows * (1 + (columns * depth * _SAMPLES[colour] + 7) // 8)  # a byte says how a row is filtered
    return _unpacked_length(b"".join(data), needed) >= needed


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(b"\x89PNG\r\n\x1a\n")
    while at + _CHUNK.size <= len(png):
        length, name = _CHUNK.unpack_from(png, at)
        at += _CHUNK.size
        yield name, png[at : at + length]
        at += length + 4


def _unpacked_length(packed: bytes, enough: int) -> int:
    """How many bytes come out of deflated ones, counted no further than `enough`."""
    unpacking, length = zlib.decompressobj(), 0
    while length < enough and packed:
        part = unpacking.decompress(packed, _AT_ONCE)
        if not part:
            break
        length += len(part)
        packed = unpacking.unconsumed_tail
    return length


def _plain(image: Bitmap) -> Bitmap:
    """The image upright, in grey or RGB, without transparency; itself if it is all that."""
    from PIL import ImageOps

    if image.mode in _BROAD:
        msg = f"samples of type {image.mode}"
        raise ValueError(msg)
    if _is_plain(image):
        return image
    if image.getexif().get(_ORIENTATION) in _TURNED:
        image = ImageOps.exif_transpose(image)
    if _is_plain(image):
        return image
    if image.has_transparency_data:
        return _converted(image, "RGB", _on_white)
    if image.mode.startswith("I"):
        return _converted(image, "L", _upper_bits)
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_white(image: Bitmap) -> Bitmap:
    from PIL import Image as Pillow

    image = image.convert("RGBA")
    return Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image).convert("RGB")


def _upper_bits(image: Bitmap) -> Bitmap:
    """Of 16 bits of grey the upper 8; a conversion would cut off what is above 8."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _converted(image: Bitmap, mode: str, convert: Callable[[Bitmap], Bitmap]) -> Bitmap:
    """The image as another one of some mode, some rows at a time: what there is on the way takes room as well."""
    from PIL import Image as Pillow

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
