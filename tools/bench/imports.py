"""Measures what the imports of a command take, by package."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

_MARK = "import time:"
_MICRO = 1_000_000


def measure_imports(arguments: Sequence[str], rounds: int) -> dict[str, tuple[int, float]]:
    """For each package that a call of huibian imports, its modules and the median of their seconds; the slowest first.

    The time of a module is its own, without what it imports. Rooms of huibian count as one package, and so do Python's
    own modules.
    """
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    modules: Counter[str] = Counter()
    for _ in range(rounds):
        found = list(_imported(arguments))
        modules = Counter(name for name, _ in found)
        for name in modules:
            seconds[name].append(sum(took for each, took in found if each == name))
    slowest = sorted(seconds, key=lambda name: -median(seconds[name]))
    return {name: (modules[name], median(seconds[name])) for name in slowest}


def _imported(arguments: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The package of each module that is imported, and its seconds."""
    command = [sys.executable, "-X", "importtime", "-m", "huibian", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    for line in told.splitlines():
        if line.startswith(_MARK) and "[us]" not in line:
            own, _, name = line.removeprefix(_MARK).split("|")
            package = name.strip().partition(".")[0]
            is_python = package in sys.stdlib_module_names or package.startswith("_sysconfigdata")
            yield "Python" if is_python else package, int(own) / _MICRO
