"""What the styles of a Word file say of a paragraph (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from huibian.text.word.xml import Element, W, is_on, number, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)")


class Kind(Enum):
    """What a paragraph is by the name of its style."""

    TITLE = auto()
    HEADING = auto()
    CAPTION = auto()
    QUOTATION = auto()
    CONTENTS = auto()
    TEXT = auto()


_NAMES = {
    "title": Kind.TITLE,
    "标题": Kind.TITLE,
    "caption": Kind.CAPTION,
    "题注": Kind.CAPTION,
    "quote": Kind.QUOTATION,
    "intense quote": Kind.QUOTATION,
    "引用": Kind.QUOTATION,
    "明显引用": Kind.QUOTATION,
}


@dataclass(slots=True)
class Styles:
    """The styles of a file, by their ids."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str | None = None

    @classmethod
    def of(cls, element: Element | None) -> Styles:
        """Read `w:styles`; `None` for a file without styles."""
        styles = cls()
        for each in () if element is None else element.findall(W + "style"):
            name = each.get(W + "styleId") or ""
            styles.elements[name] = each
            if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true"):
                styles.default = name
        return styles

    def kind(self, name: str | None) -> tuple[Kind, int]:
        """What a paragraph of a style is, and for a heading its level, else 0."""
        for style in self._chain(name):
            words = (value(style, "name") or "").strip().lower()
            heading = _HEADING.fullmatch(words)
            if heading:
                return Kind.HEADING, int(heading[1])
            if _CONTENTS.fullmatch(words):
                return Kind.CONTENTS, 0
            if words in _NAMES:
                return _NAMES[words], 0
        return Kind.TEXT, 0

    def is_bold(self, name: str | None) -> bool | None:
        """Whether a style says that its text is bold; `None` where it says nothing."""
        return next((bold for style in self._chain(name) if (bold := is_on(style, "rPr", "b")) is not None), None)

    def list_of(self, name: str | None) -> tuple[str, int] | None:
        """The list and the level that a style numbers its paragraphs by; `None` for none."""
        for style in self._chain(name):
            found = value(style, "pPr", "numPr", "numId")
            if found is not None:
                return found, number(value(style, "pPr", "numPr", "ilvl"))
        return None

    def _chain(self, name: str | None) -> Iterator[Element]:
        """A style and those it is based on."""
        seen: set[str] = set()
        name = name or self.default
        while name is not None and name in self.elements and name not in seen:
            seen.add(name)
            yield self.elements[name]
            name = value(self.elements[name], "basedOn")
