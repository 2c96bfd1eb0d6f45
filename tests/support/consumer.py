"""A small word processor: reads a written DOCX, breaks its lines greedily and fills its pages.

It stands in for the consumers that cannot be run here, Word and WPS, and for the habits in which they and LibreOffice
differ. It knows nothing of how the file was made: whatever it breaks, it breaks by the file's own styles, runs,
settings and sections.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from tests.support.widths import advance
from tests.support.wordfile import Char, File, Forbidden, Paragraph, Section

_SPACES = frozenset(" \u3000")
_HANGING = frozenset("，。、；：？！,.")
# What LibreOffice's locale data for zh-CN forbid, as far as tried; it does not read a file's own lists.
_NO_START = frozenset("!),.:;?]}'\"、。〉》」』】〕〗！），．：；？｝～々•·′’”-")
_RAISED = {0.0: 0.65, 0.20: 0.58, 0.25: 0.65}  # the size of a superscript: ONLYOFFICE, LibreOffice, Word
_SUPERSCRIPT = {0.0: 0.25, 0.20: 0.58, 0.25: 0.65}  # ONLYOFFICE, which sets 1 for ①; LibreOffice, Word
_NUMBER = {0.0: 0.5, 0.20: 1.0, 0.25: 1.0}  # the number in front of the footnote itself
_NO_END = frozenset("([{£¥'\"〈《「『〔【〖（［｛￥“‘")


_QUOTES = frozenset("“”‘’")
_ENDS = frozenset("，；：？！）—～×％")  # what ONLYOFFICE ends a line behind, besides Han
_BEGINS = frozenset("（×￥")  # what it begins a line with behind anything, besides Han


class Breaks(StrEnum):
    """Where a word processor ends lines."""

    LISTS = "lists"  # where the file's lists of forbidden marks let it, never inside words and numbers
    CUTS = "cuts"  # inside words, numbers and dashes too, and the file's lists are not read (LibreOffice 7.4)
    UAX14 = "uax14"  # never beside “ ” ‘ ’ either (LibreOffice 24.8)
    FEW = "few"  # behind Han and few marks, or before Han (ONLYOFFICE)


@dataclass(frozen=True, slots=True)
class Habits:
    """Where word processors differ.

    Attributes:
        autospace: White between Han and Latin letters or digits, in em.
        breaks: Where it ends lines.
        counts_last: Whether the spacing after the last character of a line takes room.
        drops_space: Whether white before a paragraph is dropped at the top of a page.
        hangs: Whether one mark may stand beyond the measure.
        loosens_ends: Whether a negative spacing has no effect where the script changes.
        asks: Whether it leaves the white between Han and Latin only where the paragraph asks for it.
        squeezes: Whether it takes a quarter off each space to let a word onto a line.
    """

    autospace: float
    breaks: Breaks
    counts_last: bool
    drops_space: bool
    hangs: bool = False
    loosens_ends: bool = False
    asks: bool = False
    squeezes: bool = False

    def __str__(self) -> str:
        switches = ("counts_last", "drops_space", "hangs", "loosens_ends", "asks", "squeezes")
        return "-".join([f"{self.autospace:.2f}", self.breaks, *(name for name in switches if getattr(self, name))])


_KINDS = [
    Habits(0.0, Breaks.FEW, False, False, squeezes=True),
    Habits(0.0, Breaks.LISTS, False, False, squeezes=True),
    Habits(0.20, Breaks.UAX14, False, False),
    *(Habits(0.20, Breaks.CUTS, False, False, *switches) for switches in itertools.product((False, True), repeat=2)),
    Habits(0.25, Breaks.LISTS, False, False, asks=True),
]
FAMILY = [
    replace(kind, counts_last=counts_last, drops_space=drops_space)
    for kind in _KINDS
    for counts_last, drops_space in itertools.product((False, True), repeat=2)
]


def pages_of_lines(docx: bytes, habits: Habits) -> list[list[str]]:
    """The lines of each page, without footers; a tab is written as such."""
    pages: list[list[str]] = []
    # Lines do not hang on what happens at the top of a page.
    broken = _broken_lines(docx, replace(habits, drops_space=False))
    for section, lines in zip(_sections(docx), broken, strict=True):
        pages += _fill_pages(section, lines, habits)
    return pages


def lines(docx: bytes, habits: Habits) -> Counter[str]:
    """How often each line stands in the file, those of tables and footnotes too, whatever page it falls on.

    What is in a cell or a footnote is broken as all text is; how consumers share out pages among text, tables and
    footnotes is not modelled.
    """
    file = File(docx)
    (width,) = {section.width for section in _sections(docx)}
    found = (_break_lines(paragraph, width, habits, file.forbidden) for paragraph in file.paragraphs())
    return Counter(line for broken in found for line in broken)


@lru_cache(maxsize=64)
def _sections(docx: bytes) -> list[Section]:
    return list(File(docx).sections())


@lru_cache(maxsize=64)
def _broken_lines(docx: bytes, habits: Habits) -> list[list[list[str]]]:
    return [
        [_break_lines(each, section.width, habits, section.forbidden) for each in section.paragraphs]
        for section in _sections(docx)
    ]


# Lines


@dataclass(frozen=True, slots=True)
class _Measured:
    """A paragraph's characters as a consumer measures them, in twips: white before, width with spacing, spacing."""

    gaps: list[float]
    widths: list[float]
    spacings: list[float]


def _break_lines(paragraph: Paragraph, width: int, habits: Habits, forbidden: Forbidden) -> list[str]:
    chars = paragraph.chars
    if not chars:
        return [""]
    if habits.asks and not paragraph.is_on("autoSpaceDE", default=True):
        habits = replace(habits, autospace=0.0)
    measured = _measured(chars, habits)
    lines: list[str] = []
    start = 0
    while start < len(chars):
        end = _line_end(paragraph, paragraph.measure or width, habits, forbidden, measured, start)
        lines.append("".join(char.text for char in chars[start:end]))
        start = end
    return lines


def _line_end(
    paragraph: Paragraph, width: int, habits: Habits, forbidden: Forbidden, measured: _Measured, start: int
) -> int:
    """Where the line that begins at `start` ends."""
    chars, gaps, widths = paragraph.chars, measured.gaps, measured.widths
    first = paragraph.number("ind", "firstLine") - paragraph.number("ind", "hanging") if start == 0 else 0
    left = paragraph.number("ind", "left") + first
    measure = width - left - paragraph.number("ind", "right")
    best, position, spaces = start, 0.0, 0.0
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
        spaces += widths[index] / 4 if habits.squeezes and char in _SPACES else 0
        slack = 0 if _is_wide(char) else spaces
        overhangs = char != " " and position - (0 if habits.counts_last else measured.spacings[index]) - slack > measure
        hung = overhangs and habits.hangs and char in _HANGING and room >= 0
        if overhangs and not hung:
            break
        if index + 1 == len(chars) or _may_break(chars, index + 1, forbidden, habits):
            best = index + 1
        if hung:
            break
    return best if best > start else max(index, start + 1)


def _may_break(chars: Sequence[Char], end: int, forbidden: Forbidden, habits: Habits) -> bool:
    before, after = chars[end - 1].text, chars[end].text
    if "\t" in (before, after) or after == " ":
        return after == "\t"
    cuts = habits.breaks is Breaks.CUTS
    no_start, no_end = (_NO_START, _NO_END) if cuts else (forbidden.start, forbidden.end)
    if chars[end].is_mark or after in no_start or before in no_end:
        return False
    if cuts or before == " ":
        return True
    if before.isascii() and after.isascii():
        return False
    if habits.breaks is Breaks.UAX14:
        return before not in _QUOTES and after not in _QUOTES
    if habits.breaks is Breaks.FEW:
        return _is_han(before) or _is_han(after) or before in _ENDS or after in _BEGINS
    return True


def _measured(chars: Sequence[Char], habits: Habits) -> _Measured:
    scripts = list(_scripts(chars, habits))
    runs = [(char.spacing, char.font, western) for char, western in zip(chars, scripts, strict=True)]
    ends = [*(one != other for one, other in itertools.pairwise(runs)), True]
    spacings = [
        max(char.spacing, 0) if ends_run and habits.loosens_ends else char.spacing
        for char, ends_run in zip(chars, ends, strict=True)
    ]
    widths = [
        0 if char.text in "\t\n" else _advance(char, western, habits) + spacing
        for char, western, spacing in zip(chars, scripts, spacings, strict=True)
    ]
    gaps = [0.0, *(_gap(before, after, habits) for before, after in itertools.pairwise(chars))]
    return _Measured(gaps, widths, spacings)


def _scripts(chars: Sequence[Char], habits: Habits) -> Iterator[bool]:
    """Whether each character is taken for Latin."""
    western = False
    for char in chars:
        if char.text.isascii() or _is_wide(char.text):
            western = char.text.isascii()
        elif habits.breaks is not Breaks.CUTS:
            western = not char.hinted and char.western != char.east_asian
        elif ord(char.text) < 0x2010:
            western = True
        yield western


def _advance(char: Char, western: bool, habits: Habits) -> float:
    if _is_joined(char.text) and char.spacing:
        msg = f"spacing parts the letters of a word: {char.text}"
        raise ValueError(msg)
    if unicodedata.category(char.text) == "Mn":  # a variation selector, or a mark on a letter
        return 0.0
    if _is_joined(char.text):
        return _JOINED_LETTER * char.em
    if "\u0250" <= char.text <= "\u02ff":
        return _PHONETIC * char.em
    if "\ua000" <= char.text <= "\ua4cf":
        return _YI * char.em
    if char.is_mark:
        return char.em * _SUPERSCRIPT[habits.autospace]
    if char.is_number:
        return char.em * _NUMBER[habits.autospace]
    is_western = (char.western if western else char.east_asian) == "Times New Roman"
    is_letter = unicodedata.east_asian_width(char.text) == "A" and char.text.isalpha()  # Cyrillic
    own = 0.5 if is_letter else advance(char.text)
    em = _WESTERN_SIGNS.get(char.text, own) if is_western or char.text.isascii() else 1.0
    return em * char.em * (_RAISED[habits.autospace] if char.is_raised else 1)


def _is_joined(char: str) -> bool:
    """Whether its script joins or stacks letters: Arabic, Thai, Tibetan, Mongolian."""
    return "\u0600" <= char <= "\u08ff" or "\u0e01" <= char <= "\u0fff" or "\u1800" <= char <= "\u19df"


_YI = 0.7  # em; the free face has 0.45 to 0.8
_PHONETIC = 0.3  # em; a mean, with marks of length and tone
_JOINED_LETTER = 0.3  # em; narrower than in the free faces
_WESTERN_SIGNS = {"“": 0.444, "”": 0.444, "‘": 0.333, "’": 0.333, "—": 1.0, "…": 1.0, "·": 0.25, "×": 0.564, "°": 0.4}


def _gap(before: Char, after: Char, habits: Habits) -> float:
    han, other = (before.text, after.text) if after.text.isascii() else (after.text, before.text)
    meets = other.isascii() and other.isalnum() and han.isalnum() and _is_wide(han)
    return habits.autospace * before.em if meets else 0


def _is_han(char: str) -> bool:
    return char.isalnum() and _is_wide(char)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


# Pages


def _fill_pages(section: Section, lines_of: Sequence[list[str]], habits: Habits) -> list[list[str]]:
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


def _chain(broken: Sequence[tuple[Paragraph, list[str]]]) -> float:
    """How much of the page what begins here must have: paragraphs kept with the next, and a part of the last."""
    depth = 0.0
    for paragraph, lines in broken:
        pitch = paragraph.number("spacing", "line")
        depth += paragraph.number("spacing", "before") + _border(paragraph)
        if not paragraph.is_on("keepNext"):
            return depth + pitch * _least_lines(paragraph, len(lines))
        depth += pitch * len(lines)
    return depth


def _least_lines(paragraph: Paragraph, count: int) -> int:
    """How many lines of a paragraph stand on its first page at least."""
    if paragraph.is_on("keepLines"):
        return count
    return min(count, 2) if paragraph.is_on("widowControl") else 1


def _border(paragraph: Paragraph) -> float:
    """Room that the border on top of a paragraph takes, in twips: `sz` counts eighths of a point."""
    return int(paragraph.properties["pBdr"]["sz"]) * 20 / 8 if "pBdr" in paragraph.properties else 0
