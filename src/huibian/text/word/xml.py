"""Names of WordprocessingML (ECMA-376, part 1, 17), and the few questions that are asked of its elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix it has in every file

PICTURES = (A + "blip", V + "imagedata")
GONE = (W + "del", W + "moveFrom")  # what a revision takes away
_TEXTS = ("{*}t", "{*}delText", C + "v", V + "textpath")
_LOCAL = ("t", "delText")
_SHOWN = (*_TEXTS, *PICTURES, W + "sym", W + "noBreakHyphen", W + "footnoteReference", W + "endnoteReference")
_PROPERTIES = ("Pr", "PrEx", "PrChange")
_INTEGERS = range(-(2**31), 2**31)
_OFF = ("0", "false", "off", "none")


def children(element: Element) -> Iterator[Element]:
    """The elements in an element, without comments and processing instructions."""
    return element.iterchildren("*")


def value(element: Element, *path: str) -> str | None:
    """The `w:val` of the element that the path leads to, its names without prefix; `None` where there is none."""
    found = element.find("/".join(W + name for name in path)) if path else element
    return None if found is None else found.get(W + "val")


def is_on(element: Element, *path: str) -> bool | None:
    """Whether a property is on, which it is without a value; `None` where it is not said."""
    found = element.find("/".join(W + name for name in path)) if path else element
    return None if found is None else (found.get(W + "val") or "1") not in _OFF


def looks(element: Element, name: str) -> dict[str, Element]:
    """The properties in the child of a name ("rPr"), by their own names without prefix."""
    found = element.find(W + name)
    return {} if found is None else {str(each.tag).removeprefix(W): each for each in children(found)}


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number of 32 bits, as Word has them; `otherwise` for what is none."""
    try:
        found = int(text or "")
    except ValueError:
        return otherwise
    return found if found in _INTEGERS else otherwise


def is_properties(element: Element) -> bool:
    """Whether an element says how another looks: `w:rPr`, `w:tblPrEx`."""
    return str(element.tag).endswith(_PROPERTIES)


def holds(element: Element, *tags: str) -> bool:
    """Whether an element of such a tag is in another, however deep, or is it."""
    return next(element.iter(*tags), None) is not None


def own_text(element: Element) -> str | None:
    """The characters of an element whose content is text; `None` for any other element."""
    tag = str(element.tag)
    if tag.rpartition("}")[2] in _LOCAL or tag == C + "v":
        return "".join((element.text or "", *(child.tail or "" for child in element)))
    return (element.get("string") or "") if tag == V + "textpath" else None


def said_by(run: Element) -> str:
    """The text of a run itself, without what else stands in it, which may be runs of their own."""
    return "".join(own_text(child) or "" for child in children(run))


def text_of(element: Element) -> str:
    """All text that an element holds, however deep, also the same in several forms."""
    return "".join(own_text(each) or "" for each in element.iter(*_TEXTS))


def seen_text(element: Element) -> str:
    """The text of an element that a reader sees: what is there in several forms once."""
    return "".join(seen_texts(element))


def seen_texts(element: Element) -> Iterator[str]:
    """The same piece by piece."""
    parts = seen(element) if holds(element, MC + "AlternateContent") else element.iter(*_TEXTS)
    return (own_text(each) or "" for each in parts)


def seen(element: Element) -> Iterator[Element]:
    """All elements in an element and itself, of alternatives the one that is read."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag == MC + "AlternateContent":
            chosen, _ = alternatives(each)
            waiting += () if chosen is None else (chosen,)
        else:
            yield each
            waiting += each.iterchildren("*", reversed=True)


def alternatives(element: Element) -> tuple[Element | None, list[Element]]:
    """The branch of `mc:AlternateContent` to read, and the others; `None` for one without branches.

    It is the first that has something to show: a program that writes only a fallback leaves the choice empty.
    """
    branches = list(children(element))
    chosen = next((each for each in branches if shows(each)), branches[0] if branches else None)
    return chosen, [each for each in branches if each is not chosen]


def shows(element: Element) -> bool:
    """Whether a reader sees anything of an element: text, a picture, a symbol, the mark of a footnote."""
    shown = element.iter(*_SHOWN)
    return any((text := own_text(each)) is None or text.strip() for each in shown)
