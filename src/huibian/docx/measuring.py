"""How wide consumers set the characters of a line, and how far they differ: the figures of the line lock."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from huibian import wordprocessors
from huibian.docx.linelock import Follower, MeasuredText
from huibian.frame import Run, RunKind
from huibian.wordprocessors import BASIC_PLANE

# Brackets that every consumer keeps with what they open.
_OPENING = frozenset("（《〈【〔〖「『“‘［｛([{")
# How much narrower and wider than ours, in em, engines set signs in the free faces (docs/consumers.md), and any other.
_SIGNS = {
    **dict.fromkeys("“”‘’…≤≥≈→▲■★∶√", (0.0, 0.0)),
    **dict.fromkeys("±×÷′℃℉", (0.07, 0.0)),
    **dict.fromkeys("²³", (0.1, 0.0)),
    "°": (0.0, 0.1),
    "″": (0.0, 0.05),
    "‰": (0.0, 0.18),
    "•": (0.05, 0.0),
    "№": (0.12, 0.0),
    "§": (0.2, 0.0),
    "½": (0.27, 0.0),
    "※": (0.37, 0.0),
}
_NUMBERS = frozenset("¹²³¼½¾")  # what LibreOffice takes for numbers beside Han, and nobody else
_OTHER_SIGN = (0.4, 0.2)
# Phonetic and Cyrillic letters: the stand-ins of Times New Roman have its widths, or nearly so.
_LETTERS, _LETTER_DOUBT = (range(0x250, 0x300), range(0x400, 0x530), range(0x1D00, 0x1DC0)), (0.1, 0.03)
_YI, _YI_DOUBT = range(0xA000, 0xA4D0), (0.2, 0.2)
_WIDEST_WORD = 1.02  # by our width: the official faces of other scripts are taken to be no wider than the free ones
# The same for signs that are narrower in some faces only: the interpunct of Noto Serif has a third of an em, its dash
# nine tenths.
_FACES = {"—": (0.12, 0.0), "·": (0.67, 0.0)}
# A superscript has 58 % of the size in LibreOffice, 65 % in Word; consumers without ① set a 1.
_MARK_DOUBT = (0.4, 0.06)
_NUMBER_DOUBT = (0.52, 0.06)  # the same where the footnote stands
_PLAIN_MARK_DOUBT = (0.01, 0.03)  # for each character of a mark such as [51], which all consumers have
_WIDE_ENOUGH = 8  # characters; a longer unit locks a line no better


class FontSlot(Enum):
    """Which font a consumer has to take a character from."""

    BY_SCRIPT = auto()  # it goes by the script of the character, as all consumers do alike
    EAST_ASIAN = auto()
    WESTERN = auto()


class LineChar(Struct, frozen=True):
    """A character of a line.

    Attributes:
        text: The character.
        bold: Whether it is bold.
        natural: Its own advance, in thousandths of a point.
        slot: Which font it is taken from.
        font: Its font role.
        mark: The mark of a footnote that it is, else `None`.
        selector: The variation selector behind it, if any; of a word, all but its first character.
        is_word: Whether it is a word that is shaped whole: no spacing may part its letters.
        is_right_to_left: Whether it is read from right to left.
    """

    text: str
    bold: bool
    natural: int
    slot: FontSlot
    font: str
    mark: Run | None
    selector: str = ""
    is_word: bool = False
    is_right_to_left: bool = False

    @property
    def takes_spacing(self) -> bool:
        """Whether the line's spacing follows it."""
        return self.mark is None and not self.is_word


class Allowance(Enum):
    """What a line is given room for, besides the habits and widths that are known: from most to least."""

    GAPS_AND_FACES = auto()  # white beside signs of the Latin kind, and signs that only some faces have narrower
    FACES = auto()
    NOTHING = auto()


def measured(
    row: Sequence[LineChar], gaps: frozenset[int], allowance: Allowance, where: range | None = None
) -> MeasuredText:
    """How wide consumers set the characters of a line, without white that vanishes at its end.

    Args:
        row: The characters.
        gaps: Indices of those after which we leave white between Han and Latin.
        allowance: What the widths allow for.
        where: Which of them have the line's spacing, if not all: a part of one run.
    """
    end = len(row)
    while end > 1 and row[end - 1].natural == 0:
        end -= 1
    kinds = [_gap(a.text, b.text, index in gaps, allowance) for index, (a, b) in enumerate(pairwise(row[:end]))]
    whole = _counted(row[:end], kinds, allowance)
    return whole if where is None else replace(whole, count=len(where), runs=1, others=whole.runs - 1)


def follower(last: LineChar, row: Sequence[LineChar], wanted: bool, spacing: int, allowance: Allowance) -> Follower:
    """What a consumer may take from the start of a line behind another one.

    Args:
        last: The last character of the other line.
        row: The characters of the line.
        wanted: Whether we leave white between Han and Latin where the lines meet.
        spacing: The spacing of the line's first characters, in twips.
        allowance: What the widths allow for.
    """
    gap = _gap(last.text, row[0].text, wanted, allowance)
    least, unit = _least(row), unit_length(row)
    return Follower(_start(row, least, gap, allowance), _start(row, unit, gap, allowance), spacing)


def unit_length(row: Sequence[LineChar]) -> int:
    """How many characters those consumers take at once from the start of `row` that part no unit."""
    # Behind a variation selector ONLYOFFICE ends a line even before a mark.
    varied = next((place for place, char in enumerate(row[:_WIDE_ENOUGH], 1) if char.selector), _WIDE_ENOUGH)
    return max(_least(row), wordprocessors.unit([char.text for char in row[:varied]]))


def _least(row: Sequence[LineChar]) -> int:
    """How many characters each consumer takes at once from the start of `row`."""
    count = 1
    while count < len(row) and row[count - 1].text in _OPENING:
        count += 1
    return count


def _start(row: Sequence[LineChar], count: int, gap: _Gap, allowance: Allowance) -> MeasuredText:
    """The first characters of `row`, behind a gap."""
    return _counted(row[:count], [gap], allowance)


def _counted(row: Sequence[LineChar], gaps: Sequence[_Gap], allowance: Allowance) -> MeasuredText:
    doubts = [_width_doubt(char, allowance) for char in row]
    return MeasuredText(
        count=sum(char.takes_spacing for char in row),
        natural=sum(_reckoned(char) for char in row),
        runs=1 + sum(_font(a) != _font(b) for a, b in pairwise(row)),
        gaps=gaps.count(_Gap.SURE),
        doubtful_gaps=gaps.count(_Gap.DOUBTFUL),
        narrower=sum(narrower for narrower, _ in doubts),
        wider=sum(wider for _, wider in doubts),
    )


def _reckoned(char: LineChar) -> int:
    """The width to reckon with; what follows a word is held by a line break, so that the word only has to fit."""
    return round(char.natural * _WIDEST_WORD) if char.is_word else char.natural


def _width_doubt(char: LineChar, allowance: Allowance) -> tuple[float, float]:
    """How much narrower and wider than ours a consumer may set a character, in em."""
    if char.mark is not None and char.text.isascii():
        return (0.0, 0.0) if char.mark.kind is RunKind.NOTE_NUMBER else _PLAIN_MARK_DOUBT
    if char.mark is not None:
        return _NUMBER_DOUBT if char.mark.kind is RunKind.NOTE_NUMBER else _MARK_DOUBT
    if char.is_word:
        return 0.0, 0.0  # see `_reckoned`
    if char.text in wordprocessors.NARROWER_SPACES:
        return wordprocessors.NARROWER_SPACES[char.text], 0.0
    if char.text in _FACES:
        return (0.0, 0.0) if allowance is Allowance.NOTHING else _FACES[char.text]
    return _doubt(char.text)


def _font(char: LineChar) -> tuple[bool, bool, FontSlot, str, Run | None, bool]:
    """What a consumer's runs are cut by."""
    return char.text.isascii(), char.bold, char.slot, char.font, char.mark, char.is_word


class _Gap(Enum):
    NONE = auto()
    SURE = auto()
    DOUBTFUL = auto()


@lru_cache(maxsize=65536)
def _gap(char: str, after: str, wanted: bool, allowance: Allowance) -> _Gap:
    """Whether consumers leave white between two characters, where we do (`wanted`) or not.

    They agree on Han beside letters and digits, and differ on ① or ㎡ beside a letter, and on Han beside ². Whether any
    leaves white between Han and % or a bracket of the Latin kind is not known.
    """
    if wanted:
        return _Gap.SURE if _is_firm(char) and _is_firm(after) else _Gap.DOUBTFUL
    if (char in _NUMBERS and is_wide(after)) or (after in _NUMBERS and is_wide(char)):
        return _Gap.DOUBTFUL
    han, sign = (char, after) if after.isascii() else (after, char)
    if allowance is not Allowance.GAPS_AND_FACES or not sign.isascii() or sign.isalnum() or sign.isspace():
        return _Gap.NONE
    return _Gap.DOUBTFUL if is_wide(han) and han.isalnum() else _Gap.NONE


def _is_firm(char: str) -> bool:
    """Whether all consumers know the script of a letter or digit; LibreOffice does not beyond U+FFFF."""
    return char.isalnum() and (char.isascii() or is_wide(char)) and ord(char) <= BASIC_PLANE


@lru_cache(maxsize=8192)
def _doubt(char: str) -> tuple[float, float]:
    """How much narrower and wider than ours a consumer's faces may draw a character, in em."""
    if ord(char) in _YI:
        return _YI_DOUBT
    if any(ord(char) in letters for letters in _LETTERS):
        return _LETTER_DOUBT
    if is_wide(char) or unicodedata.normalize("NFD", char)[0].isascii():
        return (0.0, 0.0)
    return _SIGNS.get(char, _OTHER_SIGN)


@lru_cache(maxsize=8192)
def is_plain_wide(char: str) -> bool:
    """Whether it is Han or a full-width mark. ㎡ is neither: behind it some consumers do not take a sign for Han."""
    return is_wide(char) and unicodedata.category(char)[0] in "LP"


@lru_cache(maxsize=8192)
def is_wide(char: str) -> bool:
    """Whether it is as wide as Han in any face."""
    return unicodedata.east_asian_width(char) in "WF"


def longest_script_run(row: Sequence[LineChar]) -> range:
    """The characters of the longest run of one script and font."""
    ends = [place for place, (before, after) in enumerate(pairwise(row), 1) if _font(before) != _font(after)]
    return max((range(*each) for each in pairwise([0, *ends, len(row)])), key=len)
