"""Running an engine: as a group of processes that is ended as a whole when it takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run said, and whether it came to its end."""

    said: str
    ended: bool


def run(command: Sequence[str | Path], seconds: float, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run a command for `seconds` at most; what it leaves running is ended too."""
    process = subprocess.Popen(
        list(map(str, command)),
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        return Outcome(said, ended=False)
    return Outcome(said, ended=True)


def written(files: Sequence[Path], out: Path, outcome: Outcome) -> list[Path]:
    """The PDFs of `files` in folder `out`.

    Raises:
        RuntimeError: One of them is not there.
    """
    pdfs = [out / f"{file.stem}.pdf" for file in files]
    absent = [pdf.name for pdf in pdfs if not pdf.exists()]
    if absent:
        why = "" if outcome.ended else "in time "
        msg = f"not written {why}: {', '.join(absent)}\n{outcome.said[-2000:]}"
        raise RuntimeError(msg)
    return pdfs
