"""Every layout that comes with huibian, on issues that have everything in them: what LibreOffice makes of the DOCX is
the PDF, page by page and each line in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.docx.write import write_docx
from huibian.fontbook import FontBook
from huibian.frame import Document
from huibian.layout.cjk import Prohibition
from huibian.layout.definition import Layout, load_layout
from huibian.pages.compose import compose
from huibian.pages.dump import dump
from tests.support import contents, libreoffice
from tests.support.examples import PICTURED, SHORT, composed, read
from tests.support.placing import misplaced
from tests.support.references import check_reference
from tests.support.requirements import ROOT

LAYOUTS = sorted(resources.layouts_folder().glob("*.yaml"))
SEEDS = range(20)


@cache
def fonts() -> FontBook:
    return FontBook.open(resources.fonts_folder() / "catalogue.yaml")


def random_issue(layout: Layout, seed: int) -> Document:
    issue, _ = read(SHORT)
    section = issue.sections[0]
    one = replace(section, articles=section.articles[:1])
    full = issue.colophon.model_copy(update={"report_to": "县委、县政府", "publisher": "县史志办", "copies": 60})
    articles = [[contents.article(seed)], [contents.article(seed + 100)]]
    chosen = layout.model_copy(update={"required": ()})
    issue = replace(issue, sections=(one, one), colophon=full)
    return compose(issue, articles, chosen, fonts(), Diagnostics())


def differences(documents: Sequence[Document], folder: Path) -> list[tuple[int, int, list[tuple[str, str]]]]:
    """What LibreOffice makes otherwise: which document, which page, the lines of each; or the number of its pages."""
    files = [folder / f"{number}.docx" for number in range(len(documents))]
    for file, document in zip(files, documents, strict=True):
        file.write_bytes(write_docx(document))
    found = []
    for number, (document, pdf) in enumerate(zip(documents, libreoffice.convert_all(files, folder), strict=True)):
        pages = libreoffice.pages_of_glyphs(pdf)
        for page, (ours, glyphs) in enumerate(zip_longest(document.pages, pages), 1):
            lines = misplaced(document, ours, glyphs) if ours and glyphs is not None else [("no", "page")]
            if lines:
                found.append((number, page, lines))
    return found


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_random_issues_come_out_of_libreoffice_as_they_are_in_the_pdf(layout: Path, tmp_path: Path) -> None:
    assert not differences([random_issue(load_layout(layout), seed) for seed in SEEDS], tmp_path)


MANIFESTS = sorted((ROOT / "examples").glob("*/*.yaml"))
MEANT = [SHORT.parent / name for name in ("jianbao-12.yaml", "neibu-3.yaml", "gbt9704-58.yaml")]


def in_layout(manifest: Path, layout: Path) -> Document:
    chosen = load_layout(layout).model_copy(update={"required": ()})
    return compose(*read(manifest), chosen, fonts(), Diagnostics())


@pytest.mark.debian_fonts
@pytest.mark.parametrize("manifest", MEANT, ids=lambda path: path.stem)
def test_the_examples_of_the_layouts_stand_where_they_stood(manifest: Path) -> None:
    check_reference(f"frames/{manifest.stem}.txt", dump(composed(manifest).document))


@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_an_issue_with_everything_stands_where_it_stood_in_every_layout(layout: Path) -> None:
    check_reference(f"frames/issue-59-{layout.stem}.txt", dump(in_layout(PICTURED, layout)))


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_all_examples_come_out_of_libreoffice_in_every_layout(layout: Path, tmp_path: Path) -> None:
    assert not differences([in_layout(manifest, layout) for manifest in MANIFESTS], tmp_path)


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("level", [level for level in Prohibition if level is not Prohibition.STRICT])
def test_laxer_levels_of_prohibition_come_out_of_libreoffice_too(level: Prohibition, tmp_path: Path) -> None:
    layout = load_layout(resources.layouts_folder() / "gbt9704.yaml")
    rules = layout.line_breaking.model_copy(update={"prohibition": level})
    lax = layout.model_copy(update={"line_breaking": rules})

    assert not differences([random_issue(lax, seed) for seed in SEEDS[:5]], tmp_path)
