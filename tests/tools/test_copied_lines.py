from __future__ import annotations

from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.frame import Document
from huibian.pdf.write import write_pdf
from tests.support.examples import PICTURED, SHORT, STANDARD, composed
from tests.support.remix import write_remix
from tools.copied_lines import POPPLER_MODES, Passage, faults, passages, pdfium_lines, poppler_lines

LINES = [Passage(("第一行，（二）",), is_table=False), Passage(("第二行",), is_table=False)]
TABLE = [Passage(("表前",), is_table=False), Passage(("甲", "乙", "丙一", "丙二"), is_table=True)]


def test_lines_that_are_whole_and_in_order_are_without_fault_whatever_white_is_in_them() -> None:
    assert faults(LINES, ["第一行， （二）", "", " 第二行"]) == []


@pytest.mark.parametrize(
    "found",
    [
        ["第一行，", "（二）", "第二行"],
        ["第一行，（二）第二行"],
        ["第一行，（二）"],
        ["第一行，（二）", "第二行", "多"],
    ],
)
def test_lines_cut_joined_lost_or_added_are_told(found: list[str]) -> None:
    assert faults(LINES, found)


def test_lines_in_another_order_are_told() -> None:
    assert faults(LINES, ["第二行", "第一行，（二）"])


@pytest.mark.parametrize(
    "found", [["表前", "甲 乙", "丙一", "丙二"], ["表前", "丙一", "甲 乙 丙二"], ["甲", "丙一", "表前", "丙二", "乙"]]
)
def test_the_lines_of_cells_may_come_by_rows_or_by_columns(found: list[str]) -> None:
    assert faults(TABLE, found) == []


@pytest.mark.parametrize(
    "found", [["表前", "甲 乙 丙", "一", "丙二"], ["表前 甲", "乙", "丙一", "丙二"], ["表前", "甲乙丙一"]]
)
def test_a_line_of_a_cell_is_neither_cut_nor_part_of_text_nor_lost(found: list[str]) -> None:
    assert faults(TABLE, found)


def cut(document: Document, folder: Path) -> dict[str, list[str]]:
    """The lines that each reader cuts, by reader."""
    pdf = folder / "a.pdf"
    pdf.write_bytes(write_pdf(document))
    wanted = [passages(document, page) for page in document.pages]
    readings = {mode: poppler_lines(pdf, mode) for mode in POPPLER_MODES} | {"PDFium": list(pdfium_lines(pdf))}
    found = {
        reader: [fault for page, lines in zip(wanted, pages, strict=True) for fault in faults(page, lines)]
        for reader, pages in readings.items()
    }
    return {reader: lines for reader, lines in found.items() if lines}


@pytest.mark.libreoffice  # it has poppler
@pytest.mark.debian_fonts
@pytest.mark.parametrize("manifest", [STANDARD, SHORT, PICTURED], ids=lambda path: path.stem)
def test_every_reader_finds_every_line_of_the_examples_whole(manifest: Path, tmp_path: Path) -> None:
    assert cut(composed(manifest).document, tmp_path) == {}


@pytest.mark.libreoffice
@pytest.mark.debian_fonts
def test_every_reader_finds_every_line_of_a_random_issue_whole(tmp_path: Path) -> None:
    assert cut(IssueBuilder().compose(write_remix(tmp_path, 1, hard=0.02)).document, tmp_path) == {}
