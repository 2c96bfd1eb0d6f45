"""A document in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFString

from huibian.characters import split
from huibian.frame import Document, Link, Page
from huibian.pdf.content import page_content
from huibian.pdf.drawn import DrawnFont
from huibian.pdf.fonts import EmbeddedFont, embed
from huibian.pdf.images import embed_images
from huibian.pdf.metadata import information, xmp
from huibian.pdf.navigation import (
    Destinations,
    add_outline,
    destinations,
    link_annotation,
    outline_entries,
    page_labels,
)
from huibian.pdf.objects import Entries, PdfFile, PromisedObject, Value
from huibian.units import Length


def write_pdf(document: Document) -> bytes:
    """Write a document as PDF 1.7; equal documents give equal bytes.

    Raises:
        KeyError: A face lacks a character that is set in it.
        HuibianError: A font file cannot be read (HB403).
    """
    file = PdfFile()
    fonts = _embed_faces(file, document)
    drawn = DrawnFont("F0")
    tree = file.promise()
    pages = [file.promise() for _ in document.pages]
    places = destinations(document.pages, (page.reference for page in pages))
    for page, target in zip(document.pages, pages, strict=True):
        content = page_content(page.items, page.size.height, fonts, drawn)
        entries = {"Contents": file.add_stream(content), **_annotations(page, places), **_paper(document, page)}
        target.fill({"Type": "/Page", "Parent": tree.reference, **entries})
    references = {font.name: font.reference for font in fonts.values()}
    own = drawn.embed(file)
    resources: dict[str, Value] = {"Font": file.name_fonts(references | ({drawn.name: own} if own else {}))}
    if document.images:
        resources["XObject"] = PDFDictionary(embed_images(file, document.images))
    tree.fill(_page_tree(document, pages, resources))
    return file.encode(_catalog(file, document, tree, places), information(document.metadata))


def _embed_faces(file: PdfFile, document: Document) -> Mapping[str, EmbeddedFont]:
    """Embed each face with the characters that are set in it anywhere, in the order of their first use."""
    texts: dict[str, list[str]] = {}
    for page in document.pages:
        for line in page.all_lines:
            for run in line.runs:
                if run.text and not run.clusters:  # words are drawn by our own font
                    texts.setdefault(run.face, []).append(run.text)
    return {
        key: embed(file, document.faces[key], _characters(found), f"F{number}")
        for number, (key, found) in enumerate(texts.items(), start=1)
    }


def _characters(texts: Iterable[str]) -> set[str]:
    """The characters of all texts; what begins one is no variation selector of what ends the one before."""
    return set(split("\n".join(texts))) - {"\n"}


def _annotations(page: Page, places: Destinations) -> Entries:
    links = [link_annotation(item, page.size.height, places) for item in page.items if isinstance(item, Link)]
    return {"Annots": PDFArray(links)} if links else {}


def _paper(document: Document, page: Page) -> Entries:
    """The paper of a page, where it is not what it inherits."""
    if (page.size.width, page.size.height) == (document.width, document.height):
        return {}
    return {"MediaBox": _box(page.size.width, page.size.height)}


def _box(width: Length, height: Length) -> PDFArray:
    return PDFArray([0, 0, width.pt, height.pt])


def _page_tree(document: Document, pages: Sequence[PromisedObject], resources: Entries) -> Entries:
    """One node for all pages, from which they inherit paper, fonts and images."""
    return {
        "Type": "/Pages",
        "Count": len(pages),
        "Kids": PDFArray([page.reference for page in pages]),
        "MediaBox": _box(document.width, document.height),
        "Resources": PDFDictionary(dict(resources)),
    }


def _catalog(file: PdfFile, document: Document, tree: PromisedObject, places: Destinations) -> Entries:
    metadata = file.add_stream(xmp(document.metadata), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    entries = outline_entries(document)
    outline = {"Outlines": add_outline(file, entries, places)} if entries else {}
    return {
        "Pages": tree.reference,
        "PageLabels": page_labels(document.parts),
        "Lang": PDFString(document.metadata.language),
        "ViewerPreferences": PDFDictionary({"DisplayDocTitle": "true"}),
        "Metadata": metadata,
        **outline,
    }
