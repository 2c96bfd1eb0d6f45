"""Runs commands in turn and measures what each costs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_KILOBYTE = 1024 if sys.platform != "darwin" else 1  # what the system counts memory in


class CommandError(Exception):
    """A command that is measured failed; the message has its exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is measured.

    Attributes:
        name: What it is called in the tables.
        lines: The command lines that it takes, in order; all are counted.
        environment: What is added to the environment.
        code: The exit code that each of them has to end with.
    """

    name: str
    lines: Sequence[Sequence[str]]
    environment: Mapping[str, str] = field(default_factory=dict)
    code: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took.

    Attributes:
        wall: Seconds on the clock.
        cpu: Seconds of all cores together, of the command and all that it started.
        memory: Bytes of the largest process at its largest; never less than what the one that measures takes.
    """

    wall: float
    cpu: float
    memory: int


def run(command: Command) -> Cost:
    """Run a command once.

    Raises:
        CommandError: It failed.
    """
    wall = cpu = 0.0
    memory = 0
    for line in command.lines:
        start = time.perf_counter()
        process = subprocess.Popen(
            line,
            env=os.environ | command.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall += time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != command.code:
            msg = f"{command.name}: exit code {process.returncode} of {' '.join(line)}"
            raise CommandError(msg)
        cpu += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss * _KILOBYTE)
    return Cost(wall, cpu, memory)


@dataclass(frozen=True, slots=True)
class Costs:
    """What the rounds of a command took, in order."""

    name: str
    rounds: Sequence[Cost]

    @property
    def wall(self) -> float:
        """The median of the seconds on the clock."""
        return statistics.median(each.wall for each in self.rounds)

    @property
    def cpu(self) -> float:
        """The median of the seconds of all cores together."""
        return statistics.median(each.cpu for each in self.rounds)

    @property
    def memory(self) -> float:
        """The median of the bytes."""
        return statistics.median(each.memory for each in self.rounds)

    def ratio(self, other: Costs, of: Callable[[Cost], float]) -> float:
        """The median over the rounds of this cost by the other's of the same round."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return statistics.median(of(mine) / of(theirs) for mine, theirs in pairs)


def measure(commands: Sequence[Command], rounds: int) -> list[Costs]:
    """Run commands in turn, so that what else the machine does meets all alike.

    A first round, which warms the disk, is not counted.

    Raises:
        CommandError: One of them failed.
    """
    counted = [[run(command) for command in commands] for _ in range(rounds + 1)][1:]
    return [Costs(command.name, column) for command, column in zip(commands, zip(*counted, strict=True), strict=True)]
