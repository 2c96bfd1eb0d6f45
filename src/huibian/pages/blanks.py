"""Takes the parts of an issue, gives where blank pages go between them, and which number each begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import lcm

from huibian.frame import BlockNumber, PageNumber, PartKind
from huibian.layoutfile.binding import Binding, PageNumbering
from huibian.pages.numbering import number_blocks
from huibian.pages.plan import PartPlan, PlacedPart


def place_parts(plans: Sequence[PartPlan], binding: Binding) -> list[PlacedPart]:
    """Put parts one after another, with blank pages where the binding asks for them, and number pages and blocks.

    The colophon stands on the last page; GB/T 9704-2012, 7.4.1 and 7.5: 版记 on an even page of a sheet printed on both
    sides, and neither it nor the blank pages before it numbered.
    """
    placed: list[PlacedPart] = []
    for plan in plans:
        _leave_blank(placed, _blanks_before(plan, _pages(placed), binding), binding)
        _append(placed, plan, binding)
    if placed and placed[-1].plan.kind is not PartKind.COLOPHON:
        _leave_blank(placed, -_pages(placed) % binding.page_multiple, binding)
    return placed


def _blanks_before(plan: PartPlan, before: int, binding: Binding) -> int:
    if plan.kind is PartKind.COLOPHON:
        multiple = lcm(binding.page_multiple, 2) if binding.duplex else binding.page_multiple
        return -(before + plan.pages) % multiple
    return before % 2 if binding.duplex else 0


def _leave_blank(placed: list[PlacedPart], pages: int, binding: Binding) -> None:
    for _ in range(pages):
        _append(placed, PartPlan(PartKind.BLANK), binding)


def _append(placed: list[PlacedPart], plan: PartPlan, binding: Binding) -> None:
    first_block = BlockNumber(placed[-1].foot.stop if placed else 0)
    numbered = number_blocks(plan.body, BlockNumber(first_block + len(plan.head)))
    placed.append(PlacedPart(plan, _first(plan.kind, _pages(placed), binding), first_block, numbered))


def _first(kind: PartKind, before: int, binding: Binding) -> PageNumber:
    """The number of a part's first page.

    Where both sides are printed, pages that show no number count on, so that a word processor too sees which is even.
    """
    counts_on = binding.numbering is PageNumbering.CONTINUOUS or (binding.duplex and kind is not PartKind.BODY)
    return PageNumber(before + 1 if counts_on else 1)


def _pages(placed: Iterable[PlacedPart]) -> int:
    return sum(part.plan.pages for part in placed)
