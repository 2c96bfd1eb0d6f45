"""Draws the pages of a PDF as PNG."""

from __future__ import annotations

import io
import weakref
from typing import TYPE_CHECKING

from msgspec import Struct
from pypdfium2 import PdfDocument

from huibian import pdfium

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

_POINTS_PER_INCH = 72
_PNG = b"\x89PNG\r\n\x1a\n"
_MARK = b"tEXtSoftware\0huibian"  # PNG, 11.3.3.2: a chunk that says who made the picture
_SEARCHED = 256  # bytes: it stands before the pixels
_FAST = 1  # of zlib's levels: 9 makes a page a tenth smaller and takes thrice the time


class Resolution(Struct, frozen=True):
    """How finely pages are drawn, in dots per inch."""

    dpi: int


class DrawnPdf:
    """A PDF whose pages are drawn, at any time and from any thread.

    Args:
        pdf: Its bytes.
    """

    def __init__(self, pdf: bytes) -> None:
        with pdfium.LOCK:
            self._document = PdfDocument(pdf)
        weakref.finalize(self, _close, self._document)

    def __len__(self) -> int:
        with pdfium.LOCK:
            return len(self._document)

    def draw(self, page: int, resolution: Resolution) -> bytes:
        """A page, counted from 0, as the bytes of a PNG; in shades of grey where it has no colour."""
        with pdfium.LOCK:
            drawn = self._document[page].render(scale=resolution.dpi / _POINTS_PER_INCH).to_pil()
        return _png(drawn.convert("RGB"), resolution)


def _close(document: PdfDocument) -> None:
    """Close a document that nobody draws any more; by itself it would do that without asking who is drawing another."""
    with pdfium.LOCK:
        document.close()


def is_own(data: bytes) -> bool:
    """Whether a file is a picture that was drawn here."""
    return data.startswith(_PNG) and _MARK in data[:_SEARCHED]


def _png(page: Bitmap, resolution: Resolution) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    red, green, blue = (band.tobytes() for band in page.split())
    shown = page.convert("L") if red == green == blue else page
    mark, written = PngInfo(), io.BytesIO()
    mark.add_text("Software", "huibian")
    size = (resolution.dpi, resolution.dpi)
    shown.save(written, "PNG", compress_level=_FAST, pnginfo=mark, dpi=size)
    return written.getvalue()
