"""The processes that this one has started, whoever started them: a browser of other tests may be among them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


def children() -> frozenset[int]:
    """The process numbers of all, also of those that have ended and that nobody has asked how."""
    return frozenset(pid for pid, parent in _processes() if parent == os.getpid())


def _processes() -> Iterator[tuple[int, int]]:
    """Each process of the machine with the one that started it."""
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,comm="], capture_output=True, text=True, check=True
        ).stdout
        for pid, parent, program in (line.split(None, 2) for line in listed.splitlines()):
            if not program.endswith("ps"):
                yield int(pid), int(parent)
        return
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            stat = path.read_text(errors="replace")
        except OSError:  # it has gone meanwhile
            continue
        yield int(path.parent.name), int(stat.rpartition(")")[2].split()[1])
