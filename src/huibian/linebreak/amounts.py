"""What a cell takes and gives on a line, as plain numbers: what the columns of a paragraph are added up from.

Most cells are one of a few kinds, for all Han beside Han are the same cell, so that each kind is asked once under a
policy, not once in a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter

from msgspec import Struct

from huibian.linebreak.adjust import gap_loss, is_bounding, late_growth, outer_white, own_growth, word_loss
from huibian.linebreak.cells import Cell, Mark, Policy, Stretch

_KINDS_KEPT = 4096  # more are made of texts with many codes and dates; what is forgotten is asked again


class Amounts(Struct, frozen=True, gc=False):
    """What one cell takes and gives under a policy.

    Attributes:
        advance: From its origin to the next cell's, both on one line.
        lost_at_start: White that it loses as the first cell of a line, but the paragraph's first.
        lost_at_end: What of its advance is gone where it is the last of a line.
        own_growth: See `adjust.own_growth`.
        late_growth: See `adjust.late_growth`.
        code_growth: How much of that is inside an address or a code.
        place: 1 where white may grow behind it as behind all others, else 0.
        bounding: 1 for a mark that adds to what all marks of the line may lose, else 0.
        start_white: White on its left that a squeeze may take where it begins a line, but the paragraph's first.
        end_white: White on its right that a squeeze may take where it ends a line.
        end_bounding: The same as `bounding` for the last cell of a line: 0 for a mark that has lost its white there.
        inner_before: White on its left that a squeeze may take inside a line, if it shares none of it.
        inner_white: The same on both sides.
        loss: What it can lose as a word space or by a gap between Han and Latin.
        gap: 1 where white stands between Han and Latin behind it, else 0.
        shared: How much white it shares with the mark behind it.
        run: 1 where word processors set the next one in another run, else 0.
        narrower: How much narrower than ours a word processor may set it.
        vanishes: 1 where it takes no room at the end of a line, else 0.
    """

    advance: int
    lost_at_start: int
    lost_at_end: int
    own_growth: int
    late_growth: int
    code_growth: int
    place: int
    bounding: int
    start_white: int
    end_white: int
    end_bounding: int
    inner_before: int
    inner_white: int
    loss: int
    gap: int
    shared: int
    run: int
    narrower: int
    vanishes: int


class CellAmounts(Struct, frozen=True):
    """The amounts of a paragraph's cells.

    Attributes:
        each: Those of each cell.
        kinds: The different ones among them.
    """

    each: Sequence[Amounts]
    kinds: Sequence[Amounts]

    def sums_of(self, name: str) -> list[int]:
        """The sums of the amount of that name; see `sums`."""
        amount = attrgetter(name)
        return sums(map(amount, self.each)) if any(map(amount, self.kinds)) else self.no_sums()

    def no_sums(self) -> list[int]:
        """The sums of what no cell has."""
        return [0] * (len(self.each) + 1)


class AmountsUnder:
    """The amounts of cells under a policy."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[Cell, Amounts] = {}

    def of(self, cells: Sequence[Cell]) -> CellAmounts:
        """The amounts of each cell."""
        known, kinds = self._known, set(cells)
        missing = kinds.difference(known)
        if missing:
            if len(known) > _KINDS_KEPT:
                known = self._known = {}
                missing = kinds
            known.update((cell, _amounts(cell, self._policy)) for cell in missing)
        return CellAmounts([known[cell] for cell in cells], [known[cell] for cell in kinds])


@lru_cache(maxsize=64)
def amounts_under(policy: Policy) -> AmountsUnder:
    """The amounts under a policy; the same object for the same policy."""
    return AmountsUnder(policy)


def lost_at_start(cell: Cell, trims: bool) -> int:
    """White that a cell loses as the first of a line, where the layout trims a bracket there."""
    return cell.white_before if trims and cell.mark is Mark.BRACKET else 0


def lost_at_end(cell: Cell, policy: Policy) -> int:
    """White that a cell loses as the last of a line."""
    return cell.white_after if policy.trims_end and cell.mark is not Mark.INTERPUNCT else 0


def sums(values: Iterable[int]) -> list[int]:
    """The sums of all values before each place: the difference of two is the sum of what stands between them."""
    return list(accumulate(values, initial=0))


def _amounts(cell: Cell, policy: Policy) -> Amounts:
    at_start, at_end = lost_at_start(cell, policy.trims_start), lost_at_end(cell, policy)
    return Amounts(
        advance=cell.width + cell.space,
        lost_at_start=at_start,
        lost_at_end=cell.space + at_end,
        own_growth=own_growth(cell, policy),
        late_growth=late_growth(cell, policy),
        code_growth=policy.code_spread if cell.stretch is Stretch.CODE else 0,
        place=int(cell.stretch.is_anywhere),
        bounding=int(is_bounding(cell.mark, policy)),
        start_white=outer_white(cell) - at_start,
        end_white=cell.white_after - at_end,
        end_bounding=int(cell.mark is not Mark.NONE and not at_end),
        inner_before=cell.white_before if is_bounding(cell.mark, policy) else 0,
        inner_white=cell.white_before + cell.white_after if is_bounding(cell.mark, policy) else 0,
        loss=word_loss(cell, policy) + gap_loss(cell, policy),
        gap=int(cell.space > 0),
        shared=max(0, -cell.space),
        run=int(cell.ends_run),
        narrower=cell.narrower,
        vanishes=int(cell.vanishes),
    )
