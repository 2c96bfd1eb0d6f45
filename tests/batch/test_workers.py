from __future__ import annotations

import errno
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from huibian.batch.workers import Died, default_jobs, run_all
from tests.support.requirements import ROOT

pytestmark = pytest.mark.usefixtures("forking")


def results(work: Callable[[Any], Any], tasks: Iterable[Any], jobs: int = 2) -> list[Any]:
    """The results in the order of their tasks."""
    return [result for _, result in sorted(run_all(work, list(tasks), jobs), key=lambda each: each[0])]


def end_at(task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 5:
        os._exit(7)
    return task


def pid(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_done_once(jobs: int) -> None:
    assert results(math.factorial, range(12), jobs) == [math.factorial(number) for number in range(12)]
    assert results(math.factorial, [], jobs) == []


def test_so_many_processes_work_and_end() -> None:
    processes = set(results(pid, range(20), 3))
    assert len(processes) == 3
    assert os.getpid() not in processes
    assert not any(map(alive, processes))


def test_large_results_come_whole() -> None:
    assert results(lambda size: b"x" * size, [10**6] * 4) == [b"x" * 10**6] * 4


def test_a_process_that_dies_takes_only_its_task_along() -> None:
    assert results(end_at, range(8)) == [0, 1, 2, Died(-signal.SIGKILL), 4, Died(7), 6, 7]


def test_one_that_dies_between_its_tasks_loses_the_next() -> None:
    """The system may end a process at any time; whatever comes of that, the other tasks are done."""
    done: list[int] = []
    for number, result in run_all(pid, list(range(6)), 1):
        done.append(number)
        if number == 1 and isinstance(result, int):
            os.kill(result, signal.SIGKILL)
    assert done == list(range(6))


def test_whoever_stops_listening_leaves_no_process() -> None:
    answers = run_all(pid, list(range(20)), 2)
    processes = {result for _, result in islice(answers, 6) if isinstance(result, int)}
    answers.close()
    assert len(processes) == 2
    assert not any(map(alive, processes))


def test_a_process_that_is_stopped_puts_in_order_what_it_was_at(tmp_path: Any) -> None:
    def work(number: int) -> int:
        if number == 0:
            return 0
        try:
            (tmp_path / "begun").touch()
            time.sleep(20)
        finally:
            (tmp_path / "in order").touch()
        return number

    answers = run_all(work, [0, 1], 1)
    assert next(answers) == (0, 0)
    with pytest.raises(KeyboardInterrupt):
        answers.throw(KeyboardInterrupt)
    answers = run_all(work, [0, 1], 2)
    next(answers)
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    started = time.monotonic()
    answers.close()
    assert (tmp_path / "in order").exists()
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM])
def test_where_no_process_is_to_be_had_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse() -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fork", refuse)
    assert results(pid, range(3)) == [os.getpid()] * 3


def test_no_descriptor_is_left_open() -> None:
    before = set(os.listdir("/dev/fd"))
    results(end_at, range(8), 3)
    assert set(os.listdir("/dev/fd")) == before


NO_COPIES = """
import math, sys
from huibian.batch.workers import run_all
if __name__ == "__main__":
    sys.platform = "darwin"
    print(sorted(run_all(math.factorial, range(4), 2)))
"""


def test_processes_that_are_no_copies_work_too(tmp_path: Path) -> None:
    """In a program of its own: Python keeps a process for them that only ends with the program."""
    script = tmp_path / "script.py"
    script.write_text(NO_COPIES, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout == "[(0, 1), (1, 1), (2, 2), (3, 6)]\n"


def test_there_is_a_process_for_each_core() -> None:
    assert 1 <= default_jobs() <= (os.cpu_count() or 1)
