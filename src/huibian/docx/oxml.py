"""How WordprocessingML is spelled: the only module that knows its namespaces.

`w` makes any element of the main namespace; the other functions make the groups that several parts of the file
need, with their children in the order that the schema (ISO/IEC 29500-1) prescribes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
Value: TypeAlias = str | int

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


@cache
def _name(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{_NAMESPACES[prefix or 'w']}}}{local}"


def w(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """An element of the main namespace; `None` among the children stands for nothing."""
    made = etree.Element(_name(tag), {_name(key): str(value) for key, value in attributes.items()})
    if children:
        made.extend([child for child in children if child is not None])
    return made


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """An element of another namespace ("pic:pic"), whose attributes are in none but where they name it."""
    made = etree.Element(_name(tag), {_name(key) if ":" in key else key: val for key, val in attributes.items()})
    made.extend(children)
    return made


def namespace(prefix: str) -> str:
    """The namespace that a prefix stands for."""
    return _NAMESPACES[prefix]


def root(tag: str, *children: Element | None) -> Element:
    """The root element of a part, with the namespaces declared; `None` among the children stands for nothing."""
    made = etree.Element(_name(tag), nsmap=_NAMESPACES)
    made.extend([child for child in children if child is not None])
    return made


def serialize(element: Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def value(tag: str, val: Value) -> Element:
    """An element that only holds a value."""
    return etree.Element(_name(tag), {_name("val"): str(val)})


def switch(tag: str, on: bool) -> Element:
    """A property that is on or off; off is written too, because several are on by default."""
    return w(tag) if on else value(tag, 0)


def reference(tag: str, relationship: str, **attributes: Value) -> Element:
    """A reference to another part of the package."""
    element = w(tag, **attributes)
    element.set(_name("r:id"), relationship)
    return element


def text(content: str) -> Element:
    """Characters, spaces kept."""
    element = etree.Element(_name("t"), _PRESERVE)
    element.text = content
    return element


def run(properties: Element | None, *content: Element) -> Element:
    """A run."""
    return w("r", properties, *content)


def tab() -> Element:
    """A run with a jump to the tab stop."""
    return run(None, w("tab"))


def link(anchor: str, *runs: Element) -> Element:
    """A hyperlink to a bookmark."""
    return w("hyperlink", *runs, anchor=anchor, history=1)


def field(instruction: str, properties: Callable[[], Element | None], *result: Element) -> Iterator[Element]:
    """The runs of a field with its cached result (ISO/IEC 29500-1, 17.16.18)."""
    yield from field_start(instruction, properties)
    yield from result
    yield run(properties(), w("fldChar", fldCharType="end"))


def field_start(instruction: str, properties: Callable[[], Element | None]) -> Iterator[Element]:
    """The runs that open a field; what follows is its result, up to `field_end`."""
    code = etree.Element(_name("instrText"), _PRESERVE)
    code.text = f" {instruction} "
    for content in (w("fldChar", fldCharType="begin"), code, w("fldChar", fldCharType="separate")):
        yield run(properties(), content)


def field_end() -> Element:
    """The run that closes a field."""
    return run(None, w("fldChar", fldCharType="end"))


def east_asian_hint() -> Element:
    """Take signs that both scripts share (quotes, dashes) from the East Asian font."""
    return w("rFonts", hint="eastAsia")


def fonts(east_asian: str, western: str) -> Element:
    """Fonts by name in every slot, none from a theme."""
    slots = {"ascii": western, "hAnsi": western, "eastAsia": east_asian, "cs": western}
    return w("rFonts", hint="eastAsia", **slots)


def one_font(name: str) -> Element:
    """One font for every character, whatever its script."""
    slots: dict[str, Value] = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), name)
    return w("rFonts", **slots)
