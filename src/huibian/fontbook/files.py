"""Font files found by their names in some folders; no font is opened to see what it is."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

_FREE = "free"  # in a folder of faces: what `huibian fonts --get` fetched


class FontFiles:
    """The files with wanted names in some folders, earlier folders first.

    Args:
        folders: Where to look, not below; one that is not there is empty.
        wanted: The names to look for; upper and lower case are the same, as copied files may have either.
    """

    def __init__(self, folders: Iterable[Path], wanted: Iterable[str]) -> None:
        names = {name.casefold() for name in wanted}
        self._found: dict[str, tuple[int, Path]] = {}
        for rank, folder in enumerate(folders):
            for name in _files(folder):
                if (key := name.casefold()) in names:
                    self._found.setdefault(key, (rank, folder / name))

    @property
    def paths(self) -> tuple[Path, ...]:
        """All of them."""
        return tuple(path for _, path in self._found.values())

    def find(self, names: Sequence[str]) -> list[tuple[str, Path]]:
        """Those of `names` that are there, with their paths: by folder, then in the order of `names`."""
        there = [(self._found[name.casefold()], name) for name in names if name.casefold() in self._found]
        return [(name, path) for (_, path), name in sorted(there, key=lambda each: each[0][0])]


def search_path(own: Sequence[Path], platform: Iterable[str]) -> list[Path]:
    """The folders to look in: a user's own, the platform's, and the free faces kept beside the user's own.

    Args:
        own: A user's folders, first ones first.
        platform: The platform's folders as the catalogue writes them, with `~`, `$VARIABLE` and `*`.
    """
    native = [Path(folder) for pattern in platform for folder in sorted(glob.glob(_expanded(pattern)))]
    return [*own, *native, *(folder / _FREE for folder in own)]


def package_folder(package: str) -> Path | None:
    """The folder of an installed Python package, which is not imported; `None` if it is not installed."""
    spec = find_spec(package)
    locations = (spec.submodule_search_locations if spec else None) or []
    return next(map(Path, locations), None)


def _expanded(pattern: str) -> str:
    return os.path.expandvars(os.path.expanduser(pattern))


def _files(folder: Path) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from sorted(entry.name for entry in entries if entry.is_file())
