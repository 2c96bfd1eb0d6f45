"""Processes that each do one task after another; one that dies takes only its task along."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from msgspec import Struct

_ENDING = 30.0  # seconds that a process has to put in order what it was at, before it is killed

T = TypeVar("T")
R = TypeVar("R")


class Died(Struct, frozen=True):
    """What is known of a process that ended before its task was done.

    Attributes:
        exit_code: The code that it left with; the negative number of the signal where one ended it.
    """

    exit_code: int


def default_jobs() -> int:
    """How many processes can work at the same time here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_all(work: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Generator[tuple[int, R | Died]]:
    """Do tasks at the same time, each in one of several processes.

    The processes begin with what this one knows, where the system can copy it. They end with this iterator, in whatever
    way, and also when this process is killed, then each after the task that it is at.

    Args:
        work: What does a task. It is a function of a module, raises nothing, and takes and gives what can be pickled.
        tasks: The tasks, begun in their order.
        jobs: How many processes there may be at a time.

    Yields:
        The number of a task and its result, as they come.
    """
    waiting = deque(enumerate(tasks))
    workers: list[_Worker[T, R]] = []
    with contextlib.ExitStack() as ending:
        ending.callback(_end, workers)
        while waiting or any(each.task is not None for each in workers):
            while waiting and (worker := _idle(workers, work, jobs)) is not None:
                worker.begin(*waiting.popleft())
            if not workers:  # the system has no process to give
                number, task = waiting.popleft()
                yield number, work(task)
            for worker in _answering(workers):
                number, result = worker.answer()
                if isinstance(result, Died):
                    workers.remove(worker)
                yield number, result


class _Worker(Generic[T, R]):
    """A process and the task that it is at.

    Attributes:
        connection: Tasks go to it, results come from it; it ends where the process does.
        task: The number of its task; `None` while it has none.
    """

    def __init__(self, work: Callable[[T], R]) -> None:
        context: Any = multiprocessing.get_context("fork" if _may_fork() else "spawn")
        self.connection, theirs = context.Pipe()
        self.task: int | None = None
        self._process = context.Process(target=_serve, args=(work, theirs), daemon=True)
        try:
            with _holding_interrupts():
                self._process.start()
        except OSError:
            self.connection.close()
            raise
        finally:
            theirs.close()

    def begin(self, number: int, task: T) -> None:
        self.task = number
        with contextlib.suppress(OSError):  # it is dead, which the answer will say
            self.connection.send(task)

    def answer(self) -> tuple[int, R | Died]:
        """The number and the result of its task, once it is there."""
        assert self.task is not None
        number, self.task = self.task, None
        try:
            return number, self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            self.connection.close()
            return number, Died(self._process.exitcode or 0)

    def ask_to_end(self) -> None:
        """Where the system has no such signal, the process ends after its task."""
        if os.name == "nt" or self._process.pid is None:
            self.connection.close()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGINT)

    def wait_for_end(self) -> None:
        self._process.join(_ENDING)
        self._process.kill()
        self._process.join()
        self.connection.close()


def _idle(workers: list[_Worker[T, R]], work: Callable[[T], R], jobs: int) -> _Worker[T, R] | None:
    """A process without a task, started if there may be one more; `None` if there is none to be had."""
    for worker in workers:
        if worker.task is None:
            return worker
    if len(workers) >= jobs:
        return None
    try:
        workers.append(_Worker(work))
    except OSError:  # no descriptors, no processes, no memory to be had
        return None
    return workers[-1]


def _answering(workers: Sequence[_Worker[T, R]]) -> list[_Worker[T, R]]:
    """Those that have a result, or have ended; waits for the first."""
    busy = {worker.connection: worker for worker in workers if worker.task is not None}
    ready: list[Any] = wait(busy) if busy else []
    return [busy[connection] for connection in ready]


def _end(workers: Sequence[_Worker[T, R]]) -> None:
    """End processes, each in order; a second Ctrl-C does not disturb them."""
    with _holding_interrupts():
        for worker in workers:
            worker.ask_to_end()
        for worker in workers:
            worker.wait_for_end()


def _may_fork() -> bool:
    """Whether a copy of this process is sound: no thread of it may hold a lock, and no system library forbid it."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


@contextlib.contextmanager
def _holding_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait until the block is over, where the system can; a process that is started in it waits too."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Callable[[T], R], connection: Connection) -> None:
    """Do one task after another until there are no more, or the process that started this one has gone."""
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        _heed_only_the_starter()
        while True:
            connection.send(work(connection.recv()))


def _heed_only_the_starter() -> None:
    """Leave Ctrl-C to the process that started this one: it sends the signal once, so that all is put in order."""
    if os.name == "nt":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
