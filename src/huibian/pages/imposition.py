"""Takes the parts of an issue, gives where blank pages go and which number each part begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import lcm

from huibian.frame import PartKind
from huibian.layoutfile.binding import Binding, PageNumbering


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part, or a blank page between parts: how many pages, and the number of the first, printed or not."""

    kind: PartKind
    pages: int
    first: int


def impose(parts: Sequence[tuple[PartKind, int]], binding: Binding) -> list[Leaf]:
    """Put blank pages where the binding asks for them.

    The colophon stands on the last page; GB/T 9704-2012, 7.4.1 and 7.5: 版记 on an even page of a sheet printed on both
    sides, and neither it nor the blank pages before it numbered.

    Args:
        parts: Each part with the number of its pages; those without pages are left out.
        binding: What the layout asks for.
    """
    leaves: list[Leaf] = []
    for kind, pages in parts:
        if not pages:
            continue
        _leave_blank(leaves, _blanks_before(kind, pages, _count(leaves), binding), binding)
        leaves.append(Leaf(kind, pages, _first(kind, _count(leaves), binding)))
    if leaves and leaves[-1].kind is not PartKind.COLOPHON:
        _leave_blank(leaves, -_count(leaves) % binding.page_multiple, binding)
    return leaves


def _blanks_before(kind: PartKind, pages: int, before: int, binding: Binding) -> int:
    if kind is PartKind.COLOPHON:
        multiple = lcm(binding.page_multiple, 2) if binding.duplex else binding.page_multiple
        return -(before + pages) % multiple
    return before % 2 if binding.duplex else 0


def _leave_blank(leaves: list[Leaf], pages: int, binding: Binding) -> None:
    for _ in range(pages):
        leaves.append(Leaf(PartKind.BLANK, 1, _first(PartKind.BLANK, _count(leaves), binding)))


def _first(kind: PartKind, before: int, binding: Binding) -> int:
    """The number of a part's first page.

    Where both sides are printed, pages that show no number count on, so that a word processor too sees which is even.
    """
    counts_on = binding.numbering is PageNumbering.CONTINUOUS or (binding.duplex and kind is not PartKind.BODY)
    return before + 1 if counts_on else 1


def _count(leaves: Iterable[Leaf]) -> int:
    return sum(leaf.pages for leaf in leaves)
