"""The kinds of value in a layout file, each with its range.

The ranges are wider than any layout needs and narrower than what breaks a page, a PDF or a word processor: a sheet of
at most 22 inches and type of at most 1638 pt are Word's own limits. `layouts/README.md` states them.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Annotated, Any, TypeVar

from msgspec import Meta

from huibian.characters import describe, oddities
from huibian.markedyaml import CheckedBy, LengthField, ParsedBy
from huibian.markedyaml.lengths import LENGTH_PATTERN
from huibian.units import Length

V = TypeVar("V", float, Length)

_KIND = "x-kind"  # names for editors what a text stands for: "length" or "em"
_RANGE = "x-range"  # holds the least and the most that it may be, as a file writes them


def _parse_em(value: Any) -> Any:
    if isinstance(value, str) and value.endswith("em"):
        try:
            if isfinite(number := float(value.removesuffix("em"))):
                return number
        except ValueError:
            pass
    msg = "要写字宽的倍数，如 0.25 em"
    raise ValueError(msg)


def _within(low: V, high: V, least: str, most: str) -> Callable[[V], None]:
    """Refuse a value that is not between two; `least` and `most` say them as a layout would."""

    def check(value: V) -> None:
        if not low <= value <= high:
            msg = f"要在 {least} 到 {most} 之间"
            raise ValueError(msg)

    return check


def _lengths(least: str, most: str) -> CheckedBy:
    check = _within(Length.parse(least), Length.parse(most), least, most)
    return CheckedBy(check, {"pattern": LENGTH_PATTERN, _KIND: "length", _RANGE: [least, most]})


def _ems(low: float, high: float) -> CheckedBy:
    least, most = f"{low:g} em", f"{high:g} em"
    told = {"pattern": r"^-?[0-9.]+ *em$", _KIND: "em", _RANGE: [least, most]}
    return CheckedBy(_within(low, high, least, most), told)


def _counts(low: int, high: int) -> CheckedBy:
    return CheckedBy(_within(low, high, str(low), str(high)), {"minimum": low, "maximum": high})


def _check_legible(text: str) -> None:
    """Refuse what no page shows: line ends, tabs, invisible and private characters."""
    for index, _ in oddities(text):
        msg = f"里有印不出来的字符 {describe(text[index])}"
        raise ValueError(msg)


def _check_inked(text: str) -> None:
    if not text.strip():
        msg = "要写文字，不能空着"
        raise ValueError(msg)


Em = Annotated[float, ParsedBy(_parse_em, typed=str)]

# Lengths.
Side = Annotated[LengthField, _lengths("30 mm", "550 mm")]  # of a sheet or of the type area
Distance = Annotated[LengthField, _lengths("0 mm", "550 mm")]  # from one place on the sheet to another
White = Annotated[LengthField, _lengths("0 pt", "200 pt")]
NoteGap = Annotated[LengthField, _lengths("1 pt", "200 pt")]  # room for a rule
TypeSize = Annotated[LengthField, _lengths("3 pt", "300 pt")]
Pitch = Annotated[LengthField, _lengths("3 pt", "600 pt")]
Thickness = Annotated[LengthField, _lengths("0.1 pt", "12 pt")]  # of a rule
Tracking = Annotated[LengthField, _lengths("-20 pt", "100 pt")]
# Multiples of the type size.
Indent = Annotated[Em, _ems(0, 100)]
Measure = Annotated[Em, _ems(0, 100)]
FirstIndent = Annotated[Em, _ems(-100, 100)]
Share = Annotated[Em, _ems(0, 1)]  # part of a character's cell
Growth = Annotated[Em, _ems(0, 20)]  # what white may grow to
Gap = Annotated[Em, _ems(0, 10)]
LeaderPitch = Annotated[Em, _ems(0.1, 10)]
MarkSize = Annotated[Em, _ems(0.2, 1)]
Rise = Annotated[Em, _ems(-1, 1)]
Ascent = Annotated[Em, _ems(0.5, 1.2)]
# Counts.
Lines = Annotated[int, _counts(1, 200)]
LinesOrNone = Annotated[int, _counts(0, 200)]
Rows = Annotated[int, _counts(1, 20)]  # grid lines of one line of text
BlankRows = Annotated[int, _counts(0, 20)]
Resolution = Annotated[int, _counts(1, 2400)]
Percent = Annotated[int, _counts(30, 100)]  # of a size, of a page
Level = Annotated[int, _counts(1, 9)]
Multiple = Annotated[int, _counts(1, 64)]  # of pages
Dots = Annotated[int, _counts(1, 100)]
Letters = Annotated[int, _counts(0, 100)]
# Texts.
Legible = Annotated[str, CheckedBy(_check_legible)]
Words = Annotated[str, CheckedBy(_check_inked), CheckedBy(_check_legible), Meta(max_length=100)]
Affix = Annotated[Legible, Meta(max_length=20)]  # before and behind a page number; may be empty
Leader = Annotated[Words, Meta(min_length=1, max_length=1)]  # what a row of dots is made of
Color = Annotated[str, Meta(pattern=r"^[0-9A-F]{6}$", examples=["FF0000"])]
