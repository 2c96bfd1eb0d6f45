"""Finds the files that a run is going to write and reads too."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

_Key: TypeAlias = "tuple[int, int] | str"
_PART = r"""[^\s"',:\[\]{}]*"""  # of a path in a manifest, before its last name


class Clash(Struct, frozen=True):
    """A file that is to be written and is, by this or another name, one that is read."""

    target: Path
    read: Path


def clashes(targets: Iterable[Path], inputs: Iterable[Path]) -> list[Clash]:
    """The files that are to be written and are read.

    Two names are one file if the system says so: links, hard links, a disk that does not tell upper from lower case.
    Names of files that are not there are one if links lead them to one place.
    """
    written = {_key(path): path for path in targets}
    read = {path: _key(path) for path in dict.fromkeys(inputs)}
    return [Clash(written[key], path) for path, key in read.items() if key in written]


def possible_inputs(targets: Iterable[Path], text: str, folder: Path) -> Iterator[Path]:
    """The paths in a manifest that end in the name of one of `targets`, for a manifest with faults.

    Args:
        targets: The files that are to be written.
        text: The manifest's text.
        folder: What paths in it are relative to.
    """
    for name in dict.fromkeys(path.name for path in targets):
        for found in re.findall(_PART + re.escape(name), text):
            yield folder / found.replace("\\", "/")


def comparable_name(path: Path) -> str:
    """What all names of one file have in common on any disk: links followed, in lower case, in Unicode's NFC."""
    return unicodedata.normalize("NFC", _place(path)).casefold()


def _key(path: Path) -> _Key:
    """What tells one file from another: the system's number for it, or where links lead if it is not there."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return _place(path)
    return (status.st_dev, status.st_ino) if status.st_ino else _place(path)  # a file system without numbers gives 0


def _place(path: Path) -> str:
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):  # the current folder is gone
        return str(path)
