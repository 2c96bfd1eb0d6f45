"""Arithmetic of tables whose cells reach over columns and rows: who gets how much, and what stays together.

Plain numbers: a width is in thousandths of a point, a height in grid lines.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableSequence, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct


class Demand(Struct, frozen=True):
    """What a cell asks of the columns, or of the rows, that it reaches over: a number for all of them together."""

    over: range
    wanted: int


def shared(demands: Iterable[Demand], least: Sequence[int], unit: int) -> list[int]:
    """Numbers for columns or rows that meet every demand.

    Demands on a single one come first; what a cell over several lacks then is shared out evenly among them.

    Args:
        demands: What the cells ask for.
        least: What each column or row has at least.
        unit: What is shared out comes in whole units.
    """
    found = list(least)
    for demand in sorted(demands, key=lambda demand: len(demand.over)):
        _share(found, demand, unit)
    return found


def _share(found: MutableSequence[int], demand: Demand, unit: int) -> None:
    lacking = demand.wanted - sum(found[index] for index in demand.over)
    each, more = divmod(-(-max(0, lacking) // unit), len(demand.over))
    for place, index in enumerate(demand.over):
        found[index] += (each + (place < more)) * unit


def crossings(cells: Iterable[range], rows: int) -> list[int]:
    """How many cells reach over the edge above each row, given the rows that each reaches over."""
    steps = [0] * (rows + 1)
    for over in cells:
        steps[over.start + 1] += len(over) > 1
        steps[over.stop] -= len(over) > 1
    return list(accumulate(steps[:rows]))


def joined(crossing: Sequence[int], first: int) -> list[range]:
    """The rows from `first` on in groups that no cell reaches out of."""
    starts = [row for row in range(first, len(crossing)) if row == first or not crossing[row]]
    return [range(*ends) for ends in pairwise([*starts, len(crossing)])]


def parted(group: range, heights: Sequence[int], crossing: Sequence[int], most: int) -> list[range]:
    """A group in parts of at most `most` grid lines, cut where the fewest cells reach over, as far down as that is.

    Args:
        group: The rows.
        heights: Of all rows of the table.
        crossing: How many cells reach over the edge above each row of the table.
        most: Grid lines; a single row may have more.
    """
    parts: list[range] = []
    start = group.start
    while start < group.stop:
        end, height = start + 1, heights[start]
        while end < group.stop and height + heights[end] <= most:
            height += heights[end]
            end += 1
        if end < group.stop:
            end = min(range(start + 1, end + 1), key=lambda edge: (crossing[edge], -edge))
        parts.append(range(start, end))
        start = end
    return parts
