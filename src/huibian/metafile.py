"""Draws EMF and WMF pictures: LibreOffice sets one on a page, and PDFium makes pixels of that page.

They hold the commands of Windows that draw them. Old programs put charts and drawings into Word files like this;
packed by gzip they are called EMZ and WMZ.
"""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice

from msgspec import Struct

from huibian import pdfium
from huibian.libreoffice import ForeignFile, Target, convert_all, find_program

DRAWN_LIMIT = 30  # pictures of one article
_UNPACKED_LIMIT = 64 * 2**20  # bytes: as of every file that is read
_RECORDS_LIMIT = 100_000  # of a WMF, in which its size is looked for

_LONG_SIDE = 200  # mm of the page, more than layouts let pictures be wide
_RESOLUTION = 300  # dots per inch at that size, as printers ask for
_POINTS_PER_INCH = 72
_MM_PER_INCH = 25.4
_FLATTEST = 50  # times as long as wide; what is longer is a mere stroke (HB529)

_GZIP = b"\x1f\x8b\x08"
_NAMED = 64  # bytes that say what sort it is
_EMF = (b"\x01\0\0\0", b" EMF")  # MS-EMF, 2.2.9: at 0 and at 40
_PLACEABLE = b"\xd7\xcd\xc6\x9a"  # MS-WMF, 2.3.2.3
_WMF = (b"\x01\0\x09\0", b"\x02\0\x09\0")  # MS-WMF, 2.3.2.2: in memory or on disk, of nine words
_WINDOW_SIZE = 0x020C  # META_SETWINDOWEXT
_PDF = Target("pdf", "writer_pdf_Export")
_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">
<office:automatic-styles>
<style:page-layout style:name="sheet"><style:page-layout-properties fo:page-width="{side}mm" fo:page-height="{side}mm"
 fo:margin="0mm"/></style:page-layout>
<style:style style:name="picture" style:family="graphic"><style:graphic-properties style:wrap="run-through"
 style:vertical-pos="from-top" style:vertical-rel="page" style:horizontal-pos="from-left" style:horizontal-rel="page"
 fo:border="none" fo:padding="0mm" fo:margin="0mm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="sheet"/></office:master-styles>
<office:body><office:text><draw:frame draw:style-name="picture" text:anchor-type="page" text:anchor-page-number="1"
 svg:x="0mm" svg:y="0mm" svg:width="{size.width:.3f}mm" svg:height="{size.height:.3f}mm"><draw:image>
<office:binary-data>{data}</office:binary-data></draw:image></draw:frame><text:p/></office:text></office:body></office:document>
"""


class _DrawnSize(Struct, frozen=True):
    """Width and height, in mm on the page that it is drawn on."""

    width: float
    height: float


class _SizedMetafile(Struct, frozen=True):
    """A metafile, unpacked, and its size on the page."""

    metafile: bytes
    size: _DrawnSize


def metafile_name(data: bytes) -> str | None:
    """What sort of metafile a picture is; `None` for one that is none."""
    data = _unpacked(data, _NAMED)
    if data.startswith(_EMF[0]) and data[40:44] == _EMF[1]:
        return "EMF"
    return "WMF" if data.startswith((_PLACEABLE, *_WMF)) else None


def draw_ahead(pictures: Iterable[bytes]) -> None:
    """Have LibreOffice set the metafiles of an article in one start, as many as its limit and theirs together allow."""
    if find_program() is None:
        return
    ahead: list[_SizedMetafile] = []
    room = _UNPACKED_LIMIT
    for sized in filter(None, map(_sized, islice(pictures, DRAWN_LIMIT))):
        room -= len(sized.metafile)
        if room < 0:
            break
        ahead.append(sized)
    _set_on_pages(ahead)


def draw(picture: bytes) -> bytes | None:
    """A metafile as the bytes of a PNG; `None` without LibreOffice, or where it can make nothing of it."""
    sized = _sized(picture)
    (pdf,) = (None,) if sized is None else _set_on_pages([sized])
    return None if sized is None or pdf is None else _pixels(pdf, sized.size)


def _set_on_pages(pictures: Sequence[_SizedMetafile]) -> list[bytes | None]:
    """The PDF of each picture on a page; `None` where there is none."""
    program = find_program()
    if program is None or not pictures:
        return [None] * len(pictures)
    return convert_all(program, [ForeignFile(_page(each), "fodt") for each in pictures], _PDF)


def _page(picture: _SizedMetafile) -> bytes:
    """A document of one page, with the picture in its corner."""
    data = base64.b64encode(picture.metafile).decode()
    return _PAGE.format(side=_LONG_SIDE, size=picture.size, data=data).encode()


def _pixels(pdf: bytes, size: _DrawnSize) -> bytes | None:
    """The picture in the corner of the first page; `None` where there is no page."""
    from pypdfium2 import PdfDocument  # slow to import, and seldom needed

    try:
        with pdfium.LOCK, PdfDocument(pdf) as document:
            sheet = document[0].render(scale=_RESOLUTION / _POINTS_PER_INCH).to_pil()
            pixels = (round(side / _MM_PER_INCH * _RESOLUTION) for side in (size.width, size.height))
            written = io.BytesIO()
            sheet.crop((0, 0, *pixels)).convert("RGB").save(written, "PNG")
            return written.getvalue()
    except Exception:  # what LibreOffice wrote is no sound PDF, in whatever way
        return None


def _sized(data: bytes) -> _SizedMetafile | None:
    """A metafile with its size; `None` where it is none, has none, or is a mere stroke."""
    metafile = _unpacked(data)
    sort = metafile_name(metafile)
    with suppress(struct.error):
        width, height = _emf_size(metafile) if sort == "EMF" else _wmf_size(metafile) if sort else (0, 0)
        if 0 < width <= height * _FLATTEST and height <= width * _FLATTEST:
            longer = max(width, height)
            return _SizedMetafile(metafile, _DrawnSize(width / longer * _LONG_SIDE, height / longer * _LONG_SIDE))
    return None


def _emf_size(metafile: bytes) -> tuple[int, int]:
    """In hundredths of a millimetre, both edges of its frame counted (MS-EMF, 2.2.9)."""
    left, top, right, bottom = struct.unpack_from("<4i", metafile, 24)
    return right - left, bottom - top


def _wmf_size(metafile: bytes) -> tuple[int, int]:
    """In whatever units: those of its header, or of the window that it draws in."""
    if metafile.startswith(_PLACEABLE):
        left, top, right, bottom = struct.unpack_from("<4h", metafile, 6)
        return abs(right - left), abs(bottom - top)
    at = 18
    for _ in range(_RECORDS_LIMIT):
        words, function = struct.unpack_from("<IH", metafile, at)
        if function == _WINDOW_SIZE:
            height, width = struct.unpack_from("<2h", metafile, at + 6)
            return abs(width), abs(height)
        if words < 3:
            break
        at += words * 2
    return 0, 0


def _unpacked(data: bytes, most: int = _UNPACKED_LIMIT) -> bytes:
    """A metafile as it is; one packed by gzip unpacked, as far as a limit."""
    if not data.startswith(_GZIP):
        return data
    with suppress(zlib.error):
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, most)
    return b""
