"""Which tests run a line of the source, and how long each takes: recorded once, looked up for every mutant."""

from __future__ import annotations

import ast
import difflib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
RECORD = ROOT / ".mutate"  # ignored by git
FOLDER = "HUIBIAN_MUTATE_RECORD"  # the environment variable that tells the recording plugin where to write
TIMES = "times.json"
LINES = "lines.coverage"
# Other engines take minutes and run in processes of their own, where no mutant can be.
TESTS = ("-m", "not libreoffice and not onlyoffice")


def record() -> None:
    """Run the tests and note what each reaches. Takes somewhat longer than the tests."""
    fresh = RECORD / "new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "tools.mutate.recording", *TESTS]
    path = os.pathsep.join([str(SOURCE), str(ROOT), os.environ.get("PYTHONPATH", "")])
    subprocess.run(command, cwd=ROOT, env=os.environ | {FOLDER: str(fresh), "PYTHONPATH": path}, check=False)
    keep(fresh)


def keep(fresh: Path) -> None:
    """Take what a run has written in place of what was there, with the sources that it ran."""
    data = coverage.CoverageData(str(fresh / LINES))
    for part in fresh.glob(f"{LINES}.*"):
        other = coverage.CoverageData(str(part))
        other.read()
        data.update(other)
    data.close()
    times: dict[str, float | None] = {}
    for part in fresh.glob(f"{TIMES}.*"):
        times |= json.loads(part.read_text(encoding="utf-8"))
    (fresh / LINES).replace(RECORD / LINES)
    (RECORD / TIMES).write_text(json.dumps(times, indent=0), encoding="utf-8")
    shutil.rmtree(RECORD / "src", ignore_errors=True)
    shutil.copytree(SOURCE, RECORD / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(fresh)


@dataclass(frozen=True, slots=True)
class Reached:
    """What tests reach in one file as it is now: by line, and all that run any of its functions."""

    by_line: Mapping[int, frozenset[str]]
    functions: frozenset[str]
    statements: Mapping[int, range]
    inside: frozenset[int]

    def tests(self, line: int) -> frozenset[str]:
        """The tests that run a line. What runs at import is used wherever anything of the file is."""
        if line not in self.inside:
            return self.functions
        return frozenset().union(*(self.by_line.get(each, frozenset()) for each in self.statements.get(line, [line])))


def file_of(test: str) -> str:
    """The file of a test that is named as pytest names it."""
    return test.partition("::")[0]


class Reach:
    """The record, brought in step with sources that have changed since.

    A line that is new is taken to be reached by the tests that reach the line above it. `seconds` has the tests that
    passed, `known` all of them.
    """

    def __init__(self) -> None:
        times: Mapping[str, float | None] = json.loads((RECORD / TIMES).read_text(encoding="utf-8"))
        self.known = frozenset(times)
        self.seconds = {test: seconds for test, seconds in times.items() if seconds is not None}
        self._data = coverage.CoverageData(str(RECORD / LINES))
        self._data.read()
        self._files: dict[str, list[str]] = {}
        for test in self.seconds:
            self._files.setdefault(file_of(test), []).append(test)
        self.file = lru_cache(maxsize=None)(self._file)

    def tests_of(self, file: str) -> Sequence[str]:
        """The tests of a file that passed."""
        return self._files.get(file, [])

    def _file(self, path: Path) -> Reached:
        now = path.read_text(encoding="utf-8")
        old = RECORD / "src" / path.relative_to(SOURCE)
        recorded = self._data.contexts_by_lineno(path.relative_to(ROOT).as_posix())
        places = _places(old.read_text(encoding="utf-8") if old.exists() else "", now)
        by_line = {line: self._passed(recorded.get(place, ())) for line, place in places.items()}
        tree = ast.parse(now)
        inside = frozenset(_inside(tree))
        functions = frozenset[str]().union(*(by_line.get(line, frozenset()) for line in inside))
        return Reached(by_line, functions, dict(_statements(tree)), inside)

    def _passed(self, tests: Iterable[str]) -> frozenset[str]:
        return frozenset(test for test in tests if test in self.seconds)


def _places(old: str, now: str) -> dict[int, int]:
    """For each line of a file as it is now, the line that it was, or that the line above it was."""
    matcher = difflib.SequenceMatcher(None, old.splitlines(), now.splitlines(), autojunk=False)
    same = {block.b + i: block.a + i for block in matcher.get_matching_blocks() for i in range(block.size)}
    found: dict[int, int] = {}
    place = 0
    for index in range(len(now.splitlines())):
        place = same.get(index, place)
        found[index + 1] = place + 1
    return found


def _inside(tree: ast.Module) -> Iterator[int]:
    """The lines that run when a function is called, not when the module is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)


def _statements(tree: ast.Module) -> Iterator[tuple[int, range]]:
    """The lines of the statement that each line belongs to; of a compound one, those before its body."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = body[0].lineno if body else (node.end_lineno or node.lineno) + 1
            lines = range(node.lineno, max(end, node.lineno + 1))
            yield from ((line, lines) for line in lines)
