"""A pytest plugin that notes which lines of the source each test runs, and how long each test takes.

It measures what happens in pytest's own process, because that is where a mutant can be put; what a test starts as a
program of its own runs the source as it is on disk. For pytest-xdist each worker measures for itself. Times are CPU
seconds, those of started programs with them, so that a busy machine changes nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

from tools.mutate.reach import FOLDER, LINES, TIMES

_folder = Path(os.environ[FOLDER])
# Started here, before anything of huibian is imported, so that lines that run at import are seen too.
_coverage = coverage.Coverage(  # without the settings of `make coverage`, which measures programs too
    data_file=_folder / f"{LINES}.{os.getpid()}", config_file=False, source=["src/huibian"], messages=False
)
_coverage.set_option("run:relative_files", True)
_coverage.set_option("run:disable_warnings", ["no-data-collected"])  # who starts workers runs no test
_coverage.start()
_seconds: dict[str, float] = {}
_not_passed: set[str] = set()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Say which test runs what is measured from here on."""
    _coverage.switch_context(item.nodeid)
    started = sum(os.times()[:4])
    yield
    _seconds[item.nodeid] = round(sum(os.times()[:4]) - started, 3)
    _coverage.switch_context("")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what is red or skipped: it can tell nothing of a mutant."""
    if report.outcome != "passed":
        _not_passed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write what was measured."""
    _coverage.stop()
    _coverage.save()
    passed = {test: seconds if test not in _not_passed else None for test, seconds in _seconds.items()}
    (_folder / f"{TIMES}.{os.getpid()}").write_text(json.dumps(passed), encoding="utf-8")
