"""Recognises headings by their numbers, series by series: 一、…, 二、… of one article look alike.

What a numbered paragraph is does not show in its length alone. A series whose members are phrases is one of headings,
and a long phrase among them is a heading too; a series of sentences is text. The same holds for headings that run into
their paragraphs: （一）提高认识。各乡镇….
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from msgspec import Struct

from huibian.frame import Role
from huibian.numerals import number_of
from huibian.regex import compiled
from huibian.text.patterns import (
    ARTICLE_OF_LAW,
    ITEM,
    NUMBERS,
    ORDINAL,
    ORDINAL_SIGN,
    SHORTEST_LONG,
    leads_on,
    may_be_numbered,
)

_LONGEST_PHRASE = 82  # characters of a heading: three lines of print, less the indent
_LONGEST_LEAD = 60  # of one that runs into its paragraph, beside short ones
_LONGEST_LEADS = 40  # of each, where none of a series is short
_FEWEST_LEADS = 3  # of such a series

_LEVELS = (*NUMBERS, ITEM)
_MAY_END_WITH_COLON = (Role.HEADING_1, Role.HEADING_2)  # 1.安全生产的方针是： is the question of a test
_FIRST_SENTENCE = (  # what quotes speech is no heading; a term in quotation marks may stand in one
    r"(?:(?<![说道称问])“[^“”‘’。！？；：…]{1,16}”|《[^《》]+》|[^。！？；：“”‘’《》…])+。"
    r"|\s*[^。！？；：，“”‘’《》…\s][^。！？；：，“”‘’…]*：(?![“‘])"
)
_MORE = r"\s*[^\s”’」』）)》]"
_CHAPTER = rf"{ORDINAL}(编(?!辑)|[章节])(?:\s+[^。；：，、]{{1,40}}|(?<!节)[^\s，。：]{{2,12}})"


class NumberedShape(Enum):
    """What a numbered paragraph looks like by itself."""

    PHRASE = auto()  # short, stops nowhere
    LONG_PHRASE = auto()
    LABEL = auto()  # short, ends with the ： that it has
    LEAD = auto()  # a sentence or a word with ：, and more text
    SENTENCE = auto()  # one, and no more
    TEXT = auto()


class NumberedHead(Struct, frozen=True):
    """A heading.

    Attributes:
        role: Its level.
        end: Where the text of its paragraph begins, if it runs into that; else `None`.
    """

    role: Role
    end: int | None


class _Member(Struct, frozen=True):
    index: int
    role: Role
    value: int
    text: str
    shape: NumberedShape
    end: int  # of its number, or of the heading that it may begin with


def heads(texts: Sequence[str], marked: Sequence[Role | None]) -> dict[int, NumberedHead]:
    """The headings among the contents of an article, by their places in it.

    Args:
        texts: The text of each of its contents; empty for one that is no plain paragraph.
        marked: What each is that its file marks as a heading; `None` for what it does not.
    """
    members = {index: member for index, text in enumerate(texts) if (member := _member(index, text))}
    found: dict[int, NumberedHead] = {}
    for series in _series(members, marked):
        found.update(_heads(series, members, len(texts)))
    return found | _chapters(texts) | _articles(texts)


def _member(index: int, text: str) -> _Member | None:
    for role, number in _LEVELS if may_be_numbered(text) else ():
        match = compiled(number).match(text)
        if match:
            shape, end = _shape(text, match.end(1) + 1)
            return _Member(index, role, number_of(match[1]), text, shape, end)
    return None


def _shape(text: str, start: int) -> tuple[NumberedShape, int]:
    if not leads_on(text):
        is_long = len(text) >= SHORTEST_LONG
        return (
            NumberedShape.TEXT
            if len(text) > _LONGEST_PHRASE
            else NumberedShape.LONG_PHRASE
            if is_long
            else NumberedShape.PHRASE
        ), start
    first = compiled(_FIRST_SENTENCE).match(text, start)
    if first is None or first.end() > _LONGEST_LEAD:
        return NumberedShape.TEXT, start
    if compiled(_MORE).match(text, first.end()):
        return (
            NumberedShape.LEAD if first[0].endswith("。") or first.end() < SHORTEST_LONG else NumberedShape.TEXT
        ), first.end()
    if first.end() < len(text):
        return NumberedShape.TEXT, first.end()
    if text.endswith("。"):
        return NumberedShape.SENTENCE, first.end()
    return NumberedShape.LABEL if len(text) < SHORTEST_LONG else NumberedShape.TEXT, first.end()


def _series(members: dict[int, _Member], marked: Sequence[Role | None]) -> Iterator[list[_Member]]:
    """The members that count on from one another, with nothing above their level between."""
    opened: dict[Role, list[_Member]] = {}
    for index, role in enumerate(marked):
        member = members.get(index)
        level = member.role.level if member else role.level if role else None
        if level is None:
            continue
        for other in [each for each in opened if each.level > level or (role and each.level == level)]:
            yield opened.pop(other)
        if member is None:
            continue
        last = opened.get(member.role)
        if last and last[-1].value < member.value:
            last.append(member)
        else:
            if last:
                yield last
            opened[member.role] = [member]
    yield from opened.values()


def _heads(series: Sequence[_Member], members: dict[int, _Member], count: int) -> Iterator[tuple[int, NumberedHead]]:
    of = {shape: [member for member in series if member.shape is shape] for shape in NumberedShape}
    sentences = [each for each in of[NumberedShape.SENTENCE] if not _has_parts(each, members)]
    labels = of[NumberedShape.LABEL]
    text = len(of[NumberedShape.TEXT]) + len(sentences) + len(labels)
    phrases, longer, leads = of[NumberedShape.PHRASE], of[NumberedShape.LONG_PHRASE], of[NumberedShape.LEAD]
    with_colon = [each for each in labels if each.role in _MAY_END_WITH_COLON]
    if _have_text(series, with_colon, members, count):
        yield from ((each.index, NumberedHead(each.role, None)) for each in labels)
    if text <= len(phrases) + len(leads):
        yield from ((each.index, NumberedHead(each.role, None)) for each in phrases)
    if not text and (phrases or _have_text(series, longer, members, count)):
        yield from ((each.index, NumberedHead(each.role, None)) for each in longer)
    if not text and len(series) > 1:
        yield from ((each.index, NumberedHead(each.role, None)) for each in of[NumberedShape.SENTENCE])
    if _are_leads(leads, len(phrases), text):
        yield from ((each.index, NumberedHead(each.role, each.end)) for each in leads)


def _has_parts(member: _Member, members: dict[int, _Member]) -> bool:
    """Whether what follows is numbered as a part of it."""
    after = members.get(member.index + 1)
    return after is not None and after.role.level > member.role.level


def _have_text(series: Sequence[_Member], alike: Sequence[_Member], members: dict[int, _Member], count: int) -> bool:
    """Whether all of a series are these, of one shape, with something below each that is none of them."""
    return len(alike) == len(series) > 1 and all(
        each.index + 1 < count
        and (each.index + 1 not in members or members[each.index + 1].role.level > each.role.level)
        for each in alike
    )


def _are_leads(leads: Sequence[_Member], phrases: int, text: int) -> bool:
    """Whether paragraphs that may begin with headings do: at least half of the series is short, or all is alike."""
    short = phrases + sum(each.end < SHORTEST_LONG for each in leads)
    every = phrases + len(leads) + text
    return 2 * short >= every or (
        not text and len(leads) >= _FEWEST_LEADS and all(each.end <= _LONGEST_LEADS for each in leads)
    )


def _chapters(texts: Sequence[str]) -> dict[int, NumberedHead]:
    """第一章 总则: headings; the first level is that of the largest part that there is."""
    ordinals = {index: text for index, text in enumerate(texts) if text.startswith(ORDINAL_SIGN)}
    found = {index: match for index, text in ordinals.items() if (match := compiled(_CHAPTER).fullmatch(text))}
    kinds = [kind for kind in "编章节" if any(match[1] == kind for match in found.values())]
    levels = dict(zip(kinds, (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3), strict=False))
    return {index: NumberedHead(levels[match[1]], None) for index, match in found.items()}


def _articles(texts: Sequence[str]) -> dict[int, NumberedHead]:
    """第一条 …: its number is a heading that runs into the paragraph."""
    ordinals = {index: text for index, text in enumerate(texts) if text.startswith(ORDINAL_SIGN)}
    found = {index: match for index, text in ordinals.items() if (match := compiled(ARTICLE_OF_LAW).match(text))}
    return {index: NumberedHead(Role.HEADING_1, match.end()) for index, match in found.items()}
