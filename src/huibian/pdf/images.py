"""Images become objects of the file: a JPEG as it is, a PNG as plain pixels."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image as Pillow
from reportlab.pdfbase.pdfdoc import PDFObjectReference

from huibian.image import Image, ImageFormat
from huibian.pdf.objects import PdfFile, Value


def embed_images(file: PdfFile, images: Mapping[str, Image]) -> dict[str, PDFObjectReference]:
    """Add images to the file; their objects by the keys that pages name them by."""
    return {key: _embed(file, image) for key, image in images.items()}


def _embed(file: PdfFile, image: Image) -> PDFObjectReference:
    with Pillow.open(io.BytesIO(image.data)) as bitmap:
        gray = bitmap.mode == "L"
        pixels = None if image.format is ImageFormat.JPEG else bitmap.tobytes()
    entries: dict[str, Value] = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": "/DeviceGray" if gray else "/DeviceRGB",
        "BitsPerComponent": 8,
    }
    if pixels is not None:
        return file.add_stream(pixels, entries)
    return file.add_stream(image.data, {**entries, "Filter": "/DCTDecode"}, compress=False)
