"""Reading a written DOCX part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from huibian.docx import oxml

_SPACING = re.compile(rb'<w:spacing w:val="-?\d+"/>')
_LINE_BREAK = re.compile(rb"<w:br/>")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def part(docx: bytes, name: str) -> etree._Element:
    """The root of a part, by its name within `word/`."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def tree(element: oxml.Element) -> etree._Element:
    """An element that was written, as a tree."""
    return etree.fromstring(oxml.root("any", element))[0]


def find(element: etree._Element, path: str) -> etree._Element:
    """The one element at a path such as "pPr/spacing", which must be there."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    assert found is not None, f"no {path} in {etree.tostring(element).decode()[:400]}"
    return found


def has(element: etree._Element, path: str) -> bool:
    """Whether there is an element at a path."""
    return element.find("/".join(f"{W}{step}" for step in path.split("/"))) is not None


def attributes(element: etree._Element) -> dict[str, str]:
    """Its attributes of the main namespace."""
    return {str(key).removeprefix(W): str(value) for key, value in element.attrib.items() if str(key).startswith(W)}


def val(element: etree._Element, path: str) -> str:
    """The value of the element at a path."""
    return attributes(find(element, path))["val"]


def text(element: etree._Element) -> str:
    """Its characters, a tab as such."""
    return "".join("\t" if node.tag == f"{W}tab" else node.text or "" for node in element.iter(f"{W}t", f"{W}tab"))


def paragraphs(docx: bytes, style: str | None = None) -> list[etree._Element]:
    """The paragraphs of the main part; those of one style, if named ("Normal" for those that name none)."""
    found = list(part(docx, "document").iter(f"{W}p"))
    return [each for each in found if style is None or style_of(each) == style]


def style_of(paragraph: etree._Element) -> str:
    """The style of a paragraph."""
    return val(paragraph, "pPr/pStyle") if has(paragraph, "pPr/pStyle") else "Normal"


def style(docx: bytes, key: str) -> etree._Element:
    """A style, by its key."""
    return next(each for each in part(docx, "styles").iter(f"{W}style") if each.get(f"{W}styleId") == key)


def unlocked(docx: bytes) -> bytes:
    """The same file without what holds its lines: character spacing and line breaks."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in _parts(docx).items():
            target.writestr(name, _LINE_BREAK.sub(b"", _SPACING.sub(b"", data)))
    return packed.getvalue()


def _parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def dump(docx: bytes) -> str:
    """All parts of a file as text for goldens, one element a line: a plain diff shows what moved."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: etree.fromstring(package.read(name)) for name in names}
    return "".join(f"{line}\n" for name, root in parts.items() for line in (name, *_lines_of(root, 1)))


def _lines_of(element: etree._Element, depth: int) -> Iterator[str]:
    name = etree.QName(element).localname
    marks = " ".join(f"{etree.QName(str(key)).localname}={value!s}" for key, value in element.attrib.items())
    yield " ".join(each for each in (" " * depth + name, marks, element.text or "") if each)
    for child in element:
        yield from _lines_of(child, depth + 1)
