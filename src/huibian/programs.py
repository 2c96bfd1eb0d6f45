"""Finds programs of this machine, never one in the current folder: that may have come with an issue."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path


def search_path() -> Sequence[Path]:
    """The folders in which the system looks for programs, without those that depend on the current one."""
    return [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(folder)]


def first_runnable(candidates: Iterable[Path]) -> Path | None:
    """The first of these files that is there and may be run; `None` for none."""
    return next((path for path in candidates if path.is_file() and os.access(path, os.X_OK)), None)


def find_program(name: str) -> Path | None:
    """The program that a user calls by a name; `None` where there is none.

    A name with a folder in it is that file. On Windows the ending may be left out (`PATHEXT`).
    """
    folders = [Path()] if os.path.dirname(name) else search_path()
    endings = ["", *os.environ.get("PATHEXT", ".EXE;.CMD;.BAT").split(";")] if os.name == "nt" else [""]
    return first_runnable(folder / f"{name}{ending}" for folder in folders for ending in endings)
