"""The numbers that Word writes before paragraphs and keeps out of their text (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.text.word.formats import written
from huibian.text.word.xml import Element, W, is_on, number, value

_PLACE = re.compile(r"%([1-9])")
_DEPTHS = range(9)  # ECMA-376, part 1, 17.9.6: a list has nine levels
_LONGEST = 60  # characters of the text of a level; what is longer no one reads as a number
_UNITS = "编章节条款项"  # with which numbers of regulations end
_NEEDS_NO_SPACE = "、.．。)）]】:：-—"


class Level(Struct, frozen=True):
    """How the numbers of one level look.

    Attributes:
        style: The format of the number.
        text: What is written, `%1` for the number of the first level.
        start: The first number.
        legal: Whether all numbers in it are written with digits.
        restart: Below a paragraph of which level the count begins again, 0 for the outermost and `None` for that just
            above; those above it count too. -1 for none.
        named: The paragraph style that is numbered by this level; `None` for none.
    """

    style: str
    text: str
    start: int
    legal: bool = False
    restart: int | None = None
    named: str | None = None


class Label(Struct, frozen=True):
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


class _NumberedList(Struct):
    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]

    def goes_on(self, deeper: int, depth: int) -> bool:
        """Whether the count of a level goes on below a paragraph of one that is above it."""
        level = self.levels.get(deeper)
        return level is not None and level.restart is not None and depth > level.restart


class ListNumbering(Struct):
    """The lists of a file, and how far each has been counted."""

    lists: dict[str, _NumberedList] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, element: Element | None) -> ListNumbering:
        """Read `w:numbering`; `None` for a file without lists."""
        numbering = cls()
        if element is None:
            return numbering
        levels: dict[str, dict[int, Level]] = {}
        abstracts = {each.get(W + "abstractNumId") or "": each for each in element.findall(W + "abstractNum")}
        named = {value(each, "styleLink"): name for name, each in abstracts.items() if value(each, "styleLink")}
        for each in element.findall(W + "num"):
            abstract = value(each, "abstractNumId") or ""
            definition = abstracts.get(abstract)
            link = None if definition is None else value(definition, "numStyleLink")
            abstract = named.get(link, abstract) if link else abstract
            if abstract not in levels:
                levels[abstract] = _levels(abstracts[abstract]) if abstract in abstracts else {}
            numbering.lists[each.get(W + "numId") or ""] = _list(abstract, levels[abstract], each)
        return numbering

    def depth_of(self, name: str, style: str) -> int | None:
        """The level by which a list numbers the paragraphs of a style; `None` where it names none for it."""
        which = self.lists.get(name)
        found = (depth for depth, level in which.levels.items() if level.named == style) if which else iter(())
        return next(found, None)

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
        for deeper in [each for each in counts if each > depth and not which.goes_on(each, depth)]:
            del counts[deeper]
        if level.style == "bullet":
            return Label("", depth + 1, is_bullet=True)
        return _label(which.levels, level, depth, counts)


def _label(levels: dict[int, Level], level: Level, depth: int, counts: dict[int, int]) -> Label:
    unknown: list[str] = []

    def shown(place: re.Match[str]) -> str:
        each = int(place[1]) - 1
        if each > depth:
            return place[0]
        upper = levels.get(each, level)
        count = counts.get(each, upper.start)
        style = "decimal" if level.legal else upper.style
        text = written(count, style)
        if text is None:
            unknown.append(style)
        return str(count) if text is None else text

    text = level.text
    if len(text) > _LONGEST:
        unknown.append(f"{text[:_LONGEST]}…")
        text = f"%{depth + 1}"
    bare = _PLACE.sub(shown, text).rstrip()
    return Label(bare + _white(bare), depth + 1, is_bullet=False, unknown=unknown[-1] if unknown else None)


def _white(text: str) -> str:
    """What parts a number from its text: 第一章　总则, A 总则, but 一、总则.

    Word may leave nothing between them (`w:suff`), where official documents have a space.
    """
    last = text[-1:]
    if not last or last in _NEEDS_NO_SPACE:
        return ""
    return " " if last.isascii() else "\u3000" if last in _UNITS else ""


def _list(abstract: str, definition: dict[int, Level], element: Element) -> _NumberedList:
    levels = dict(definition)
    restarts = {}
    for override in element.findall(W + "lvlOverride"):
        depth = number(override.get(W + "ilvl"))
        levels |= _levels(override)
        start = value(override, "startOverride")
        if start is not None:
            restarts[depth] = number(start, 1)
            if depth in levels:
                levels[depth] = replace(levels[depth], start=number(start, 1))
    return _NumberedList(abstract, levels, restarts)


def _levels(element: Element) -> dict[int, Level]:
    return {
        depth: Level(
            value(each, "numFmt") or "decimal",
            value(each, "lvlText") or "",
            number(value(each, "start"), 1),
            bool(is_on(each, "isLgl")),
            None if value(each, "lvlRestart") is None else number(value(each, "lvlRestart")) - 1,
            value(each, "pStyle"),
        )
        for each in element.findall(W + "lvl")
        if (depth := number(each.get(W + "ilvl"))) in _DEPTHS
    }
