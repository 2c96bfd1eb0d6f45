"""Images become objects of the file: a JPEG and the rows of most PNG as they are, those of others as pixels."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import partial

from PIL import Image as Pillow
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

from huibian.image import Image, ImageFormat
from huibian.image.read import strips
from huibian.image.rows import rows_of
from huibian.pdf.objects import PdfFile, Value

_PNG = 15  # ISO 32000-1, table 10: each row says which of PNG's filters it went through


def embed_images(file: PdfFile, images: Mapping[str, Image]) -> dict[str, PDFObjectReference]:
    """Add images to the file, each once; their objects by the keys that pages name them by."""
    embedded: dict[Image, PDFObjectReference] = {}
    for image in images.values():
        if image not in embedded:
            embedded[image] = _embed(file, image)
    return {key: embedded[image] for key, image in images.items()}


def _embed(file: PdfFile, image: Image) -> PDFObjectReference:
    with Pillow.open(io.BytesIO(image.data)) as bitmap:
        entries: dict[str, Value] = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": image.width,
            "Height": image.height,
            "ColorSpace": "/DeviceGray" if bitmap.mode == "L" else "/DeviceRGB",
            "BitsPerComponent": 8,
        }
        if image.format is ImageFormat.JPEG:
            return file.add_stream(image.data, {**entries, "Filter": "/DCTDecode"}, compress=False)
        if image.has_plain_rows:
            rows = rows_of(image.data)
            predicted = {"Predictor": _PNG, "Colors": rows.samples, "Columns": rows.width}
            entries |= {"Filter": "/FlateDecode", "DecodeParms": PDFDictionary(predicted)}
            return file.add_stream(rows.packed, entries, compress=False)
        return file.add_stream(partial(_pixels, bitmap), entries)


def _pixels(bitmap: Pillow.Image) -> Iterator[bytes]:
    """The pixels, some rows at a time: all of them at once take nearly as much room again as the bitmap."""
    return (bitmap.crop(box).tobytes() for box in strips(bitmap))
