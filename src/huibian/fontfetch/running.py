"""Runs the programs that download, and tells how much has come."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

# Is told what is downloaded, the bytes that have come, and those that there are; `None` where that is not known.
Watch: TypeAlias = Callable[[str, int, int | None], None]

_OFTEN = 0.2  # seconds between two looks at what has come
_PATIENCE = 5.0  # seconds that a program has to end when it is told to


class RunError(Exception):
    """A program failed; the message is what it said."""


def run(command: Sequence[str], folder: Path, tell: Callable[[int], None], **environment: str) -> None:
    """Run a program in `folder`, into which it downloads. It does not outlive this call, however that ends.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        tell: Is told now and then how many bytes lie in the folder.
        environment: What its environment has besides that of this process.

    Raises:
        RunError: It failed, or is not there.
    """
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise RunError(str(error)) from error
    with process, _ending(process):
        said = _end_of(process, lambda: tell(_bytes_in(folder)))
    tell(_bytes_in(folder))
    if process.returncode:
        raise RunError(said.strip() or f"{command[0]}：{process.returncode}")


def _end_of(process: subprocess.Popen[str], look: Callable[[], None]) -> str:
    """Wait until a program ends; gives what it said."""
    while True:
        try:
            return process.communicate(timeout=_OFTEN)[0]
        except subprocess.TimeoutExpired:
            look()


@contextlib.contextmanager
def _ending(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a program that is still at work when the block ends."""
    try:
        yield
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _bytes_in(folder: Path) -> int:
    """How many bytes lie below a folder; what comes or goes meanwhile may count or not."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.stat(os.path.join(parent, name)).st_size
    return total
