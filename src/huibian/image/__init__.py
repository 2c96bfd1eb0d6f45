"""Photographs and drawings: their bytes, and what has to be known of them to print them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class ImageFormat(StrEnum):
    """The formats that PDF and Word both take; the value is how a file's name ends."""

    JPEG = "jpeg"
    PNG = "png"


class Image(Struct, frozen=True):
    """An image as its file has it, turned upright.

    Attributes:
        data: The bytes of the file, without all that is not the image: where it was taken, previews.
        format: How they are written.
        width: In pixels.
        height: In pixels.
        has_plain_rows: Whether it is a PNG whose rows PDF takes over as they are.
    """

    data: bytes
    format: ImageFormat
    width: int
    height: int
    has_plain_rows: bool = False
