"""Which lines of a paragraph word processors end by themselves, in constant time."""

from __future__ import annotations

from collections.abc import Sequence

from huibian.linebreak.amounts import CellAmounts
from huibian.linebreak.cells import Cell, Policy


class Locks:
    """Where word processors can be made to end a line by themselves.

    They all have to end lines at such a place. What follows must be wider than all in which they differ: the white
    between Han and Latin, narrower spaces, spacing that LibreOffice leaves out (`docx/linelock.py`).

    Args:
        cells: The paragraph.
        amounts: Those of its cells.
        before: The advances before each place.
        policy: How far lines may be adjusted.
    """

    def __init__(self, cells: Sequence[Cell], amounts: CellAmounts, before: Sequence[int], policy: Policy) -> None:
        self._cells = cells
        self._before = before
        self._runs = amounts.sums_of("run")
        self._gaps = amounts.sums_of("gap")
        self._shared = amounts.sums_of("shared")
        self._narrower = amounts.sums_of("narrower")
        self._doubt = policy.gap_doubt
        self._tightened = policy.tightened
        self._units: dict[int, int] = {}

    def ends(self, start: int, visible: int, end: int, measure: int) -> bool:
        """Whether they can be made to end a line at `end` that begins at `start`.

        Args:
            start: Index of its first cell.
            visible: Index after its last cell that takes room.
            end: Index after its last cell.
            measure: Its measure.
        """
        if not self._cells[end - 1].all_break:
            return False
        last = end - 1
        differ: float = (self._gaps[last] - self._gaps[start]) * self._doubt
        differ += self._narrower[end] - self._narrower[start]
        full = 0  # what stands on the line, were nothing of it lost
        if visible > start:
            full = self._before[visible - 1] - self._before[start] + self._cells[visible - 1].width
        # Word processors set every mark full width: what marks share or lose on our line has to be made up for.
        full += self._shared[last] - self._shared[start]
        tightening = full - measure + self._tightened * (end - start)
        if tightening > 0:  # LibreOffice leaves it out at the ends of runs
            runs = 1 + self._runs[last] - self._runs[start]
            differ += tightening * runs / max(1, end - start - runs)
        return differ < self._unit(end)

    def _unit(self, start: int) -> int:
        """Width of what a word processor takes into a line at once, at the least."""
        width = self._units.get(start)
        if width is None:
            end = start + 1
            while end < len(self._cells) and self._cells[end - 1].none_breaks:
                end += 1
            width = self._units[start] = self._before[end] - self._before[start]
        return width
