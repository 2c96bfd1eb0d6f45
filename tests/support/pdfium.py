"""PDFium as a reader of our PDF."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_STREAM = re.compile(rb"(<<(?:(?!endobj).)*?>>)\nstream\n(.*?)\nendstream", re.DOTALL)


@dataclass(frozen=True)
class Character:
    """A character on a page: the left and lower edges of its ink, in points from the foot of the page."""

    text: str
    x: float
    y: float


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def characters(pdf: bytes) -> list[list[Character]]:
    """The characters of each page that stand in the file; the spaces that PDFium reads into gaps are left out."""
    with opened(pdf) as document:
        return [list(_characters(page)) for page in document]


def _characters(page: pypdfium2.PdfPage) -> Iterator[Character]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    units = b""
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        units += pdfium.FPDFText_GetUnicode(text, index).to_bytes(2)
        if 0xD8 <= units[0] <= 0xDB and len(units) == 2:
            continue  # the other half follows
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        yield Character(units.decode("utf-16-be"), left.value, bottom.value)
        units = b""


def picture(pdf: bytes, page: int = 0, scale: float = 2) -> bytes:
    """The pixels of a page, in shades of grey."""
    with opened(pdf) as document:
        return bytes(document[page].render(scale=scale, grayscale=True).buffer)


def streams(pdf: bytes) -> list[tuple[str, bytes]]:
    """The dictionaries and the plain contents of all streams, in the order of the file."""
    found = []
    for dictionary, content in _STREAM.findall(pdf):
        text = dictionary.decode("latin-1")
        found.append((text, zlib.decompress(content) if "/FlateDecode" in text else content))
    return found
