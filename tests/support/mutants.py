"""Damaged files by the hundred, the same for the same seed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from huibian.diagnostics import Diagnostic, Severity
from huibian.text.model import Article
from tests.support.articles import try_file

SECONDS = 5  # of CPU that any file may take


def scaled(count: int) -> int:
    """How many mutants of a kind to try: what fits in a run of all tests, times `HUIBIAN_MUTANTS`."""
    return count * int(os.environ.get("HUIBIAN_MUTANTS", "1"))


def spread(seed: int, count: int, make: Callable[[random.Random], bytes]) -> Iterator[bytes]:
    """Mutants, each of a random source of its own: mutant `i` is the first of `seed + i`."""
    return (make(random.Random(seed + index)) for index in range(count))


def read_mutant(path: Path, data: bytes) -> tuple[Article | None, list[Diagnostic]]:
    """Read a mutant and hold it to what is promised of every file: an article whose text adds up, or clear reasons."""
    started = time.process_time()
    article, found = try_file(path, data)
    assert time.process_time() - started < SECONDS
    assert article is not None or any(each.severity is Severity.ERROR for each in found)
    blamed = [each.message for each in found if each.code in ("HB217", "HB900")]
    assert not blamed, blamed
    return article, found
