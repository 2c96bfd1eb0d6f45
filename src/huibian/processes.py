"""Runs work in a second process while this one goes on, and lets a process end only when all is in order."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import NoReturn

_END = b"\n"  # of an answer; one without it was cut off, because the process died


@contextlib.contextmanager
def in_own_process(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """Start `work` in a process of its own, and give what waits for its result.

    Where there is no such process, because the system has none to give or this process has threads, or where it fails,
    the work is done here when it is waited for, and its faults come up here. The process ends with the block, whatever
    happens in it, and soon after this process dies, however that happens.
    """
    with contextlib.ExitStack() as held:
        answers = _start(work, held)
        yield work if answers is None else lambda: _answer(answers) or work()


@contextlib.contextmanager
def ending_in_order() -> Iterator[Callable[[], bool]]:
    """Hold a wish to end this process until all is in order, then follow it.

    The wish is only noted when it comes. An exception out of a handler may rise anywhere: before the started program
    is known, or where Python cannot pass it on (a callback of a weak reference) and drops it.

    Yields:
        What says whether there is such a wish.

    Raises:
        KeyboardInterrupt: At the end, if the user asked for it.
        SystemExit: At the end, if the system asked for it.
    """
    handled = {signal.SIG_DFL, signal.default_int_handler}
    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    wishes: list[int] = []
    before = {}
    with contextlib.suppress(ValueError):  # only the first thread may do that
        for each in signals:
            if signal.getsignal(each) in handled:
                before[each] = signal.signal(each, lambda number, _: wishes.append(number))
    try:
        yield lambda: bool(wishes)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if wishes:
        raise KeyboardInterrupt if wishes[0] == signal.SIGINT else SystemExit(128 + wishes[0])


def _start(work: Callable[[], bytes], held: contextlib.ExitStack) -> int | None:
    """Start a process; gives the descriptor that its answer can be read from, or `None` where there is no process.

    The process ends when `held` closes, or when this process ends in any way: it reads a second pipe, whose writing end
    is open in this process alone, and drops its work as soon as that end is closed.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return None
    try:
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            answers, writer = _pipe(ours, theirs)
            parent_pipe, _ = _pipe(theirs, ours)
            process = os.fork()
            if process == 0:
                _work(work, writer, parent_pipe, ours)
            held.callback(_reap, process)
            held.push(ours.pop_all())  # closed first, which ends the process
    except OSError:  # no descriptors, no processes, no memory to be had
        return None
    return answers


def _reap(process: int) -> None:
    """Wait until a process has ended."""
    with contextlib.suppress(ChildProcessError):  # where SIGCHLD is ignored, the system has done it already
        os.waitpid(process, 0)


def _pipe(reading: contextlib.ExitStack, writing: contextlib.ExitStack) -> tuple[int, int]:
    """The two ends of a pipe, to read and to write; each is closed with the stack that is given for it."""
    reader, writer = os.pipe()
    reading.callback(os.close, reader)
    writing.callback(os.close, writer)
    return reader, writer


def _answer(answers: int) -> bytes | None:
    """The answer of a process, once it is there; `None` where the process failed."""
    with os.fdopen(answers, "rb", closefd=False) as file:
        data = file.read()
    return data.removesuffix(_END) if data.endswith(_END) else None


def _work(work: Callable[[], bytes], writer: int, parent_pipe: int, others: contextlib.ExitStack) -> NoReturn:
    """Write the result of `work` into a pipe and end this process at once, printing nothing."""
    try:
        others.close()
        threading.Thread(target=_end_with, args=(parent_pipe,), daemon=True).start()
        with os.fdopen(writer, "wb") as answer:
            answer.write(work() + _END)
    finally:
        os._exit(0)


def _end_with(parent_pipe: int) -> NoReturn:
    """End this process when the other end of a pipe is closed, which the process that started this one holds."""
    try:
        os.read(parent_pipe, 1)
    finally:
        os._exit(0)
