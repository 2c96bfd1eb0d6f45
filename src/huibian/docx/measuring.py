"""How wide consumers set the characters of a line, and how far they differ: the figures of the line lock."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum, IntEnum, auto
from functools import lru_cache
from itertools import pairwise, repeat

from msgspec import Struct
from msgspec.structs import replace

from huibian import wordprocessors
from huibian.docx.linelock import Follower, MeasuredText
from huibian.frame import Run, RunKind
from huibian.regex import compiled
from huibian.wordprocessors import BASIC_PLANE

# Brackets that every consumer keeps with what they open.
_OPENING = frozenset("（《〈【〔〖「『“‘［｛([{")


class WidthDoubt(Struct, frozen=True):
    """How much narrower and wider than ours a consumer may set a character, in em; or only in some of its faces."""

    narrower: float
    wider: float
    is_of_some_faces: bool = False


_NO_DOUBT = WidthDoubt(0.0, 0.0)
# What engines do with signs in the free faces (docs/consumers.md), and with any other.
_SIGNS = {
    **dict.fromkeys("“”‘’…≤≥≈→▲■★∶√", _NO_DOUBT),
    **dict.fromkeys("±×÷′℃℉", WidthDoubt(0.07, 0.0)),
    **dict.fromkeys("²³", WidthDoubt(0.1, 0.0)),
    "°": WidthDoubt(0.0, 0.1),
    "″": WidthDoubt(0.0, 0.05),
    "‰": WidthDoubt(0.0, 0.18),
    "•": WidthDoubt(0.05, 0.0),
    "№": WidthDoubt(0.12, 0.0),
    "§": WidthDoubt(0.2, 0.0),
    "½": WidthDoubt(0.27, 0.0),
    "※": WidthDoubt(0.37, 0.0),
}
_NUMBERS = frozenset("¹²³¼½¾")  # what LibreOffice takes for numbers beside Han, and nobody else
_ASCII_SIGNS = frozenset(filter(lambda char: not (char.isalnum() or char.isspace()), map(chr, range(128))))
_MAY_LEAVE_WHITE = f"[{re.escape(''.join(sorted(_NUMBERS | _ASCII_SIGNS)))}]"  # beside Han, where we leave none
_OTHER_SIGN = WidthDoubt(0.4, 0.2)
# Phonetic and Cyrillic letters: the stand-ins of Times New Roman have its widths, or nearly so.
_LETTERS, _LETTER_DOUBT = (range(0x250, 0x300), range(0x400, 0x530), range(0x1D00, 0x1DC0)), WidthDoubt(0.1, 0.03)
_YI, _YI_DOUBT = range(0xA000, 0xA4D0), WidthDoubt(0.2, 0.2)
_WIDEST_WORD = 1.02  # by our width: the official faces of other scripts are taken to be no wider than the free ones
# The same for signs that are narrower in some faces only: the interpunct of Noto Serif has a third of an em, its dash
# nine tenths.
_FACES = {"—": WidthDoubt(0.12, 0.0, is_of_some_faces=True), "·": WidthDoubt(0.67, 0.0, is_of_some_faces=True)}
# A superscript has 58 % of the size in LibreOffice, 65 % in Word; consumers without ① set a 1.
_MARK_DOUBT = WidthDoubt(0.4, 0.06)
_NUMBER_DOUBT = WidthDoubt(0.52, 0.06)  # the same where the footnote stands
_PLAIN_MARK_DOUBT = WidthDoubt(0.01, 0.03)  # for each character of a mark such as [51], which all consumers have
# All but Han of the first block, wide marks of two blocks and visible ASCII. The rest of Han could be left out too, but
# is seldom met.
_SIGN = "[^!-~、-】\u4e00-\u9fff！-～]"
_ONE_SCRIPT = r"[\x00-\x7f]+|[^\x00-\x7f]+"
_WIDE_ENOUGH = 8  # characters; a longer unit locks a line no better


class FontSlot(Enum):
    """Which font a consumer has to take a character from."""

    BY_SCRIPT = auto()  # it goes by the script of the character, as all consumers do alike
    EAST_ASIAN = auto()
    WESTERN = auto()


class CharLook(Struct, frozen=True):
    """What characters of a line share.

    Attributes:
        bold: Whether they are bold.
        slot: Which font they are taken from.
        font: Their font role.
        mark: The mark of a footnote that they are, else `None`.
        is_word: Whether they are a word that is shaped whole: no spacing may part its letters.
        is_right_to_left: Whether they are read from right to left.
    """

    bold: bool
    slot: FontSlot
    font: str
    mark: Run | None = None
    is_word: bool = False
    is_right_to_left: bool = False

    @property
    def takes_spacing(self) -> bool:
        """Whether the line's spacing follows each of them."""
        return self.mark is None and not self.is_word

    def has_font_of(self, other: CharLook) -> bool:
        """Whether a consumer's runs are not cut between them for their looks."""
        return self is other or replace(self, is_right_to_left=other.is_right_to_left) == other


class Allowance(IntEnum):
    """What a line is given room for, besides the habits and widths that are known: from most to least."""

    GAPS_AND_FACES = 0  # white beside signs of the Latin kind, and signs that only some faces have narrower
    FACES = 1
    NOTHING = 2


class LineChars:
    """The characters of a line, and how wide consumers set them; what is asked often is worked out once.

    Args:
        texts: The characters, of a word the first one.
        naturals: Their own advances, in thousandths of a point.
        looks: Their looks, by the index of the first character that has it, from the start.
        gaps: Indices of those after which we leave white between Han and Latin.
        behind: What is copied behind some of them, by their indices: variation selectors, the rest of a word.
        signs: What `sign_places` finds in the characters; `None` if it was not asked.
    """

    def __init__(
        self,
        texts: str,
        naturals: Sequence[int],
        looks: Mapping[int, CharLook],
        gaps: Collection[int] = (),
        behind: Mapping[int, str] | None = None,
        signs: Sequence[int] | None = None,
    ) -> None:
        self.texts = texts
        self.looks = looks
        self.gaps = gaps
        self.behind = behind or {}
        self.natural = sum(naturals)
        self.signs = sign_places(texts) if signs is None else signs
        self.script_starts = _script_starts(texts, looks)
        self.has_word = False
        self._naturals = self._reckoned = naturals
        self._unspaced: Sequence[int] = ()
        if not [look for look in looks.values() if not look.takes_spacing]:
            self._doubts = _doubts(self.signs, [_doubt(texts[place]) for place in self.signs]) if self.signs else ()
        else:
            each = list(_each_look(looks, len(texts)))
            self.has_word = any(look.is_word for look in each)
            self._doubts = _doubts(range(len(texts)), map(_width_doubt, texts, each))
            self._unspaced = [place for place, look in enumerate(each) if not look.takes_spacing]
            self._reckoned = list(map(_reckoned, naturals, each))
        # Han and full-width marks alone meet nothing.
        self._meetings = _meetings(texts, gaps) if self.signs or self.script_starts or texts.isascii() else ()
        self._least = _least(texts)
        self._measured: dict[Allowance, MeasuredText] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def scaled(self, size: int, em: int) -> LineChars:
        """The same characters in a type size `size` instead of `em`."""
        naturals = [natural * size // em for natural in self._naturals]
        return LineChars(self.texts, naturals, self.looks, self.gaps, self.behind)

    def look(self, place: int) -> CharLook:
        """The look of a character."""
        return self.looks[max(start for start in self.looks if start <= place)]

    @property
    def longest_script_run(self) -> range:
        """The characters of the longest run of one script and font."""
        return max((range(*each) for each in pairwise([0, *self.script_starts, len(self)])), key=len)

    @property
    def unit(self) -> int:
        """How many characters those consumers take at once from its start that part no unit."""
        # Behind a variation selector ONLYOFFICE ends a line even before a mark.
        varied = min([_WIDE_ENOUGH, *(place + 1 for place in self.behind)]) if self.behind else _WIDE_ENOUGH
        return max(self._least, wordprocessors.unit(self.texts[:varied]))

    @property
    def is_sure(self) -> bool:
        """Whether consumers differ in nothing but the white between Han and Latin."""
        return not (self._doubts or self._meetings or self._unspaced)

    @property
    def is_known(self) -> bool:
        """Whether its widths are the same with every allowance."""
        return not (self._meetings or any(doubt.is_of_some_faces for _, doubt in self._doubts))

    def is_known_behind(self, last: str, wanted: bool) -> bool:
        """Whether that is so of what a consumer may take from its start; the arguments are those of `follower`."""
        return self.is_known and (wanted or _meeting(last, self.texts[0]) is not _Meeting.UNKNOWN)

    def measured(self, allowance: Allowance, where: range | None = None) -> MeasuredText:
        """How wide consumers set the characters, without white that vanishes at their end.

        Args:
            allowance: What the widths allow for.
            where: Which of them have the line's spacing, if not all: a part of one run.
        """
        whole = self._measured.get(allowance)
        if whole is None:
            whole = self._measured[allowance] = self._whole(allowance)
        return whole if where is None else replace(whole, count=len(where), runs=1, others=whole.runs - 1)

    def follower(self, last: str, wanted: bool, spacing: int, allowance: Allowance) -> Follower:
        """What a consumer may take from the start, behind another line.

        Args:
            last: The last character of the other line.
            wanted: Whether we leave white between Han and Latin where the lines meet.
            spacing: The spacing of the first characters, in twips.
            allowance: What the widths allow for.
        """
        sure, doubtful = _gap(last, self.texts[0], wanted, allowance)
        least, unit = self._least, self.unit
        parted = self._counted(least, sure, doubtful, allowance)
        return Follower(parted, parted if unit == least else self._counted(unit, sure, doubtful, allowance), spacing)

    def _whole(self, allowance: Allowance) -> MeasuredText:
        end = len(self.texts)
        while end > 1 and self._naturals[end - 1] == 0:
            end -= 1
        sure = doubtful = 0
        if self.gaps:
            ours = [place for place in self.gaps if place < end - 1]
            sure = sum([_is_firm(self.texts[place]) and _is_firm(self.texts[place + 1]) for place in ours])
            doubtful = len(ours) - sure
        if self._meetings:
            doubtful += sum([_is_possible(meeting, allowance) for place, meeting in self._meetings if place < end - 1])
        return self._counted(end, sure, doubtful, allowance)

    def _counted(self, count: int, gaps: int, doubtful: int, allowance: Allowance) -> MeasuredText:
        """The first characters, with as many gaps."""
        if not self._doubts and not self._unspaced:  # as on most lines
            natural = self.natural if count == len(self.texts) else sum(self._naturals[:count])
            runs = 1 + bisect_left(self.script_starts, count)
            return MeasuredText(count, natural, runs, gaps=gaps, doubtful_gaps=doubtful)
        doubts = [
            doubt
            for place, doubt in self._doubts
            if place < count and not (doubt.is_of_some_faces and allowance is Allowance.NOTHING)
        ]
        return MeasuredText(
            count=count - bisect_left(self._unspaced, count),
            natural=sum(self._reckoned[:count]),
            runs=1 + bisect_left(self.script_starts, count),
            gaps=gaps,
            doubtful_gaps=doubtful,
            narrower=sum([doubt.narrower for doubt in doubts]),
            wider=sum([doubt.wider for doubt in doubts]),
        )


def _script_starts(texts: str, looks: Mapping[int, CharLook]) -> Sequence[int]:
    """Where runs of one script and font begin, but for the first."""
    starts = [match.end() for match in compiled(_ONE_SCRIPT).finditer(texts)][:-1]
    if len(looks) < 2:
        return starts
    both = pairwise(looks.items())
    return sorted({*starts, *(place for (_, before), (place, look) in both if not before.has_font_of(look))})


def _each_look(looks: Mapping[int, CharLook], count: int) -> Iterator[CharLook]:
    """The look of each of some characters."""
    for (start, look), end in zip(looks.items(), [*looks, count][1:], strict=True):
        yield from repeat(look, end - start)


def _least(texts: str) -> int:
    """How many characters each consumer takes at once from the start."""
    count = 1
    while count < len(texts) and texts[count - 1] in _OPENING:
        count += 1
    return count


def _meetings(texts: str, gaps: Collection[int]) -> Sequence[tuple[int, _Meeting]]:
    """After which characters a consumer may leave white where we leave none."""
    signs = [match.start() for match in compiled(_MAY_LEAVE_WHITE).finditer(texts)]
    if not signs:
        return ()
    places = {place for sign in signs for place in (sign - 1, sign) if 0 <= place < len(texts) - 1}
    found = [(place, _meeting(texts[place], texts[place + 1])) for place in sorted(places.difference(gaps))]
    return [each for each in found if each[1] is not _Meeting.CLOSE]


def _doubts(places: Iterable[int], found: Iterable[WidthDoubt]) -> Sequence[tuple[int, WidthDoubt]]:
    """Which characters a consumer may set narrower or wider, and how much."""
    return [each for each in zip(places, found, strict=True) if each[1] is not _NO_DOUBT]


def _reckoned(natural: int, look: CharLook) -> int:
    """The width to reckon with; what follows a word is held by a line break, so that the word only has to fit."""
    return round(natural * _WIDEST_WORD) if look.is_word else natural


def sign_places(text: str) -> list[int]:
    """Where a text has characters that are neither plainly Han or full-width marks nor plainly Latin.

    The others have the same width, font and line rules for all consumers: most lines have no other.
    """
    return [match.start() for match in compiled(_SIGN).finditer(text)]


def _width_doubt(text: str, look: CharLook) -> WidthDoubt:
    """How much narrower and wider than ours a consumer may set a character."""
    if look.mark is None:
        return _NO_DOUBT if look.is_word else _doubt(text)  # of a word see `_reckoned`
    is_number = look.mark.kind is RunKind.NOTE_NUMBER
    if text.isascii():
        return _NO_DOUBT if is_number else _PLAIN_MARK_DOUBT
    return _NUMBER_DOUBT if is_number else _MARK_DOUBT


class _Meeting(Enum):
    CLOSE = auto()
    DOUBTFUL = auto()
    UNKNOWN = auto()


def _gap(char: str, after: str, wanted: bool, allowance: Allowance) -> tuple[bool, bool]:
    """Whether consumers leave white between two characters, where we do (`wanted`) or not: surely, and doubtfully."""
    if wanted:
        sure = _is_firm(char) and _is_firm(after)
        return sure, not sure
    return False, _is_possible(_meeting(char, after), allowance)


def _is_possible(meeting: _Meeting, allowance: Allowance) -> bool:
    """Whether a consumer may leave white where two characters meet, for all that an allowance reckons with."""
    if meeting is _Meeting.CLOSE:
        return False
    return meeting is _Meeting.DOUBTFUL or allowance is Allowance.GAPS_AND_FACES


def _meeting(char: str, after: str) -> _Meeting:
    """Whether a consumer may leave white between two characters where we do not.

    They agree on Han beside letters and digits, and differ on ① or ㎡ beside a letter, and on Han beside ². Whether any
    leaves white between Han and % or a bracket of the Latin kind is not known.
    """
    if (char in _NUMBERS and is_wide(after)) or (after in _NUMBERS and is_wide(char)):
        return _Meeting.DOUBTFUL
    han, sign = (char, after) if after.isascii() else (after, char)
    return _Meeting.UNKNOWN if sign in _ASCII_SIGNS and is_wide(han) and han.isalnum() else _Meeting.CLOSE


@lru_cache(maxsize=8192)
def _is_firm(char: str) -> bool:
    """Whether all consumers know the script of a letter or digit; LibreOffice does not beyond U+FFFF."""
    return char.isalnum() and (char.isascii() or is_wide(char)) and ord(char) <= BASIC_PLANE


@lru_cache(maxsize=8192)
def _doubt(char: str) -> WidthDoubt:
    """How much narrower and wider than ours a consumer's faces may draw a character."""
    if char in wordprocessors.NARROWER_SPACES:
        return WidthDoubt(wordprocessors.NARROWER_SPACES[char], 0.0)
    if char in _FACES:
        return _FACES[char]
    if ord(char) in _YI:
        return _YI_DOUBT
    if is_wide(char) or unicodedata.normalize("NFD", char)[0].isascii():
        return _NO_DOUBT
    if any(ord(char) in letters for letters in _LETTERS):
        return _LETTER_DOUBT
    return _SIGNS.get(char, _OTHER_SIGN)


@lru_cache(maxsize=8192)
def is_plain_wide(char: str) -> bool:
    """Whether it is Han or a full-width mark. ㎡ is neither: behind it some consumers do not take a sign for Han."""
    return is_wide(char) and unicodedata.category(char)[0] in "LP"


@lru_cache(maxsize=8192)
def is_wide(char: str) -> bool:
    """Whether it is as wide as Han in any face."""
    return unicodedata.east_asian_width(char) in "WF"
