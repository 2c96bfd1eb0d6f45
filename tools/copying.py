"""Counts the printed lines that readers of our PDFs cut, over the examples, issue 92 and issues made at random.

Usage: python -m tools.copying [SEEDS] (10 of each kind by default); `make copying` calls it.

Readers: poppler's `pdftotext` in three modes, PDFium, and pdf.js in Chromium, both its `getTextContent` and what is
copied out of its text layer. The last two need node, npm and Chromium; they are left out, and that is said, where one
is missing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2

from huibian.build import IssueBuilder
from huibian.frame import Document
from huibian.layoutfile.definition import load_layout
from huibian.pdf.write import write_pdf
from tests.support.contents import article
from tests.support.examples import ISSUE_92, STANDARD
from tests.support.layouts import compose_articles
from tests.support.remix import write_remix
from tools.copied_lines import POPPLER_MODES, Passage, faults, passages, pdfium_lines, poppler_lines

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "build" / "copying"
PACKAGES = ("pdfjs-dist@6.5.438", "playwright-core@1.65.1")
_LAYOUTS = ("bulletin", "jianbao", "gbt9704", "gbt9704-b")  # `neibu` asks for more than the manifest has

Pages = Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue to be read: its file, and what each page of it has to say."""

    pdf: Path
    wanted: tuple[tuple[Passage, ...], ...]

    @property
    def lines(self) -> int:
        """How many printed lines it has."""
        return sum(len(passage.lines) for page in self.wanted for passage in page)


def documents(folder: Path, seeds: int) -> Iterator[tuple[str, Document]]:
    """Every issue that is read, by name."""
    builder = IssueBuilder()
    real = [*sorted((ROOT / "examples").glob("*/*.yaml")), *([ISSUE_92] if ISSUE_92.exists() else [])]
    remixed = [write_remix(folder, seed, hard=0.02 if seed % 2 else 0.0) for seed in range(seeds)]
    for manifest in [*real, *remixed]:
        yield manifest.stem, builder.compose(manifest).document
    for seed in range(seeds):
        name = _LAYOUTS[seed % len(_LAYOUTS)]
        articles = [article(seed * 10 + number) for number in range(4)]
        layout = load_layout(ROOT / "layouts" / f"{name}.yaml")
        yield f"contents-{seed}-{name}", compose_articles(layout, STANDARD, articles)


def chromium_reader() -> Callable[[Path], list[dict[str, list[str]]]] | None:
    """Reads a PDF with pdf.js in Chromium; `None` where that cannot be set up."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None or not shutil.which("node") or not shutil.which("npm"):
        return None
    MODULES.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(MODULES), *PACKAGES], check=True)
    return partial(_read_in_chromium, browser)


def _read_in_chromium(browser: str, pdf: Path) -> list[dict[str, list[str]]]:
    script = [str(ROOT / "tools" / "copying.mjs"), str(MODULES / "node_modules"), browser, str(pdf)]
    run = subprocess.run(["node", *script], capture_output=True, check=True, timeout=600)
    pages: list[dict[str, list[str]]] = json.loads(run.stdout)
    return pages


def readings(pdf: Path, in_chromium: Callable[[Path], list[dict[str, list[str]]]] | None) -> Mapping[str, Pages]:
    """The lines of each page by reader."""
    found: dict[str, Pages] = {mode: poppler_lines(pdf, mode) for mode in POPPLER_MODES}
    found["PDFium"] = pdfium_lines(pdf)
    if in_chromium:
        pages = in_chromium(pdf)
        found["pdf.js"] = [page["content"] for page in pages]
        found["Chromium copy"] = [page["selection"] for page in pages]
    return found


def main(seeds: int) -> int:
    """Print a line for each issue and the sum; the status says whether a line is cut."""
    print(f"PDFium {pypdfium2.PDFIUM_INFO}, {_first_line('pdftotext', '-v')}, {' '.join(PACKAGES)}")
    in_chromium = chromium_reader()
    if in_chromium is None:
        print("pdf.js is left out: it needs node, npm and chromium.")
    cut, lines = Counter[str](), 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, document in documents(folder, seeds):
            pdf = folder / f"{name}.pdf"
            pdf.write_bytes(write_pdf(document))
            issue = Issue(pdf, tuple(tuple(passages(document, page)) for page in document.pages))
            counts = {
                reader: sum(len(faults(*both)) for both in zip(issue.wanted, pages, strict=True))
                for reader, pages in readings(pdf, in_chromium).items()
            }
            cut.update(counts)
            lines += issue.lines
            print(f"{name}: {issue.lines} lines, cut: {counts}", flush=True)
    print(f"in all: {lines} lines, cut: {dict(cut)}")
    return int(cut.total() > 0)


def _first_line(*command: str) -> str:
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return (run.stdout + run.stderr).split("\n")[0]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
