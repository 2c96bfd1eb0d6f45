"""The line breaker: measured cells in, break indices and final advances out.

Pure: no font, file or layout access. Each pair of marks has shared its white already (`Cell.space`). A justified
paragraph is broken as a whole where the policy says which lines are loose (`Policy.loose`, `totalfit`); all others are
filled line after line (`filling`). `adjust` squeezes and spreads what stands on each line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from huibian.linebreak.adjust import Trims, set_line
from huibian.linebreak.amounts import lost_at_end, lost_at_start
from huibian.linebreak.cells import BrokenLine, Cell, Policy
from huibian.linebreak.filling import fill_lines
from huibian.linebreak.ruler import Ruler
from huibian.linebreak.totalfit import fit_lines


def break_lines(
    cells: Sequence[Cell], first: int, rest: int, policy: Policy, *, justify: bool = True
) -> list[BrokenLine]:
    """Break a paragraph.

    Args:
        cells: Its characters.
        first: Measure of the first line.
        rest: Measure of the other lines.
        policy: How far lines may be adjusted.
        justify: Whether lines are spread to the measure; the last one never is. A line that was squeezed
            to take a mark is squeezed in any case.

    Returns:
        The lines; together they cover every cell once, in order.
    """
    if cells and sum([cell.width + cell.space for cell in cells]) <= first:
        return [_only_line(cells, policy)]
    ruler = Ruler(cells, first, rest, policy)
    as_a_whole = justify and policy.loose is not None
    ends = fit_lines(ruler) if as_a_whole else fill_lines(ruler)
    return [_set_line(ruler, start, end, justify=justify) for start, end in pairwise([0, *ends])]


def _only_line(cells: Sequence[Cell], policy: Policy) -> BrokenLine:
    """The line of a paragraph that fits on one as it is, with no look at what its stretches take and give."""
    visible = len(cells)
    while visible > 0 and cells[visible - 1].vanishes:
        visible -= 1
    if not visible:
        return set_line(cells, 0, 0, len(cells), 0, Trims(0, 0), policy)
    trims = Trims(lost_at_start(cells[0], policy.trims_first), lost_at_end(cells[visible - 1], policy))
    return set_line(cells, 0, visible, len(cells), 0, trims, policy)


def _set_line(ruler: Ruler, start: int, end: int, *, justify: bool) -> BrokenLine:
    """The line from `start` to `end`, adjusted to its measure if need be."""
    room = ruler.room(start, end)
    spread = justify and end < len(ruler.cells)
    visible = ruler.visible_end(start, end)
    trims = ruler.trims(start, visible) if visible > start else Trims(0, 0)
    return set_line(ruler.cells, start, visible, end, room if room < 0 or spread else 0, trims, ruler.policy)
