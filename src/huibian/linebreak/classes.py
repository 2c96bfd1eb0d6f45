"""Chinese characters and marks by class: which may begin or end a line, which belong together, how wide they are.

Tables and predicates only. Sources: W3C clreq (commit 7d51569), GB/T 15834-2011 clause 5.1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum, StrEnum, auto
from functools import lru_cache
from itertools import pairwise

from huibian.linebreak.cells import Mark, Stretch


class Prohibition(StrEnum):
    """How much is forbidden at the start and end of a line (clreq, "Prohibition rules for line start and line end").

    Each level holds the rules of those before it.
    """

    BASIC = "basic"
    GB = "gb"  # no solidus at the end of a line (GB/T 15834-2011, 5.1.9)
    STRICT = "strict"  # no —— and no …… at the start of a line


class CharClass(IntEnum):
    """What a character is to the line breaker."""

    HAN = auto()  # Han characters, and every other full-width sign that stands by itself
    OPENING = auto()  # （《“ full width, ink in the right half
    CLOSING = auto()  # ）》” full width, ink in the left half
    PAUSE = auto()  # ，、；： full width, ink in the left half
    STOP = auto()  # 。？！ full width
    INTERPUNCT = auto()  # · of transliterated names
    LONG = auto()  # —— and ……: two cells that are one mark
    CONNECTOR = auto()  # ～ – － between the ends of a range
    LETTER = auto()  # Latin, Greek, Cyrillic
    DIGIT = auto()
    WESTERN_OPENING = auto()  # ( [ {
    WESTERN_CLOSING = auto()  # ) ] } and . , ; : ! ? after Latin text
    WESTERN_MARK = auto()  # / - & + = @ # _ × ∶ and the like, inside words, codes and formulas
    PREFIX = auto()  # ￥ $ € № before a number
    SUFFIX = auto()  # % ‰ ° ℃ after a number
    SPACE = auto()


_MARKS = {
    CharClass.OPENING: "（《〈【〔〖「『｛［“‘",
    CharClass.CLOSING: "）》〉】〕〗」』｝］”’",
    CharClass.PAUSE: "，、；：",
    CharClass.STOP: "。？！．",
    CharClass.INTERPUNCT: "·•‧・",
    CharClass.LONG: "—―─⸺…⋯",
    CharClass.CONNECTOR: "～–－〜",
    CharClass.WESTERN_OPENING: "([{",
    CharClass.WESTERN_CLOSING: ")]},.;:!?",
    CharClass.WESTERN_MARK: "×÷∶±≤≥≈\u2010\u2011½¼¾⌈⌉⌊⌋⟨⟩⁻⁺⁰¹⁴⁵⁶⁷⁸⁹ⁿⁱ₀₁₂₃₄₅₆₇₈₉",
    CharClass.PREFIX: "￥¥$€£№＄￡−",
    CharClass.SUFFIX: "%‰°℃℉′″％²³㎡㎥㎞㎝㎜㎏㎎",
    CharClass.SPACE: " \u00a0",
}
_TONE_LETTERS = frozenset(map(chr, range(0x2B0, 0x300)))  # ˥ and the like are no letters for Unicode
_CLASS_OF = {char: char_class for char_class, chars in _MARKS.items() for char in chars}

# clreq "Prohibition rules for line start and line end", level basic; GB/T 15834 5.1.1 to 5.1.7.
_NO_LINE_START = frozenset(
    {
        CharClass.CLOSING,
        CharClass.PAUSE,
        CharClass.STOP,
        CharClass.INTERPUNCT,
        CharClass.CONNECTOR,
        CharClass.WESTERN_CLOSING,
        CharClass.SUFFIX,
    }
)
_STRAIGHT_QUOTES = frozenset("\"'")  # whether it opens or closes is not known
_NO_LINE_START_CHARS = frozenset("／/-∶×\u2010\u2011\u3000") | _STRAIGHT_QUOTES
_SOLIDI = frozenset("／/")
_FULL_WIDTH_SOLIDUS = "／"
_DOUBLED = frozenset("？！")
_EM_DASH = "—"
_CONNECTOR = "～"
_NO_LINE_END = frozenset({CharClass.OPENING, CharClass.WESTERN_OPENING, CharClass.PREFIX})

# Marks whose cell is half white (GB/T 15834 5.1.11 lets it go).
_WHITE_BEFORE = frozenset({CharClass.OPENING})
_WHITE_AFTER = frozenset({CharClass.CLOSING, CharClass.PAUSE, CharClass.STOP})
_BRACKETS = frozenset({CharClass.OPENING, CharClass.CLOSING})
_MARK_OF = {
    CharClass.INTERPUNCT: Mark.INTERPUNCT,
    CharClass.OPENING: Mark.BRACKET,
    CharClass.CLOSING: Mark.BRACKET,
    CharClass.PAUSE: Mark.PAUSE,
    CharClass.STOP: Mark.STOP,
}
_WORD = frozenset({CharClass.LETTER, CharClass.DIGIT})
_WESTERN = _WORD | {
    CharClass.WESTERN_OPENING,
    CharClass.WESTERN_CLOSING,
    CharClass.WESTERN_MARK,
    CharClass.PREFIX,
    CharClass.SUFFIX,
}
_TIGHT = frozenset({CharClass.SPACE, CharClass.INTERPUNCT, CharClass.CONNECTOR, CharClass.WESTERN_MARK})
_TIGHT_BEFORE = _WHITE_AFTER | {CharClass.WESTERN_CLOSING, CharClass.SUFFIX}
_TIGHT_AFTER = frozenset({CharClass.OPENING, CharClass.WESTERN_OPENING, CharClass.PREFIX})


@lru_cache(maxsize=8192)
def char_class(char: str) -> CharClass:
    """The class of one character."""
    known = _CLASS_OF.get(char)
    if known is not None:
        return known
    if "0" <= char <= "9":
        return CharClass.DIGIT
    if "!" <= char <= "~":
        return CharClass.LETTER if char.isalpha() else CharClass.WESTERN_MARK
    if "０" <= char <= "ｚ" and char.isalnum():
        return CharClass.WESTERN_MARK  # full-width digits and letters: a number all the same, but without gaps
    if unicodedata.east_asian_width(char) in "WF":
        return CharClass.HAN
    if (unicodedata.category(char)[0] in "LM" or char in _TONE_LETTERS) and ord(char) < 0x2E80:
        return CharClass.LETTER
    return CharClass.HAN


def forbids_line_start(char: str, level: Prohibition = Prohibition.STRICT) -> bool:
    """Whether a line may not begin with this character."""
    kind = char_class(char)
    if kind is CharClass.LONG:
        return level is Prohibition.STRICT
    return char in _NO_LINE_START_CHARS or kind in _NO_LINE_START


def forbids_line_end(char: str, level: Prohibition = Prohibition.STRICT) -> bool:
    """Whether a line may not end with this character.

    Of the solidi only the full-width one: the other may end a line inside an address, and `may_break` keeps it from
    ending one elsewhere.
    """
    if char == _FULL_WIDTH_SOLIDUS:
        return level is not Prohibition.BASIC
    return char in _STRAIGHT_QUOTES or char_class(char) in _NO_LINE_END


is_white = str.isspace
"""Whether a character is a space of any width."""


def line_start_marks(level: Prohibition) -> str:
    """All characters that may not begin a line, in the order of their code points."""
    return "".join(char for char in _signs() if forbids_line_start(char, level))


def line_end_marks(level: Prohibition) -> str:
    """All characters that may not end a line, in the order of their code points."""
    return "".join(char for char in _signs() if forbids_line_end(char, level))


def _signs() -> Iterator[str]:
    """Every character of the blocks that hold signs; scripts and private characters have none."""
    blocks = (range(0x21, 0x3100), range(0x3300, 0x3400), range(0xFE10, 0xFFF0))
    return (chr(code) for block in blocks for code in block)


def as_kinds(text: Sequence[str]) -> list[str]:
    """The same text with each character replaced by one of its kind, where its kind is not plain from itself.

    All Han are alike. One — by itself is a connector (GB/T 15834 5.1.6), two are a dash.
    """
    kinds = ["一" if "一" <= char <= "\u9fff" else char for char in text]
    if _EM_DASH not in kinds:
        return kinds
    for index, char in enumerate(kinds):
        if char == _EM_DASH and _EM_DASH not in (*kinds[index - 1 : index], *text[index + 1 : index + 2]):
            kinds[index] = _CONNECTOR
    return kinds


def doubled_marks(text: Sequence[str]) -> set[int]:
    """Indices of the ？ and ！ that stand two by two; of three the last stands by itself (GB/T 15834 5.1.2)."""
    pairs: set[int] = set()
    if _DOUBLED.isdisjoint(text):
        return pairs
    for index, (first, second) in enumerate(pairwise(text)):
        if first in _DOUBLED and second in _DOUBLED and index not in pairs:
            pairs |= {index, index + 1}
    return pairs


def is_word_part(char: str) -> bool:
    """Whether it is a Latin letter or a digit, which Han characters keep a gap from."""
    return char_class(char) in _WORD


def shares_white(char: str, after: str) -> bool:
    """Whether two marks side by side take 1.5 em together: one of them is a bracket or quote.

    clreq "Punctuation width adjustment". There must be white between them to share: 《 and 》 turn their ink to
    each other and have none.
    """
    first, second = char_class(char), char_class(after)
    marks = _WHITE_BEFORE | _WHITE_AFTER
    brackets = first in _BRACKETS or second in _BRACKETS
    return first in marks and second in marks and brackets and (white_after(char) or white_before(after))


def white_before(char: str) -> bool:
    """Whether the left half of its cell is white."""
    return char_class(char) in _WHITE_BEFORE


def white_after(char: str) -> bool:
    """Whether the right half of its cell is white."""
    return char_class(char) in _WHITE_AFTER


def takes_gap(char: str, after: str) -> bool:
    """Whether a Han–Latin gap stands between the two.

    clreq "Handling of Western text": between Han and letters or digits, not beside marks.
    """
    if char_class(char) is CharClass.HAN:
        return char.isalnum() and is_word_part(after)
    return is_word_part(char) and char_class(after) is CharClass.HAN and after.isalnum()


def mark(char: str) -> Mark:
    """What kind of white it has for a squeeze to take."""
    return _MARK_OF.get(char_class(char), Mark.NONE)


def is_letter(char: str) -> bool:
    """Whether it is a Han character, a letter or a digit: what a line must have for it not to look empty."""
    return char.isalnum()


def may_break(char: str, after: str, level: Prohibition = Prohibition.STRICT) -> bool:
    """Whether a line may end between the two.

    clreq "Prohibition rules for line start and line end", "... for unbreakable marks", "Handling of Western
    text"; GB/T 15834 5.1.4, 5.1.5, 5.1.9. Latin words, numbers, and codes such as GB/T and 12.5 stay whole.
    """
    first, second = char_class(char), char_class(after)
    if first is CharClass.SPACE:
        return char != "\u00a0" and second is not CharClass.SPACE and not forbids_line_start(after, level)
    if forbids_line_end(char, level) or forbids_line_start(after, level) or second is CharClass.SPACE:
        return False
    if first is second is CharClass.LONG or (first in _WESTERN and second in _WESTERN):
        return False
    return level is Prohibition.BASIC or char not in _SOLIDI


def stretch(char: str, after: str) -> Stretch:
    """What kind of white stands between the two when a line is spread.

    clreq "Procedures for inter-character space expansion": nothing inside words and numbers, beside connectors and
    solidi, between a bracket and what it holds, nor before a mark.
    """
    first, second = char_class(char), char_class(after)
    if first is CharClass.SPACE:
        return Stretch.WORD_SPACE
    if first in _TIGHT or second in _TIGHT or first in _TIGHT_AFTER or second in _TIGHT_BEFORE:
        return Stretch.NONE
    if first in _WESTERN and second in _WESTERN:
        return Stretch.NONE
    if first is CharClass.LONG and second is CharClass.LONG:
        return Stretch.NONE
    return Stretch.WESTERN_GAP if takes_gap(char, after) else Stretch.HAN
