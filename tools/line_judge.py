"""Counts faults of set lines: pure, the same for every typesetter, with small tables of its own from GB/T 15834."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_FULL_WIDTH_MARKS = frozenset("。，、；：？！”’）》〉】〕」』")
# GB/T 15834-2011 5.1.1 to 5.1.3 and 5.1.6, 5.1.7, 5.1.9; a — that has its twin is no connector.
_NO_START = _FULL_WIDTH_MARKS | frozenset("·～-–/),;!?]}")
_NO_END = frozenset("“‘（《〈【〔「『([{")  # 5.1.3
_ADDRESS = re.compile(r"[A-Za-z]+://[!-~]+|[\w.-]+@[\w.-]+", re.ASCII)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
_UNIT = re.compile(r"\d ?(?:%|‰|℃|km|kg|m³|(?:万|亿)?(?:元|亩|吨)|公里|公斤|公顷|平方米|米|人|个|户|件|次)")
_WHOLE = re.compile(r"——|…{2,}")  # 5.1.4, 5.1.5
_WORD = re.compile(r"[A-Za-z]+")
_WRITTEN = re.compile(r"\w")
RAGGED = 3.0  # points
FAULTS = (
    "forbidden line starts",
    "forbidden line ends",
    "numbers split",
    "numbers cut from their units",
    "—— or …… split",
    "Latin words split",
    "ragged lines",
    "one-character last lines",
)


@dataclass(frozen=True)
class SetParagraph:
    """A paragraph and where a typesetter broke it.

    Attributes:
        text: All of it, spaces too.
        ends: For each line, the index behind its last character.
        origins: For each line, the origin of its last character that is no space, in points from the start edge.
    """

    text: str
    ends: tuple[int, ...]
    origins: tuple[float, ...]

    @property
    def lines(self) -> list[str]:
        """The lines without the spaces at their ends."""
        starts = (0, *self.ends[:-1])
        return [self.text[start:end].strip() for start, end in zip(starts, self.ends, strict=True)]


@dataclass
class Tally:
    """What was counted; each fault with the line, or the place of the break marked by |."""

    lines: int = 0
    closing_ends: int = 0
    half_width: int = 0
    faults: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FAULTS})


def judge(paragraphs: Sequence[SetParagraph], measure: float, size: float, advance: Callable[[str], float]) -> Tally:
    """Count the faults.

    Args:
        paragraphs: The set text.
        measure: In points.
        size: Type size in points.
        advance: The width of a character in the face it is set in, in points.
    """
    tally = Tally()
    for paragraph in paragraphs:
        tally.lines += len(paragraph.ends)
        _judge_breaks(paragraph, tally)
        _judge_edges(paragraph, tally, measure, size, advance)
        last = paragraph.lines[-1]
        if len(paragraph.ends) > 1 and len(_WRITTEN.findall(last)) <= 1:
            tally.faults["one-character last lines"].append(last)
    return tally


def _judge_breaks(paragraph: SetParagraph, tally: Tally) -> None:
    text, lines = paragraph.text, paragraph.lines
    units = _units(text)
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for number, end in enumerate(paragraph.ends[:-1]):
        before, after = lines[number], lines[number + 1]
        in_address = any(start < end < stop for start, stop in addresses)
        shown = f"{text[max(0, end - 8) : end]}|{text[end : end + 8]}"
        if not in_address and _starts_badly(after, before):
            tally.faults["forbidden line starts"].append(shown)
        if before[-1] in _NO_END or (before[-1] == "/" and not in_address):
            tally.faults["forbidden line ends"].append(shown)
        for name in {name for name, start, stop in units if start < end < stop}:
            tally.faults[name].append(shown)


def _starts_badly(line: str, before: str) -> bool:
    lone_dash = line[0] == "—" and line[:2] != "——" and before[-1] != "—"
    return line[0] in _NO_START or lone_dash


def _units(text: str) -> list[tuple[str, int, int]]:
    """What must stay whole: the fault, and from where to where; an address may break but not inside its words."""
    hidden = _ADDRESS.sub(lambda match: "\0" * len(match[0]), text)
    found = [("numbers split", *match.span()) for match in _NUMBER.finditer(hidden)]
    found += [("numbers cut from their units", *match.span()) for match in _UNIT.finditer(hidden)]
    found += [("—— or …… split", *match.span()) for match in _WHOLE.finditer(text)]
    return found + [("Latin words split", *match.span()) for match in _WORD.finditer(text)]


def _judge_edges(
    paragraph: SetParagraph, tally: Tally, measure: float, size: float, advance: Callable[[str], float]
) -> None:
    """The end edges of all lines but the last; a mark may be set full width or half width there (5.1.10)."""
    for line, origin in zip(paragraph.lines[:-1], paragraph.origins[:-1], strict=True):
        room = measure - origin
        widths = [advance(line[-1])]
        if line[-1] in _FULL_WIDTH_MARKS:
            half = room < 0.75 * size
            tally.closing_ends += 1
            tally.half_width += half
            widths.append(size / 2)
        if min(abs(room - width) for width in widths) > RAGGED:
            tally.faults["ragged lines"].append(f"{line[-16:]} ({room - widths[0]:+.1f} pt)")
