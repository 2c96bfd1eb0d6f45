from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.text.word.photographs import is_bare
from huibian.text.word.styles import Styles
from tests.support.articles import brief, dump, read_file
from tests.support.worddocs import NAMES, word_file

PICTURE = '<w:r><w:drawing><a:blip r:embed="rIdP"/></w:drawing></w:r>'
TITLE = "<w:p><w:r><w:t>标题</w:t></w:r></w:p>"
LINES = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
NO_LINES = '<w:tblBorders><w:top w:val="nil"/><w:left w:val="none"/></w:tblBorders>'
CELL_LINES = '<w:tcPr><w:tcBorders><w:left w:val="single"/></w:tcBorders></w:tcPr>'


def p(text: str = "", *, picture: bool = False) -> str:
    words = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p>{PICTURE if picture else ''}{words}</w:p>"


SHOWN = p(picture=True)


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def wide(columns: int, cell: str) -> str:
    return f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{cell}'


def merged(how: str, cell: str) -> str:
    return f'<w:tcPr><w:vMerge w:val="{how}"/></w:tcPr>{cell}'


def read(tmp_path: Path, body: str) -> list[str]:
    article, found = read_file(tmp_path / "a.docx", word_file(TITLE + body))
    return [*dump(article)[1:], *(line for line in brief(found) if "HB202" not in line)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(SHOWN, SHOWN)], ["row of pictures 2", "picture 2 png 4x3", "picture 2 png 4x3"]),
        (
            [row(SHOWN + p("甲"), SHOWN + p("乙") + p("摄"))],
            ["row of pictures 2", "picture 2 png 4x3 甲", "picture 2 png 4x3 乙　摄"],
        ),
        (
            [row(SHOWN, SHOWN), row(p("甲"), p("乙"))],
            ["row of pictures 2", "picture 2 png 4x3 甲", "picture 2 png 4x3 乙"],
        ),
        (
            [row(SHOWN, SHOWN), row(wide(2, p("共同的")))],
            ["row of pictures 2 共同的", "picture 2 png 4x3", "picture 2 png 4x3"],
        ),
        (
            [row(SHOWN, SHOWN), row(p("甲"), p()), row(SHOWN, p()), row(p("丙"), p())],
            ["row of pictures 2", "picture 2 png 4x3 甲", "picture 2 png 4x3", "picture 2 png 4x3 丙"],
        ),
        ([row(SHOWN + p("甲"))], ["picture 2 png 4x3 甲"]),
        ([row(p("甲") + SHOWN + SHOWN)], ["row of pictures 2", "picture 2 png 4x3 甲", "picture 2 png 4x3"]),
        (
            [row(p("文字"), p("甲")), row(SHOWN, SHOWN)],
            ["table 2 jj 1", "row 2 文字 | 2 甲", "row 2 picture | 2 picture"],
        ),
    ],
)
def test_a_table_of_pictures_is_a_row_of_them(rows: list[str], expected: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, f"<w:tbl>{''.join(rows)}</w:tbl>") == expected


LONG = "字" * 80
TABLE = "table 2 jj 0"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(SHOWN, p("甲"))], ["picture 2 png 4x3 end 50% 甲"]),
        (
            [row(SHOWN, p("甲")), row(p("乙"), SHOWN), row(SHOWN, SHOWN), row(p("丙"), p("丁"))],
            [
                *["picture 2 png 4x3 end 50% 甲", "picture 2 png 4x3 start 50% 乙"],
                *["row of pictures 2", "picture 2 png 4x3 丙", "picture 2 png 4x3 丁"],
            ],
        ),
        (
            [row(SHOWN, p("甲"), p("乙"), SHOWN)],
            ["row of pictures 2", "picture 2 png 4x3 end 50% 甲", "picture 2 png 4x3 start 50% 乙"],
        ),
        ([row(SHOWN, p(), p("甲"))], ["picture 2 png 4x3 end 50% 甲"]),
        ([row(wide(2, SHOWN), p("甲"))], ["picture 2 png 4x3 end 50% 甲"]),
        ([row(SHOWN, p(LONG))], [f"picture 2 png 4x3 end 50% {LONG}"]),
        ([row(SHOWN, p(LONG + "字"))], [TABLE, f"row 2 picture | 2 [{LONG}字]"]),
        ([row(SHOWN, p("甲") + p("乙"))], ["picture 2 png 4x3 end 50% 甲　乙"]),
        ([row(SHOWN, p("甲") + p("乙") + p("丙"))], [TABLE, "row 2 picture | 2 [甲] / [乙] / [丙]"]),
        ([row(SHOWN, p("甲"), SHOWN)], ["table 2 jjj 0", "row 2 picture | 2 [甲] | 2 picture"]),
        ([row(SHOWN, SHOWN, p("甲"), p("乙"))], ["table 2 jjjj 0", "row 2 picture | 2 picture | 2 [甲] | 2 [乙]"]),
        ([row(SHOWN + p("甲"), p("乙"))], [TABLE, "row 2 picture / [甲] | 2 [乙]"]),
        ([row(SHOWN + SHOWN, p("乙"))], [TABLE, "row 2 picture / picture | 2 [乙]"]),
        (
            [row(SHOWN, p("甲")), row(p("乙"), p("丙"))],
            ["table 2 jj 1", "row 2 picture | 2 甲", "row 2 [乙] | 2 [丙]"],
        ),
        (
            [row(merged("restart", SHOWN), p("甲")), row(merged("continue", p()), SHOWN)],
            [TABLE, "row 2 1x2 picture | 2 [甲]", "row 2 picture"],
        ),
        (
            [
                row(merged("restart", SHOWN), merged("restart", p("甲"))),
                row(merged("continue", p()), merged("continue", p())),
            ],
            ["picture 2 png 4x3 end 50% 甲"],
        ),
    ],
)
def test_a_short_text_in_the_cell_beside_a_picture_is_its_caption(
    rows: list[str], expected: list[str], tmp_path: Path
) -> None:
    assert read(tmp_path, f"<w:tbl>{''.join(rows)}</w:tbl>") == expected


def test_a_picture_over_two_columns_has_the_share_of_both(tmp_path: Path) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (3000, 3000, 4000))
    rows = row(wide(2, SHOWN), p("甲")) + row(SHOWN, SHOWN, SHOWN)
    assert read(tmp_path, f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")[0] == "picture 2 png 4x3 end 60% 甲"


def test_in_a_table_with_borders_it_is_none(tmp_path: Path) -> None:
    found = read(tmp_path, f"<w:tbl><w:tblPr>{LINES}</w:tblPr>{row(SHOWN, p('甲'))}</w:tbl>")
    assert found == [TABLE, "row 2 picture | 2 [甲]"]


@pytest.mark.parametrize(
    ("widths", "cells", "share"),
    [
        ([6000, 4000], (SHOWN, p("甲")), "end 60%"),
        ([6000, 4000], (p("甲"), SHOWN), "start 40%"),
        ([3000, 3000, 4000], (wide(2, SHOWN), p("甲")), "end 50%"),
        ([3000, 3000, 3000], (SHOWN, p(), p("甲")), "end 50%"),
        ([1, 9999], (SHOWN, p("甲")), "end 1%"),
        ([9999, 1], (SHOWN, p("甲")), "end 99%"),
        ([0, 4000], (SHOWN, p("甲")), "end 50%"),
        ([-5, 4000], (SHOWN, p("甲")), "end 50%"),
        ([6000], (SHOWN, p("甲")), "end 50%"),
    ],
)
def test_the_picture_has_its_share_of_the_columns(
    widths: list[int], cells: tuple[str, ...], share: str, tmp_path: Path
) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    found = read(tmp_path, f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{row(*cells)}</w:tbl>")
    assert found == [f"picture 2 png 4x3 {share} 甲"]


def test_with_borders_it_is_a_table(tmp_path: Path) -> None:
    found = read(tmp_path, f"<w:tbl><w:tblPr>{LINES}</w:tblPr>{row(SHOWN, SHOWN)}</w:tbl>")
    assert found == ["table 2 jj 0", "row 2 picture | 2 picture"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (PICTURE * 2, ["row of pictures 2:1", "picture 2:1 png 4x3", "picture 2:1 png 4x3"]),
        (
            PICTURE + "<w:r><w:t> </w:t></w:r>" + PICTURE,
            ["row of pictures 2:1", *["picture 2:1 png 4x3", "picture 2:2 png 4x3"]],
        ),
        (PICTURE + "<w:r><w:br/></w:r>" + PICTURE, ["picture 2:1 png 4x3", "picture 2:2 png 4x3", "warning HB209 2:1"]),
    ],
)
def test_pictures_with_nothing_between_them_stand_side_by_side(inner: str, expected: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, f"<w:p>{inner}</w:p>") == expected


def test_what_follows_is_the_caption_of_them_all(tmp_path: Path) -> None:
    caption = "<w:p><w:r><w:t>图1 晒谷场</w:t></w:r></w:p>"
    assert read(tmp_path, f"<w:p>{PICTURE * 2}</w:p>{caption}")[0] == "row of pictures 2:1 图1 晒谷场"


STYLE = '<w:style w:type="table" w:styleId="{0}"><w:basedOn w:val="{1}"/>{2}</w:style>'
STYLES = Styles.of(
    parse_xml(
        f"<w:styles {NAMES}>"
        + STYLE.format("Lined", "", f"<w:tblPr>{LINES}</w:tblPr>")
        + STYLE.format("Child", "Lined", "")
        + STYLE.format("Bare", "Lined", f"<w:tblPr>{NO_LINES}</w:tblPr>")
        + STYLE.format("Banded", "", f'<w:tblStylePr w:type="firstRow"><w:tblPr>{LINES}</w:tblPr></w:tblStylePr>')
        + "</w:styles>"
    )
)


@pytest.mark.parametrize(
    ("inner", "bare"),
    [
        ("", True),
        (f"<w:tblPr>{NO_LINES}</w:tblPr>", True),
        (f"<w:tblPr>{LINES}</w:tblPr>", False),
        ('<w:tblPr><w:tblStyle w:val="Lined"/></w:tblPr>', False),
        ('<w:tblPr><w:tblStyle w:val="Child"/></w:tblPr>', False),
        ('<w:tblPr><w:tblStyle w:val="Bare"/></w:tblPr>', True),
        ('<w:tblPr><w:tblStyle w:val="Banded"/></w:tblPr>', False),
        ('<w:tblPr><w:tblStyle w:val="unknown"/></w:tblPr>', True),
        (f'<w:tblPr><w:tblStyle w:val="Lined"/>{NO_LINES}</w:tblPr>', True),
        (row(CELL_LINES + p("字")), False),
        (row('<w:tcPr><w:tcBorders><w:tl2br w:val="single"/></w:tcBorders></w:tcPr>' + p("字")), False),
        (f"<w:tr><w:tblPrEx>{LINES}</w:tblPrEx></w:tr>", False),
    ],
)
def test_a_table_is_bare_where_nothing_has_a_border(inner: str, bare: bool) -> None:
    assert is_bare(parse_xml(f"<w:tbl {NAMES}>{inner}</w:tbl>"), STYLES) is bare
