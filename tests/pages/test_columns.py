from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Align, CellSize, Role
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import load_layout
from huibian.pages.columns import ColumnNeeds, column_needs, point_of
from huibian.pages.tabletype import table_types
from huibian.text.model import ArticlePicture, ArticleTable, Paragraph, TableCell
from huibian.units import Length
from tests.support.contents import SPAN, image, inline
from tests.support.layouts import BULLETIN

pytestmark = pytest.mark.debian_fonts

LAYOUT = load_layout(BULLETIN)
FONTS = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
PADDING = Length.of(6, "pt")
EM = LAYOUT.style(Role.TABLE_CELL).size


def cell(*texts: str, columns: int = 1) -> TableCell:
    paragraphs = tuple(Paragraph(Role.TABLE_CELL, (inline(text),), SPAN) for text in texts)
    return TableCell(paragraphs, CellSize(columns, 1), SPAN)


def needs(*rows: list[TableCell], header: int = 0) -> ColumnNeeds:
    setter = Setter(FONTS, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    width = sum(cell.size.columns for cell in rows[0])
    table = ArticleTable((), (Align.JUSTIFY,) * width, tuple(map(tuple, rows)), header, SPAN)
    return column_needs(LAYOUT, setter, table, replace(next(table_types(LAYOUT)), padding=PADDING, least=2))


def ems(count: float) -> int:
    return EM.em(count) + PADDING * 2


def test_a_column_needs_what_its_widest_cell_does() -> None:
    found = needs([cell("山川"), cell("山川河流")], [cell("山川河流湖"), cell("")])

    assert (list(found.most), list(found.low)) == ([ems(5), ems(4)], [ems(5), ems(4)])
    assert list(found.least) == [ems(2), ems(2)]


def test_a_head_may_take_two_lines() -> None:
    found = needs([cell("山川河流湖海")], [cell("山川")], header=1)

    assert (list(found.most), list(found.low)) == ([ems(6)], [ems(3.5)])


def test_each_paragraph_of_a_cell_has_its_own_line() -> None:
    assert list(needs([cell("山川河", "山川河流")]).most) == [ems(4)]


def test_what_may_not_be_broken_is_the_least() -> None:
    assert [needs([cell(text)]).least[0] for text in ("共1234册", "共12345678册")] == [ems(2), ems(4)]


def test_columns_share_what_a_cell_over_them_needs_more_than_they_have() -> None:
    wide = "山川河流" * 2
    just, more = (needs([cell(text, columns=2)], [cell("山川河"), cell("山川河流湖")]) for text in (wide, wide + "山"))

    assert list(just.most) == [ems(3), ems(5)]  # the padding between the two columns is room as well
    assert list(more.most) == [ems(3), ems(5)]
    far = needs([cell(wide + "山川河流", columns=2)], [cell("山川河"), cell("山川河流湖")])
    assert sum(far.most) - ems(12) in range(Length.of(1, "twip") * 2)
    assert far.most[1] - far.most[0] == EM * 2


def test_a_picture_asks_for_what_it_may_be_printed_in_and_can_do_with_less() -> None:
    shown = TableCell((ArticlePicture(image(400, 300), (), SPAN),), CellSize(1, 1), SPAN)
    found = needs([shown])

    fine = Length.of(400 * 72 // LAYOUT.pictures.resolution, "pt")
    assert (found.most[0], found.least[0]) == (fine + PADDING * 2, ems(2))


def test_numbers_have_a_column_of_points_only_if_no_cell_holds_more() -> None:
    setter = Setter(FONTS, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    style = LAYOUT.style(Role.TABLE_CELL)
    assert point_of([cell("1.5"), cell("12.25"), cell()], setter, style) is not None
    assert point_of([cell("1.5"), cell("12.25", "2.5")], setter, style) is None
