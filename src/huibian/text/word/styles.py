"""What the styles of a Word file say of a paragraph (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto

from msgspec import Struct, field

from huibian.text.word.xml import Element, W, is_on, number, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_DEFAULT_SIZE = 20  # half points; ECMA-376, part 1, 17.3.2.38
_INDENTS = ("left", "start", "hanging", "firstLine")
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV", "tl2br", "tr2bl")
_UNSEEN = ("none", "nil")
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


class CharacterLook(Struct, frozen=True):
    """How characters look; `None` for what is left unsaid.

    Attributes:
        bold: Whether they are bold.
        size: Their type size in half points.
        font: The font of those that are not Han.
    """

    bold: bool | None = None
    size: int | None = None
    font: str | None = None

    @classmethod
    def of(cls, properties: Element | None) -> CharacterLook:
        """What `w:rPr` says."""
        if properties is None:
            return cls()
        fonts = properties.find(W + "rFonts")
        font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
        return cls(is_on(properties, "b"), number(value(properties, "sz")) or None, font)

    def over(self, base: CharacterLook) -> CharacterLook:
        """What is said here, and for the rest what is said by what it stands on."""
        return CharacterLook(
            base.bold if self.bold is None else self.bold, self.size or base.size, self.font or base.font
        )


class Standing(Struct, frozen=True):
    """Where the lines of a paragraph stand; empty for what is left unsaid.

    Attributes:
        align: The value of `w:jc`.
        indents: The attributes of `w:ind` that say where the first line begins, by their names without prefix.
    """

    align: str = ""
    indents: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, properties: Element | None) -> Standing:
        """What `w:pPr` says."""
        if properties is None:
            return cls()
        indents = properties.find(W + "ind")
        names = (f"{name}{unit}" for name in _INDENTS for unit in ("", "Chars"))
        said = {} if indents is None else {name: of for name in names if (of := indents.get(W + name)) is not None}
        return cls(value(properties, "jc") or "", said)

    def over(self, base: Standing) -> Standing:
        """What is said here, and for the rest what is said by what it stands on."""
        return Standing(self.align or base.align, {**base.indents, **self.indents})


class TableBorders(Struct, frozen=True):
    """The borders of a table.

    Attributes:
        seen: Of each side (`w:top`) of which something is said, whether a line is seen there.
        parts: Whether lines are seen in parts of it, as at the first row or a cell.
    """

    seen: Mapping[str, bool] = field(default_factory=dict)
    parts: bool = False

    @classmethod
    def of(cls, element: Element, *parts: str) -> TableBorders:
        """What a table or a style says; `parts` are the paths to what says it of its parts."""
        said = _borders(element, f"{W}tblPr/{W}tblBorders")
        return cls(dict(said), any(is_seen for path in parts for _, is_seen in _borders(element, path)))

    def over(self, base: TableBorders) -> TableBorders:
        """What is said here, and for the rest what is said by what it stands on."""
        return TableBorders({**base.seen, **self.seen}, self.parts or base.parts)


def _borders(element: Element, path: str) -> Iterator[tuple[str, bool]]:
    for borders in element.iterfind(path):
        for side in _SIDES:
            border = borders.find(W + side)
            if border is not None:
                yield side, (border.get(W + "val") or "none") not in _UNSEEN


class StyleNumbers(Struct, frozen=True):
    """What numbers the paragraphs of a style.

    Attributes:
        list: The list (`w:numId`).
        depth: The level, 0 for the outermost; `None` where it is for the list to say.
        style: The style that says so.
    """

    list: str
    depth: int | None
    style: str


class _StyleFacts(Struct, frozen=True):
    """What a style says, with those it is based on; `None` for what they leave unsaid.

    Attributes:
        kind: What a paragraph is, and for a heading its level, else 0.
        run: How its text looks.
        standing: Where its lines stand.
        numbers: What numbers its paragraphs.
        borders: The borders of its tables.
    """

    kind: tuple[StyleKind, int] | None = None
    run: CharacterLook = CharacterLook()
    standing: Standing = Standing()
    numbers: StyleNumbers | None = None
    borders: TableBorders = TableBorders()


class Styles(Struct):
    """The styles of a file, by their ids."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str | None = None
    defaults: CharacterLook = CharacterLook(size=_DEFAULT_SIZE)
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
        said = None if element is None else element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        styles.defaults = CharacterLook.of(said).over(styles.defaults)
        return styles

    def kind(self, name: str | None) -> tuple[StyleKind, int]:
        """What a paragraph of a style is, and for a heading its level, else 0."""
        return self._style(name or self.default).kind or (StyleKind.TEXT, 0)

    def run(self, name: str | None) -> CharacterLook:
        """How the text of a paragraph's style looks, and with it what the file says of all text."""
        return self._style(name or self.default).run.over(self.defaults)

    def character(self, name: str | None) -> CharacterLook:
        """What a character style says."""
        return self._style(name).run

    def standing(self, name: str | None) -> Standing:
        """Where the lines of a style's paragraphs stand."""
        return self._style(name or self.default).standing

    def numbers_of(self, name: str | None) -> StyleNumbers | None:
        """What numbers the paragraphs of a style; `None` for nothing."""
        return self._style(name or self.default).numbers

    def borders(self, name: str | None) -> TableBorders:
        """The borders of a table style."""
        return self._style(name).borders

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
    listed, level = (value(element, "pPr", "numPr", name) for name in ("numId", "ilvl"))
    depth = None if level is None else number(level)
    kind = _kind((value(element, "name") or "").strip().lower())
    return _StyleFacts(
        kind,
        CharacterLook.of(element.find(W + "rPr")),
        Standing.of(element.find(W + "pPr")),
        None if listed is None else StyleNumbers(listed, depth, element.get(W + "styleId") or ""),
        TableBorders.of(element, f"{W}tblStylePr//{W}tblBorders", f"{W}tblStylePr//{W}tcBorders"),
    )


def _kind(words: str) -> tuple[StyleKind, int] | None:
    heading = _HEADING.fullmatch(words)
    if heading:
        return StyleKind.HEADING, int(heading[1])
    if _CONTENTS.fullmatch(words):
        return StyleKind.CONTENTS, 0
    return (_NAMES[words], 0) if words in _NAMES else None


def _on_top(own: _StyleFacts, base: _StyleFacts) -> _StyleFacts:
    return _StyleFacts(
        own.kind or base.kind,
        own.run.over(base.run),
        own.standing.over(base.standing),
        own.numbers or base.numbers,
        own.borders.over(base.borders),
    )
