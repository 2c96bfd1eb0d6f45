"""Lets another process read an issue while this one imports what sets it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from huibian.processes import OwnProcess


def ask_ahead(context: typer.Context, manifests: Sequence[Path]) -> OwnProcess | None:
    """Ask the process that this command was given, if there is one, to read the only issue of the command.

    Returns:
        The process, for `IssueBuilder`; `None` where there is none, or where there are several issues: of these all is
        read several times, and in this process.
    """
    reader: OwnProcess | None = context.obj
    if reader is None or len(manifests) != 1:
        return None
    reader.write(pickle.dumps(manifests[0]))
    return reader
