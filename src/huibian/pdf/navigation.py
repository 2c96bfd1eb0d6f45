"""Ways round a file: destinations, outline, links and page labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFObjectReference, PDFString

from huibian.frame import BlockNumber, Link, Part, PartKind
from huibian.pdf.objects import PdfFile, PromisedObject
from huibian.pdf.structure import OutlineEntry, PageStructure
from huibian.units import Length

# What a viewer shows for pages whose number is not printed.
_PART_NAMES = {
    PartKind.COVER: "封面",
    PartKind.CONTENTS: "目录",
    PartKind.BODY: "正文",
    PartKind.COLOPHON: "封底",
    PartKind.BLANK: "空白",
}

Destinations: TypeAlias = Mapping[BlockNumber, PDFArray]
"""Where each block begins: the page and the top of its first line."""


def destinations(pages: Iterable[PageStructure], references: Iterable[PDFObjectReference]) -> Destinations:
    """Where the first line of each block stands; a reader's zoom and column stay as they are."""
    found: dict[BlockNumber, PDFArray] = {}
    for page, reference in zip(pages, references, strict=True):
        for block, top in page.tops.items():
            found[block] = PDFArray([reference, "/XYZ", "null", (page.size.height - top).pt, "null"])
    return found


def link_annotation(link: Link, height: Length, places: Destinations) -> PDFDictionary:
    """A link without border, printable as PDF/A asks.

    Raises:
        KeyError: The target block has no line on any page.
    """
    box = [link.x.pt, (height - link.y - link.height).pt, (link.x + link.width).pt, (height - link.y).pt]
    entries = {
        "Type": "/Annot",
        "Subtype": "/Link",
        "Rect": PDFArray(box),
        "Border": PDFArray([0, 0, 0]),
        "F": 4,  # print
        "Dest": places[link.target],
    }
    return PDFDictionary(entries)


def page_labels(parts: Iterable[Part]) -> PDFDictionary:
    """Labels that equal the printed numbers; parts without number go by their name."""
    numbers: list[int | PDFDictionary] = []
    first = 0
    for part in parts:
        if part.pages:
            numbers += [first, _label(part)]
        first += part.pages
    return PDFDictionary({"Nums": PDFArray(numbers)})


def _label(part: Part) -> PDFDictionary:
    name = _PART_NAMES[part.kind]
    if part.folio is not None:
        return PDFDictionary({"S": "/D", **({"St": part.first} if part.first > 1 else {})})
    if part.pages == 1:
        return PDFDictionary({"P": PDFString(name)})
    return PDFDictionary({"P": PDFString(f"{name} "), "S": "/D"})


def add_outline(file: PdfFile, entries: Sequence[OutlineEntry], places: Destinations) -> PDFObjectReference:
    """Write the outline, all of it open; returns its root (ISO 32000-1, 12.3.3)."""
    root = file.promise()
    below = _add_level(file, entries, root, places)
    root.fill({"Type": "/Outlines", **below})
    return root.reference


def _add_level(
    file: PdfFile, entries: Sequence[OutlineEntry], parent: PromisedObject, places: Destinations
) -> dict[str, PDFObjectReference | int]:
    """Write entries that stand one after another; returns what their parent says of them."""
    if not entries:
        return {}
    objects = [file.promise() for _ in entries]
    for entry, item in zip(entries, objects, strict=True):
        below = _add_level(file, entry.children, item, places)
        item.fill({"Title": PDFString(entry.title), "Parent": parent.reference, "Dest": places[entry.block], **below})
    for one, other in pairwise(objects):
        one.fill({"Next": other.reference})
        other.fill({"Prev": one.reference})
    count = len(entries) + sum(entry.size for entry in entries)
    return {"First": objects[0].reference, "Last": objects[-1].reference, "Count": count}
