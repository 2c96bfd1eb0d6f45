"""Kills a process at each call that it makes to the system while it replaces a set of files, in turn.

Run as a program, so that a process without threads forks those that are killed:
`python -m tests.support.killing FOLDER WORK LINKS OLD...` writes, for each of them, what it left and what the next run
made of it. WORK is `writing`, or `mending` for the run after one that was killed half-way.
"""

from __future__ import annotations

import functools
import itertools
import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from huibian.output import recover, write_all

CALLS = ("open", "close", "write", "fsync", "ftruncate", "link", "unlink", "replace", "chmod", "mkdir")
NAMES = ("a.pdf", "a.docx", "a.d")


@dataclass(frozen=True, slots=True)
class Killed:
    """What became of a set of which one run was killed.

    Attributes:
        call: Where it was killed.
        left: What each file was then: "old", "new", "none" or "cut".
        mended: What each was after the next run had looked at the folder, before it wrote.
        codes: What that run said.
        litter: The other files that were there after it.
    """

    call: str
    left: Sequence[str]
    mended: Sequence[str]
    codes: Sequence[str]
    litter: Sequence[str]


def main(folder: Path, work: str, links: str, *old: str) -> Iterator[Killed]:
    """Every kill of a run on a folder with those of the files that are in `old`."""
    for number in itertools.count():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in old:
            (folder / name).write_bytes(f"old {name}".encode())
        if work == "mending":
            _killed(folder, "writing", links, lambda call, count: (call, count) == ("before replace", 2))
            assert _states(folder)[:2] == ("new", "new")
        call = _killed(folder, work, links, _at(number))
        if call is None:
            return
        left = _states(folder)
        codes = tuple(each.code for each in recover(folder))
        litter = tuple(sorted(set(os.listdir(folder)) - set(NAMES)))
        yield Killed(call, left, _states(folder), codes, litter)


def _killed(folder: Path, work: str, links: str, when: Callable[[str, int], bool]) -> str | None:
    """Do the work in a process that is killed; the call at which it was, `None` if it came to its end."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        _be_mortal(when, writer)
        if links == "no-links":
            setattr(os, "link", _refuse)  # noqa: B010  # which is no function of that signature
        if work == "mending":
            recover(folder)
        else:
            write_all({folder / name: f"new {name}".encode() for name in NAMES})
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        call = told.read()
    _, status = os.waitpid(process, 0)
    return call if os.WIFSIGNALED(status) else None


def _at(number: int) -> Callable[[str, int], bool]:
    return lambda name, count: (name, count) == ("", number)


def _refuse(*_: object) -> None:
    raise PermissionError


def _states(folder: Path) -> tuple[str, ...]:
    """What each file is."""
    states = []
    for name in NAMES:
        path = folder / name
        data = path.read_bytes().decode() if path.exists() else f"none {name}"
        states.append(data.removesuffix(f" {name}") if data.endswith(f" {name}") else "cut")
    return tuple(states)


def _be_mortal(when: Callable[[str, int], bool], writer: int) -> None:
    """Let this process kill itself before or after one of its calls to the system, and tell at which.

    Args:
        when: Whether it is now, by the name of the moment and the number of those like it, or of all, before.
        writer: The pipe to tell it in.
    """
    counts: Counter[str] = Counter()
    write, close = os.write, os.close

    def moment(name: str) -> None:
        if when(name, counts[name]) or when("", counts[""]):
            write(writer, name.encode())
            close(writer)
            os.kill(os.getpid(), signal.SIGKILL)
        counts.update((name, ""))

    def mortal(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def call(*args: Any, **kwargs: Any) -> Any:
            moment(f"before {name}")
            done = real(*args, **kwargs)
            moment(f"after {name}")
            return done

        return call

    for name in CALLS:
        setattr(os, name, mortal(name, getattr(os, name)))


if __name__ == "__main__":
    for killed in main(Path(sys.argv[1]), *sys.argv[2:]):
        sys.stdout.write(json.dumps(asdict(killed)) + "\n")
