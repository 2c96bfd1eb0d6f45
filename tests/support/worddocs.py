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

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "o": "urn:schemas-microsoft-com:office:office",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)

# What the cases refer to: footnotes by their ids, a list of five levels, a style that numbers and one of a contents.
NOTES = {
    "2": "<w:p><w:r><w:footnoteRef/><w:t>见</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>《县志》</w:t></w:r>"
    "<w:r><w:t>。</w:t></w:r></w:p>",
    "3": "<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p>",
}
LEVELS = [
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("lowerLetter", "%3)"),
    ("bullet", "\uf0b7"),
    ("hebrew1", "%5"),
]
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
NUMBERING += (
    '<w:abstractNum w:abstractNumId="8">'
    + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="chineseCounting"/>{more}'
        f'<w:lvlText w:val="第%{depth + 1}{unit}"/></w:lvl>'
        for depth, (unit, more) in enumerate(
            [("章", ""), ("节", ""), ("条", '<w:lvlRestart w:val="0"/><w:pStyle w:val="clause"/>')]
        )
    )
    + '</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="clause"><w:name w:val="条"/>'
    '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="numbered"><w:name w:val="编号"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
)


def word_file(
    body: str,
    *,
    notes: dict[str, str] | None = None,
    numbering: str = "",
    styles: str = "",
    header: str = "",
    parts: dict[str, str] | None = None,
) -> bytes:
    """A Word file.

    Args:
        body: What stands in `w:body`; `rIdP` names a picture of 4 by 3, `rIdB` a broken one.
        notes: What stands in each footnote, by its id.
        numbering: What stands in `w:numbering`.
        styles: Styles besides those of python-docx: `w:style` elements.
        header: Text in the header.
        parts: Whole parts besides, by their kind ("comments", "chart"); their relations are "rId" and the kind.
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
    for kind, text in (parts or {}).items():
        part = Part(PackURI(f"/word/{kind}.xml"), CONTENT_TYPE.XML, text.encode(), document.part.package)
        document.part.rels.add_relationship(f"{RELATIONSHIPS}/{kind}", part, f"rId{kind}")
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


def rich_document() -> bytes:
    """A file as python-docx writes it, with something of everything that it can write."""
    document = docx.Document()
    document.add_heading("全县秋粮测产", 0)
    document.add_heading("一、基本情况", 1)
    paragraph = document.add_paragraph("各乡镇上报面积")
    paragraph.add_run("十二万亩").bold = True
    document.add_comment(paragraph.runs[0], "请核对", "周默", "周")
    document.add_paragraph("逐块丈量", style="List Number")
    document.add_paragraph("逐户登记", style="List Bullet 2")
    document.add_paragraph("粮安天下。", style="Quote")
    table = document.add_table(3, 3)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{index}"
    table.cell(1, 0).merge(table.cell(2, 1))
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph("图1 测产现场", style="Caption")
    document.sections[0].header.paragraphs[0].text = "云溪县统计局"
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
