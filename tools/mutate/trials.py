"""One mutant against its tests, in a process of its own.

The process that starts the trials has every library of others imported, and nothing of ours. A trial is a copy of it
(`fork`): it imports huibian and the tests afresh, with the changed source in place of the one on disk, so that whatever
a module computes when it is imported comes from the mutant too. Starting it costs no more than that import.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import pytest

from tools.mutate.reach import ROOT, SOURCE, TESTS

_MEMORY = 4 * 2**30
_START = 6  # seconds of CPU for the imports and the collection of tests, at most
_SLOWER = 3  # times as long as they took when they were recorded, tests may take with a fault in the source
_WAITING = 20  # times as long as its CPU seconds a trial may take by the clock: a busy machine, or a test that waits
_POLL = 0.01
_OURS = ("huibian", "tests")


class Verdict(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMEOUT = "timeout"
    UNREACHED = "unreached"
    UNDECIDED = "undecided"  # pytest itself failed


@dataclass(frozen=True, slots=True)
class Changed:
    """A module whose source is another one while a trial runs."""

    path: Path
    source: str

    @property
    def module(self) -> str:
        """The name that the module is imported by."""
        return ".".join(self.path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@dataclass(frozen=True, slots=True)
class Round:
    """Tests that are run together, in this order; `seconds` is what they took when they were recorded.

    With `known`, the tests of these files that are not among them run too, and first: they are new.
    """

    tests: tuple[str, ...]
    seconds: float
    files: tuple[str, ...]
    known: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a round of a trial ended; `test` is the one that failed, or the file that could not be imported."""

    verdict: Verdict
    test: str = ""


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, changed: Changed) -> None:
        super().__init__(changed.module, str(changed.path))
        self._changed = changed

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._changed.source, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, changed: Changed) -> None:
        self._changed = changed

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._changed.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._changed.path, loader=_Loader(self._changed))


class _Chosen:
    """The pytest plugin of a trial: runs the tests of a round in their order and says which one failed."""

    def __init__(self, tests: Round, tell: Callable[[str], object]) -> None:
        self._tests = tests
        self._tell = tell

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = {test: index for index, test in enumerate(self._tests.tests)}
        known = self._tests.known
        items[:] = [each for each in items if each.nodeid in order or (known is not None and each.nodeid not in known)]
        items.sort(key=lambda item: order.get(item.nodeid, -1))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._tell(f"{report.nodeid}\n")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._tell(f"{report.nodeid}\n")


def prepare() -> None:
    """Import the libraries that huibian and the tests use, for all trials at once."""
    sys.path[:0] = [str(SOURCE), str(ROOT)]
    for name in ("huibian.build", "huibian.cli.main", "hypothesis", "pypdfium2", "pypdf"):
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    for name in list(sys.modules):
        if name.partition(".")[0] in _OURS:
            del sys.modules[name]
    gc.freeze()


class Trial:
    """A round of tests on one mutant, running in a process of its own; without `changed`, on the source as it is."""

    def __init__(self, changed: Changed | None, tests: Round, scratch: Path) -> None:
        self._limit = int(_START + _SLOWER * tests.seconds) + 1
        self._deadline = time.monotonic() + self._limit * _WAITING
        self._answers, writer = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._answers)
            _run(changed, tests, self._limit, scratch, writer)
        os.close(writer)

    def ended(self) -> Ended | None:
        """How it ended; `None` while it runs."""
        process, status = os.waitpid(self._process, os.WNOHANG)
        if process == 0:
            if time.monotonic() > self._deadline:
                os.kill(self._process, signal.SIGKILL)
            return None
        with os.fdopen(self._answers, "rb") as file:
            test = file.read().decode().partition("\n")[0]
        if os.WIFSIGNALED(status):
            is_late = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
            return Ended(Verdict.TIMEOUT if is_late else Verdict.KILLED, test)  # or it has brought Python down
        code = os.waitstatus_to_exitcode(status)
        if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return Ended(Verdict.SURVIVED)
        return Ended(Verdict.KILLED if test else Verdict.UNDECIDED, test)


def _run(changed: Changed | None, tests: Round, limit: int, scratch: Path, writer: int) -> NoReturn:
    """Run a round in this process, the copy, and end it with pytest's exit code."""
    code: int = pytest.ExitCode.INTERNAL_ERROR
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(quiet, stream)
        os.chdir(ROOT)
        sys.dont_write_bytecode = True
        if changed is not None:
            sys.meta_path.insert(0, _Finder(changed))
        options = ["-q", "-x", "-p", "no:xdist", "-p", "no:cacheprovider", "--tb=no"]
        # The libraries are imported already, by `prepare`: pytest cannot prepare their assertions, and need not.
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        options += ["--hypothesis-profile=mutants", f"--basetemp={scratch / str(os.getpid())}", *TESTS]
        chosen = _Chosen(tests, lambda test: os.write(writer, test.encode()))
        code = pytest.main([*options, *tests.files], plugins=[chosen])
    finally:
        os._exit(int(code))


def wait_for(trials: Sequence[Trial]) -> Iterator[tuple[Trial, Ended]]:
    """Those of the running trials that have ended, as soon as there is one."""
    while True:
        over = [(trial, ended) for trial in trials if (ended := trial.ended()) is not None]
        if over or not trials:
            yield from over
            return
        time.sleep(_POLL)
