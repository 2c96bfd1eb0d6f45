"""Every layout that comes with huibian, on issues that have everything in them: what other engines make of the DOCX is
the PDF, page by page and each line in its place."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.docx.write import write_docx
from huibian.frame import Document, NoteNumbering, RunKind, TextLine
from huibian.layout.notesigns import NOTE_SIGNS
from huibian.layoutfile.definition import Layout, load_layout
from huibian.linebreak.classes import Prohibition
from huibian.pages.dump import dump
from tests.support import consumer, spoiling
from tests.support.consumer import FAMILY, Habits
from tests.support.corpus import LAYOUTS, MANIFESTS, SEEDS, fonts, in_layout, noted_issue, random_issue
from tests.support.engines import libreoffice, onlyoffice
from tests.support.examples import PICTURED, SHORT, STANDARD, composed
from tests.support.glyphs import pages_of_glyphs
from tests.support.layouts import compose_articles
from tests.support.mergedtables import merged_article
from tests.support.placing import Difference, differences
from tests.support.references import check_reference
from tests.support.remix import sentences
from tests.support.tables import footnoted, tabled
from tests.support.wordml import unlocked


def differing(
    documents: Sequence[Document],
    folder: Path,
    convert_all: Callable[[Sequence[Path], Path], list[Path]] = libreoffice.convert_all,
    written: Callable[[Document], bytes] = write_docx,
) -> list[tuple[int, Difference]]:
    """What an engine makes otherwise, with the document's index."""
    files = [folder / f"{number}.docx" for number in range(len(documents))]
    for file, document in zip(files, documents, strict=True):
        file.write_bytes(written(document))
    pdfs = convert_all(files, folder)
    pairs = enumerate(zip(documents, pdfs, strict=True))
    return [(n, each) for n, (document, pdf) in pairs for each in differences(document, pages_of_glyphs(pdf))]


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_random_issues_come_out_of_libreoffice_as_they_are_in_the_pdf(layout: Path, tmp_path: Path) -> None:
    assert not differing([random_issue(load_layout(layout), seed) for seed in SEEDS[:4]], tmp_path)


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
def test_merged_cells_and_pictures_side_by_side_come_out_of_libreoffice_in_every_layout(tmp_path: Path) -> None:
    assert not differing([merged(layout, seed) for seed, layout in enumerate(LAYOUTS)], tmp_path)


@pytest.mark.onlyoffice
@pytest.mark.debian_fonts
def test_merged_cells_and_pictures_side_by_side_come_out_of_onlyoffice(tmp_path: Path) -> None:
    assert not differing([merged(LAYOUTS[0], 0), merged(LAYOUTS[1], 1)], tmp_path, onlyoffice.convert_all)


def merged(layout: Path, seed: int) -> Document:
    """An issue of one article whose tables have merged cells and run over pages."""
    return compose_articles(load_layout(layout), SHORT, [merged_article(seed)])


def counted(numbering: NoteNumbering) -> Layout:
    """The bulletin with footnotes that are counted so."""
    layout = load_layout(resources.layouts_folder() / "bulletin.yaml")
    return replace(layout, notes=replace(layout.notes, numbering=numbering))


SIXTY = [f"第{number}条，见《云溪县志》卷三。" for number in range(1, 61)]


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
def test_sixty_footnotes_come_out_of_libreoffice_however_they_are_counted(tmp_path: Path) -> None:
    assert not differing([noted_issue(counted(numbering), *SIXTY) for numbering in NoteNumbering], tmp_path)


SHORT_NOTES = SIXTY[:6]
LONG = "".join(sentences())
# One of some seventy lines in the middle, two of less than a page in one paragraph, and one behind the end of the text.
LONG_NOTES = (
    [*SHORT_NOTES, LONG[:3100], *SHORT_NOTES],
    [*SHORT_NOTES, LONG[:900], LONG[900:1600], *SHORT_NOTES],
    [*SHORT_NOTES, LONG[1000:4200]],
)


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
def test_long_footnotes_run_on_in_libreoffice_where_they_do_in_the_pdf(tmp_path: Path) -> None:
    layout = counted(NoteNumbering.ISSUE)

    assert not differing([noted_issue(layout, *notes) for notes in LONG_NOTES], tmp_path)


@pytest.mark.onlyoffice
@pytest.mark.debian_fonts
def test_they_run_on_in_onlyoffice_too(tmp_path: Path) -> None:
    document = noted_issue(counted(NoteNumbering.ISSUE), *LONG_NOTES[0])

    assert not differing([document], tmp_path, onlyoffice.convert_all)


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_wide_and_long_tables_come_out_of_libreoffice_as_they_are_in_the_pdf(layout: Path, tmp_path: Path) -> None:
    assert not differing([tabled(load_layout(layout))], tmp_path)


def saying_so() -> Document:
    """Such tables, in a layout that says on each further page that they go on."""
    layout = load_layout(resources.layouts_folder() / "neibu.yaml")
    tables = replace(layout.tables, continued="续表")
    return tabled(replace(layout, tables=tables))


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
def test_so_do_those_that_say_that_they_go_on(tmp_path: Path) -> None:
    assert not differing([saying_so()], tmp_path)


@pytest.mark.onlyoffice
@pytest.mark.debian_fonts
def test_they_come_out_of_onlyoffice_too(tmp_path: Path) -> None:
    document = tabled(load_layout(resources.layouts_folder() / "neibu.yaml"))

    assert not differing([document, saying_so()], tmp_path, onlyoffice.convert_all)


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
def test_footnotes_of_tables_on_turned_pages_come_out_of_libreoffice_on_both_sides_of_a_sheet(tmp_path: Path) -> None:
    assert not differing([footnoted(load_layout(layout)) for layout in LAYOUTS], tmp_path)


@pytest.mark.onlyoffice
@pytest.mark.debian_fonts
def test_those_footnotes_come_out_of_onlyoffice_too(tmp_path: Path) -> None:
    document = footnoted(load_layout(resources.layouts_folder() / "bulletin.yaml"))

    assert not differing([document], tmp_path, onlyoffice.convert_all)


MEANT = [SHORT.parent / name for name in ("jianbao-12.yaml", "neibu-3.yaml", "gbt9704-58.yaml", "gbt9704-b-58.yaml")]


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
    assert not differing([in_layout(manifest, layout) for manifest in MANIFESTS], tmp_path)


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("level", [level for level in Prohibition if level is not Prohibition.STRICT])
def test_laxer_levels_of_prohibition_come_out_of_libreoffice_too(level: Prohibition, tmp_path: Path) -> None:
    layout = load_layout(resources.layouts_folder() / "gbt9704.yaml")
    rules = replace(layout.line_breaking, prohibition=level)
    lax = replace(layout, line_breaking=rules)

    assert not differing([random_issue(lax, seed) for seed in SEEDS[:2]], tmp_path)


@pytest.mark.onlyoffice
@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_some_issues_come_out_of_onlyoffice_as_they_are_in_the_pdf(layout: Path, tmp_path: Path) -> None:
    """The others are for `make consumers`: it takes twice as long for a document as LibreOffice."""
    documents = [in_layout(SHORT, layout), in_layout(PICTURED, layout), random_issue(load_layout(layout), 0)]

    assert not differing(documents, tmp_path, onlyoffice.convert_all)


@pytest.mark.onlyoffice
@pytest.mark.debian_fonts
def test_without_the_lock_lines_slip_in_onlyoffice(tmp_path: Path) -> None:
    document = composed(STANDARD).document

    assert differing([document], tmp_path, onlyoffice.convert_all, lambda document: unlocked(write_docx(document)))


def line_counts(document: Document) -> Counter[str]:
    """How often each line stands on the pages, without the repeated header rows of tables."""
    items = (item for page in document.pages for item in page.items)
    texts = (item for item in items if isinstance(item, TextLine))
    return Counter(plain("".join(run.text for run in text.runs if run.kind is not RunKind.TAB)) for text in texts)


def lost(document: Document, docx: bytes, habits: Habits) -> Counter[str]:
    """The lines that a consumer of the family does not break as the pages have them."""
    return line_counts(document) - Counter(plain(line) for line in consumer.lines(docx, habits).elements())


def plain(line: str) -> str:
    """A line without white and leaders, all marks of footnotes alike."""
    return "".join(line.split()).replace(".", "").translate(dict.fromkeys(map(ord, NOTE_SIGNS), NOTE_SIGNS[0]))


@pytest.mark.debian_fonts
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_consumers_of_the_family_break_text_tables_and_footnotes_alike(layout: Path) -> None:
    for document in (in_layout(PICTURED, layout), random_issue(load_layout(layout), 3)):
        docx = write_docx(document)
        assert not [(str(habits), found) for habits in FAMILY[::6] if (found := lost(document, docx, habits))]


@pytest.mark.debian_fonts
@pytest.mark.parametrize("numbering", list(NoteNumbering))
def test_consumers_of_the_family_break_sixty_footnotes_alike(numbering: NoteNumbering) -> None:
    document = noted_issue(counted(numbering), *SIXTY, LONG[:3100])
    docx = write_docx(document)

    assert not [(str(habits), found) for habits in FAMILY[::6] if (found := lost(document, docx, habits))]


@pytest.mark.debian_fonts
def test_every_consumer_of_the_family_breaks_an_issue_with_everything_alike() -> None:
    document = random_issue(load_layout(resources.layouts_folder() / "gbt9704.yaml"), 0)
    docx = write_docx(document)

    assert not [(str(habits), found) for habits in FAMILY if (found := lost(document, docx, habits))]
    assert all(lost(document, unlocked(docx), habits) for habits in FAMILY[::6])


SPOILT = 150


@pytest.mark.debian_fonts
def test_a_layout_with_a_spoilt_value_gives_pages_or_faults_with_a_place() -> None:
    """A sample of all values in all places of all layouts; the program is never to blame (HB51x, an exception)."""
    chance = random.Random(8)
    for _ in range(SPOILT):
        data, marks = spoiling.layout_data(chance.choice(LAYOUTS))
        place, value = chance.choice(spoiling.places(data)), chance.choice(spoiling.HOSTILE)
        found = spoiling.outcome(spoiling.spoilt(data, place, value), marks, fonts())
        wrong = {code for code, placed in found if not placed or code.startswith("HB51")}
        assert not wrong, (place, value, found)
