"""What a part is before it is on paper: set and placed on pages of its own, then in its place in the issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from huibian.frame import BlockNumber, PageNumber, PartKind
from huibian.pages.collect import FlowBlock
from huibian.pages.furniture import FixedBlock
from huibian.pages.numbering import NumberedBlock
from huibian.pages.paginate import Placement


class PartPlan(Struct, frozen=True):
    """A part, set, and placed on pages of its own; every part is described in the same way.

    Attributes:
        kind: What it is.
        pages: How many pages it has.
        head: What stands at fixed places on its first page, above the text that runs on; all there is on a cover.
        body: The text that runs on.
        places: Where its blocks stand.
        foot: What stands at fixed places on its last page, below that text.
        is_numbered: Whether its pages show their numbers.
    """

    kind: PartKind
    pages: int = 1
    head: Sequence[FixedBlock] = ()
    body: Sequence[FlowBlock] = ()
    places: Sequence[Placement] = ()
    foot: Sequence[FixedBlock] = ()
    is_numbered: bool = False


class PlacedPart(Struct, frozen=True):
    """A part in its place in the issue, its pages and blocks numbered.

    Attributes:
        plan: The part.
        first_page: The number of its first page, printed or not.
        first_block: The number of its first block.
        numbered: The blocks of its body with their numbers.
    """

    plan: PartPlan
    first_page: PageNumber
    first_block: BlockNumber
    numbered: Sequence[NumberedBlock]

    @property
    def head(self) -> range:
        """The numbers of its head's blocks."""
        return range(self.first_block, self.first_block + len(self.plan.head))

    @property
    def body(self) -> range:
        """The numbers of its body's blocks."""
        return range(self.head.stop, self.numbered[-1].after if self.numbered else self.head.stop)

    @property
    def foot(self) -> range:
        """The numbers of its foot's blocks."""
        return range(self.body.stop, self.body.stop + len(self.plan.foot))


Places: TypeAlias = Mapping[PartKind, PlacedPart]
"""The parts in their places, by kind; empty as long as nothing is known."""
