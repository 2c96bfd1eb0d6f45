"""Where the text of a token stands in its file: markdown-it gives the lines, this the columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.common.utils import MD_TRIM_CHARS
from msgspec import Struct

from huibian.diagnostics import Span

_HEADING = re.compile(rf"[^#]*#+[{re.escape(MD_TRIM_CHARS)}]*")


class Places(Struct, frozen=True):
    """Where each character of a text stands.

    Attributes:
        starts: Where in the text each run of characters begins that stand side by side in the file; the first is 0.
        spans: Where in the file.
    """

    starts: Sequence[int]
    spans: Sequence[Span]

    def place(self, index: int) -> Span:
        """The place of a character."""
        which = bisect_right(self.starts, index) - 1
        return self.spans[which].shifted(index - self.starts[which])

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, Span]]:
        """The parts of a text, each of characters that stand side by side in the file, and where each begins."""
        cuts = [start, *self.starts[bisect_right(self.starts, start) : bisect_left(self.starts, end)], end]
        for first, last in pairwise(cuts):
            yield first, last, self.place(first)


def of_lines(text: str, first: Span, lines: Sequence[str]) -> Places:
    """The places of a text of several lines.

    Args:
        text: The lines as markdown-it gives them: without what stands before them in a list item or a quotation, and
            without white round the whole.
        first: Where the first line begins in the file.
        lines: The lines of its block in the file, from that on.
    """
    starts, spans = [], []
    offset = 0
    parts = text.split("\n")
    skipped = _skipped(parts[0].strip(MD_TRIM_CHARS), lines)
    for number, line in enumerate(parts, skipped):
        written = lines[number].rstrip(MD_TRIM_CHARS)
        bare = line.strip(MD_TRIM_CHARS)
        starts.append(offset + len(line) - len(line.lstrip(MD_TRIM_CHARS)))  # an indent may be of other white there
        spans.append(Span(first.file, (first.line or 1) + number, len(written) - len(bare) + 1))
        offset += len(line) + 1
    return Places(starts, spans)


def _skipped(begin: str, lines: Sequence[str]) -> int:
    """How many lines of nothing but full-width spaces stand before the line that ends with `begin`."""
    written = (line.rstrip(MD_TRIM_CHARS) for line in lines)
    return next((number for number, line in enumerate(written) if line.endswith(begin)), 0)


def of_heading(start: Span, line: str) -> Places:
    """The places of the text of a heading that begins with `#`."""
    match = _HEADING.match(line)
    return Places([0], [start.shifted(match.end() if match else 0)])


def of_row(start: Span, row: str) -> list[tuple[Places, str]]:
    r"""The cells of a line of a table: their places, and their text, in which `|` stands for `\|`.

    Args:
        start: Where the row begins.
        row: The row.
    """
    bare = row.lstrip(MD_TRIM_CHARS)
    start = start.shifted(len(row) - len(bare))
    row = bare.rstrip(MD_TRIM_CHARS)
    parts: list[list[int]] = [[]]
    begins = [0]
    for index, char in enumerate(row):
        if char == "|" and row[index - 1 : index] == "\\":
            parts[-1][-1] = index
        elif char == "|":
            parts.append([])
            begins.append(index + 1)
        else:
            parts[-1].append(index)
    first = 0 if parts[0] else 1
    last = len(parts) if parts[-1] else len(parts) - 1
    return [_cell(start.shifted(begins[n]), start, row, parts[n]) for n in range(first, last)]


def _cell(begin: Span, start: Span, row: str, part: Sequence[int]) -> tuple[Places, str]:
    text = "".join(row[index] for index in part)
    left, right = len(text) - len(text.lstrip(MD_TRIM_CHARS)), len(text.rstrip(MD_TRIM_CHARS))
    kept = part[left:right]
    if not kept:
        return Places([0], [begin]), ""
    starts = [n for n, index in enumerate(kept) if n == 0 or index != kept[n - 1] + 1]
    return Places(starts, [start.shifted(kept[n]) for n in starts]), text[left:right]
