"""Running an engine: as a group of processes that is ended as a whole when it hangs."""

from __future__ import annotations

import os
import select
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_CHUNK = 65536


def run(command: Sequence[str | Path], silence: float, environment: Mapping[str, str] | None = None) -> str:
    """Run a command; returns what it said.

    Args:
        command: The program and its arguments.
        silence: After so many seconds without a word it is ended, with all that it started.
        environment: What to add to our own.
    """
    with subprocess.Popen(
        list(map(str, command)),
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        said = b""
        while select.select([process.stdout], [], [], silence)[0]:
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                break
            said += chunk
        else:
            os.killpg(process.pid, signal.SIGKILL)
            said += f"\nended after {silence} s without a word\n".encode()
    return said.decode(errors="replace")


def written(files: Sequence[Path], out: Path, said: str) -> list[Path]:
    """The PDFs of `files` in folder `out`.

    Raises:
        RuntimeError: One of them is not there; with the end of what the engine said.
    """
    pdfs = [out / f"{file.stem}.pdf" for file in files]
    absent = [pdf.name for pdf in pdfs if not pdf.exists()]
    if absent:
        msg = f"not written: {', '.join(absent)}\n{said[-2000:]}"
        raise RuntimeError(msg)
    return pdfs
