"""Damaged articles from file to output: whatever an office sends becomes pages, or an error that blames the file.

`HUIBIAN_MUTANTS` sets how many of each kind; the readers' own tests try the same files, and more closely.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.diagnostics import HuibianError, Severity
from huibian.exports import Format, encode
from tests.support.issues import MANIFEST
from tests.support.mutants import SECONDS, scaled
from tests.support.textmutants import markdown_mutants, text_mutants
from tests.support.wordmutants import word_mutants

LAYOUTS = ("bulletin", "gbt9704", "gbt9704-b", "jianbao")  # those that ask for nothing more
OURS = ("HB217", "HB900", *(f"HB{number}" for number in range(511, 519)))
MEMORY = 400 * 2**20
WRITTEN = 10  # of so many mutants one is written too


@pytest.fixture(scope="module")
def builder() -> IssueBuilder:
    return IssueBuilder()


@pytest.mark.parametrize(
    ("ending", "make", "count"),
    [("txt", text_mutants, 200), ("md", markdown_mutants, 230), ("docx", word_mutants, 230)],
)
def test_a_damaged_article_becomes_pages_or_an_error_of_its_own(
    tmp_path: Path, builder: IssueBuilder, ending: str, make: Callable[[int, int], Iterator[bytes]], count: int
) -> None:
    blamed = []
    before = _peak()
    for number, data in enumerate(make(92, scaled(count))):
        (tmp_path / f"a.{ending}").write_bytes(data)
        manifest = tmp_path / "issue.yaml"
        layout = MANIFEST.replace("bulletin", LAYOUTS[number % len(LAYOUTS)])
        manifest.write_text(f"{layout}      - a.{ending}\n", encoding="utf-8")
        started = time.process_time()
        blamed += [f"{number}: {each}" for each in _faults_of_ours(builder, manifest, number % WRITTEN == 0)]
        assert time.process_time() - started < SECONDS, number
    assert not blamed
    assert _peak() - before < MEMORY  # what the tests before it took is not their fault


def _peak() -> int:
    """The most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _faults_of_ours(builder: IssueBuilder, manifest: Path, is_written: bool) -> Iterator[str]:
    """What the program says of itself; an exception that is no fault of an issue ends the test."""
    try:
        composed = builder.compose(manifest)
        if is_written:
            for each in Format:
                assert encode(composed.document, [each])[each]
    except HuibianError as error:
        if not any(each.severity is Severity.ERROR for each in error.diagnostics):
            yield "no reason"
        yield from (f"{each.code} {each.message}" for each in error.diagnostics if each.code in OURS)
