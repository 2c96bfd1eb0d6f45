"""What the styles of a Word file say of a paragraph (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from huibian.text.word.xml import Element, W, is_on, number, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)")


class StyleKind(Enum):
    """What a paragraph is by the name of its style."""

    TITLE = auto()
    HEADING = auto()
    CAPTION = auto()
    QUOTATION = auto()
    CONTENTS = auto()
    TEXT = auto()


_NAMES = {
    "title": StyleKind.TITLE,
    "标题": StyleKind.TITLE,
    "caption": StyleKind.CAPTION,
    "题注": StyleKind.CAPTION,
    "quote": StyleKind.QUOTATION,
    "intense quote": StyleKind.QUOTATION,
    "引用": StyleKind.QUOTATION,
    "明显引用": StyleKind.QUOTATION,
}


@dataclass(frozen=True, slots=True)
class _StyleFacts:
    """What a style says, with those it is based on; `None` for what they leave unsaid.

    Attributes:
        kind: What a paragraph is, and for a heading its level, else 0.
        bold: Whether its text is bold.
        numbers: The list and the level that number its paragraphs.
    """

    kind: tuple[StyleKind, int] | None = None
    bold: bool | None = None
    numbers: tuple[str, int] | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a file, by their ids."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str | None = None
    _known: dict[str, _StyleFacts] = field(default_factory=dict)

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

    def kind(self, name: str | None) -> tuple[StyleKind, int]:
        """What a paragraph of a style is, and for a heading its level, else 0."""
        return self._style(name or self.default).kind or (StyleKind.TEXT, 0)

    def is_bold(self, name: str | None) -> bool | None:
        """Whether a paragraph's style says that its text is bold; `None` where it says nothing."""
        return self._style(name or self.default).bold

    def is_bold_run(self, name: str | None) -> bool | None:
        """Whether a character style says that its text is bold; `None` where it says nothing."""
        return self._style(name).bold

    def list_of(self, name: str | None) -> tuple[str, int] | None:
        """The list and the level that a style numbers its paragraphs by; `None` for none."""
        return self._style(name or self.default).numbers

    def _style(self, name: str | None) -> _StyleFacts:
        """What a style says; each is looked at once, however long the chain of those that it is based on."""
        chain: dict[str, None] = {}
        while name is not None and name in self.elements and name not in self._known and name not in chain:
            chain[name] = None
            name = value(self.elements[name], "basedOn")
        style = self._known.get(name or "", _StyleFacts())
        for each in reversed(chain):
            self._known[each] = style = _on_top(_own(self.elements[each]), style)
        return style


def _own(element: Element) -> _StyleFacts:
    numbers = value(element, "pPr", "numPr", "numId")
    level = number(value(element, "pPr", "numPr", "ilvl"))
    kind = _kind((value(element, "name") or "").strip().lower())
    return _StyleFacts(kind, is_on(element, "rPr", "b"), None if numbers is None else (numbers, level))


def _kind(words: str) -> tuple[StyleKind, int] | None:
    heading = _HEADING.fullmatch(words)
    if heading:
        return StyleKind.HEADING, int(heading[1])
    if _CONTENTS.fullmatch(words):
        return StyleKind.CONTENTS, 0
    return (_NAMES[words], 0) if words in _NAMES else None


def _on_top(own: _StyleFacts, base: _StyleFacts) -> _StyleFacts:
    bold = base.bold if own.bold is None else own.bold
    return _StyleFacts(own.kind or base.kind, bold, own.numbers or base.numbers)
