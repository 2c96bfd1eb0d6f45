"""Finds programs of this machine, never one in the current folder: that may have come with an issue."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path

_may_start: ContextVar[bool] = ContextVar("may_start", default=True)


class ForbiddenProgramError(Exception):
    """A program was looked for where none may be started."""


@contextlib.contextmanager
def starting_none() -> Iterator[None]:
    """Look for no program in this block: nobody would wait for its end, or tidy up behind it.

    Raises:
        ForbiddenProgramError: One was looked for.
    """
    before = _may_start.set(False)
    try:
        yield
    finally:
        _may_start.reset(before)


def search_path() -> Sequence[Path]:
    """The folders in which the system looks for programs, without those that depend on the current one."""
    return [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(folder)]


def first_runnable(candidates: Iterable[Path]) -> Path | None:
    """The first of these files that is there and may be run; `None` for none.

    Raises:
        ForbiddenProgramError: None may be started; see `starting_none`.
    """
    if not _may_start.get():
        raise ForbiddenProgramError
    return next((path for path in candidates if path.is_file() and os.access(path, os.X_OK)), None)


def find_program(name: str) -> Path | None:
    """The program that a user calls by a name; `None` where there is none.

    A name with a folder in it is that file. On Windows the ending may be left out (`PATHEXT`).
    """
    folders = [Path()] if os.path.dirname(name) else search_path()
    endings = ["", *os.environ.get("PATHEXT", ".EXE;.CMD;.BAT").split(";")] if os.name == "nt" else [""]
    return first_runnable(folder / f"{name}{ending}" for folder in folders for ending in endings)
