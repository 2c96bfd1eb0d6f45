"""The theme: what Word offers for shapes and headings that a user adds. No run of ours takes anything from it.

Every run names its fonts and colours itself. But the part belongs to a Word file (ISO/IEC 29500-1, 14.2.7), programs
that find none put in their own, and the fonts that are offered should be the bulletin's.
"""

from __future__ import annotations

from huibian.docx import oxml
from huibian.docx.oxml import Element, element
from huibian.frame import Document, FontNames, Role

# Text and ground, dark and light; six accents; links (ISO/IEC 29500-1, 20.1.6.2). Ours are black, white, grey and red.
_COLORS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "404040",
    "lt2": "F2F2F2",
    "accent1": "C00000",
    "accent2": "595959",
    "accent3": "7F7F7F",
    "accent4": "A6A6A6",
    "accent5": "BFBFBF",
    "accent6": "D9D9D9",
    "hlink": "000000",
    "folHlink": "000000",
}
_GRADES = 3  # subtle, moderate and intense: the schema asks for three of each
_LINES = ("6350", "12700", "19050")  # EMU: 0.5, 1 and 1.5 pt


def theme(document: Document) -> Element:
    """The theme part: black, white, grey and red; the fonts of section heads and of text; plain fills and lines."""
    elements = element("a:themeElements", _colors(), _fonts(document), _formats())
    return oxml.root("a:theme", elements, name="huibian")


def _colors() -> Element:
    colors = (element(f"a:{name}", element("a:srgbClr", val=color)) for name, color in _COLORS.items())
    return element("a:clrScheme", *colors, name="huibian")


def _fonts(document: Document) -> Element:
    text = document.styles[Role.PARAGRAPH]
    head = document.styles.get(Role.SECTION_HEAD, text)
    return element(
        "a:fontScheme",
        _font("a:majorFont", document.fonts[head.font]),
        _font("a:minorFont", document.fonts[text.font]),
        name="huibian",
    )


def _font(tag: str, names: FontNames) -> Element:
    faces = {"a:latin": names.western, "a:ea": names.east_asian, "a:cs": names.western}
    return element(tag, *(element(slot, typeface=face) for slot, face in faces.items()))


def _formats() -> Element:
    lines = (element("a:ln", _fill(), w=width) for width in _LINES)
    effects = (element("a:effectStyle", element("a:effectLst")) for _ in range(_GRADES))
    return element(
        "a:fmtScheme",
        element("a:fillStyleLst", *(_fill() for _ in range(_GRADES))),
        element("a:lnStyleLst", *lines),
        element("a:effectStyleLst", *effects),
        element("a:bgFillStyleLst", *(_fill() for _ in range(_GRADES))),
        name="huibian",
    )


def _fill() -> Element:
    """A fill in whatever colour a shape has (`phClr`, the placeholder colour)."""
    return element("a:solidFill", element("a:schemeClr", val="phClr"))
