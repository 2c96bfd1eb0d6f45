"""A small word processor: reads a written DOCX, breaks its lines greedily and fills its pages.

It stands in for the consumers that cannot be run here, Word and WPS, and for the habits in which they and LibreOffice
differ. It knows nothing of how the file was made: whatever it breaks, it breaks by the file's own styles, runs,
settings and sections.
"""

from __future__ import annotations

import io
import itertools
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from tests.support.widths import advance

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HANGING = frozenset("，。、；：？！,.")
# What LibreOffice's locale data for zh-CN forbid, as far as tried; it does not read a file's own lists.
_NO_START = frozenset("!),.:;?]}'\"、。〉》」』】〕〗！），．：；？｝～々•·′’”-")
_NO_END = frozenset("([{£¥'\"〈《「『〔【〖（［｛￥“‘")


@dataclass(frozen=True, slots=True)
class Habits:
    """Where word processors differ.

    Attributes:
        autospace: White between Han and Latin letters or digits, in em.
        hangs: Whether one mark may stand beyond the measure.
        counts_last: Whether the spacing after the last character of a line takes room.
        cuts_words: Whether it breaks inside words, numbers and dashes, and ignores the file's own forbidden marks.
        loosens_ends: Whether a negative spacing has no effect where the script changes.
        drops_space: Whether white before a paragraph is dropped at the top of a page.
    """

    autospace: float
    hangs: bool
    counts_last: bool
    cuts_words: bool
    drops_space: bool
    loosens_ends: bool = False

    def __str__(self) -> str:
        names = [
            name
            for name in ("hangs", "counts_last", "cuts_words", "drops_space", "loosens_ends")
            if getattr(self, name)
        ]
        return "-".join([f"{self.autospace:.2f}", *names])


_KNOWN = [
    Habits(autospace, *switches)
    for autospace in (0.20, 0.25)
    for switches in itertools.product((False, True), repeat=4)
]
FAMILY = [*_KNOWN, *(replace(habits, loosens_ends=True) for habits in _KNOWN if habits.autospace == 0.20)]


def pages_of_lines(docx: bytes, habits: Habits) -> list[list[str]]:
    """The lines of each page, without footers; a tab is written as such."""
    pages: list[list[str]] = []
    # Lines do not hang on what happens at the top of a page.
    broken = _broken_lines(docx, replace(habits, drops_space=False))
    for section, lines in zip(_sections(docx), broken, strict=True):
        pages += _fill_pages(section, lines, habits)
    return pages


@lru_cache(maxsize=64)
def _sections(docx: bytes) -> list[_Section]:
    return list(_File(docx).sections())


@lru_cache(maxsize=64)
def _broken_lines(docx: bytes, habits: Habits) -> list[list[list[str]]]:
    return [[_break_lines(each, section, habits) for each in section.paragraphs] for section in _sections(docx)]


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    em: float
    spacing: float
    western: str
    east_asian: str
    hinted: bool

    @property
    def font(self) -> tuple[str, str]:
        return self.western, self.east_asian


@dataclass
class _Paragraph:
    chars: list[_Char] = field(default_factory=list)
    properties: dict[str, dict[str, str]] = field(default_factory=dict)

    def number(self, name: str, attribute: str) -> int:
        return int(self.properties.get(name, {}).get(attribute, "0"))

    def is_on(self, name: str) -> bool:
        return name in self.properties and self.properties[name].get("val", "1") not in ("0", "false", "off")


@dataclass
class _Section:
    paragraphs: list[_Paragraph]
    width: int
    depth: int
    no_start: frozenset[str]
    no_end: frozenset[str]


class _File:
    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            self._document = etree.fromstring(package.read("word/document.xml"))
            styles = etree.fromstring(package.read("word/styles.xml"))
            settings = etree.fromstring(package.read("word/settings.xml"))
        self._styles = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
        self._default = next(key for key, style in self._styles.items() if style.get(f"{_W}default"))
        self._defaults = styles
        control = settings.find(f"{_W}characterSpacingControl")
        if control is None or control.get(f"{_W}val") != "doNotCompress":
            msg = "marks may be compressed: nothing is known of the widths"
            raise ValueError(msg)
        self._no_start = frozenset(_attribute(settings, "noLineBreaksBefore"))
        self._no_end = frozenset(_attribute(settings, "noLineBreaksAfter"))

    def sections(self) -> Iterator[_Section]:
        body = self._document[0]
        paragraphs: list[_Paragraph] = []
        for element in body:
            properties = element if element.tag == f"{_W}sectPr" else element.find(f"{_W}pPr/{_W}sectPr")
            if element.tag == f"{_W}p":
                paragraphs.append(self._paragraph(element))
            if properties is not None:
                yield self._section(properties, paragraphs)
                paragraphs = []

    def _section(self, properties: etree._Element, paragraphs: list[_Paragraph]) -> _Section:
        size, margins = _attributes(properties, "pgSz"), _attributes(properties, "pgMar")
        return _Section(
            paragraphs=paragraphs,
            width=int(size["w"]) - int(margins["left"]) - int(margins["right"]),
            depth=int(size["h"]) - int(margins["top"]) - int(margins["bottom"]),
            no_start=self._no_start,
            no_end=self._no_end,
        )

    def _paragraph(self, element: etree._Element) -> _Paragraph:
        own = element.find(f"{_W}pPr")
        key = self._default if own is None else (_attribute(own, "pStyle") or self._default)
        chain = list(reversed(list(self._chain(key))))
        sources = [self._defaults.find(f".//{_W}pPrDefault/{_W}pPr"), *(style.find(f"{_W}pPr") for style in chain), own]
        runs = [self._defaults.find(f".//{_W}rPrDefault/{_W}rPr"), *(style.find(f"{_W}rPr") for style in chain)]
        paragraph = _Paragraph(properties=_merged(sources))
        in_code = 0
        for run in element.iter(f"{_W}r"):
            properties = _merged([*runs, run.find(f"{_W}rPr")])
            for content in run:
                if content.tag == f"{_W}fldChar":
                    in_code = {"begin": 1, "separate": 0}.get(content.get(f"{_W}fldCharType", ""), in_code)
                elif content.tag in (f"{_W}t", f"{_W}tab", f"{_W}br") and not in_code:
                    text = {f"{_W}tab": "\t", f"{_W}br": "\n"}.get(content.tag, content.text or "")
                    paragraph.chars += [_char(each, properties) for each in text]
        return paragraph

    def _chain(self, key: str) -> Iterator[etree._Element]:
        while key:
            yield self._styles[key]
            key = _attribute(self._styles[key], "basedOn")


def _char(text: str, properties: dict[str, dict[str, str]]) -> _Char:
    return _Char(
        text=text,
        em=int(properties["sz"]["val"]) * 10,
        spacing=int(properties.get("spacing", {}).get("val", "0")),
        western=properties["rFonts"]["ascii"],
        east_asian=properties["rFonts"]["eastAsia"],
        hinted=properties["rFonts"].get("hint") == "eastAsia",
    )


def _attributes(parent: etree._Element, name: str) -> dict[str, str]:
    element = parent.find(f"{_W}{name}")
    return {} if element is None else {str(key).removeprefix(_W): str(val) for key, val in element.attrib.items()}


def _attribute(parent: etree._Element, name: str) -> str:
    return _attributes(parent, name).get("val", "")


def _merged(sources: Sequence[etree._Element | None]) -> dict[str, dict[str, str]]:
    """Properties by name; a later source replaces the attributes that it states."""
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
            merged[name] = merged.get(name, {}) | stated
    return merged


def _replace_indent(merged: dict[str, dict[str, str]], stated: dict[str, str]) -> None:
    if "firstLine" in stated or "hanging" in stated:
        merged.get("ind", {}).pop("firstLine", None)
        merged.get("ind", {}).pop("hanging", None)


# Lines


@dataclass(frozen=True, slots=True)
class _Measured:
    """A paragraph's characters as a consumer measures them, in twips: white before, width with spacing, spacing."""

    gaps: list[float]
    widths: list[float]
    spacings: list[float]


def _break_lines(paragraph: _Paragraph, section: _Section, habits: Habits) -> list[str]:
    chars = paragraph.chars
    if not chars:
        return [""]
    measured = _measured(chars, habits)
    lines: list[str] = []
    start = 0
    while start < len(chars):
        end = _line_end(paragraph, section, habits, measured, start)
        lines.append("".join(char.text for char in chars[start:end]))
        start = end
    return lines


def _line_end(paragraph: _Paragraph, section: _Section, habits: Habits, measured: _Measured, start: int) -> int:
    """Where the line that begins at `start` ends."""
    chars, gaps, widths = paragraph.chars, measured.gaps, measured.widths
    first = paragraph.number("ind", "firstLine") - paragraph.number("ind", "hanging") if start == 0 else 0
    left = paragraph.number("ind", "left") + first
    measure = section.width - left - paragraph.number("ind", "right")
    best, position = start, 0.0
    for index in range(start, len(chars)):
        char = chars[index].text
        if char == "\n":
            return index + 1
        if char == "\t":
            rest = sum(widths[index + 1 :]) + sum(gaps[index + 1 :])
            position = max(position, paragraph.number("tabs", "pos") - left - rest)
            continue
        room = measure - position
        position += widths[index] + (gaps[index] if index > start else 0)
        overhangs = char != " " and position - (0 if habits.counts_last else measured.spacings[index]) > measure
        hung = overhangs and habits.hangs and char in _HANGING and room >= 0
        if overhangs and not hung:
            break
        if index + 1 == len(chars) or _may_break(chars, index + 1, section, habits):
            best = index + 1
        if hung:
            break
    return best if best > start else max(index, start + 1)


def _may_break(chars: Sequence[_Char], end: int, section: _Section, habits: Habits) -> bool:
    before, after = chars[end - 1].text, chars[end].text
    if "\t" in (before, after) or after == " ":
        return after == "\t"
    no_start, no_end = (_NO_START, _NO_END) if habits.cuts_words else (section.no_start, section.no_end)
    if after in no_start or before in no_end:
        return False
    if habits.cuts_words:
        return True
    return not (before.isascii() and after.isascii() and before != " ")


def _measured(chars: Sequence[_Char], habits: Habits) -> _Measured:
    scripts = list(_scripts(chars, habits))
    runs = [(char.spacing, char.font, western) for char, western in zip(chars, scripts, strict=True)]
    ends = [*(one != other for one, other in itertools.pairwise(runs)), True]
    spacings = [
        max(char.spacing, 0) if ends_run and habits.loosens_ends else char.spacing
        for char, ends_run in zip(chars, ends, strict=True)
    ]
    widths = [
        0 if char.text in "\t\n" else _advance(char, western) + spacing
        for char, western, spacing in zip(chars, scripts, spacings, strict=True)
    ]
    gaps = [0.0, *(_gap(before, after, habits) for before, after in itertools.pairwise(chars))]
    return _Measured(gaps, widths, spacings)


def _scripts(chars: Sequence[_Char], habits: Habits) -> Iterator[bool]:
    """Whether each character is taken for Latin."""
    western = False
    for char in chars:
        if char.text.isascii() or _is_wide(char.text):
            western = char.text.isascii()
        elif not habits.cuts_words:
            western = not char.hinted and char.western != char.east_asian
        elif ord(char.text) < 0x2010:
            western = True
        yield western


def _advance(char: _Char, western: bool) -> float:
    is_western = (char.western if western else char.east_asian) == "Times New Roman"
    em = _WESTERN_SIGNS.get(char.text, advance(char.text)) if is_western or char.text.isascii() else 1.0
    return em * char.em


_WESTERN_SIGNS = {"“": 0.444, "”": 0.444, "‘": 0.333, "’": 0.333, "—": 1.0, "…": 1.0, "·": 0.25, "×": 0.564, "°": 0.4}


def _gap(before: _Char, after: _Char, habits: Habits) -> float:
    han, other = (before.text, after.text) if after.text.isascii() else (after.text, before.text)
    meets = other.isascii() and other.isalnum() and han.isalnum() and _is_wide(han)
    return habits.autospace * before.em if meets else 0


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


# Pages


def _fill_pages(section: _Section, lines_of: Sequence[list[str]], habits: Habits) -> list[list[str]]:
    broken = list(zip(section.paragraphs, lines_of, strict=True))
    pages: list[list[str]] = [[]]
    depth = 0.0
    for index, (paragraph, lines) in enumerate(broken):
        pitch = paragraph.number("spacing", "line")
        before = paragraph.number("spacing", "before") + _border(paragraph)
        if depth and (paragraph.is_on("pageBreakBefore") or depth + _chain(broken[index:]) > section.depth):
            pages.append([])
            depth = 0
        if depth or not habits.drops_space:
            depth += before
        for line in lines:
            if depth and depth + pitch > section.depth:
                pages.append([])
                depth = 0
            depth += pitch
            if line:
                pages[-1].append(line)
    return pages


def _chain(broken: Sequence[tuple[_Paragraph, list[str]]]) -> float:
    """How much of the page what begins here must have: paragraphs kept with the next, and one line after them."""
    depth = 0.0
    for paragraph, lines in broken:
        pitch = paragraph.number("spacing", "line")
        depth += paragraph.number("spacing", "before") + _border(paragraph)
        if not paragraph.is_on("keepNext"):
            return depth + pitch
        depth += pitch * len(lines)
    return depth


def _border(paragraph: _Paragraph) -> float:
    """Room that the border on top of a paragraph takes, in twips: `sz` counts eighths of a point."""
    return int(paragraph.properties["pBdr"]["sz"]) * 20 / 8 if "pBdr" in paragraph.properties else 0
