"""How strongly neighbouring characters of a heading hold together, which says where its lines end best.

Marks decide first, and between them the words, which a dictionary finds (`linebreak/dictionary`). Names of offices,
villages and people are in none: they come out as single characters, and therefore single characters hold together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from huibian.linebreak import classes, dictionary
from huibian.linebreak.classes import CharClass


class Tie(IntEnum):
    """How strongly two neighbouring characters hold together, weakest first: a line ends best at the weakest."""

    PHRASE = 0  # after a mark or a space, before 关于: the sense is complete
    WORD = 1
    CLOSE = 2  # between words that belong together, as in a name within 《》 or after 和
    BOUND = 3  # no plain word is cut, but a name, a compound, a number with its unit, or 的 from what it closes
    INSIDE = 4  # in the middle of a word


class _Word(NamedTuple):
    text: str
    tag: str  # part of speech, in the notation of jieba: n, v, m, ...


_NAME = "name"  # our own tag: single characters that hold together
_AFTER_PHRASE = frozenset({CharClass.PAUSE, CharClass.STOP, CharClass.SPACE, CharClass.LONG})
_OPENING = frozenset({CharClass.OPENING, CharClass.WESTERN_OPENING})
_CLOSING = frozenset({CharClass.CLOSING, CharClass.WESTERN_CLOSING})

# Words that belong to what stands before them, between two, to what follows; that begin a phrase or round one off.
_CLOSES = frozenset("的地得了着过们之等时中上下内外前后") | {"期间"}
_CONNECTS = frozenset("和与及暨或并") | {"以及", "及其"}
_LEADS = frozenset("到在对把将从向让使被由按为以给任赴同因经就于拟反")
_BEGINS = frozenset({"关于", "对于", "根据", "按照", "围绕", "通过", "为了"})
_ROUNDS_OFF = frozenset({"工作", "活动", "情况", "问题", "事项", "事宜", "建设", "发展", "工程", "会议", "方案"})
# Set phrases of official prose, which the dictionary takes for two words.
_SET_PHRASES = (
    *("国民经济和社会发展", "安全生产", "乡村振兴", "脱贫攻坚", "疫情防控", "防汛抗旱", "森林防火", "除险加固"),
    *("复工复产", "招商引资", "营商环境", "生态环境", "应急管理", "公共卫生", "公共服务", "社会保障", "社会治理"),
    *("基层治理", "信访维稳", "扫黑除恶", "四大班子", "国土绿化", "国土调查", "人口普查", "党风廉政", "专题会议"),
    "工作机构",
)
# A single character with one of these tags (adjective, attribute, adverb, pronoun, verb, surname, time) goes with what
# follows it; with any other, with what stands before.
_GOES_AHEAD = frozenset(("a", "b", "d", "r", "v", "nr", "t"))
_TAGS_THAT_WANT_MORE = frozenset(("d", "ad", "b", "v"))
_DIGITS = (
    "0123456789\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19〇零一二两三四五六七八九十百千万亿.．,%"
)


def ties_by_marks(text: Sequence[str]) -> list[Tie]:
    """What the marks alone say: `PHRASE` after those that end a phrase, `INSIDE` everywhere else.

    Args:
        text: The characters.

    Returns:
        For each character how strongly it holds to the one after it.
    """
    pairs = pairwise([*text, ""])
    return [Tie.PHRASE if _ends_phrase(char, after) else Tie.INSIDE for char, after in pairs]


def ties_by_words(text: Sequence[str]) -> list[Tie]:
    """The same by words; the first time in a process it takes a few milliseconds more, to open the dictionary."""
    plain = "".join(char[0] for char in text)
    words = list(_cut(plain))
    ties: list[Tie] = []
    for word, after in pairwise([*words, _Word("。", "x")]):
        ties += [*_ties_within(word), _tie(word, after)]
    return _tightened(plain, ties)


def _ties_within(word: _Word) -> list[Tie]:
    """The ties between the characters of a word: `BOUND` in names, and between the words of a compound (工作人员)."""
    if word.tag == _NAME:
        return [Tie.BOUND] * (len(word.text) - 1)
    joints = dictionary.joints(word.text)
    return [Tie.BOUND if end in joints else Tie.INSIDE for end in range(1, len(word.text))]


def _ends_phrase(char: str, after: str) -> bool:
    """Whether a phrase ends after a mark; none does after 、, nor after the dash of 2026—2030."""
    if char == "\u3000":
        return True
    kind = classes.char_class(char[0])
    return kind in _AFTER_PHRASE and char != "、" and not (kind is CharClass.LONG and after[:1].isdigit())


def _cut(text: str) -> Iterator[_Word]:
    """The words, neighbouring single characters joined into one where no rule divides them."""
    chain: list[_Word] = []
    for word in (_Word(each, dictionary.tag(each)) for each in dictionary.words(text)):
        if chain and not _holds(chain[-1], word):
            yield _joined(chain)
            chain = []
        chain.append(word)
    yield _joined(chain)


def _holds(word: _Word, after: _Word) -> bool:
    """Whether two words are single characters of one unknown name."""
    return _is_loose(word) and _is_loose(after)


def _is_loose(word: _Word) -> bool:
    known = word.text in _CLOSES or word.text in _CONNECTS or word.text in _LEADS
    return len(word.text) == 1 and not known and _is_han(word.text) and not _is_number(word.text)


def _joined(chain: Sequence[_Word]) -> _Word:
    return chain[0] if len(chain) == 1 else _Word("".join(word.text for word in chain), _NAME)


def _is_han(char: str) -> bool:
    return classes.char_class(char) is CharClass.HAN and char.isalnum()


def _tie(word: _Word, after: _Word) -> Tie:
    """The tie between two words."""
    last, first = word.text[-1], after.text[0]
    if _ends_phrase(last, first):
        return Tie.PHRASE
    if not (_is_han(last) and _is_han(first)):
        return _tie_beside_mark(word, after)
    return max(_after(word, after), _before(after))


def _tie_beside_mark(word: _Word, after: _Word) -> Tie:
    last, first = word.text[-1], after.text[0]
    if word.text in _LEADS or word.text in _BEGINS or after.text in _CLOSES or after.text in _CONNECTS:
        return Tie.BOUND
    if classes.char_class(last) in (CharClass.INTERPUNCT, CharClass.CONNECTOR, CharClass.LONG):
        return Tie.BOUND
    if last.isdigit() or (first.isdigit() and last in "年月第"):
        return Tie.BOUND
    return Tie.WORD


def _after(word: _Word, after: _Word) -> Tie:
    """What `word` says of a break after it."""
    if word.text in _LEADS or word.text in _BEGINS or _is_number(word.text):
        return Tie.BOUND
    if _is_loose(word) and word.tag in _GOES_AHEAD:
        return Tie.BOUND
    if word.text[-1] in "年月" and _is_number(after.text):
        return Tie.BOUND
    return Tie.CLOSE if _wants_more(word) else Tie.WORD


def _wants_more(word: _Word) -> bool:
    """Whether it is a connective, an adverb, an attribute, or a verb, which may have an object."""
    if word.text in _CONNECTS or word.tag in _TAGS_THAT_WANT_MORE:
        return True
    return _belongs_ahead(word.text)


def _belongs_ahead(text: str) -> bool:
    """Whether a word belongs to the noun after it: 全县, 我区, 两条, 第七批; not 五年."""
    if len(text) == 2 and text[0] in "全我各本":
        return True
    return text[-1] not in "年月日时" and _are_digits(text.removeprefix("第")[:-1])


def _is_number(text: str) -> bool:
    return _are_digits(text[1:] if text[0] in "第约近" else text)


def _are_digits(text: str) -> bool:
    return text != "" and not text.strip(_DIGITS)


def _before(after: _Word) -> Tie:
    """What `after` says of a break before it."""
    if after.text in _CLOSES or after.text in _CONNECTS:
        return Tie.BOUND
    if after.text in _BEGINS:
        return Tie.PHRASE
    if after.text in _ROUNDS_OFF:
        return Tie.CLOSE
    if _is_loose(after) and after.tag not in _GOES_AHEAD:
        return Tie.BOUND
    return Tie.WORD


def _tightened(text: str, ties: Sequence[Tie]) -> list[Tie]:
    """The ties, those of names in brackets and quotes at least `CLOSE`, those of set phrases at least `BOUND`."""
    tightened: list[Tie] = []
    depth = 0
    for char, tie in zip(text, ties, strict=True):
        char_class = classes.char_class(char)
        depth = max(0, depth + (char_class in _OPENING) - (char_class in _CLOSING))
        tightened.append(Tie.CLOSE if depth and tie is Tie.WORD else tie)
    for phrase in _SET_PHRASES:
        start = text.find(phrase)
        while start >= 0:
            for index in range(start, start + len(phrase) - 1):
                tightened[index] = max(tightened[index], Tie.BOUND)
            start = text.find(phrase, start + len(phrase))
    return tightened
