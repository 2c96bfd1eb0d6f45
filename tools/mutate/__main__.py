"""Puts small faults into the source, one at a time, and says which of them no test notices.

`make mutate` takes the files that differ from main; ARGS='src/huibian/pdf/boxes.py' takes those named,
ARGS='--rooms pdf,text --sample 40' some mutants of whole rooms, the same for the same --seed. The tests of a mutant
are those that run its line, those of the module's own file first, then the quickest of the others up to --seconds of
them; the first that fails ends the trial. The first run records which test runs which line, which takes about as
long as all tests do; --record does so again, which is needed when tests were added for other modules than their own.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.mutate.accepted import read_accepted, stale
from tools.mutate.operators import Mutant, is_readable, mutants
from tools.mutate.reach import RECORD, ROOT, SOURCE, TIMES, Reach, file_of, record
from tools.mutate.trials import Changed, Ended, Round, Trial, Verdict, prepare, wait_for

PACKAGE = SOURCE / "huibian"
_LIMITS = "tests/test_limits.py"  # asks every module for its limits and runs none of its functions


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mutant and where it is."""

    path: Path
    text: str
    mutant: Mutant

    @property
    def room(self) -> str:
        """The folder of its module; a point for modules that are in none."""
        parts = self.path.relative_to(PACKAGE).parts
        return parts[0] if len(parts) > 1 else "."

    @property
    def changed(self) -> Changed:
        """Its module with the fault in it."""
        return Changed(self.path, self.mutant.edit.of(self.text))


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders; without any, what differs from --base")
    parser.add_argument("--rooms", default="", help="folders of src/huibian, with commas between them")
    parser.add_argument("--base", default="main", help="the commit to compare with (%(default)s)")
    parser.add_argument("--sample", type=int, help="try so many mutants instead of all")
    parser.add_argument("--seed", type=int, default=1, help="which ones (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="so many trials at once (%(default)s)")
    parser.add_argument("--seconds", type=float, default=10, help="of tests for one mutant, at most (%(default)s)")
    parser.add_argument("--record", action="store_true", help="record again which tests run which lines")
    return parser.parse_args()


def files(paths: Sequence[Path], rooms: str, base: str) -> list[Path]:
    """The modules to change, in order."""
    given = [path.resolve() for path in paths] + [PACKAGE / room for room in rooms.split(",") if room]
    if not given:
        command = ["git", "diff", "--name-only", "--diff-filter=d", base, "--", "src"]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        given = [ROOT / name for name in told.splitlines()]
    found = [file for path in given for file in (path.rglob("*.py") if path.is_dir() else [path])]
    return sorted({file for file in found if file.suffix == ".py" and file.is_relative_to(PACKAGE)})


def own_tests(path: Path) -> str:
    """The file that has the tests of a module, as pytest names it."""
    place = path.relative_to(PACKAGE)
    return (Path("tests") / place.parent / f"test_{place.stem.strip('_')}.py").as_posix()


def rounds(candidate: Candidate, reach: Reach, seconds: float) -> Iterator[Round]:
    """The tests of a mutant: first those of its module's own file, then the quickest of all others that run its line.

    Of the own file all tests run, also those that are new or that the record does not have for this line: where a
    result is kept, only the first test that asks for it runs the lines that make it.
    """
    own = own_tests(candidate.path)
    reached = reach.file(candidate.path).tests(candidate.mutant.line)
    if (ROOT / own).exists():
        tests = sorted(reach.tests_of(own), key=lambda test: (test not in reached, reach.seconds[test]))
        chosen, sum_of = _within(seconds, tests, reach)
        yield Round(chosen, sum_of, (own,), reach.known)
    told = [] if candidate.mutant.line in reach.file(candidate.path).inside else reach.tests_of(_LIMITS)
    others = sorted(
        (test for test in {*reached, *told} if file_of(test) != own), key=lambda test: (reach.seconds[test], test)
    )
    chosen, sum_of = _within(seconds, others, reach)
    files = tuple(sorted({file for test in chosen if (ROOT / (file := file_of(test))).exists()}))
    if files:
        yield Round(chosen, sum_of, files, None)


def _within(seconds: float, tests: Sequence[str], reach: Reach) -> tuple[tuple[str, ...], float]:
    """The first tests, as many as take no longer than `seconds` together, and how long they take."""
    chosen, sum_of = [], 0.0
    for test in tests:
        if sum_of + reach.seconds[test] <= seconds:
            chosen.append(test)
            sum_of += reach.seconds[test]
    return tuple(chosen), sum_of


class Run:
    """All trials of one run, some at a time."""

    def __init__(self, reach: Reach, seconds: float, scratch: Path) -> None:
        self._reach = reach
        self._seconds = seconds
        self._scratch = scratch
        self._running: dict[Trial, tuple[Candidate, Iterator[Round]]] = {}

    def results(self, candidates: Sequence[Candidate], jobs: int) -> Iterator[tuple[Candidate, Ended]]:
        """How each ended, as they end."""
        waiting = iter(candidates)
        while True:
            while len(self._running) < jobs and (candidate := next(waiting, None)) is not None:
                if not self._start(candidate, rounds(candidate, self._reach, self._seconds)):
                    yield candidate, Ended(Verdict.UNREACHED)
            if not self._running:
                return
            for trial, ended in wait_for(list(self._running)):
                candidate, todo = self._running.pop(trial)
                if ended.verdict is not Verdict.SURVIVED:
                    yield candidate, ended
                elif not self._start(candidate, todo):
                    is_reached = self._reach.file(candidate.path).tests(candidate.mutant.line)
                    yield candidate, ended if is_reached else Ended(Verdict.UNREACHED)

    def _start(self, candidate: Candidate, todo: Iterator[Round]) -> bool:
        """Start the next round of a mutant; whether there is one."""
        tests = next(todo, None)
        if tests is not None:
            self._running[Trial(candidate.changed, tests, self._scratch)] = candidate, todo
        return tests is not None


def red_without_mutant(killers: set[str], reach: Reach, scratch: Path) -> str:
    """A test among those that failed on mutants that fails on the source as it is, too; empty if there is none."""
    tests = tuple(sorted(killers))
    named = tuple(sorted({file_of(test) for test in tests}))
    if not tests:
        return ""
    trial = Trial(None, Round(tests, sum(reach.seconds.get(test, 1) for test in tests), named, None), scratch)
    ((_, ended),) = wait_for([trial])
    return "" if ended.verdict is Verdict.SURVIVED else ended.test or "?"


def candidates(paths: Sequence[Path]) -> Iterator[Candidate]:
    """Every mutant of some modules."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        yield from (Candidate(path, text, mutant) for mutant in mutants(text))


def shown(candidate: Candidate, verdict: Verdict) -> str:
    """A mutant as it stands in `accepted.yaml`, but for its reason."""
    mutant = candidate.mutant
    place = f"{candidate.path.relative_to(ROOT)}:{mutant.line}"
    return f"{place}: {verdict}\n- operator: {mutant.operator}\n  was: {mutant.was}\n  now: {mutant.now}"


def table(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """The numbers of each room and of all."""
    columns = [*Verdict, "accepted"]
    yield f"{'':12}{'mutants':>10}" + "".join(f"{column:>11}" for column in columns)
    rooms = sorted({room for room, _ in counts})
    for room in [*rooms, *(["all"] if len(rooms) > 1 else [])]:
        numbers = [sum(counts[each, column] for each in (rooms if room == "all" else [room])) for column in columns]
        yield f"{room:12}{sum(numbers):10}" + "".join(f"{number:11}" for number in numbers)


def main() -> int:
    """Run what was asked for; 1 if a mutant survived that is not accepted."""
    asked = arguments()
    prepare()
    if asked.record or not (RECORD / TIMES).exists():
        print("Recording which test runs which line ...", flush=True)
        record()
    reach, accepted = Reach(), read_accepted()
    found = list(candidates(files(asked.paths, asked.rooms, asked.base)))
    if asked.sample is not None and asked.sample < len(found):
        found = sorted(random.Random(asked.seed).sample(found, asked.sample), key=found.index)
    found = [each for each in found if is_readable(each.changed.source)]
    counts = Counter((each.room, "accepted") for each in found if each.mutant.key in accepted)
    tried = [each for each in found if each.mutant.key not in accepted]
    killers: set[str] = set()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutate-") as scratch:
        for candidate, ended in Run(reach, asked.seconds, Path(scratch)).results(tried, asked.jobs):
            counts[candidate.room, ended.verdict] += 1
            if ended.test:
                killers.add(ended.test)
            if ended.verdict in (Verdict.SURVIVED, Verdict.UNREACHED):
                print(shown(candidate, ended.verdict), flush=True)
        red = red_without_mutant(killers, reach, Path(scratch))
    print(*table(counts), f"{time.monotonic() - started:.0f} s", sep="\n")
    for key in stale(accepted, SOURCE):
        print(f"accepted.yaml has a line that is not in the source: {key[1]}", file=sys.stderr)
    if red:
        print(f"These numbers mean nothing: without any mutant, this test fails too: {red}", file=sys.stderr)
    return 1 if red or any(counts[key] for key in counts if key[1] in (Verdict.SURVIVED, Verdict.UNREACHED)) else 0


if __name__ == "__main__":
    sys.exit(main())
