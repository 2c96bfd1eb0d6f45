"""The lines of a block become pieces of running text, each with the spacing that locks its line.

Where no spacing can hold a line for every consumer, or where it has characters whose breaks are not known, the line is
ended by a line break of its own. That is the exception: text with such breaks is less pleasant to edit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby, pairwise, takewhile

from huibian.docx.linelock import PLAIN, Follower, Spacing, Stretch, fill, lock
from huibian.docx.settings import NO_LINE_END, NO_LINE_START
from huibian.frame import Run, RunKind, Text
from huibian.units import Length

# Brackets that every consumer keeps with what they open.
_OPENING = frozenset("（《〈【〔〖「『“‘［｛([{")
# A sign of at least this width, in em, was taken from an East Asian face.
_EAST_ASIAN_WIDTH = 0.9
# How much narrower and wider than ours, in em, signs of both scripts are in the faces seen: the interpunct of Noto
# Serif has a third of an em, its dash nine tenths; ※ has 0.64 in FandolFang, ‰ 1.17.
_DOUBTS = {**dict.fromkeys("“”‘’…", (0.0, 0.0)), "—": (0.12, 0.0), "·": (0.67, 0.0)}
_DOUBT = (0.4, 0.2)
_MARK_DOUBT = (0.03, 0.06)  # a superscript has 58 % of the size in LibreOffice, 65 % in Word
# Below this code point LibreOffice takes whatever is not Han for Latin; above, signs follow the text before them.
_SIGNS = 0x2010
_BASIC = 0xFFFF  # the last character of the basic plane
# Text whose breaks were not measured: scripts besides Han and Latin, marks of vertical setting, marks in a row.
_STRANGE = re.compile(r"[\u0370-\u1fff\u3040-\u31ff\ua000-\ud7ff\ufe10-\ufe4f]")
_MARKS_IN_A_ROW = re.compile(r"[^\w\s]{3}")
# What stands on a line up to its tab.
_SET = frozenset({RunKind.TEXT, RunKind.NOTE_REFERENCE, RunKind.NOTE_NUMBER})
_LOOSE = 0.1  # em between the characters of a heading: more looks torn
# Widths of characters in per cent: a table cell full of squeezed marks asks for more than spacing can take.
_WHOLE = 100
_SCALES = (_WHOLE, 90, 80, 70, 60, 50)
_REACH = 3  # characters on both sides of a line's end among which marks in a row may move it


class Slot(Enum):
    """Which font a consumer has to take a character from."""

    BY_SCRIPT = auto()  # it decides as it likes, and all decide alike
    EAST_ASIAN = auto()
    WESTERN = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one block that share all their properties; `spacing` is in twips.

    `ends_line` says that a line break follows them; `font` is their font role; `mark` is the mark of a footnote that
    they are, else `None`; `scale` is their width, in per cent of their own.
    """

    text: str
    spacing: int
    bold: bool
    slot: Slot
    font: str
    mark: Run | None = None
    scale: int = 100
    ends_line: bool = False


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    bold: bool
    natural: int
    slot: Slot
    font: str
    mark: Run | None
    selector: str = ""  # the variation selector behind it


def set_lines(
    lines: Sequence[Text],
    em: Length,
    widening: Length,
    *,
    justified: bool = True,
    tracking: int = 0,
    goes_on: bool = False,
) -> list[Piece]:
    """The pieces of a block's text, up to the first tab of its last line.

    Args:
        lines: The block's lines, in order.
        em: The block's type size.
        widening: How much wider than ours a consumer's measure is.
        justified: Whether lines fill the measure. Where they do not, spacing shows; a line that needs much is ended
            by a line break instead.
        tracking: Spacing in twips that the block's style gives every character; the pieces' comes to it.
        goes_on: Whether the last of the lines is not the block's: no consumer justifies it, so spacing does.
    """
    manner = _Manner(em, widening, tracking, None if justified else em.em(_LOOSE).twips)
    rows = _rows(lines, em)
    locks = _locks(lines, rows, manner)
    if goes_on and justified:
        locks[-1] = _filled(lines[-1], rows[-1], locks[-1], manner)
    keyed = (
        (
            (
                lock_.spacing.each + (place < lock_.spacing.more),
                char.bold,
                char.slot,
                char.font,
                char.mark,
                lock_.scale,
                lock_.ends_line and place == last,
            ),
            char,
        )
        for row, lock_ in zip(rows, locks, strict=True)
        for last in (len(row) - 1,)
        for place, char in enumerate(row)
    )
    return [
        Piece("".join(char.text + char.selector for _, char in group), *properties)
        for properties, group in groupby(keyed, key=lambda item: item[0])
    ]


def _rows(lines: Sequence[Text], em: Length) -> list[list[_Char]]:
    """The characters of each line, up to a tab."""
    texts = [list(takewhile(lambda run: run.kind in _SET, line.runs)) for line in lines]
    rows = []
    for line, runs in zip(lines, texts, strict=True):
        row = []
        after_han = False  # a line break may come before
        chars = [(char, run) for run in runs for char in run.characters]
        natural = line.fit.natural if line.fit else (0,) * len(chars)
        for (char, run), width in zip(chars, natural, strict=True):
            if run.kind is not RunKind.TEXT:
                row.append(_Char(char, run.bold, width, Slot.EAST_ASIAN, run.font, run))
                after_han = False
                continue
            slot, after_han = _slot(char[0], width, em, after_han)
            row.append(_Char(char[0], run.bold, width, slot, run.font, None, char[1:]))
        rows.append(row)
    return rows


def _slot(char: str, width: int, em: Length, after_han: bool) -> tuple[Slot, bool]:
    """The slot of a character, and whether a sign after it would be taken for Han.

    Han and ASCII need none. Signs that both scripts share do: Word takes them all from the East Asian font, for the
    run's hint; LibreOffice takes those of Latin-1 from the western one, and lets the others follow the text before
    them, so that the closing quote of “2020” would come out narrow.
    """
    if char == " ":  # LibreOffice would take it from the font of the Han before it
        return (Slot.WESTERN if after_han else Slot.BY_SCRIPT), False
    if char.isascii() or _is_wide(char):
        return Slot.BY_SCRIPT, not char.isascii()
    if width < em.em(_EAST_ASIAN_WIDTH):
        return Slot.WESTERN, False
    if after_han and ord(char) >= _SIGNS:
        return Slot.BY_SCRIPT, True
    return Slot.EAST_ASIAN, False


@dataclass(frozen=True, slots=True)
class _Manner:
    """What holds for all lines of a block; `most` is the widest spacing in twips, `None` for any."""

    em: Length
    widening: Length
    tracking: int
    most: int | None


@dataclass(frozen=True, slots=True)
class _Lock:
    spacing: Spacing
    scale: int = 100
    ends_line: bool = False


def _locks(lines: Sequence[Text], rows: Sequence[Sequence[_Char]], manner: _Manner) -> list[_Lock]:
    """The lock of each line; found from the last one backwards, as each depends on the one after it."""
    locks: list[_Lock] = []
    after: Sequence[_Char] | None = None
    for line, row in zip(reversed(lines), reversed(rows), strict=True):
        next_spacing = locks[-1].spacing.first if locks else 0
        scaled = ((scale, _scaled(row, scale)) for scale in _SCALES)
        tried = ((_lock(line, chars, after, next_spacing, manner, scale), chars) for scale, chars in scaled)
        found = next(((lock_, chars) for lock_, chars in tried if lock_ is not None), None)
        lock_, after = found or (_Lock(PLAIN, ends_line=bool(after)), row)
        locks.append(lock_)
    return locks[::-1]


def _scaled(row: Sequence[_Char], scale: int) -> Sequence[_Char]:
    if scale == _WHOLE:
        return row
    return [replace(char, natural=char.natural * scale // _WHOLE) for char in row]


def _lock(
    line: Text,
    row: Sequence[_Char],
    after: Sequence[_Char] | None,
    next_spacing: int,
    manner: _Manner,
    scale: int,
) -> _Lock | None:
    """The lock of a line at this scale; if a line break has to end the line, it only has to fit."""
    spacing = None if _is_strange(row, after) else _spacing(line, row, after, next_spacing, manner)
    if spacing and manner.most is not None and after and spacing.each > manner.most:
        spacing = None
    if spacing is not None:
        return _Lock(spacing, scale)
    spacing = _spacing(line, row, None, 0, manner)
    return None if spacing is None else _Lock(spacing, scale, ends_line=bool(after))


def _filled(line: Text, row: Sequence[_Char], found: _Lock, manner: _Manner) -> _Lock:
    """The lock of a line that spacing makes full."""
    if line.fit is None or not row or found.scale != _WHOLE:
        return found
    stretch = _stretch(row, frozenset(line.fit.gaps), _Care.GAPS_AND_SIGNS)
    spacing = fill(int(line.fit.measure), int(manner.em), stretch, manner.tracking)
    return replace(found, spacing=spacing or found.spacing)


def _is_strange(row: Sequence[_Char], after: Sequence[_Char] | None) -> bool:
    """Whether it is not known where consumers would end this line."""
    if not after:
        return False
    text = "".join(char.text for char in row)
    following = "".join(char.text for char in after[:_REACH])
    cut = text[-1] + following[0]  # inside a long address some consumers end no line
    if cut.isascii() and " " not in cut:
        return True
    if following[0] in NO_LINE_START or text[-1] in NO_LINE_END:  # the line rules are laxer than some consumer's own
        return True
    return bool(_STRANGE.search(text + following[:1]) or _MARKS_IN_A_ROW.search(text[-_REACH:] + following))


def _spacing(
    line: Text, row: Sequence[_Char], after: Sequence[_Char] | None, next_spacing: int, manner: _Manner
) -> Spacing | None:
    """The spacing that holds for the widest family of consumers that any spacing holds for."""
    if line.fit is None or not row:
        return PLAIN
    # The last line has no more room than ours: the widening is where the page number stands.
    measure = int(line.fit.measure + (manner.widening if after else 0))
    gaps = frozenset(line.fit.gaps)
    for care in _Care:
        follower = None
        if after:
            follower = Follower(_piece(row[-1].text, after, line.fit.next_gap, care), next_spacing)
        spacing = lock(measure, int(manner.em), _stretch(row, gaps, care), follower, manner.tracking)
        if spacing is not None:
            return spacing
    return None


class _Care(Enum):
    """What is reckoned with besides the habits that are known, from most to least."""

    GAPS_AND_SIGNS = auto()
    SIGNS = auto()
    NOTHING = auto()


def _stretch(row: Sequence[_Char], gaps: frozenset[int], care: _Care) -> Stretch:
    end = len(row)
    while end > 1 and row[end - 1].natural == 0:
        end -= 1
    kinds = [_gap(a.text, b.text, index in gaps, care) for index, (a, b) in enumerate(pairwise(row[:end]))]
    return _counted(row[:end], kinds, care)


def _piece(last: str, row: Sequence[_Char], gap: bool, care: _Care) -> Stretch:
    """The least that a consumer may take from the start of `row`, after the character `last`."""
    count = 1
    while count < len(row) and row[count - 1].text in _OPENING:
        count += 1
    return _counted(row[:count], [_gap(last, row[0].text, gap, care)], care)


def _counted(row: Sequence[_Char], gaps: Sequence[_Gap], care: _Care) -> Stretch:
    doubts = [] if care is _Care.NOTHING else [_doubt(char.text) if char.mark is None else _MARK_DOUBT for char in row]
    return Stretch(
        count=sum(char.mark is None for char in row),
        natural=sum(char.natural for char in row),
        pieces=1 + sum(_font(a) != _font(b) for a, b in pairwise(row)),
        gaps=gaps.count(_Gap.SURE),
        doubtful_gaps=gaps.count(_Gap.DOUBTFUL),
        narrower=sum(narrower for narrower, _ in doubts),
        wider=sum(wider for _, wider in doubts),
    )


def _font(char: _Char) -> tuple[bool, bool, Slot, str, Run | None]:
    """What a consumer's runs are cut by."""
    return char.text.isascii(), char.bold, char.slot, char.font, char.mark


class _Gap(Enum):
    NONE = auto()
    SURE = auto()
    DOUBTFUL = auto()


@lru_cache(maxsize=65536)
def _gap(char: str, after: str, wanted: bool, care: _Care) -> _Gap:
    """Whether consumers leave white between two characters, where we do (`wanted`) or not.

    They agree on Han beside letters and digits, and differ on ① or ㎡ beside a letter. Whether any leaves white
    between Han and % or a bracket of the Latin kind is not known.
    """
    if wanted:
        return _Gap.SURE if _is_firm(char) and _is_firm(after) else _Gap.DOUBTFUL
    han, sign = (char, after) if after.isascii() else (after, char)
    if care is not _Care.GAPS_AND_SIGNS or not sign.isascii() or sign.isalnum() or sign.isspace():
        return _Gap.NONE
    return _Gap.DOUBTFUL if _is_wide(han) and han.isalnum() else _Gap.NONE


def _is_firm(char: str) -> bool:
    """Whether all consumers know the script of a letter or digit; LibreOffice does not beyond U+FFFF."""
    return char.isalnum() and (char.isascii() or _is_wide(char)) and ord(char) <= _BASIC


@lru_cache(maxsize=8192)
def _doubt(char: str) -> tuple[float, float]:
    """How much narrower and wider than ours a consumer's faces may draw a character, in em."""
    if _is_wide(char) or unicodedata.normalize("NFD", char)[0].isascii():
        return (0.0, 0.0)
    return _DOUBTS.get(char, _DOUBT)


@lru_cache(maxsize=8192)
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
