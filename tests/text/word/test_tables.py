from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.diagnostics import Span
from huibian.text.inlines import Inlines
from huibian.text.model import ArticleTable, Inline
from huibian.text.remarks import Remarks
from huibian.text.word import tables
from huibian.text.word.runs import WordParagraph
from huibian.text.word.tables import read_table
from huibian.text.word.xml import Element, text_of
from tests.support.articles import dump, read_file
from tests.support.worddocs import NAMES, NUMBERING, word_file

AT = Span(Path("a.docx"), 4, 1)
DOWN = "<w:tcPr><w:vMerge/></w:tcPr>"
BOX = "<w:drawing><w:txbxContent><w:p><w:r><w:t>字</w:t></w:r></w:p></w:txbxContent></w:drawing>"
TEXT = "<w:p><w:r><w:t>字</w:t></w:r></w:p>"
UNWRITTEN = [  # what a reader sees, and no text of the file
    f"<w:p><w:r>{each}</w:r></w:p>"
    for each in ('<w:sym w:font="Wingdings" w:char="F0FC"/>', '<w:drawing><a:blip r:embed="rIdP"/></w:drawing>')
]
SHOWN = "row 2 1x2 字 | 2 字"
COVERED = "HB214 略去了合并的格里盖住的内容"


def table(rows: str) -> ArticleTable | None:
    def read(group: Sequence[Element], at: Span) -> WordParagraph:
        return WordParagraph([Inline(text_of(group[0]), True, at)])

    return read_table(parse_xml(f"<w:tbl {NAMES}>{rows}</w:tbl>"), AT, read, lambda _: iter(()), Remarks())


def row(*cells: str, more: str = "") -> str:
    return f"<w:tr>{more}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_every_row_has_as_many_cells_as_the_widest() -> None:
    span = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    found = table(row(span + TEXT, TEXT) + row(TEXT) + row(TEXT, more=before))
    assert found is not None
    assert [[cell.text for cell in line] for line in found.rows] == [["字", "字"], ["字", ""], ["", "字", ""]]
    assert [[cell.size.columns for cell in line] for line in found.rows] == [[2, 1], [1, 2], [1, 1, 1]]


@pytest.mark.parametrize(("rows", "header"), [(1, 0), (2, 1), (3, 1)])
def test_the_first_of_several_rows_is_the_head(rows: int, header: int) -> None:
    found = table(row(TEXT) * rows)
    assert found is not None
    assert found.header == header
    assert [next(line[0].inlines()).bold for line in found.rows] == [False] * header + [True] * (rows - header)


def test_a_table_that_is_all_head_keeps_a_row_below_it() -> None:
    found = table(row(TEXT, more="<w:trPr><w:tblHeader/></w:trPr>") * 3)
    assert found is not None
    assert found.header == 2


def test_a_table_without_text_is_none() -> None:
    assert table(row("<w:p/>")) is table("") is None


def test_places_of_cells_are_the_paragraph_of_the_table() -> None:
    found = table(row(TEXT))
    assert found is not None
    inlines: Inlines = tuple(found.rows[0][0].inlines())
    assert (found.span, inlines[0].span) == (Span(AT.file, 4), Span(AT.file, 4))


def told(rows: str, tmp_path: Path, numbering: str = "") -> tuple[list[str], list[str]]:
    body = f"<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>"
    read, found = read_file(tmp_path / "a.docx", word_file(body, numbering=numbering))
    return dump(read)[2:], [f"{each.code} {each.message}" for each in found if each.code != "HB202"]


@pytest.mark.parametrize(
    ("rows", "shown", "message"),
    [
        (
            row(TEXT, DOWN.replace("/>", ' w:val="restart"/>') + TEXT) + row(TEXT, DOWN + TEXT),
            "row 2 字 | 2 1x2 字",
            "HB214 略去了合并的格里盖住的内容“字”",
        ),
        (
            row(TEXT, DOWN + TEXT),
            "row 2 字 | 2 字",
            "HB242 有的格要和上面或前面的格合并，那里没有可合并的格：单独成格",
        ),
        (row(TEXT) + row(TEXT, more="<w:trPr><w:hidden/></w:trPr>"), "row 2 字", "HB214 略去了隐藏的行“字”"),
        *(
            (row(DOWN.replace("/>", ' w:val="restart"/>') + TEXT, TEXT) + row(DOWN + each, TEXT), SHOWN, COVERED)
            for each in UNWRITTEN
        ),
        *(
            (row(TEXT) + row(each, more="<w:trPr><w:hidden/></w:trPr>"), "row 2 字", "HB214 略去了隐藏的行")
            for each in UNWRITTEN
        ),
        *((row(TEXT) + each, "row 2 字", "HB214 略去了表格里放错地方的内容") for each in UNWRITTEN),
        (row(TEXT) + row(TEXT, more="<w:trPr><w:del/></w:trPr>"), "row 2 字", "HB231 有修订，照接受修订以后的文字排"),
        (row(TEXT, "<w:tcPr><w:cellDel/></w:tcPr>" + TEXT), "row 2 字", "HB231 有修订，照接受修订以后的文字排"),
        (row(TEXT) + TEXT, "row 2 字", "HB214 略去了表格里放错地方的内容“字”"),
        (row(TEXT.replace("<w:t>", f"{BOX}<w:t>")), "row 2 字", "HB214 略去了文本框“字”"),
    ],
)
def test_no_text_of_a_table_goes_without_a_word(rows: str, shown: str, message: str, tmp_path: Path) -> None:
    lines, messages = told(rows, tmp_path)
    assert lines[0] == shown
    assert f"{message}（第 2 段）" in messages


def test_numbers_that_word_writes_into_cells_are_written(tmp_path: Path) -> None:
    numbered = TEXT.replace("<w:p>", '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    empty = numbered.replace("<w:t>字</w:t>", "")
    assert told(row(empty, TEXT) + row(numbered, TEXT), tmp_path, NUMBERING)[0] == [
        "row 2 一、 | 2 字",
        "row 2 二、字 | 2 字",
    ]


def test_a_row_has_as_many_cells_as_word_allows_and_no_more(tmp_path: Path) -> None:
    assert len(told(row(TEXT * 1, *[TEXT] * 62), tmp_path)[0][0].split("|")) == 63
    wide = '<w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>' + TEXT
    assert told(row(TEXT, wide), tmp_path)[1][-1] == "HB232 表格一行超过 63 格（第 2 段）"
    lines, messages = told(row('<w:tcPr><w:gridSpan w:val="-1"/></w:tcPr>' + TEXT), tmp_path)
    assert (lines, messages) == (["row 2 字"], [])


def test_a_table_has_a_limit_of_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MOST_CELLS", 4)
    assert len(told(row(TEXT, TEXT) * 2, tmp_path)[0]) == 2
    assert told(row(TEXT, TEXT) * 3, tmp_path)[1][-1] == "HB232 表格超过 4 格（第 2 段）"
