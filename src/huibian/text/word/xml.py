"""Names of WordprocessingML (ECMA-376, part 1, 17), and the few questions that are asked of its elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

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
    found = element.find("/".join(W + name for name in path))
    return None if found is None else (found.get(W + "val") or "1") not in _OFF


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number; `otherwise` for what is none."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def text_of(element: Element) -> str:
    """All text that an element holds, however deep."""
    return "".join(each.text or "" for each in element.iter(W + "t", M + "t"))
