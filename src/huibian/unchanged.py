"""What was made of files, kept as long as these are what they were."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from huibian import source
from huibian.kept import Kept

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class MadeOfFiles(Struct, Generic[T], frozen=True):
    """A value, and the files of which it was made.

    Attributes:
        value: The value.
        read: The state that each file had; see `source.noting`.
        places: Where those lay that were only named; see `source.place`.
    """

    value: T
    read: Mapping[Path, str | None]
    places: Mapping[Path, str]

    def note_unchanged(self) -> bool:
        """Note the files as if they were read again, if all are as they were; whether they are."""
        is_in_place = all(place == source.place(path) for path, place in self.places.items())
        return is_in_place and source.note_unchanged(self.read)


def made_of_files(make: Callable[[], T]) -> MadeOfFiles[T]:
    """What `make` makes, reading files by `source` alone."""
    with source.noting() as noted:
        value = make()
    return MadeOfFiles(value, noted, {path: source.place(path) for path, state in noted.items() if state is None})


class Unchanged(Generic[K, T]):
    """Values made of files, by what they are of; forgotten as `Kept` forgets."""

    def __init__(self) -> None:
        self._kept: Kept[K, MadeOfFiles[T]] = Kept()

    def get(self, key: K, make: Callable[[], T], is_sound: Callable[[T], bool] | None = None) -> T:
        """What was made under that key, if all its files are what they were, which are noted; else what `make` makes.

        Args:
            key: What it is of.
            make: Makes it, reading files by `source` alone.
            is_sound: Whether a value may be kept; `None` where each may.
        """
        made = self._kept.find(key)
        if made is not None and made.note_unchanged():
            return made.value
        made = made_of_files(make)
        if is_sound is None or is_sound(made.value):
            self.keep(key, made)
        return made.value

    def keep(self, key: K, made: MadeOfFiles[T]) -> None:
        """Keep what was made elsewhere."""
        self._kept.keep(key, made)

    def end_round(self) -> None:
        """See `Kept.end_round`."""
        self._kept.end_round()
