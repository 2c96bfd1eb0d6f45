from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.frame import SINGLE, Align, CellSize, Role
from huibian.image import Image, ImageFormat
from huibian.text.model import (
    ArticlePicture,
    ArticleTable,
    Inline,
    Note,
    Paragraph,
    PictureRow,
    TableCell,
    inlines_of,
    pictures_of,
    plain,
)

AT = Span(Path("a.md"), 1, 1)
INLINES = (Inline("一", False, AT), Inline("", False, AT, note=Note((), AT)), Inline("二", True, AT))
PARAGRAPH = Paragraph(Role.QUOTATION, INLINES, AT)
PICTURE = ArticlePicture(Image(b"", ImageFormat.PNG, 1, 1), (Inline("图", False, AT),), AT)


def test_the_text_of_inlines_is_their_characters_in_a_row() -> None:
    assert plain(INLINES) == Note(INLINES, AT).text == PARAGRAPH.text == "一二"


def test_a_cell_has_the_text_of_its_paragraphs_and_captions() -> None:
    cell = TableCell((PARAGRAPH, PICTURE), SINGLE, AT)

    assert cell.text == "一二图"
    assert (list(cell.paragraphs), list(cell.pictures)) == ([PARAGRAPH], [PICTURE])


def test_every_content_has_its_text_and_its_pictures_in_order() -> None:
    row = PictureRow((PICTURE, PICTURE), INLINES, AT)
    table = ArticleTable(INLINES, (Align.START,), ((TableCell((PICTURE, PARAGRAPH), SINGLE, AT),),), 0, AT)

    texts = [plain(tuple(inlines_of(content))) for content in (PARAGRAPH, PICTURE, row, table)]
    assert texts == ["一二", "图", "图图一二", "一二图一二"]
    assert [len(list(pictures_of(content))) for content in (PARAGRAPH, PICTURE, row, table)] == [0, 1, 2, 1]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([["1x1", "1x1"], ["1x1", "1x1"]], [(0, 1), (0, 1)]),
        ([["2x1"], ["1x1", "1x1"]], [(0,), (0, 1)]),
        ([["1x2", "1x1"], ["1x1"], ["1x1", "1x1"]], [(0, 1), (1,), (0, 1)]),
        ([["1x1", "1x3", "1x1"], ["1x2", "1x1"], ["1x1"]], [(0, 1, 2), (0, 2), (2,)]),
        ([["2x2", "1x1"], ["1x1"], ["1x1", "2x1"]], [(0, 2), (2,), (0, 1)]),
    ],
)
def test_cells_begin_where_those_of_rows_above_leave_room(
    rows: list[list[str]], columns: list[tuple[int, ...]]
) -> None:
    made = tuple(tuple(TableCell((), CellSize(*map(int, size.split("x"))), AT) for size in row) for row in rows)
    width = sum(cell.size.columns for cell in made[0])

    assert list(ArticleTable((), (Align.START,) * width, made, 0, AT).columns()) == columns
