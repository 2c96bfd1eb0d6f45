"""The lines of a block become pieces of running text, each with the spacing that locks its line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, pairwise, takewhile

from huibian.diagnostics import Diagnostics
from huibian.docx.linelock import PLAIN, Follower, Spacing, Stretch, lock
from huibian.frame import RunKind, Text
from huibian.units import Length

# Brackets that every consumer keeps with what they open.
_OPENING = frozenset("（《〈【〔〖「『“‘［｛([{")
# A sign of at least this width, in em, was taken from an East Asian face.
_EAST_ASIAN_WIDTH = 0.9
# Signs of both scripts that every Chinese face draws full width.
_FULL_WIDTH = frozenset("“”‘’—…")
# Below this code point LibreOffice takes whatever is not Han for Latin; above, signs follow the text before them.
_SIGNS = 0x2010


class Slot(Enum):
    """Which font a consumer has to take a character from."""

    BY_SCRIPT = auto()  # it decides as it likes, and all decide alike
    EAST_ASIAN = auto()
    WESTERN = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one block that share all their properties; `spacing` is in twips."""

    text: str
    spacing: int
    bold: bool
    slot: Slot


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    bold: bool
    natural: int


def set_lines(lines: Sequence[Text], em: Length, widening: Length, diagnostics: Diagnostics) -> list[Piece]:
    """The pieces of a block's text, up to the first tab of its last line.

    Args:
        lines: The block's lines, in order.
        em: The block's type size.
        widening: How much wider than ours a consumer's measure is.
        diagnostics: Collects lines that no spacing locks (HB620).
    """
    rows = [_chars(line) for line in lines]
    spacings = _spacings(lines, rows, em, widening, diagnostics)
    slots = iter(_slots([char for row in rows for char in row], em))
    keyed = (
        ((spacing.each + (place < spacing.more), char.bold, next(slots)), char.text)
        for row, spacing in zip(rows, spacings, strict=True)
        for place, char in enumerate(row)
    )
    return [
        Piece("".join(text for _, text in group), spacing, bold, slot)
        for (spacing, bold, slot), group in groupby(keyed, key=lambda item: item[0])
    ]


def _chars(line: Text) -> list[_Char]:
    runs = takewhile(lambda run: run.kind is RunKind.TEXT, line.runs)
    bolds = [(char, run.bold) for run in runs for char in run.text]
    natural = line.fit.natural if line.fit else (0,) * len(bolds)
    return [_Char(char, bold, width) for (char, bold), width in zip(bolds, natural, strict=True)]


def _spacings(
    lines: Sequence[Text], rows: Sequence[Sequence[_Char]], em: Length, widening: Length, diagnostics: Diagnostics
) -> list[Spacing]:
    """The spacing of each line; found from the last one backwards, as each depends on the one after it."""
    spacings: list[Spacing] = []
    after: Sequence[_Char] | None = None
    for line, row in zip(reversed(lines), reversed(rows), strict=True):
        spacing = _spacing(line, row, after, spacings[-1].first if spacings else 0, em, widening)
        if spacing is None:
            diagnostics.error(
                "HB620",
                f"DOCX 无法锁定这一行，在别的软件里可能换行不同：“{line.text}”",
                hint="这一行里数字、字母与汉字交替过多，请在附近增删一两个字",
            )
        spacings.append(spacing or PLAIN)
        after = row
    return spacings[::-1]


def _spacing(
    line: Text, row: Sequence[_Char], after: Sequence[_Char] | None, next_spacing: int, em: Length, widening: Length
) -> Spacing | None:
    """The spacing that holds for the widest family of consumers that any spacing holds for."""
    if line.fit is None or not row:
        return PLAIN
    # The last line has no more room than ours: the widening is where the page number stands.
    measure = int(line.fit.measure + (widening if after else 0))
    gaps = frozenset(line.fit.gaps)
    for careful in (True, False):
        follower = None
        if after:
            follower = Follower(_piece(row[-1].text, after, line.fit.next_gap, careful), next_spacing)
        spacing = lock(measure, int(em), _stretch(row, gaps, careful), follower)
        if spacing is not None:
            return spacing
    return None


def _stretch(row: Sequence[_Char], gaps: frozenset[int], careful: bool) -> Stretch:
    end = len(row)
    while end > 1 and row[end - 1].natural == 0:
        end -= 1
    kinds = [_gap(a.text, b.text, index in gaps, careful) for index, (a, b) in enumerate(pairwise(row[:end]))]
    return _counted(row[:end], kinds, careful)


def _piece(last: str, row: Sequence[_Char], gap: bool, careful: bool) -> Stretch:
    """The least that a consumer may take from the start of `row`, after the character `last`."""
    count = 1
    while count < len(row) and row[count - 1].text in _OPENING:
        count += 1
    return _counted(row[:count], [_gap(last, row[0].text, gap, careful)], careful)


def _counted(row: Sequence[_Char], gaps: Sequence[_Gap], careful: bool) -> Stretch:
    return Stretch(
        count=len(row),
        natural=sum(char.natural for char in row),
        gaps=gaps.count(_Gap.SURE),
        doubtful_gaps=gaps.count(_Gap.DOUBTFUL),
        doubtful_signs=sum(_is_doubtful_sign(char.text) for char in row) if careful else 0,
    )


class _Gap(Enum):
    NONE = auto()
    SURE = auto()
    DOUBTFUL = auto()


def _gap(char: str, after: str, wanted: bool, careful: bool) -> _Gap:
    """Whether consumers leave white between two characters, where we do (`wanted`) or not.

    They agree on Han beside letters and digits, and differ on ① or ㎡ beside a letter. Whether any leaves white
    between Han and % or a bracket of the Latin kind is not known: `careful` reckons with it.
    """
    if wanted:
        return _Gap.SURE if _is_firm(char) and _is_firm(after) else _Gap.DOUBTFUL
    han, sign = (char, after) if after.isascii() else (after, char)
    if careful and _is_wide(han) and han.isalnum() and sign.isascii() and not sign.isalnum() and not sign.isspace():
        return _Gap.DOUBTFUL
    return _Gap.NONE


def _is_firm(char: str) -> bool:
    return char.isalnum() and (char.isascii() or _is_wide(char))


def _is_doubtful_sign(char: str) -> bool:
    """Whether faces draw it on different widths: not what is Han or Latin, nor the marks of both scripts."""
    if _is_wide(char) or char in _FULL_WIDTH:
        return False
    return not unicodedata.normalize("NFD", char)[0].isascii()


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _slots(chars: Sequence[_Char], em: Length) -> Iterator[Slot]:
    """The slot of each character of a block.

    Han and ASCII need none. Signs that both scripts share do: Word takes them all from the East Asian font, for the
    run's hint; LibreOffice takes those of Latin-1 from the western one, and lets the others follow the text before
    them, so that the closing quote of “2020” would come out narrow.
    """
    after_han = False
    for char in chars:
        if char.text.isascii() or _is_wide(char.text):
            after_han = not char.text.isascii()
            yield Slot.BY_SCRIPT
        elif char.natural < em.em(_EAST_ASIAN_WIDTH):
            after_han = False
            yield Slot.WESTERN
        elif after_han and ord(char.text) >= _SIGNS:
            yield Slot.BY_SCRIPT
        else:
            after_han = False
            yield Slot.EAST_ASIAN
