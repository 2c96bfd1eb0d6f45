"""How far the white of any stretch of a paragraph grows as a line, in constant time."""

from __future__ import annotations

import math

from huibian.linebreak.amounts import CellAmounts, no_sums, sums
from huibian.linebreak.cells import Policy


class Growths:
    """How white grows between the characters of a stretch, given what is missing to its measure.

    Args:
        amounts: Those of the paragraph's cells.
        policy: How far lines may be adjusted.
    """

    def __init__(self, amounts: CellAmounts, policy: Policy) -> None:
        each, kinds = amounts.each, amounts.kinds
        none = no_sums(amounts)
        self._places = sums([one.place for one in each])
        self._own = sums([one.own_growth for one in each]) if any(one.own_growth for one in kinds) else none
        self._late = sums([one.late_growth for one in each]) if any(one.late_growth for one in kinds) else none
        self._late_codes = sums([one.code_growth for one in each]) if any(one.code_growth for one in kinds) else none
        self._spread = policy.spread
        self._liked = policy.liked_spread

    def growth(self, start: int, visible: int, room: int, *, is_strain: bool = False) -> float:
        """How much white between two Han grows; infinite if it cannot grow far enough.

        Args:
            start: Index of the line's first cell.
            visible: Index after its last cell that takes room.
            room: What is missing to its measure.
            is_strain: Whether to take it that no gap between Han and Latin is wider than on lines that are not loose.
                Wide gaps spare Han, but are not white that costs nothing: this is what spoils a line.
        """
        last = visible - 1 if visible > start else start
        room += self._own[start] - self._own[last]
        if room <= 0:
            return 0.0
        places = self._places[last] - self._places[start]
        liked = places * self._liked
        if room > liked:
            late = self._late_codes if is_strain else self._late
            room = max(liked, room - late[last] + late[start])
        if room > places * self._spread:
            return math.inf
        return room / places if places else 0.0
