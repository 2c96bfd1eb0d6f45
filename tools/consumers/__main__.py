"""Compares our pages with what other engines make of the DOCX, line by line and page by page: `make consumers`.

The documents are every example in every layout, the printed issue 92 where it lies beside the checkout, and random
issues with everything in them for each layout. Every line that differs is listed with its document and page; the
tables come last.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from rich.console import Console

from tests.support.engines import ENGINES, Engine
from tests.support.engines.folder import FACES
from tests.support.engines.trial import Verdict, judge
from tools.consumers.report import Answers, causes_table, engines_table, layouts_table, listing
from tools.consumers.subjects import Subject, subjects

_AT_ONCE = 2  # an engine takes half a gigabyte
_BATCH = 12  # documents for one run of an engine
_EPILOG = """\
The exit code is 1 if a line or a page differs, or if an engine could not be asked; with --unlocked, if an engine finds
nothing amiss, for then the comparison would not see the lock go.
"""


def main() -> int:
    """Compare and print; returns the exit code."""
    options = _options()
    console = Console(width=220)
    absent = {name: reason for name in options.engine if (reason := ENGINES[name].missing())}
    for name, reason in absent.items():
        print(f"{name} could not be asked: {reason}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="huibian-consumers-") as folder:
        found = subjects(options.document, Path(folder), locked=not options.unlocked)
        answers = [_answers(name, found, Path(folder)) for name in options.engine if name not in absent]
    for each in answers:
        for line in listing(each):
            print(line)
    console.print(engines_table(answers), layouts_table(found, answers), causes_table(found))
    wrong = [each for each in answers if bool(each.differing) != options.unlocked]
    return 1 if wrong or absent else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tools.consumers", description=__doc__, epilog=_EPILOG)
    parser.add_argument("document", nargs="*", help="names such as 'gbt9704/*' or '*/issue-57'; all by default")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="whom to ask; all by default")
    parser.add_argument("--unlocked", action="store_true", help="write the DOCX without the line lock")
    options = parser.parse_args()
    options.engine = options.engine or list(ENGINES)
    return options


def _answers(name: str, asked: Sequence[Subject], folder: Path) -> Answers:
    """What an engine makes of documents; a few batches are converted at once, and read one after another."""
    start = time.perf_counter()
    convert = partial(_converted, ENGINES[name], folder / name)
    batches = [asked[index : index + _BATCH] for index in range(0, len(asked), _BATCH)]
    found: dict[str, Verdict] = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for batch, pdfs in zip(batches, pool.map(convert, batches), strict=True):
            found |= {each.name: judge(each.document, pdf, FACES) for each, pdf in zip(batch, pdfs, strict=True)}
    return Answers(ENGINES[name].version(), found, time.perf_counter() - start)


def _converted(engine: Engine, out: Path, batch: Sequence[Subject]) -> list[Path]:
    out.mkdir(exist_ok=True)
    return engine.convert_all([each.docx for each in batch], out, FACES)


if __name__ == "__main__":
    sys.exit(main())
