"""How WordprocessingML is spelled: the only module that knows its namespaces.

`w` writes any element of the main namespace; the other functions write the groups that several parts of the file
need, with their children in the order that the schema (ISO/IEC 29500-1) prescribes.

An element is its text from the first. A tree of nodes takes five times as long to make and to write, and one that was
written stands anywhere, any number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NewType, TypeAlias

from lxml import etree

from huibian.regex import compiled

Element = NewType("Element", str)
"""An element, as it stands in the file."""
Value: TypeAlias = str | int

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
# What may not stand as it is in text or in a value between quotes, or not at all; lxml knows what to do with it.
_SPECIAL = '[&<>"\\x00-\\x1f\\ud800-\\udfff\\ufffe\\uffff]'


def w(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """An element of the main namespace; `None` among the children stands for nothing."""
    marks = "".join([f' w:{name}="{_quoted(val)}"' for name, val in attributes.items()])
    return _element(f"w:{tag}", marks, children)


def element(tag: str, *children: Element, **attributes: Value) -> Element:
    """An element of another namespace ("pic:pic"), whose attributes are in none but where they name it."""
    return _element(tag, _marks(attributes), children)


def namespace(prefix: str) -> str:
    """The namespace that a prefix stands for."""
    return _NAMESPACES[prefix]


def root(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """The root element of a part, with the namespaces declared; else as `element`, but "w" need not be named."""
    declared = {f"xmlns:{prefix}": name for prefix, name in _NAMESPACES.items()}
    return _element(tag if ":" in tag else f"w:{tag}", _marks(declared | attributes), children)


def serialize(element: Element) -> bytes:
    """The bytes of a part."""
    return (_DECLARATION + element).encode()


def value(tag: str, val: Value) -> Element:
    """An element that only holds a value."""
    return Element(f'<w:{tag} w:val="{_quoted(val)}"/>')


def switch(tag: str, on: bool) -> Element:
    """A property that is on or off; off is written too, because several are on by default."""
    return Element(f"<w:{tag}/>" if on else f'<w:{tag} w:val="0"/>')


def reference(tag: str, relationship: str, **attributes: Value) -> Element:
    """A reference to another part of the package."""
    named = {f"w:{name}": val for name, val in attributes.items()}
    return _element(f"w:{tag}", _marks(named | {"r:id": relationship}), ())


def text(content: str) -> Element:
    """Characters, spaces kept."""
    return _kept("t", content)


def run(properties: Element | None, *content: Element) -> Element:
    """A run."""
    return Element(f"<w:r>{properties or ''}{''.join(content)}</w:r>")


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
    code = _kept("instrText", f" {instruction} ")
    for content in (w("fldChar", fldCharType="begin"), code, w("fldChar", fldCharType="separate")):
        yield run(properties(), content)


def field_end() -> Element:
    """The run that closes a field."""
    return run(None, w("fldChar", fldCharType="end"))


def with_section(paragraph: Element, section: Element) -> Element:
    """A paragraph that ends a section: the properties of the section are the last of its own."""
    if paragraph.startswith("<w:p><w:pPr/>"):
        return Element(paragraph.replace("<w:pPr/>", w("pPr", section), 1))
    assert paragraph.startswith("<w:p><w:pPr>")
    return Element(paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1))


@cache
def east_asian_hint() -> Element:
    """Take signs that both scripts share (quotes, dashes) from the East Asian font."""
    return w("rFonts", hint="eastAsia")


@lru_cache(maxsize=64)
def fonts(east_asian: str, western: str) -> Element:
    """Fonts by name in every slot, none from a theme."""
    slots = {"ascii": western, "hAnsi": western, "eastAsia": east_asian, "cs": western}
    return w("rFonts", hint="eastAsia", **slots)


@lru_cache(maxsize=64)
def one_font(name: str) -> Element:
    """One font for every character, whatever its script."""
    slots: dict[str, Value] = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), name)
    return w("rFonts", **slots)


def _marks(attributes: Mapping[str, Value]) -> str:
    """Attributes, with the white before each."""
    return "".join([f' {name}="{_quoted(val)}"' for name, val in attributes.items()])


def _element(name: str, marks: str, children: Sequence[Element | None]) -> Element:
    content = "".join(filter(None, children))
    return Element(f"<{name}{marks}>{content}</{name}>" if content else f"<{name}{marks}/>")


def _kept(tag: str, content: str) -> Element:
    """An element that holds characters, spaces and all."""
    if compiled(_SPECIAL).search(content):
        made = etree.Element("text")
        made.text = content
        content = etree.tostring(made, encoding="unicode").removeprefix("<text>").removesuffix("</text>")
    return Element(f'<w:{tag} xml:space="preserve">{content}</w:{tag}>')


def _quoted(val: Value) -> str:
    """A value, as it stands between quotes."""
    if isinstance(val, int):
        return str(val)
    if compiled(_SPECIAL).search(val):
        return (
            etree.tostring(etree.Element("of", val=val), encoding="unicode")
            .removeprefix('<of val="')
            .removesuffix('"/>')
        )
    return val
