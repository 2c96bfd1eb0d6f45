"""Puts the tables into docs/performance.md, each between its two marks, with the command and the kind of machine."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from tools.bench.issues import ROOT

PAGE = ROOT / "docs" / "performance.md"
_END = "<!-- end -->"


class PlaceError(Exception):
    """The page has no place for a table; the message names the mark that is missing."""


def how_made(group: str, manifest: Path | None) -> str:
    """The command that makes a table again.

    Args:
        group: The table.
        manifest: The issue that was named, of which nothing is told but its place in the checkout; `None` for none.
    """
    words = ["--only", group]
    if manifest is not None:
        path = manifest.resolve()
        words.insert(0, path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name)
    return f"make bench ARGS='{' '.join(words)}'"


def machine() -> str:
    """What kind of machine this is: nothing by which it could be told from others of its kind."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    kind = f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    return f"{cores} cores, {kind}; {datetime.date.today()}"


def with_table(page: str, group: str, made_by: str, on: str, table: Sequence[str]) -> str:
    """The page with a new table in the place of the old one.

    Args:
        page: The page.
        group: Which table; it stands behind `<!-- bench GROUP -->`.
        made_by: The command that made it.
        on: The machine it was made on.
        table: Its lines.

    Raises:
        PlaceError: The page has no such place.
    """
    mark = f"<!-- bench {group} -->"
    head, start, rest = page.partition(f"{mark}\n")
    _, end, tail = rest.partition(_END)
    if not (start and end):
        missing = _END if start else mark
        raise PlaceError(missing)
    block = "\n".join(("", *table, "", f"    {made_by}", "", f"{on}.", ""))
    return f"{head}{start}{block}\n{end}{tail}"
