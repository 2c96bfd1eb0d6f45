"""The lines of a block become runs of a Word paragraph, each with the spacing that locks its line.

Where no spacing can hold a line for every consumer, or where some consumers end no line, the line is ended by a line
break of its own. That is the exception: text with such breaks is less pleasant to edit. A paragraph that would need
one is first tried without the white that Word leaves between Han and Latin, on which consumers differ most; and a line
that has to be tightened is tightened in one place if it cannot be everywhere, because some consumers leave out a
negative spacing at the ends of runs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from huibian.docx.linechars import line_chars
from huibian.docx.linelock import PLAIN, Spacing, fill, lock
from huibian.docx.measuring import Allowance, CharLook, FontSlot, LineChars
from huibian.docx.settings import NO_LINE_END, NO_LINE_START, TAB_STOP
from huibian.frame import Run, TextLine
from huibian.kept import Kept
from huibian.units import Length, Twips
from huibian.wordprocessors import WORD_GAP, all_break

# Text whose breaks were not measured: scripts besides Han and Latin, marks of vertical setting, marks in a row. Behind
# a sign that a face lacks (㎡) ONLYOFFICE takes some marks from the face that has the sign. Ranges of characters, for a
# regular expression of so many takes 2 ms to compile.
_FOREIGN = (range(0x370, 0x2000), range(0x3041, 0x3200), range(0xA000, 0xD7FC), range(0xFE10, 0xFE50))
_LACKED_SIGNS = (range(0x2460, 0x2500), range(0x25A0, 0x27C0), range(0x3200, 0x3400))
_FOLLOWING_MARKS = frozenset("“”‘’…—·")
_MARKS_IN_A_ROW = re.compile(r"[^\w\s]{3}")
_LOOSE = 0.06  # em between the characters of a line that is not justified: more looks torn
# Sizes in per cent of the type size: a table cell full of squeezed marks asks for more than spacing can take.
_SIZES = (90, 80, 70, 60, 50)
_SIZE_STEP = int(Length.of("0.5", "pt"))  # of a type size in the file
_REACH = 3  # characters on both sides of a line's end among which marks in a row may move it

_NO_TRACKING = Twips(0)
_ALLOWANCES = tuple(Allowance)
_TAB_STOP = int(TAB_STOP)


class Ending(Enum):
    """How a line ends in the file."""

    FLOWS = auto()  # where consumers end it
    BREAK = auto()  # with a line break
    SHORT = auto()  # with a line break behind a tab, which keeps consumers from justifying what is before it


class WordRun(Struct, frozen=True):
    """Characters of one block that share all their properties; `spacing` is in twips.

    `ending` says what follows them; `font` is their font role; `mark` is the mark of a footnote that they are, else
    `None`; `size` is their type size, `None` for the block's. `is_word` says that no spacing may part them,
    `is_right_to_left` how they are read.
    """

    text: str
    spacing: int
    bold: bool
    slot: FontSlot
    font: str
    mark: Run | None = None
    size: Length | None = None
    ending: Ending = Ending.FLOWS
    is_word: bool = False
    is_right_to_left: bool = False


class Locked(Struct, frozen=True):
    """The text of a block; `autospace` says whether it may have white between Han and Latin."""

    runs: Sequence[WordRun]
    autospace: bool


LockedTexts: TypeAlias = Kept[Hashable, Locked]


def set_lines(
    lines: Sequence[TextLine],
    em: Length,
    extra_measure: Length,
    *,
    justified: bool = True,
    tracking: Twips = _NO_TRACKING,
    is_continued: bool = False,
    kept: LockedTexts | None = None,
) -> Locked:
    """A block's text in runs, up to the first tab of its last line.

    Args:
        lines: The block's lines, in order.
        em: The block's type size.
        extra_measure: How much wider than ours a consumer's measure is.
        justified: Whether lines fill the measure. Where they do not, spacing shows; a line that needs much is ended
            by a line break instead.
        tracking: Spacing in twips that the block's style gives every character; that of the runs is added to it.
        is_continued: Whether the block goes on behind these lines: no consumer justifies the last one, so spacing does.
        kept: What was locked before, for texts that are the same wherever they stand; `None` where nothing is kept.
    """
    settings = _lock_settings(em, extra_measure, tracking, justified=justified)
    if kept is None:
        return _locked(lines, settings, is_continued=is_continued)
    key = (tuple([(line.runs, line.fit) for line in lines]), settings, is_continued)  # all that is asked of them
    found = kept.find(key)
    if found is None:
        found = _locked(lines, settings, is_continued=is_continued)
        kept.keep(key, found)
    return found


def _locked(lines: Sequence[TextLine], settings: _LockSettings, *, is_continued: bool) -> Locked:
    em = settings.em
    rows = [line_chars(line, em) for line in lines]
    strange = [*[_is_strange(row, after) for row, after in pairwise(rows)], False]
    locks = _locks(lines, rows, strange, settings)
    if _breaks(locks) > sum(strange):  # a strange line has a break in any case
        tight = replace(settings, autospace=False)
        tighter = _locks(lines, rows, strange, tight)
        if _breaks(tighter) < _breaks(locks):
            settings, locks = tight, tighter
    if is_continued and settings.most == math.inf:
        locks[-1] = _filled(lines[-1], rows[-1], locks[-1], settings)
    return Locked(list(_runs(rows, locks)), settings.autospace)


class _RunProperties(Struct, frozen=True):
    """What the characters of a run have in common."""

    spacing: int
    look: CharLook
    size: Length | None

    def run(self, text: str, ending: Ending = Ending.FLOWS) -> WordRun:
        """A run of this kind."""
        look = self.look
        return WordRun(
            text,
            self.spacing,
            look.bold,
            look.slot,
            look.font,
            look.mark,
            self.size,
            ending,
            is_word=look.is_word,
            is_right_to_left=look.is_right_to_left,
        )


def _runs(rows: Sequence[LineChars], locks: Sequence[_Lock]) -> Iterator[WordRun]:
    """The runs of some lines; what is of one kind is one run, over the ends of lines too."""
    texts: list[str] = []
    kind: _RunProperties | None = None
    for row, lock_ in zip(rows, locks, strict=True):
        for text, own in _pieces(row, lock_):
            if kind is not None and own != kind:
                yield kind.run("".join(texts))
                texts = []
            texts.append(text)
            kind = own
        if kind is not None and row.texts and lock_.ending is not Ending.FLOWS:
            yield kind.run("".join(texts), lock_.ending)
            texts, kind = [], None
    if kind is not None:
        yield kind.run("".join(texts))


def _pieces(row: LineChars, lock_: _Lock) -> Iterator[tuple[str, _RunProperties]]:
    """The pieces of one line that share all their properties; some side by side may share them too."""
    if not row.texts:
        return
    starts: Sequence[int] = list(row.looks)
    if lock_.where is not None or lock_.spacing.more:
        where = lock_.where or range(len(row))
        ends = {where.start, where.start + lock_.spacing.more, where.stop, *starts}
        starts = sorted(place for place in ends if place < len(row))
    look = row.looks[0]
    for start, end in pairwise([*starts, len(row)]):
        look = row.looks.get(start, look)
        text = row.texts[start:end]
        if row.behind:
            text = "".join([char + row.behind.get(place, "") for place, char in enumerate(text, start)])
        yield text, _RunProperties(lock_.spacing_at(start) if look.takes_spacing else 0, look, lock_.size)


def _breaks(locks: Sequence[_Lock]) -> int:
    """How many lines have to be ended by a line break."""
    return sum([lock_.ending is Ending.BREAK for lock_ in locks])


class _LockSettings(Struct, frozen=True):
    """What the locks of all lines of a block have in common; `most` is the widest spacing in twips, or no bound.

    `widest_gap` is the most white that a consumer leaves between Han and Latin.
    """

    em: int
    extra_measure: int
    tracking: int
    most: float
    widest_gap: int
    autospace: bool = True


@lru_cache(maxsize=64)
def _lock_settings(em: Length, extra_measure: Length, tracking: Twips, *, justified: bool) -> _LockSettings:
    most = math.inf if justified else int(em.em(_LOOSE).twips)
    return _LockSettings(int(em), int(extra_measure), int(tracking), most, int(em.em(WORD_GAP)))


class _Lock(Struct, frozen=True):
    """How a line is held.

    Attributes:
        spacing: The spacing of its characters.
        where: Which of them have it; `None` for all.
        size: Their type size; `None` for the block's.
        ending: How the line ends.
    """

    spacing: Spacing
    where: range | None = None
    size: Length | None = None
    ending: Ending = Ending.FLOWS

    def spacing_at(self, place: int) -> int:
        """The spacing of a character, in twips."""
        if self.where is None:
            return self.spacing.each + (place < self.spacing.more)
        return self.spacing.each + (place - self.where.start < self.spacing.more) if place in self.where else 0


class _Below(Struct, frozen=True):
    """The line after another one: its characters, and the spacing of the first, in twips."""

    row: LineChars
    spacing: int


def _locks(
    lines: Sequence[TextLine], rows: Sequence[LineChars], strange: Sequence[bool], settings: _LockSettings
) -> list[_Lock]:
    """The lock of each line; found from the last one backwards, as each depends on the one after it.

    `strange` says of each whether it is not known where consumers would end it.
    """
    locks: list[_Lock] = []
    below: _Below | None = None
    for line, row, is_strange in zip(reversed(lines), reversed(rows), reversed(strange), strict=True):
        if below and _is_short(line, row, settings):
            lock_ = _Lock(PLAIN, ending=Ending.SHORT)
        elif below is None and _has_room(line, row, settings):
            lock_ = _Lock(PLAIN)
        else:
            held = None if is_strange else _held(line, row, below, settings)
            lock_ = held or _fitted(line, row, below, settings)
        after = row if lock_.size is None else row.scaled(lock_.size, settings.em)
        below = _Below(after, lock_.spacing_at(0)) if after.texts else None
        locks.append(lock_)
    return locks[::-1]


def _is_short(line: TextLine, row: LineChars, settings: _LockSettings) -> bool:
    """Whether a line that might be justified is left so short that a tab has room behind it.

    On the line as we have it, and as a consumer has it, with marks of full width.
    """
    if settings.most < math.inf:
        return False
    most = int(line.fit.measure) - _TAB_STOP
    return _widest(row, settings) < most and line.width < most  # the second takes longer and is seldom asked


def _has_room(line: TextLine, row: LineChars, settings: _LockSettings) -> bool:
    """Whether a line plainly fits, with an em to spare: most last lines do, and need not be measured."""
    return row.is_sure and settings.tracking >= 0 and _widest(row, settings) < int(line.fit.measure) - settings.em


def _widest(row: LineChars, settings: _LockSettings) -> int:
    """How wide a line is in the consumer that leaves most white between Han and Latin, without its spacing."""
    return row.natural + settings.widest_gap * len(row.gaps)


def _held(line: TextLine, row: LineChars, below: _Below | None, settings: _LockSettings) -> _Lock | None:
    """A lock that makes every consumer end the line where it ends; `None` if there is none, or it would be seen."""
    for where in _places(line, row, settings):
        spacing = _spacing(line, row, below, settings, where)
        if spacing is not None and (not below or spacing.each <= settings.most):
            return _Lock(spacing, where)
    return None


def _places(line: TextLine, row: LineChars, settings: _LockSettings) -> Iterator[range | None]:
    """Which characters may have the spacing: all, and else those of one run, if a line may have to be tightened."""
    yield None
    if _widest(row, settings) > int(line.fit.measure) - settings.em:
        yield row.longest_script_run


def _fitted(line: TextLine, row: LineChars, below: _Below | None, settings: _LockSettings) -> _Lock:
    """The lock of a line that a line break ends, if others follow: it only has to fit."""
    ending = Ending.BREAK if below else Ending.FLOWS
    spacing = _spacing(line, row, None, settings)
    if spacing is not None:
        return _Lock(spacing, ending=ending)
    for part in _SIZES:
        size = Length(settings.em * part // 100 // _SIZE_STEP * _SIZE_STEP)
        spacing = _spacing(line, row.scaled(size, settings.em), None, settings)
        if spacing is not None:
            return _Lock(spacing, size=size, ending=ending)
    return _Lock(PLAIN, ending=ending)


def _filled(line: TextLine, row: LineChars, found: _Lock, settings: _LockSettings) -> _Lock:
    """The lock of a line that spacing makes full."""
    if not row.texts or found.size is not None:
        return found
    whole = row.measured(Allowance.GAPS_AND_FACES)
    spacing = fill(int(line.fit.measure), settings.em, whole, settings.tracking, autospace=settings.autospace)
    return found if spacing is None else replace(found, spacing=spacing, where=None)


def _is_strange(row: LineChars, after: LineChars) -> bool:
    """Whether it is not known where consumers would end this line."""
    if not (row.texts and after.texts):
        return False
    if row.has_word or (
        after.has_word and any(look.is_word for place, look in after.looks.items() if place < after.unit)
    ):
        return True
    last, following = row.texts[-1], after.texts[:_REACH]
    if not all_break(last, following[0]):
        return True
    if following[0] in NO_LINE_START or last in NO_LINE_END:  # the line rules are laxer than some consumer's own
        return True
    if _is_foreign(following[0]):
        return True
    if row.signs and _has_strange_sign(row.signs, row.texts + following[0]):
        return True
    if last.isalnum() and following[0].isalnum():  # no three in a row within reach
        return False
    return _MARKS_IN_A_ROW.search(row.texts[-_REACH:] + following) is not None


def _has_strange_sign(signs: Sequence[int], text: str) -> bool:
    """Whether one of the signs of a text is foreign, or one that faces lack before a mark."""
    return any(
        _is_foreign(text[place])
        or (text[place + 1] in _FOLLOWING_MARKS and any(ord(text[place]) in lacked for lacked in _LACKED_SIGNS))
        for place in signs
    )


@lru_cache(maxsize=8192)
def _is_foreign(char: str) -> bool:
    return any(ord(char) in script for script in _FOREIGN)


def _spacing(
    line: TextLine,
    row: LineChars,
    below: _Below | None,
    settings: _LockSettings,
    where: range | None = None,
) -> Spacing | None:
    """The spacing, of all characters or of some, with the widest allowance that leaves one; `None` if none does."""
    if not row.texts:
        return PLAIN
    # The last line has no more room than ours: the extra measure is where the page number stands.
    measure = int(line.fit.measure) + (settings.extra_measure if below else 0)
    last, wanted = row.texts[-1], line.fit.next_gap
    asked = None
    for allowance in _ALLOWANCES:
        following = below.row.follower(last, wanted, below.spacing, allowance) if below else None
        held = row.measured(allowance, where)
        if asked == (held, following):  # there was nothing to allow for
            continue
        asked = held, following
        # Where Han meets no Latin it makes no difference, and the lock may have been found before.
        autospace = settings.autospace or not (
            held.gaps or (following and (following.least.gaps or following.unit.gaps))
        )
        spacing = lock(measure, settings.em, held, following, settings.tracking, autospace=autospace)
        if spacing is not None:
            return spacing
        if row.is_known and (below is None or below.row.is_known_behind(last, wanted)):
            return None  # nothing is allowed for
    return None
