"""How far the white of any stretch of a paragraph grows as a line, in constant time."""

from __future__ import annotations

import math

from huibian.linebreak.amounts import CellAmounts
from huibian.linebreak.cells import Policy


class Growths:
    """How white grows between the characters of a stretch, given what is missing to its measure.

    Args:
        amounts: Those of the paragraph's cells.
        policy: How far lines may be adjusted.
    """

    def __init__(self, amounts: CellAmounts, policy: Policy) -> None:
        self._places = amounts.sums_of("place")
        self._own = amounts.sums_of("own_growth")
        self._late = amounts.sums_of("late_growth")
        self._late_codes = amounts.sums_of("code_growth")
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
