"""Counts faults of set lines in the same way for every typesetter, with small tables of its own from GB/T 15834."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_FULL_WIDTH_MARKS = frozenset("。，、；：？！”’）》〉】〕」』")
# GB/T 15834-2011 5.1.1 to 5.1.3 and 5.1.6, 5.1.7, 5.1.9; a — that has its twin is no connector.
_NO_START = _FULL_WIDTH_MARKS | frozenset("·～-–/),;!?]}")
_NO_END = frozenset("“‘（《〈【〔「『([{")  # 5.1.3
ADDRESS = re.compile(r"[A-Za-z]+://[!-~]+|[\w.-]+@[\w.-]+", re.ASCII)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
_UNIT = re.compile(r"\d ?(?:%|‰|℃|km|kg|m³|(?:万|亿)?(?:元|亩|吨)|公里|公斤|公顷|平方米|米|人|个|户|件|次)")
_WHOLE = re.compile(r"——|…{2,}")  # 5.1.4, 5.1.5
_WORD = re.compile(r"[A-Za-z]+")
_WRITTEN = re.compile(r"\w")
_HAN = re.compile(r"[\u4e00-\u9fff]")
RAGGED = 3.0  # points
LOOSE = 0.125  # em
FAULTS = (
    "forbidden line starts",
    "forbidden line ends",
    "numbers split",
    "numbers cut from their units",
    "—— or …… split",
    "Latin words split",
    "ragged lines",
    "loose lines",
    "one-character last lines",
)


@dataclass(frozen=True)
class SetParagraph:
    """A paragraph and where a typesetter broke it.

    Attributes:
        text: All of it, spaces too.
        ends: For each line, the index behind its last character.
        origins: For each line, the origins of its characters that are no spaces, in points from the start edge.
    """

    text: str
    ends: tuple[int, ...]
    origins: tuple[tuple[float, ...], ...]

    @property
    def lines(self) -> list[str]:
        """The lines without the spaces at their ends."""
        starts = (0, *self.ends[:-1])
        return [self.text[start:end].strip() for start, end in zip(starts, self.ends, strict=True)]


@dataclass(frozen=True)
class Extent:
    """How far a character reaches from its origin, in points: its advance, and the right edge of its ink."""

    advance: float
    ink: float


@dataclass
class Tally:
    """What was counted.

    Attributes:
        lines: All of them.
        closing_ends: Lines that reach the end edge with a full-width mark; the last of a paragraph is none of them.
        half_width: Those whose mark takes half an em.
        faults: For each fault the lines, or the breaks marked by |.
    """

    lines: int = 0
    closing_ends: int = 0
    half_width: int = 0
    faults: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FAULTS})


def judge(paragraphs: Sequence[SetParagraph], measure: float, size: float, extent: Callable[[str], Extent]) -> Tally:
    """Count the faults.

    Args:
        paragraphs: The set text.
        measure: In points.
        size: Type size in points.
        extent: How far a character reaches in the face it is set in.
    """
    tally = Tally()
    for paragraph in paragraphs:
        tally.lines += len(paragraph.ends)
        _judge_breaks(paragraph, tally)
        for line, origins in zip(paragraph.lines[:-1], paragraph.origins[:-1], strict=True):
            _judge_edge(line, measure - origins[-1], size, extent(line[-1]), tally)
            _judge_white(line, origins, size, tally)
        last = paragraph.lines[-1]
        if len(paragraph.ends) > 1 and len(_WRITTEN.findall(last)) <= 1:
            tally.faults["one-character last lines"].append(last)
    return tally


def _judge_breaks(paragraph: SetParagraph, tally: Tally) -> None:
    text, lines = paragraph.text, paragraph.lines
    units = _units(text)
    addresses = [match.span() for match in ADDRESS.finditer(text)]
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
    hidden = ADDRESS.sub(lambda match: "\0" * len(match[0]), text)
    found = [("numbers split", *match.span()) for match in _NUMBER.finditer(hidden)]
    found += [("numbers cut from their units", *match.span()) for match in _UNIT.finditer(hidden)]
    found += [("—— or …… split", *match.span()) for match in _WHOLE.finditer(text)]
    return found + [("Latin words split", *match.span()) for match in _WORD.finditer(text)]


def _judge_edge(line: str, room: float, size: float, extent: Extent, tally: Tally) -> None:
    """The end edge is met by the character's cell or ink; a full-width mark may lose up to half its cell (5.1.10)."""
    is_mark = line[-1] in _FULL_WIDTH_MARKS
    least = min(extent.ink, size / 2 if is_mark else extent.advance)
    if room < least - RAGGED or room > extent.advance + RAGGED:
        tally.faults["ragged lines"].append(f"{line[-16:]} ({room - extent.advance:+.1f} pt)")
    elif is_mark:
        tally.closing_ends += 1
        tally.half_width += room < 0.75 * size


def _judge_white(line: str, origins: Sequence[float], size: float, tally: Tally) -> None:
    """A line is loose where the white between two Han, as between most of them, has grown by over ⅛ em."""
    chars = [char for char in line if not char.isspace()]
    pairs = zip(pairwise(chars), pairwise(origins), strict=True)
    pitches = [right - left for (one, two), (left, right) in pairs if _HAN.match(one) and _HAN.match(two)]
    grown = statistics.median(pitches) / size - 1 if pitches else 0.0
    if grown > LOOSE:
        tally.faults["loose lines"].append(f"{line} ({grown:+.2f} em)")
