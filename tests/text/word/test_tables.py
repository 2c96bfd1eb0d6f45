from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.diagnostics import Span
from huibian.text.inlines import Inlines
from huibian.text.model import Inline, Table
from huibian.text.remarks import Remarks
from huibian.text.word.runs import Paragraph
from huibian.text.word.tables import read_table
from huibian.text.word.xml import Element, text_of
from tests.support.worddocs import NAMES

AT = Span(Path("a.docx"), 4, 1)
TEXT = "<w:p><w:r><w:t>字</w:t></w:r></w:p>"


def table(rows: str) -> Table | None:
    def read(group: Sequence[Element], at: Span) -> Paragraph:
        return Paragraph([Inline(text_of(group[0]), True, at)])

    return read_table(parse_xml(f"<w:tbl {NAMES}>{rows}</w:tbl>"), AT, read, Remarks())


def row(*cells: str, more: str = "") -> str:
    return f"<w:tr>{more}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_every_row_has_as_many_cells_as_the_widest() -> None:
    span = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    found = table(row(span + TEXT, TEXT) + row(TEXT) + row(TEXT, more=before))
    assert found is not None
    assert [[cell.text for cell in line] for line in found.rows] == [["字", "", "字"], ["字", "", ""], ["", "字", ""]]


@pytest.mark.parametrize(("rows", "header"), [(1, 0), (2, 1), (3, 1)])
def test_the_first_of_several_rows_is_the_head(rows: int, header: int) -> None:
    found = table(row(TEXT) * rows)
    assert found is not None
    assert found.header == header
    assert [line[0].inlines[0].bold for line in found.rows] == [False] * header + [True] * (rows - header)


def test_a_table_that_is_all_head_keeps_a_row_below_it() -> None:
    found = table(row(TEXT, more="<w:trPr><w:tblHeader/></w:trPr>") * 3)
    assert found is not None
    assert found.header == 2


def test_a_table_without_text_is_none() -> None:
    assert table(row("<w:p/>")) is table("") is None


def test_places_of_cells_are_the_paragraph_of_the_table() -> None:
    found = table(row(TEXT))
    assert found is not None
    inlines: Inlines = found.rows[0][0].inlines
    assert (found.span, inlines[0].span) == (Span(AT.file, 4), Span(AT.file, 4))
