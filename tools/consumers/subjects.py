"""The documents that engines are asked about, made and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from huibian.docx.write import write_docx
from huibian.frame import Document, Line
from huibian.layoutfile.definition import load_layout
from tests.support.corpus import LAYOUTS, MANIFESTS, SEEDS, in_layout, random_issue
from tests.support.examples import ISSUE_92, composed
from tests.support.wordml import unlocked
from tools.consumers.causes import Cause, causes

_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """A document and the file written of it.

    Attributes:
        name: Layout and issue, such as "gbt9704/issue-57".
        document: Our pages.
        docx: The file.
        breaks: How many lines of the file are ended by a line break, by cause.
    """

    name: str
    document: Document
    docx: Path
    breaks: Counter[Cause]

    @property
    def lines(self) -> int:
        """How many lines our pages have."""
        return sum(isinstance(item, Line) for page in self.document.pages for item in page.items)

    @property
    def layout(self) -> str:
        """The name of the layout."""
        return self.name.partition("/")[0]


def subjects(patterns: Sequence[str], folder: Path, *, locked: bool) -> list[Subject]:
    """The documents whose names match one of the patterns, written into `folder`; all, where there is no pattern."""
    wanted = [name for name in _makers() if not patterns or any(fnmatchcase(name, each) for each in patterns)]
    with ProcessPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(partial(_subject, folder=folder, locked=locked), wanted))


def _makers() -> Mapping[str, Callable[[], Document]]:
    found: dict[str, Callable[[], Document]] = {}
    if ISSUE_92.exists():
        found["bulletin/issue-92"] = lambda: composed(ISSUE_92).document
    for layout in LAYOUTS:
        for manifest in MANIFESTS:
            found[f"{layout.stem}/{manifest.stem}"] = partial(in_layout, manifest, layout)
        for seed in SEEDS:
            found[f"{layout.stem}/random-{seed}"] = partial(random_issue, load_layout(layout), seed)
    return found


def _subject(name: str, folder: Path, *, locked: bool) -> Subject:
    document = _makers()[name]()
    docx = write_docx(document)
    file = folder / f"{name.replace('/', '.')}.docx"
    file.write_bytes(docx if locked else unlocked(docx))
    return Subject(name, document, file, causes(docx))
