"""The part of a line that a diagnostic points at, and a caret under the place."""

from __future__ import annotations

from collections.abc import Iterable

from huibian.cli.terminal import character_columns, columns, shown

_WINDOW = 60  # terminal columns of a source line that are shown: an article's paragraph is one long line
_CARET = 24  # of these, how many may stand before the caret
_LOOKED_AT = 200  # characters on either side: of those that take no column a million may stand in a row


def excerpt(line: str, number: int, column: int | None) -> list[str]:
    """The line with its number, and below it the caret; nothing for a blank line, no caret without a column."""
    if not line or line.isspace():
        return []
    place = min(column or 1, len(line) + 1) - 1
    first = max(0, place - _LOOKED_AT)
    near, at = shown(line[first : place + _LOOKED_AT]), place - first
    is_whole = len(near) == len(line) and columns(near) <= _WINDOW
    start = 0 if is_whole else at - _fitting(reversed(near[:at]), _CARET)
    end = start + _fitting(near[start:], _WINDOW)
    before = "…" if first + start else ""
    after = "…" if first + end < len(line) else ""
    margin = f"{number:>4}"
    lines = [f"{margin} | {before}{near[start:end]}{after}"]
    if column is not None:
        lines.append(f"{'':>{len(margin)}} | {'':{columns(before + near[start:at])}}^")
    return lines


def _fitting(chars: Iterable[str], room: int) -> int:
    """How many of the characters, from the first, fit into so many columns."""
    count = 0
    for char in chars:
        room -= character_columns(char)
        if room < 0:
            break
        count += 1
    return count
