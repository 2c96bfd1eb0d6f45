"""Finds the paragraphs of a text that was broken after every line, as text from a PDF or a scan is.

Only where it is plain: nearly all lines that end no sentence are equally long, and no line is longer. A line that may
be the last of its paragraph is, unless the file marks where paragraphs begin.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from huibian.regex import compiled
from huibian.text.patterns import begins_item, ends_sentence, stands_alone

_NARROWEST = 40  # columns, two for a Han character: shorter lines are verse, names, the cells of a table
_WIDEST = 120
_UNEVEN = 4  # columns: two Han characters that a line may be short of the others by the rules for its marks
_FEWEST_FULL = 4
_LEAST_SHARE = 4  # full lines for each other one that ends no sentence
_FEWEST_INDENTS = 2
_BLANK = " \t\u3000\u00a0"
_INDENT = r"[ \t]*\u3000|[ \t]{2}"
_APART = r"[\t\u3000 ](?<=\S.)(?:(?<! )|[ ])\s*\S"  # white as between cells; few lines have what it begins with
_MARK = r"\s*[#\uff03>*+|`~-]"


@lru_cache(maxsize=2)  # asked of each line with the one above it and the one below
def _is_apart(line: str) -> bool:
    """Whether a line goes on with none, and none with it."""
    return bool(compiled(_MARK).match(line) or compiled(_APART).search(line) or stands_alone(line.strip()))


class _Pair(Struct, frozen=True):
    """Two lines with nothing between them; `before` is `width` columns wide."""

    before: str
    line: str
    width: int

    def is_open(self) -> bool:
        """Whether nothing but its end parts the first from the second."""
        return not (
            compiled(_INDENT).match(self.line)
            or _is_apart(self.before)
            or _is_apart(self.line)
            or begins_item(self.line.strip())
        )

    def ends(self) -> bool:
        """Whether the first may be the last of its paragraph."""
        return ends_sentence(self.before.strip())


def paragraphs(lines: Sequence[str]) -> list[list[int]]:
    """The lines of each paragraph, by their numbers from 0; one each where in doubt. Blank lines are in none."""
    numbers = [number for number, line in enumerate(lines) if line.strip(_BLANK)]
    going_on = _going_on(lines, numbers)
    found: list[list[int]] = []
    for number in numbers:
        if number in going_on:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _going_on(lines: Sequence[str], numbers: Sequence[int]) -> set[int]:
    """The lines that go on with the paragraph of the line before them."""
    if any(len(lines[number]) > _WIDEST for number in numbers):  # at least as many columns, and most texts have one
        return set()
    widths = {number: _columns(lines[number]) for number in numbers}
    width = max(widths.values(), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return set()
    pairs = {
        number: _Pair(lines[number - 1], lines[number], widths[number - 1])
        for number in numbers[2:]  # a title stands by itself
        if number - 1 in widths
    }
    full = {number for number, pair in pairs.items() if pair.width >= width - _UNEVEN}
    unended = {number for number, pair in pairs.items() if not pair.ends() and pair.is_open()}
    if len(unended & full) < max(_FEWEST_FULL, _LEAST_SHARE * len(unended - full)):
        return set()
    marks = _marks_paragraphs(pairs, full)
    return {number for number in full if number in unended or (marks and pairs[number].is_open())}


def _marks_paragraphs(pairs: dict[int, _Pair], full: set[int]) -> bool:
    """Whether each paragraph begins with an indent: each line does, at least, that follows a short one."""
    begins = [bool(compiled(_INDENT).match(pair.line)) for number, pair in pairs.items() if number not in full]
    return len(begins) >= _FEWEST_INDENTS and all(begins)


def _columns(line: str) -> int:
    """How wide a line is as typed: two for a full-width character."""
    return sum(map(_width, line.rstrip()))


@lru_cache(maxsize=1 << 14)  # asked of all characters of many texts
def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
