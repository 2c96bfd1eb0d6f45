"""A document in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFString

from huibian.frame import Document, Link, Page
from huibian.kept import Kept
from huibian.pdf.contents import FileContents, KeptContents, MadeContents
from huibian.pdf.fonts import embed, embed_drawn
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


def write_pdf(
    document: Document, contents: FileContents | None = None, kept: Kept[bytes, bytes] | None = None
) -> bytes:
    """Write a document as PDF 1.7; equal documents give equal bytes.

    Args:
        document: The document.
        contents: What its fonts and pages hold, if another process makes it.
        kept: See `PdfFile`; each file is a round of it.

    Raises:
        KeyError: A face lacks a character that is set in it.
        HuibianError: A font file cannot be read (HB403).
    """
    if contents is None:
        contents = MadeContents(document, KeptContents())
    file = PdfFile(kept)
    fonts = {name: embed(file, program) for name, program in contents.programs().items()}
    tree = file.promise()
    pages = [file.promise() for _ in document.pages]
    made = contents.pages()
    places = destinations(document.pages, (page.reference for page in pages))
    for page, target, content in zip(document.pages, pages, made.streams, strict=True):
        entries = {"Contents": file.add_stream(content), **_annotations(page, places), **_paper(document, page)}
        target.fill({"Type": "/Page", "Parent": tree.reference, **entries})
    if made.drawn is not None:
        fonts[made.drawn_name] = embed_drawn(file, made.drawn)
    resources: dict[str, Value] = {"Font": file.name_fonts(fonts)}
    if document.images:
        resources["XObject"] = PDFDictionary(embed_images(file, document.images))
    tree.fill(_page_tree(document, pages, resources))
    encoded = file.encode(_catalog(file, document, tree, places), information(document.metadata))
    if kept is not None:
        kept.end_round()
    return encoded


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
