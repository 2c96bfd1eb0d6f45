"""Runs work in a second process while this one goes on, and lets a process end only when all is in order."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import BinaryIO, NoReturn

_SIZE = 8  # bytes before an answer, which say how long it is: a shorter one was cut off, because the process died

_ROOM = 1 << 20  # bytes that a pipe holds before one has to wait for the other; pipes as they come hold a 16th

# This process's ends of the pipes to the processes that it has. A process that it starts then is a copy, and closes
# them: as long as an end is open anywhere, the process at the other end does not learn that this one has gone.
_ends: list[contextlib.ExitStack] = []


class OwnProcess:
    """A process that works for this one: it is told what it works with, and answers."""

    def __init__(self, questions: int, answers: int) -> None:
        self._questions = questions
        self._answers = answers

    def write(self, data: bytes) -> None:
        """Tell it more; one that has died is told nothing, and will not answer."""
        left = memoryview(data)
        with contextlib.suppress(BrokenPipeError):
            while left:
                left = left[os.write(self._questions, left) :]

    def answer(self) -> bytes | None:
        """The answer of `in_own_process`, once it is there; `None` where the process failed."""
        with self.answers() as file:
            size, data = file.read(_SIZE), file.read()
        return data if size == _size(data) else None

    def answers(self) -> BinaryIO:
        """What the work of `told_by_own_process` writes, as it comes; a process that fails breaks off in it."""
        return os.fdopen(self._answers, "rb", closefd=False)

    def told(self) -> bytes:
        """What that work has written since this was asked last; empty where there is nothing new."""
        os.set_blocking(self._answers, False)
        try:
            return os.read(self._answers, _ROOM)
        except BlockingIOError:
            return b""


@contextlib.contextmanager
def in_own_process(work: Callable[[BinaryIO], bytes]) -> Iterator[OwnProcess | None]:
    """Start `work` in a process of its own; it reads what this process tells it, and gives the answer.

    The process ends with the block, whatever happens in it, and soon after this process dies, however that happens.

    Yields:
        The process; `None` where the system has none to give, or where this process has threads.
    """
    with told_by_own_process(partial(_answer_whole, work)) as process:
        yield process


@contextlib.contextmanager
def told_by_own_process(work: Callable[[BinaryIO, BinaryIO], None]) -> Iterator[OwnProcess | None]:
    """The same for work that tells one thing after another: it is given what to read, and where to write."""
    with contextlib.ExitStack() as held:
        yield _start(work, held)


def _answer_whole(work: Callable[[BinaryIO], bytes], questions: BinaryIO, answers: BinaryIO) -> None:
    data = work(questions)
    answers.write(_size(data))
    answers.write(data)


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


def _start(work: Callable[[BinaryIO, BinaryIO], None], held: contextlib.ExitStack) -> OwnProcess | None:
    """Start a process; `None` where there is no process.

    The process ends when `held` closes, or when this process ends in any way: it reads another pipe, whose writing end
    is open in this process alone, and drops its work as soon as that end is closed.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return None
    try:
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            answers, writer = _pipe(ours, theirs)
            reader, questions = _pipe(theirs, ours)
            for pipe in (answers, questions):
                _widen(pipe)
            parent_pipe, _ = _pipe(theirs, ours)
            process = os.fork()
            if process == 0:
                _work(work, reader, writer, parent_pipe, [ours, *_ends])
            held.callback(_reap, process)
            held.push(kept := ours.pop_all())  # closed first, which ends the process
            _ends.append(kept)
            held.callback(_ends.remove, kept)
    except OSError:  # no descriptors, no processes, no memory to be had
        return None
    return OwnProcess(questions, answers)


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


def _widen(pipe: int) -> None:
    """Let a pipe hold more, where the system knows how to and gives so much."""
    import fcntl  # not on systems that have no `fork`

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def _work(
    work: Callable[[BinaryIO, BinaryIO], None],
    reader: int,
    writer: int,
    parent_pipe: int,
    others: Iterable[contextlib.ExitStack],
) -> NoReturn:
    """Do the work and end this process at once, printing nothing; `others` are pipe ends of the one that started it."""
    try:
        for each in others:
            each.close()
        threading.Thread(target=_end_with, args=(parent_pipe,), daemon=True).start()
        with os.fdopen(reader, "rb") as questions, os.fdopen(writer, "wb") as answers:
            work(questions, answers)
    finally:
        os._exit(0)


def _size(answer: bytes) -> bytes:
    return len(answer).to_bytes(_SIZE)


def _end_with(parent_pipe: int) -> NoReturn:
    """End this process when the other end of a pipe is closed, which the process that started this one holds."""
    try:
        os.read(parent_pipe, 1)
    finally:
        os._exit(0)
