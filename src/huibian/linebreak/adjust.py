"""Lines brought to their measure: white taken out and put in, class after class, alike for all of a class.

Pure. W3C clreq, "Procedures for inter-character spacing reduction" and "Procedures for inter-character space
expansion"; GB/T 15834-2011, 5.1.10.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from huibian.linebreak.cells import BrokenLine, Cell, Mark, Policy, Stretch

_LIMIT = attrgetter("limit")
# Asked of every cell: a member of an enumeration takes ten times as long to find as a name.
_WORD_SPACE, _WESTERN_GAP, _CODE = Stretch.WORD_SPACE, Stretch.WESTERN_GAP, Stretch.CODE
_NO_MARK, _STOP = Mark.NONE, Mark.STOP
_ANYWHERE = frozenset(each for each in Stretch if each.is_anywhere)
_OWN = frozenset({_WORD_SPACE, _WESTERN_GAP, _CODE})  # what grows by itself, before or after Han


class Trims(Struct, frozen=True):
    """White that a line's first and last mark lose whatever room there is."""

    start: int
    end: int


class _Place(Struct, frozen=True, gc=False):
    """Behind which cell of the line white may go, -1 for before the first one, and how much."""

    behind: int
    limit: int


class _Step(NamedTuple):
    """Places that give up white together; `is_mark` says that the bound on marks holds for them."""

    is_mark: bool
    places: list[_Place]


def set_line(
    cells: Sequence[Cell], start: int, visible: int, end: int, room: int, trims: Trims, policy: Policy
) -> BrokenLine:
    """Give every cell of a line its final advance.

    Args:
        cells: The paragraph.
        start: Index of the line's first cell.
        visible: Index after its last cell that takes room.
        end: Index after its last cell.
        room: What is missing to the measure, negative to squeeze.
        trims: What is gone from the ends already.
        policy: How far the line may be adjusted.
    """
    here = cells[start:visible]
    advances = [cell.width + cell.space for cell in here]
    if here:
        advances[-1] = here[-1].width - trims.end
    shift = trims.start
    if room < 0:
        shift += _squeeze(here, advances, -room, trims, policy)
    elif room > 0:
        _spread(here, advances, room, policy)
    rest = cells[visible:end]
    return BrokenLine(start, end, (*advances, *(0 if cell.vanishes else cell.width for cell in rest)), shift)


def word_loss(cell: Cell, policy: Policy) -> int:
    """How much narrower a word space can be."""
    if policy.word_space_least is None or cell.stretch is not _WORD_SPACE:
        return 0
    return max(0, cell.width - policy.word_space_least)


def gap_loss(cell: Cell, policy: Policy) -> int:
    """How much narrower the gap between Han and Latin behind a cell can be."""
    if policy.western_gap_least is None or cell.stretch is not _WESTERN_GAP:
        return 0
    return max(0, cell.space - policy.western_gap_least)


def is_bounding(mark: Mark, policy: Policy) -> bool:
    """Whether a mark inside a line adds to what the line's marks may lose."""
    return mark is not _NO_MARK and (policy.squeezes_stops or mark is not _STOP)


def _most_of_marks(count: int, last: Cell, trims: Trims, policy: Policy) -> int:
    """The most that all marks of a line may lose together; one that is trimmed has lost its own already.

    Args:
        count: How many marks stand before the last cell, see `is_bounding`.
        last: The last cell.
        trims: What is gone from the ends.
        policy: How far the line may be adjusted.
    """
    at_end = last.mark is not _NO_MARK and not trims.end
    return policy.squeeze * max(0, count + at_end - bool(trims.start))


def _squeeze(cells: Sequence[Cell], advances: list[int], excess: int, trims: Trims, policy: Policy) -> int:
    """Take `excess` out of the white of a line; returns what the first cell lost on its left."""
    bound = _most_of_marks(sum(is_bounding(cell.mark, policy) for cell in cells[:-1]), cells[-1], trims, policy)
    shift = 0
    for is_mark, places in _reductions(cells, trims, policy):
        if not excess:
            break
        taken = 0
        for share in _shares(min(excess, bound) if is_mark else excess, places):
            taken += share.limit
            if share.behind < 0:
                shift += share.limit
            else:
                advances[share.behind] -= share.limit
        excess -= taken
        bound -= taken if is_mark else 0
    return shift


def _reductions(cells: Sequence[Cell], trims: Trims, policy: Policy) -> Iterator[_Step]:
    """What may give, in order: last mark, word spaces, interpuncts, brackets, pauses, Han–Latin gaps, stops."""
    yield _Step(True, [_Place(len(cells) - 1, 0 if trims.end else cells[-1].white_after)])
    inner = [(index, cell) for index, cell in enumerate(cells[:-1]) if cell.stretch in _OWN]
    yield _Step(False, [_Place(index, loss) for index, cell in inner if (loss := word_loss(cell, policy))])
    marks = _whites(cells, trims)
    for mark in (Mark.INTERPUNCT, Mark.BRACKET, Mark.PAUSE):
        yield _Step(True, marks[mark])
    yield _Step(False, [_Place(index, loss) for index, cell in inner if (loss := gap_loss(cell, policy))])
    if policy.squeezes_stops:
        yield _Step(True, marks[_STOP])


def _whites(cells: Sequence[Cell], trims: Trims) -> dict[Mark, list[_Place]]:
    """The white of marks inside the line by kind of mark; what two share belongs to the one that gives first."""
    whites: dict[Mark, list[_Place]] = {mark: [] for mark in Mark}
    if not trims.start and (white := outer_white(cells[0])):
        whites[cells[0].mark].append(_Place(-1, white))
    for index, (cell, after) in enumerate(pairwise(cells)):
        if cell.white_after or after.white_before:
            for mark, left in whites_between(cell, after):
                whites[mark].append(_Place(index, left))
    return whites


def outer_white(first: Cell) -> int:
    """The white on the left of a line's first cell that a squeeze may take: of a bracket, for no mark else has any."""
    return first.white_before if first.mark is Mark.BRACKET else 0


def whites_between(cell: Cell, after: Cell) -> list[tuple[Mark, int]]:
    """The white of the marks on both sides of a place, without what they share; none where no mark has any."""
    if not (cell.white_after or after.white_before):
        return []
    lost = max(0, -cell.space)
    found = []
    owners = ((cell.mark, cell.white_after), (after.mark, after.white_before))
    for mark, white in sorted(owners, reverse=True):  # the one that gives last is the first to have lost
        left = max(0, white - lost)
        lost -= white - left
        if left:
            found.append((mark, left))
    return found


def _spread(cells: Sequence[Cell], advances: list[int], room: int, policy: Policy) -> None:
    """Add `room` to the white between cells: word spaces, then Han–Latin gaps, each to its limit, then all alike.

    Before these make the line loose, Han–Latin gaps grow on to their most, and the characters of an address or a code
    give what they can. What is still missing then is shared out only if it does not tear the line apart.
    """
    own = [(index, cell) for index, cell in enumerate(cells[:-1]) if cell.stretch in _OWN]
    for stretch in (_WORD_SPACE, _WESTERN_GAP) if own else ():
        places = [_Place(index, own_growth(cell, policy)) for index, cell in own if cell.stretch is stretch]
        room -= _give(room, places, advances)
    anywhere = [index for index, cell in enumerate(cells[:-1]) if cell.stretch in _ANYWHERE]
    late = [_Place(index, growth) for index, cell in own if (growth := late_growth(cell, policy))]
    room -= _give(room - policy.liked_spread * len(anywhere), late, advances)
    if 0 < room <= policy.spread * len(anywhere):
        share, wider = divmod(room, len(anywhere))
        for index in anywhere[:wider]:
            advances[index] += share + 1
        for index in anywhere[wider:]:
            advances[index] += share


def own_growth(cell: Cell, policy: Policy) -> int:
    """How much the white behind a cell grows before Han are parted: that of a word space, or of a Han–Latin gap."""
    if cell.stretch is _WORD_SPACE:
        return max(0, policy.word_space - cell.width)
    return max(0, policy.western_gap - cell.space) if cell.stretch is _WESTERN_GAP else 0


def late_growth(cell: Cell, policy: Policy) -> int:
    """How much more the white behind a cell grows on a line that would be loose: in addresses, beside Latin."""
    if cell.stretch is _CODE:
        return policy.code_spread
    if cell.stretch is not _WESTERN_GAP or policy.western_gap_most is None:
        return 0
    return max(0, policy.western_gap_most - max(policy.western_gap, cell.space))


def _give(room: int, places: Sequence[_Place], advances: list[int]) -> int:
    """Share out `room` among places up to their limits; returns what they took."""
    given = 0
    for share in _shares(max(0, room), places):
        advances[share.behind] += share.limit
        given += share.limit
    return given


def _shares(amount: int, limits: Sequence[_Place]) -> list[_Place]:
    """Share `amount` out equally, to no place more than its limit; what does not divide goes to the first places."""
    shares: list[_Place] = []
    left = len(limits)
    for place in sorted(limits, key=_LIMIT) if left > 1 else limits:
        share = min(place.limit, -(-amount // left))
        shares.append(_Place(place.behind, share))
        amount -= share
        left -= 1
    return shares
