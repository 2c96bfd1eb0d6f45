"""The DOCX breaks every line and page where the frames do: in LibreOffice, and in a model of the consumers that
cannot be run here, on the printed issue, every example and issues remixed at random."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

from huibian.docx.write import write_docx
from huibian.frame import Document, Line, Page, RunKind, TextLine
from tests.support import consumer
from tests.support.consumer import FAMILY, Habits
from tests.support.engines import libreoffice
from tests.support.examples import EXAMPLES, ISSUE_92, NAMES, composed
from tests.support.glyphs import pages_of_lines
from tests.support.remix import write_remix
from tests.support.wordml import unlocked

pytestmark = pytest.mark.debian_fonts

SEEDS = range(20)
REAL = [pytest.param(ISSUE_92, marks=pytest.mark.shared), *EXAMPLES, NAMES]


@pytest.fixture(name="remixes", scope="module")
def _remixes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("remixes")
    return [write_remix(folder, seed, hard=0.02 if seed % 2 else 0.0) for seed in SEEDS]


@cache
def docx_of(manifest: Path) -> bytes:
    return write_docx(composed(manifest).document)


def squeezed(text: str) -> str:
    return "".join(text.split()).replace(".", "")


def lines_of(page: Page, *, folio: bool) -> list[str]:
    """The lines from top to bottom, without white and leaders."""
    items = [item for item in page.items if isinstance(item, Line) and (folio or isinstance(item, TextLine))]
    items.sort(key=lambda item: item.baseline)
    return [squeezed("".join(run.text for run in item.runs if run.kind is not RunKind.TAB)) for item in items]


def differences(document: Document, found: list[list[str]], *, folio: bool) -> list[tuple[int, list[str], list[str]]]:
    """The pages that differ, each with its lines here and there."""
    wanted = [lines_of(page, folio=folio) for page in document.pages]
    got = [[squeezed(line) for line in page] for page in found]
    pages = enumerate(zip_longest(wanted, got, fillvalue=["no such page"]), 1)
    return [(number, here, there) for number, (here, there) in pages if here != there]


@pytest.mark.libreoffice
def test_libreoffice_breaks_every_line_and_page_where_the_pdf_does(tmp_path: Path, remixes: list[Path]) -> None:
    manifests = [*([ISSUE_92] if ISSUE_92.exists() else []), *EXAMPLES, *remixes]
    files = []
    for manifest in manifests:
        files.append(tmp_path / f"{manifest.stem}.docx")
        files[-1].write_bytes(docx_of(manifest))

    for manifest, pdf in zip(manifests, libreoffice.convert_all(files, tmp_path), strict=True):
        found = pages_of_lines(pdf)
        assert differences(composed(manifest).document, found, folio=True) == [], manifest.stem


@pytest.mark.parametrize("habits", FAMILY, ids=str)
@pytest.mark.parametrize("manifest", REAL, ids=lambda path: path.stem)
def test_every_consumer_of_the_family_breaks_real_issues_alike(manifest: Path, habits: Habits) -> None:
    found = consumer.pages_of_lines(docx_of(manifest), habits)

    assert differences(composed(manifest).document, found, folio=False) == []


@pytest.mark.parametrize("habits", FAMILY, ids=str)
def test_every_consumer_of_the_family_breaks_remixed_issues_alike(remixes: list[Path], habits: Habits) -> None:
    for manifest in remixes:
        found = consumer.pages_of_lines(docx_of(manifest), habits)
        assert differences(composed(manifest).document, found, folio=False) == [], manifest.stem


@pytest.mark.libreoffice
@pytest.mark.parametrize("manifest", EXAMPLES[:1], ids=lambda path: path.stem)
def test_without_the_lock_lines_slip_in_libreoffice(manifest: Path, tmp_path: Path) -> None:
    """What the tests above show is the lock's doing, and they would see it go."""
    file = tmp_path / "unlocked.docx"
    file.write_bytes(unlocked(docx_of(manifest)))

    found = pages_of_lines(*libreoffice.convert_all([file], tmp_path))

    assert differences(composed(manifest).document, found, folio=True)


@pytest.mark.parametrize("habits", FAMILY, ids=str)
def test_without_the_lock_lines_slip_in_every_consumer(habits: Habits) -> None:
    found = consumer.pages_of_lines(unlocked(docx_of(EXAMPLES[0])), habits)

    assert differences(composed(EXAMPLES[0]).document, found, folio=False)
