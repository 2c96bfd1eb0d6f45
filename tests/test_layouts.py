"""Every layout that comes with huibian, on issues that have everything in them: what LibreOffice makes of the DOCX is
the PDF, line by line and page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.docx.write import write_docx
from huibian.fontbook import FontBook
from huibian.frame import Document, RunKind, Text
from huibian.layout.definition import load_layout
from huibian.pages.compose import compose
from huibian.pages.dump import dump
from tests.support import contents, libreoffice
from tests.support.examples import PICTURED, SHORT, STANDARD, composed, read
from tests.support.references import check_reference

LAYOUTS = sorted(resources.layouts_folder().glob("*.yaml"))
SEEDS = range(20)
_SIGNS = str.maketrans("", "", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ \u3000.")


@cache
def fonts() -> FontBook:
    return FontBook.open(resources.fonts_folder() / "catalogue.yaml")


def random_issue(layout: Path, seed: int) -> Document:
    issue, _ = read(SHORT)
    section = issue.sections[0]
    one = replace(section, articles=section.articles[:1])
    full = issue.colophon.model_copy(update={"report_to": "县委、县政府", "publisher": "县史志办", "copies": 60})
    articles = [[contents.article(seed)], [contents.article(seed + 100)]]
    chosen = load_layout(layout).model_copy(update={"required": ()})
    issue = replace(issue, sections=(one, one), colophon=full)
    return compose(issue, articles, chosen, fonts(), Diagnostics())


def lines(document: Document) -> list[Counter[str]]:
    """The lines of each page without the signs of footnotes, which stand on lines of their own when read back."""
    pages = []
    for page in document.pages:
        rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for item in page.items:
            if isinstance(item, Text):
                text = "".join(run.text for run in item.runs if run.kind is not RunKind.TAB)
                rows[round(item.baseline / 2000)].append((item.x, text))
        pages.append(counted(["".join(text for _, text in sorted(row)) for row in rows.values()]))
    return pages


def counted(page: Sequence[str]) -> Counter[str]:
    return Counter(text for line in page if (text := line.translate(_SIGNS)))


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_random_issues_come_out_of_libreoffice_as_they_are_in_the_pdf(layout: Path, tmp_path: Path) -> None:
    issues = [random_issue(layout, seed) for seed in SEEDS]
    files = [tmp_path / f"{seed}.docx" for seed in SEEDS]
    for file, issue in zip(files, issues, strict=True):
        file.write_bytes(write_docx(issue))
    differing = []
    for seed, issue, pdf in zip(SEEDS, issues, libreoffice.convert_all(files, tmp_path), strict=True):
        found = [counted(page) for page in libreoffice.pages_of_lines(pdf)]
        wanted = lines(issue)
        if found != wanted:
            pairs = zip(found, wanted, strict=False)
            place = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), min(len(found), len(wanted)) + 1)
            first = found[place - 1] if place <= len(found) else Counter()
            second = wanted[place - 1] if place <= len(wanted) else Counter()
            differing.append((seed, place, len(found), len(wanted), list(first - second)[:2], list(second - first)[:2]))

    assert not differing


ISSUES = [SHORT.parent / name for name in ("jianbao-12.yaml", "neibu-3.yaml", "gbt9704-58.yaml")]


@pytest.mark.debian_fonts
@pytest.mark.parametrize("manifest", [*ISSUES, PICTURED], ids=lambda path: path.stem)
def test_the_examples_of_the_layouts_stand_where_they_stood(manifest: Path) -> None:
    check_reference(f"frames/{manifest.stem}.txt", dump(composed(manifest).document))


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_the_examples_come_out_of_libreoffice_in_every_layout(layout: Path, tmp_path: Path) -> None:
    chosen = load_layout(layout).model_copy(update={"required": ()})
    found, wanted = {}, {}
    for manifest in (SHORT, STANDARD, PICTURED):
        issue, articles = read(manifest)
        document = compose(issue, articles, chosen, fonts(), Diagnostics())
        file = tmp_path / f"{manifest.stem}.docx"
        file.write_bytes(write_docx(document))
        wanted[file.stem] = lines(document)
    for pdf in libreoffice.convert_all(sorted(tmp_path.glob("*.docx")), tmp_path):
        found[pdf.stem] = [counted(page) for page in libreoffice.pages_of_lines(pdf)]

    assert found == wanted
