"""What a part is before it is on paper, and where the parts of an issue begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from huibian.frame import BlockNumber, PageNumber, PartKind
from huibian.pages.collect import FlowBlock
from huibian.pages.furniture import FixedBlock
from huibian.pages.numbering import block_count
from huibian.pages.paginate import Placement


@dataclass(frozen=True, slots=True)
class PartPlan:
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

    @property
    def block_count(self) -> int:
        """How many blocks of the document it is."""
        return len(self.head) + block_count(self.body) + len(self.foot)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a part begins: the number of its first page, printed or not, and the first block of its body."""

    page: PageNumber
    block: BlockNumber


Starts: TypeAlias = Mapping[PartKind, Start]
"""Where each part begins; empty as long as nothing is known."""


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part in its place in the issue: the number of its first page and that of its first block."""

    plan: PartPlan
    first_page: PageNumber
    first_block: BlockNumber

    @property
    def head(self) -> range:
        """The numbers of its head's blocks."""
        return range(self.first_block, self.first_block + len(self.plan.head))

    @property
    def body(self) -> range:
        """The numbers of its body's blocks."""
        return range(self.head.stop, self.head.stop + block_count(self.plan.body))

    @property
    def foot(self) -> range:
        """The numbers of its foot's blocks."""
        return range(self.body.stop, self.body.stop + len(self.plan.foot))

    @property
    def start(self) -> Start:
        """Where it begins."""
        return Start(self.first_page, BlockNumber(self.body.start))
