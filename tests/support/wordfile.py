"""Reads a written DOCX as a word processor does: paragraphs with all their properties, sections, forbidden marks.

It knows nothing of how the file was made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_WIDTH = "\u200b"
MARK = "①"  # for a footnote's mark of whatever number: all are as wide


@dataclass(frozen=True, slots=True)
class Char:
    text: str
    em: float
    spacing: float
    western: str
    east_asian: str
    hinted: bool
    is_mark: bool = False  # a footnote's mark in the text
    is_number: bool = False  # the number in front of a footnote
    is_raised: bool = False  # a superscript

    @property
    def font(self) -> tuple[str, str]:
        return self.western, self.east_asian


@dataclass
class Paragraph:
    chars: list[Char] = field(default_factory=list)
    measure: int | None = None  # that of a cell; `None` for that of the section
    properties: dict[str, dict[str, str]] = field(default_factory=dict)

    def number(self, name: str, attribute: str) -> int:
        return int(self.properties.get(name, {}).get(attribute, "0"))

    def is_on(self, name: str, *, default: bool = False) -> bool:
        if name not in self.properties:
            return default
        return self.properties[name].get("val", "1") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What the file says may not begin and end a line."""

    start: frozenset[str]
    end: frozenset[str]


@dataclass
class Section:
    paragraphs: list[Paragraph]
    width: int
    depth: int
    forbidden: Forbidden


class File:
    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            self._document = etree.fromstring(package.read("word/document.xml"))
            styles = etree.fromstring(package.read("word/styles.xml"))
            settings = etree.fromstring(package.read("word/settings.xml"))
            notes = [package.read(name) for name in package.namelist() if name == "word/footnotes.xml"]
            self._footnotes = [note for part in map(etree.fromstring, notes) for note in part]
        self._styles = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
        self._default = next(key for key, style in self._styles.items() if style.get(f"{_W}default"))
        self._defaults = styles
        control = settings.find(f"{_W}characterSpacingControl")
        if control is None or control.get(f"{_W}val") != "doNotCompress":
            msg = "marks may be compressed: nothing is known of the widths"
            raise ValueError(msg)
        no_start, no_end = (_attribute(settings, f"noLineBreaks{side}") for side in ("Before", "After"))
        self.forbidden = Forbidden(frozenset(no_start), frozenset(no_end))

    def sections(self) -> Iterator[Section]:
        body = self._document[0]
        paragraphs: list[Paragraph] = []
        for element in body:
            properties = element if element.tag == f"{_W}sectPr" else element.find(f"{_W}pPr/{_W}sectPr")
            if element.tag == f"{_W}p":
                paragraphs.append(self._paragraph(element))
            if properties is not None:
                yield self._section(properties, paragraphs)
                paragraphs = []

    def _section(self, properties: etree._Element, paragraphs: list[Paragraph]) -> Section:
        size, margins = _attributes(properties, "pgSz"), _attributes(properties, "pgMar")
        return Section(
            paragraphs=paragraphs,
            width=int(size["w"]) - int(margins["left"]) - int(margins["right"]),
            depth=int(size["h"]) - int(margins["top"]) - int(margins["bottom"]),
            forbidden=self.forbidden,
        )

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs: those of the text, of the tables in it, and of the footnotes."""
        for element in self._document[0]:
            if element.tag == f"{_W}p":
                yield self._paragraph(element)
            for table in [element] if element.tag == f"{_W}tbl" else []:
                margins = table.find(f"{_W}tblPr/{_W}tblCellMar")
                assert margins is not None
                white = sum(int(side.get(f"{_W}w", "0")) for side in margins)
                for cell in table.iter(f"{_W}tc"):
                    width = cell.find(f"{_W}tcPr/{_W}tcW")
                    assert width is not None
                    for paragraph in map(self._paragraph, cell.iter(f"{_W}p")):
                        yield replace(paragraph, measure=int(width.get(f"{_W}w", "0")) - white)
        for note in self._footnotes:
            if note.get(f"{_W}type") is None:
                yield from map(self._paragraph, note.iter(f"{_W}p"))

    def _paragraph(self, element: etree._Element) -> Paragraph:
        own = element.find(f"{_W}pPr")
        key = self._default if own is None else (_attribute(own, "pStyle") or self._default)
        chain = list(reversed(list(self._chain(key))))
        sources = [self._defaults.find(f".//{_W}pPrDefault/{_W}pPr"), *(style.find(f"{_W}pPr") for style in chain), own]
        runs = [self._defaults.find(f".//{_W}rPrDefault/{_W}rPr"), *(style.find(f"{_W}rPr") for style in chain)]
        paragraph = Paragraph(properties=_merged(sources))
        in_code = 0
        for run in element.iter(f"{_W}r"):
            properties = _merged([*runs, run.find(f"{_W}rPr")])
            for content in run:
                if content.tag == f"{_W}fldChar":
                    in_code = {"begin": 1, "separate": 0}.get(content.get(f"{_W}fldCharType", ""), in_code)
                elif content.get(f"{_W}customMarkFollows"):
                    pass  # the mark is text
                elif content.tag in (f"{_W}footnoteReference", f"{_W}footnoteRef"):
                    is_mark = content.tag == f"{_W}footnoteReference"
                    paragraph.chars.append(replace(_char(MARK, properties), is_mark=is_mark, is_number=not is_mark))
                elif content.tag in (f"{_W}t", f"{_W}tab", f"{_W}br") and not in_code:
                    text = {f"{_W}tab": "\t", f"{_W}br": "\n"}.get(content.tag, content.text or "")
                    paragraph.chars += [_char(each, properties) for each in text if each != _NO_WIDTH]
        return paragraph

    def _chain(self, key: str) -> Iterator[etree._Element]:
        while key:
            yield self._styles[key]
            key = _attribute(self._styles[key], "basedOn")


def _char(text: str, properties: dict[str, dict[str, str]]) -> Char:
    return Char(
        text=text,
        em=int(properties["sz"]["val"]) * 10,
        spacing=int(properties.get("spacing", {}).get("val", "0")),
        western=properties["rFonts"]["ascii"],
        east_asian=properties["rFonts"]["eastAsia"],
        hinted=properties["rFonts"].get("hint") == "eastAsia",
        is_raised=properties.get("vertAlign", {}).get("val") == "superscript",
    )


def _attributes(parent: etree._Element, name: str) -> dict[str, str]:
    element = parent.find(f"{_W}{name}")
    return {} if element is None else {str(key).removeprefix(_W): str(val) for key, val in element.attrib.items()}


def _attribute(parent: etree._Element, name: str) -> str:
    return _attributes(parent, name).get("val", "")


def _merged(sources: Sequence[etree._Element | None]) -> dict[str, dict[str, str]]:
    """Properties by name; a later source replaces the attributes that it states, or all if it states none."""
    merged: dict[str, dict[str, str]] = {}
    for source in sources:
        if source is None:
            continue
        for child in source:
            name = str(child.tag).removeprefix(_W)
            inner = {"tabs": "tab", "pBdr": "top"}.get(name)
            stated = _attributes(child, inner) if inner else _attributes(source, name)
            if name == "ind":
                _replace_indent(merged, stated)
            # A switch without a value is on, whatever was said before.
            merged[name] = merged.get(name, {}) | stated if stated else {}
    return merged


def _replace_indent(merged: dict[str, dict[str, str]], stated: dict[str, str]) -> None:
    if "firstLine" in stated or "hanging" in stated:
        merged.get("ind", {}).pop("firstLine", None)
        merged.get("ind", {}).pop("hanging", None)
