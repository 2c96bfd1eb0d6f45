"""A document in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFString

from huibian.frame import Document
from huibian.kept import Kept
from huibian.pdf.contents import OWN_FONT, FileContents, KeptContents, MadeContents
from huibian.pdf.fonts import embed, embed_drawn
from huibian.pdf.metadata import information, xmp
from huibian.pdf.navigation import Destinations, add_outline, destinations, link_annotation, page_labels
from huibian.pdf.objects import Entries, PdfFile, PromisedObject, Value
from huibian.pdf.structure import PageStructure, Structure, structure_of
from huibian.units import Length


def write_pdf(
    document: Document, contents: FileContents | None = None, kept: Kept[bytes, bytes] | None = None
) -> bytes:
    """Write a document as PDF 1.7; equal documents give equal bytes.

    Args:
        document: The document.
        contents: What its fonts and pages hold, if that was made before.
        kept: See `PdfFile`; each file is a round of it.

    Raises:
        KeyError: A face lacks a character that is set in it.
        HuibianError: A font file cannot be read (HB403).
    """
    if contents is None:
        contents = MadeContents(document, KeptContents(has_next=False))
    return write_file(structure_of(document), contents, kept)


def write_file(structure: Structure, contents: FileContents, kept: Kept[bytes, bytes] | None = None) -> bytes:
    """The same of a document in two parts, which another process may tell."""
    file = PdfFile(kept)
    fonts = {each.name: embed(file, each, contents.outlines(each)) for each in contents.programs()}
    tree = file.promise()
    pages = [file.promise() for _ in structure.pages]
    places = destinations(structure.pages, (page.reference for page in pages))
    for page, target, content in zip(structure.pages, pages, contents.pages(), strict=True):
        entries = {"Contents": file.add_stream(content), **_annotations(page, places), **_paper(structure, page)}
        target.fill({"Type": "/Page", "Parent": tree.reference, **entries})
    drawn = contents.drawn()
    if drawn is not None:
        fonts[OWN_FONT] = embed_drawn(file, drawn)
    resources: dict[str, Value] = {"Font": file.name_fonts(fonts)}
    if structure.images:
        from huibian.pdf.images import embed_images  # slow to import, and few issues have pictures

        resources["XObject"] = PDFDictionary(embed_images(file, structure.images))
    tree.fill(_page_tree(structure, pages, resources))
    encoded = file.encode(_catalog(file, structure, tree, places), information(structure.metadata))
    if kept is not None:
        kept.end_round()
    return encoded


def _annotations(page: PageStructure, places: Destinations) -> Entries:
    links = [link_annotation(link, page.size.height, places) for link in page.links]
    return {"Annots": PDFArray(links)} if links else {}


def _paper(structure: Structure, page: PageStructure) -> Entries:
    """The paper of a page, where it is not what it inherits."""
    if (page.size.width, page.size.height) == (structure.width, structure.height):
        return {}
    return {"MediaBox": _box(page.size.width, page.size.height)}


def _box(width: Length, height: Length) -> PDFArray:
    return PDFArray([0, 0, width.pt, height.pt])


def _page_tree(structure: Structure, pages: Sequence[PromisedObject], resources: Entries) -> Entries:
    """One node for all pages, from which they inherit paper, fonts and images."""
    return {
        "Type": "/Pages",
        "Count": len(pages),
        "Kids": PDFArray([page.reference for page in pages]),
        "MediaBox": _box(structure.width, structure.height),
        "Resources": PDFDictionary(dict(resources)),
    }


def _catalog(file: PdfFile, structure: Structure, tree: PromisedObject, places: Destinations) -> Entries:
    metadata = file.add_stream(xmp(structure.metadata), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    outline = {"Outlines": add_outline(file, structure.outline, places)} if structure.outline else {}
    return {
        "Pages": tree.reference,
        "PageLabels": page_labels(structure.parts),
        "Lang": PDFString(structure.metadata.language),
        "ViewerPreferences": PDFDictionary({"DisplayDocTitle": "true"}),
        "Metadata": metadata,
        **outline,
    }
