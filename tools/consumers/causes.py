"""Why lines of a DOCX are ended by a line break, as far as the file itself shows it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from lxml import etree

from huibian.wordprocessors import all_break
from tests.support.wordml import W, part, style_of

_CONTENTS = "TOC"
_HEADING = "Heading"


class Cause(StrEnum):
    """Why no spacing holds a line."""

    SHORT = "left short on our pages (a tab is before it)"
    UNJUSTIFIED = "of a title, where spacing would be seen"
    PLACE = "some word processor ends no line there"
    NUMBERS = "numbers and Han alternate too often, or widths are not known"


def causes(docx: bytes) -> Counter[Cause]:
    """How many lines of the text, its tables and footnotes end with a line break, by cause."""
    names = ("document", "footnotes")
    parts = (part(docx, name) for name in names if f"word/{name}.xml" in _names(docx))
    return Counter(cause for root in parts for each in root.iter(f"{W}p") for cause in _of(each))


def _of(paragraph: etree._Element) -> Iterator[Cause]:
    text = "".join(_text(node) for run in paragraph.iter(f"{W}r") for node in run)
    is_title = style_of(paragraph).startswith((_CONTENTS, _HEADING))
    for place in (index for index, char in enumerate(text) if char == "\n"):
        before, after = text[place - 1], text[place + 1]
        if before == "\t":
            yield Cause.SHORT
        elif not all_break(before, after):
            yield Cause.PLACE
        else:
            yield Cause.UNJUSTIFIED if is_title else Cause.NUMBERS


def _text(node: etree._Element) -> str:
    return {f"{W}tab": "\t", f"{W}br": "\n", f"{W}t": node.text or ""}.get(str(node.tag), "")


def _names(docx: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.namelist()
