"""What was made before and is not made again, as long as it is asked for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by what they were made of.

    What nobody asked for between two ends of a round is forgotten, so that it never holds more than two rounds made.
    """

    def __init__(self) -> None:
        self._before: dict[K, V] = {}
        self._now: dict[K, V] = {}

    def find(self, key: K) -> V | None:
        """What was kept under a key; `None` where there is nothing."""
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def keep(self, key: K, value: V) -> None:
        """Keep a value under a key, in the place of any other."""
        self._now[key] = value

    def end_round(self) -> None:
        """Forget what was not asked for since the round before ended."""
        self._before, self._now = self._now, {}
