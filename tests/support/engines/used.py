"""Which faces an engine set letters, digits and Han in, told by what its PDF embeds.

Signs are left out: those that a face lacks, such as ⑪, each engine takes from wherever it finds them.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

_LONGEST = 200  # bytes of a name


def strangers(pdf: Path, faces: Path) -> set[str]:
    """The faces of a PDF that are none of those in folder `faces`, by name.

    Names are compared without spaces and hyphens, and as far as the shorter of the two goes: an engine may give the
    family alone, or add what a part of a face is called.
    """
    names = json.loads((faces / "names.json").read_text(encoding="utf-8"))
    known = [_plain(name) for programs in names.values() for name in programs]
    return {name for name in used(pdf) if not any(_alike(_plain(name), each) for each in known)}


def used(pdf: Path) -> set[str]:
    """The names within the fonts that a PDF sets letters, digits and Han in; whatever the PDF calls them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return {name for page in document for name in _names(page)}
    finally:
        document.close()


def _names(page: pypdfium2.PdfPage) -> Iterator[str]:
    buffer = ctypes.create_string_buffer(_LONGEST)
    text = page.get_textpage()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT and _says_anything(item, text):
            font = pdfium.FPDFTextObj_GetFont(item)
            pdfium.FPDFFont_GetFamilyName(font, buffer, _LONGEST)
            if not buffer.value:  # a font cut down so far that it does not say
                pdfium.FPDFFont_GetBaseFontName(font, buffer, _LONGEST)
            yield buffer.value.decode()
    text.close()


def _says_anything(item: object, text: pypdfium2.PdfTextPage) -> bool:
    """Whether a letter, a digit or a Han is among the characters of a text object."""
    buffer = (ctypes.c_ushort * _LONGEST)()
    pdfium.FPDFTextObj_GetText(item, text, buffer, ctypes.sizeof(buffer))
    said = bytes(buffer).decode("utf-16-le", errors="ignore").partition("\0")[0]
    return any(char.isalpha() or char.isdecimal() for char in said)


def _plain(name: str) -> str:
    return name.replace(" ", "").replace("-", "").lower()


def _alike(name: str, other: str) -> bool:
    return bool(name) and (name.startswith(other) or other.startswith(name))
