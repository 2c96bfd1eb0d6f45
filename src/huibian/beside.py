"""Runs work in a second process while this one goes on."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from typing import NoReturn

_WHOLE = b"\n"  # ends an answer; without it the process died on the way


@contextlib.contextmanager
def beside(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """Start `work` in a process of its own, and give what waits for its result.

    Where there is no such process, because the system has none to give or this process has threads, or where it fails,
    the work is done here when it is waited for, and its faults come up here. The process ends with the block, whatever
    happens in it, and soon after this process dies, however that happens.
    """
    with contextlib.ExitStack() as held:
        answers = _start(work, held)
        yield work if answers is None else lambda: _answer(answers) or work()


def _start(work: Callable[[], bytes], held: contextlib.ExitStack) -> int | None:
    """Where the answer of a new process can be read, `None` if there is none; `held` ends the process when it closes.

    The process is on a leash, a pipe whose other end is open here and nowhere else: when that closes, be it because
    this process is no more, the process drops its work.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return None
    try:
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            answers, writer = _pipe(ours, theirs)
            leash, _ = _pipe(theirs, ours)
            process = os.fork()
            if process == 0:
                _work(work, writer, leash, ours)
            held.callback(_bury, process)
            held.push(ours.pop_all())  # closed first
    except OSError:  # no descriptors, no processes, no memory to be had
        return None
    return answers


def _bury(process: int) -> None:
    with contextlib.suppress(ChildProcessError):  # where whoever started us has it that the system does so
        os.waitpid(process, 0)


def _pipe(reading: contextlib.ExitStack, writing: contextlib.ExitStack) -> tuple[int, int]:
    """The two ends of a pipe, and who closes each."""
    reader, writer = os.pipe()
    reading.callback(os.close, reader)
    writing.callback(os.close, writer)
    return reader, writer


def _answer(answers: int) -> bytes | None:
    """The answer of a process, once it is there; `None` where the process failed."""
    with os.fdopen(answers, "rb", closefd=False) as file:
        data = file.read()
    return data.removesuffix(_WHOLE) if data.endswith(_WHOLE) else None


def _work(work: Callable[[], bytes], writer: int, leash: int, others: contextlib.ExitStack) -> NoReturn:
    """Write the result of `work` into a pipe and end this process at once; nothing is printed."""
    try:
        others.close()
        threading.Thread(target=_end_with, args=(leash,), daemon=True).start()
        with os.fdopen(writer, "wb") as answer:
            answer.write(work() + _WHOLE)
    finally:
        os._exit(0)


def _end_with(leash: int) -> NoReturn:
    """End this process when the other end of the leash is closed."""
    try:
        os.read(leash, 1)
    finally:
        os._exit(0)
