"""Word files made of bits of WordprocessingML."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from PIL import Image as Pillow

NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def word_file(
    body: str, *, notes: dict[str, str] | None = None, numbering: str = "", styles: str = "", header: str = ""
) -> bytes:
    """A Word file.

    Args:
        body: What stands in `w:body`; `rIdP` names a picture of 4 by 3, `rIdB` a broken one.
        notes: What stands in each footnote, by its id.
        numbering: What stands in `w:numbering`.
        styles: Styles besides those of python-docx: `w:style` elements.
        header: Text in the header.
    """
    document = docx.Document()
    element = document.element.body
    for child in list(element)[:-1]:
        element.remove(child)
    for child in reversed(list(parse_xml(f"<w:body {NAMES}>{body}</w:body>"))):
        element.insert(0, child)
    if notes is not None:
        items = "".join(f'<w:footnote w:id="{name}">{text}</w:footnote>' for name, text in notes.items())
        _relate(document, "footnotes", f"<w:footnotes {NAMES}>{items}</w:footnotes>".encode())
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        root.extend(list(parse_xml(f"<w:numbering {NAMES}>{numbering}</w:numbering>")))
    if styles:
        document.styles.element.extend(list(parse_xml(f"<w:styles {NAMES}>{styles}</w:styles>")))
    if header:
        document.sections[0].header.paragraphs[0].text = header
    _picture(document, "rIdP", png())
    _picture(document, "rIdB", b"GIF89a")
    return saved(document)


def png() -> bytes:
    data = io.BytesIO()
    Pillow.new("RGB", (4, 3)).save(data, "PNG")
    return data.getvalue()


def saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _relate(document: Document, kind: str, data: bytes) -> None:
    name = PackURI(f"/word/{kind}.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, data, document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))


def _picture(document: Document, relation: str, data: bytes) -> None:
    part = Part(PackURI(f"/word/media/{relation}.png"), "image/png", data, document.part.package)
    document.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, relation)
