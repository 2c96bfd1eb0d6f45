"""Waits until something changes in folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_QUIET = 200  # milliseconds without a change until it is over: editors write a file in several steps
_GIVEN_AFTER = 2000  # milliseconds that a change may go on
_LOOK = 300  # milliseconds from one look to the next


def changes(folders: Iterable[Path]) -> Iterator[None]:
    """Give at once, and then after each change below folders that is over; changes meanwhile are not missed.

    Hidden files are left out: programs keep those for themselves.

    Raises:
        ImportError: The library that this needs is not installed.
    """
    from watchfiles import watch  # comes with the extra `preview`

    roots = [Path(os.path.realpath(folder)) for folder in folders]
    found = watch(
        *roots,
        watch_filter=lambda _, name: not _is_hidden(Path(name), roots),
        debounce=_GIVEN_AFTER,
        step=_QUIET,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    is_first = True
    for changed in found:
        if changed or is_first:
            yield
        is_first = False


def _is_hidden(path: Path, roots: Iterable[Path]) -> bool:
    """Whether a file, or a folder that it is in below one of the roots, has a name that begins with a dot."""
    return any(
        part.startswith(".") for root in roots if path.is_relative_to(root) for part in path.relative_to(root).parts
    )
