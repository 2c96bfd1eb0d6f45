"""The numbers that Word writes before paragraphs and keeps out of their text (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from huibian.text.word.formats import written
from huibian.text.word.xml import Element, W, is_on, number, value

_PLACE = "%{}"
_NEEDS_NO_SPACE = "、.．。)）]】:：-—"


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level look.

    Attributes:
        style: The format of the number.
        text: What is written, `%1` for the number of the first level.
        start: The first number.
        legal: Whether all numbers in it are written with digits.
    """

    style: str
    text: str
    start: int
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What is written before a paragraph.

    Attributes:
        text: The number with its marks; empty for none.
        depth: Of its level, 1 for the outermost.
        is_bullet: Whether it is a sign, not a number.
        unknown: The format that is not known, with digits in its place; `None` where all is well.
    """

    text: str
    depth: int
    is_bullet: bool
    unknown: str | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has been counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, element: Element | None) -> Numbering:
        """Read `w:numbering`; `None` for a file without lists."""
        numbering = cls()
        if element is None:
            return numbering
        abstracts = {each.get(W + "abstractNumId") or "": each for each in element.findall(W + "abstractNum")}
        named = {value(each, "styleLink"): name for name, each in abstracts.items() if value(each, "styleLink")}
        for each in element.findall(W + "num"):
            abstract = value(each, "abstractNumId") or ""
            definition = abstracts.get(abstract)
            link = None if definition is None else value(definition, "numStyleLink")
            abstract = named.get(link, abstract) if link else abstract
            numbering.lists[each.get(W + "numId") or ""] = _list(abstract, abstracts.get(abstract), each)
        return numbering

    def next(self, name: str, depth: int) -> Label | None:
        """The label of the next paragraph of a list.

        Args:
            name: The list (`w:numId`).
            depth: The level, 0 for the outermost.
        """
        which = self.lists.get(name)
        level = which.levels.get(depth) if which else None
        if which is None or level is None:
            return None
        counts = self._counts.setdefault(which.abstract, {})
        if depth in which.restarts:
            counts[depth] = which.restarts.pop(depth) - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level.style == "bullet":
            return Label("", depth + 1, is_bullet=True)
        return _label(which.levels, level, depth, counts)


def _label(levels: dict[int, Level], level: Level, depth: int, counts: dict[int, int]) -> Label:
    text, unknown = level.text, None
    for each in range(depth + 1):
        if _PLACE.format(each + 1) in text:
            upper = levels.get(each, level)
            count = counts.get(each, upper.start)
            style = "decimal" if level.legal else upper.style
            shown = written(count, style)
            if shown is None:
                shown, unknown = str(count), style
            text = text.replace(_PLACE.format(each + 1), shown)
    bare = text.rstrip()
    space = " " if bare and bare[-1].isascii() and bare[-1] not in _NEEDS_NO_SPACE else ""
    return Label(bare + space, depth + 1, is_bullet=False, unknown=unknown)


def _list(abstract: str, definition: Element | None, element: Element) -> _List:
    levels = {} if definition is None else _levels(definition)
    restarts = {}
    for override in element.findall(W + "lvlOverride"):
        depth = number(override.get(W + "ilvl"))
        levels |= _levels(override)
        start = value(override, "startOverride")
        if start is not None:
            restarts[depth] = number(start, 1)
            if depth in levels:
                levels[depth] = replace(levels[depth], start=number(start, 1))
    return _List(abstract, levels, restarts)


def _levels(element: Element) -> dict[int, Level]:
    return {
        number(each.get(W + "ilvl")): Level(
            value(each, "numFmt") or "decimal",
            value(each, "lvlText") or "",
            number(value(each, "start"), 1),
            bool(is_on(each, "isLgl")),
        )
        for each in element.findall(W + "lvl")
    }
