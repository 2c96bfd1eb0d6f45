from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Align, CellSize, Role
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout, load_layout
from huibian.pages.cells import CellText
from huibian.pages.tables import SetTable, fit_columns, set_table
from huibian.text.model import ArticleTable, TableCell
from huibian.units import Length
from tests.support.contents import SPAN, cell
from tests.support.layouts import BULLETIN, changed_layout

pytestmark = pytest.mark.debian_fonts

LAYOUT: Layout = load_layout(BULLETIN)
FONTS = FontBook.open(resources.fonts_folder() / "catalogue.yaml")


def table(*rows: str, header: int = 1, diagnostics: Diagnostics | None = None, layout: Layout = LAYOUT) -> SetTable:
    """A table of rows whose cells are divided by bars."""
    cells: list[tuple[TableCell, ...]] = [tuple(map(cell, row.split("|"))) for row in rows]
    setter = Setter(
        FONTS, layout.line_breaking, layout.type_area.width, Diagnostics() if diagnostics is None else diagnostics
    )
    aligns = (Align.JUSTIFY,) * len(cells[0])
    given = ArticleTable((), aligns, tuple(cells), header, SPAN)
    return set_table(layout, setter, given, fit_columns(layout, setter, given, setter.width))


def text(found: SetTable, row: int, column: int) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in first_part(found, row, column).lines]


def first_part(found: SetTable, row: int, column: int) -> CellText:
    part = found.rows[row].cells[column].parts[0]
    assert isinstance(part, CellText)
    return part


def test_columns_fill_the_measure_in_whole_twips() -> None:
    found = table("乡镇|册数", "青溪乡|12")

    total = sum(found.columns) + LAYOUT.tables.outer_rule
    assert 0 <= LAYOUT.type_area.width - total < Length.of(2, "twip")
    assert all(column % Length.of(1, "twip") == 0 for column in found.columns)
    assert found.indent == LAYOUT.tables.outer_rule // 2  # so that the rule ends with the measure


def test_the_last_column_takes_the_twips_that_cannot_be_shared_out() -> None:
    widths = [table("|".join(["乡"] * count), "|".join(["青"] * count)).columns for count in range(2, 8)]

    assert all(len(set(columns[:-1])) == 1 for columns in widths)
    assert all(columns[-1] >= columns[0] for columns in widths)
    assert any(columns[-1] > columns[0] for columns in widths)


def test_a_long_column_gives_way_to_short_ones() -> None:
    found = table("乡镇|经过", "青溪乡西边村|" + "由乡文化站在祠堂的旧箱中发现。" * 4)

    assert text(found, 1, 0) == ["青溪乡西边村"]
    assert len(text(found, 1, 1)) > 1
    assert found.columns[1] > found.columns[0]


def test_a_header_takes_two_lines_before_the_text_below_it_does() -> None:
    name, size = "周氏宗祠（含古戏台）", "建筑面积（平方米）"
    wide = table(f"名称|{size}|年代", f"{name}|1024|光绪")
    tight = table(f"名称|{size}|年代|{size}|{size}", f"{name}|1024|光绪|12|3")

    assert [text(wide, 0, 1), text(wide, 1, 0)] == [[size], [name]]
    assert [len(text(tight, 0, 1)), text(tight, 1, 0)] == [2, [name]]


def test_a_word_is_not_cut_where_a_column_can_be_wide_enough() -> None:
    found = table("编号|经过", "GB/T9704-2012|" + "由乡文化站在祠堂的旧箱中发现。" * 9)

    assert text(found, 1, 0) == ["GB/T9704-2012"]


def test_columns_that_cannot_do_with_the_measure_are_refused() -> None:
    diagnostics = Diagnostics()
    found = table("|".join("甲乙丙丁戊己庚"), "|".join(["ABCDEFGHIJKLMNOP"] * 7), diagnostics=diagnostics)

    total = sum(found.columns) + LAYOUT.tables.outer_rule
    assert 0 <= LAYOUT.type_area.width - total < Length.of(2, "twip")
    assert max(found.columns) - min(found.columns) < Length.of(7, "twip")
    assert [each.code for each in diagnostics] == ["HB509"] * 7


@pytest.mark.parametrize("cells", ["123456.78", "柏渡镇，（有）。"])
def test_neither_numbers_nor_marks_are_cut_without_a_word(cells: str) -> None:
    diagnostics = Diagnostics()
    narrow = table("|".join("甲" * 14), "|".join([cells] * 14), diagnostics=diagnostics)
    wide = table("|".join("甲" * 3), "|".join([cells] * 3))

    assert {each.code for each in diagnostics} == {"HB509"}
    assert len(text(narrow, 1, 0)) > 1
    assert text(wide, 1, 0) == [cells]


def test_a_long_address_does_not_take_the_room_of_other_columns() -> None:
    diagnostics = Diagnostics()
    address = "https://www.yunxi.example/" + "abcdefghij" * 12
    found = table("平台|网址|备注", f"云溪|{address}|" + "由乡文化站在祠堂的旧箱中发现。" * 3, diagnostics=diagnostics)

    assert not list(diagnostics)
    assert "".join(text(found, 1, 1)) == address
    assert len(text(found, 1, 0)) == 1
    assert found.columns[2] > found.columns[0]


@pytest.mark.parametrize(
    ("columns", "size"),
    [(6, 12), (7, 12), (8, 10.5), (9, 9), (10, 7.5), (12, 7.5)],
)
def test_numbers_in_many_columns_make_the_type_smaller(columns: int, size: float) -> None:
    found = table("|".join(["指标"] * columns), "|".join(["12345678"] * columns))

    assert found.type_.body.size.pt == size
    assert {len(text(found, 1, column)) for column in range(columns)} == {1}


@pytest.mark.parametrize(("least", "size"), [("3", 12), ("4", 10.5), ("5", 9), ("6", 7.5)])
def test_so_do_columns_with_few_characters_on_a_line(least: str, size: float) -> None:
    layout = changed_layout(tables={"column_least": least})
    found = table("|".join(["经过"] * 8), "|".join(["由乡文化站在祠堂的旧箱中发现"] * 8), layout=layout)

    assert found.type_.body.size.pt == size
    assert min(len(line) for column in range(8) for line in text(found, 1, column)[:-1]) >= int(least)


def test_short_text_needs_no_more_room_than_it_takes() -> None:
    found = table("|".join("甲" * 11), "|".join(["是"] * 11))

    assert found.type_.smaller is None


def test_rows_are_whole_grid_lines_that_hold_their_highest_cell() -> None:
    found = table("甲|乙", "一行|" + "由乡文化站在祠堂的旧箱中发现。" * 4)
    lines, style = len(text(found, 1, 1)), LAYOUT.style(Role.TABLE_CELL)

    assert found.rows[0].rows == 1
    assert found.rows[1].rows * LAYOUT.grid.pitch >= lines * style.pitch + LAYOUT.tables.white
    assert (found.rows[1].rows - 1) * LAYOUT.grid.pitch < lines * style.pitch + LAYOUT.tables.white


def test_a_column_of_single_lines_stands_in_the_middle() -> None:
    found = table("甲|乙", "短|短", "短|" + "由乡文化站在祠堂的旧箱中发现。" * 4)

    assert [first_part(found, 1, column).block.align for column in range(2)] == [Align.CENTER, Align.JUSTIFY]


def test_a_header_without_rows_is_no_header() -> None:
    assert table("甲|乙").header == 0


@pytest.mark.parametrize(("lines", "codes"), [(30, []), (31, ["HB506"])])
def test_a_header_leaves_room_for_a_row_below_it(lines: int, codes: list[str]) -> None:
    diagnostics = Diagnostics()
    room = table("甲", "一").columns[0] // LAYOUT.style(Role.TABLE_HEAD).size - 1  # less the padding of two halves

    table("甲" * (room * lines), "一", diagnostics=diagnostics)

    assert [each.code for each in diagnostics] == codes


@pytest.mark.parametrize("word", ["", "山", "“ ”"])
def test_a_table_whose_columns_are_narrower_than_a_character_is_refused(word: str) -> None:
    diagnostics = Diagnostics()

    table("|".join([word] * 60), header=0, diagnostics=diagnostics)

    assert "HB509" in {found.code for found in diagnostics}


def test_points_of_numbers_stand_under_one_another() -> None:
    found = table("指标|数值", "甲|1,234.5", "乙|3.25", "丙|12", "丁|—")
    lines = [first_part(found, row, 1).lines[0] for row in range(1, len(found.rows))]
    points = [line.x + sum(line.runs[0].advances[: line.runs[0].text.index(".")]) for line in lines[:2]]

    ends = [line.x + line.width for line in lines[2:]]
    assert len({*points, *ends}) == 1
    for row, line in enumerate(lines, 1):
        block = first_part(found, row, 1).block
        assert (block.align, block.indents.start) == (Align.START, line.x)
    assert first_part(found, 0, 1).block.align is Align.CENTER


def test_a_column_has_room_for_its_points_to_stand_under_one_another() -> None:
    found = table("|".join(["甲"] * 9), "|".join(["1234.5"] * 9), "|".join(["1.2345"] * 9))
    room = found.columns[0] - found.type_.padding * 2

    assert found.type_.smaller is not None
    lines = [first_part(found, row, 0).lines[0] for row in range(1, len(found.rows))]
    assert all(line.x >= 0 and line.x + line.width <= room for line in lines)
    assert lines[1].x > lines[0].x


def spanned(*rows: list[TableCell]) -> SetTable:
    """A table without header of three columns."""
    setter = Setter(FONTS, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    given = ArticleTable((), (Align.JUSTIFY,) * 3, tuple(map(tuple, rows)), 0, SPAN)
    return set_table(LAYOUT, setter, given, fit_columns(LAYOUT, setter, given, setter.width))


def several(*texts: str, columns: int = 1, rows: int = 1) -> TableCell:
    """A cell of several paragraphs."""
    paragraphs = tuple(each for text in texts for each in cell(text).paragraphs)
    return TableCell(paragraphs, CellSize(columns, rows), SPAN)


LONG = "由乡文化站在祠堂的旧箱中发现。" * 4


def test_a_cell_over_columns_has_their_width_and_stands_by_itself() -> None:
    found = spanned([several(LONG, columns=2), cell("甲")], [cell("乙"), cell("丙"), cell(LONG)])
    room = sum(found.columns[:2]) - found.type_.padding * 2

    wide = first_part(found, 0, 0)
    assert wide.block.align is Align.JUSTIFY
    assert max(line.width for line in wide.lines) > found.columns[0]
    assert max(line.width for line in wide.lines) <= room
    assert first_part(found, 1, 0).block.align is Align.CENTER
    assert [cell.column for row in found.rows for cell in row.cells] == [0, 2, 0, 1, 2]


def test_paragraphs_of_a_cell_are_text_and_the_rest_of_the_column_stays_in_the_middle() -> None:
    found = spanned([several("甲", "乙"), cell("丙"), cell(LONG)], [cell("丁"), cell("戊"), cell("己")])

    assert [first_part(found, row, 0).block.align for row in range(2)] == [Align.START, Align.CENTER]
    assert len(found.rows[0].cells[0].parts) == 2


def test_lines_of_narrow_cells_are_ragged() -> None:
    ragged = LAYOUT.style(Role.TABLE_CELL).size.em(LAYOUT.tables.ragged)
    found = spanned([cell(LONG), cell(LONG * 3), cell("甲" * 12 + "乙")])
    rooms = [column - found.type_.padding * 2 for column in found.columns]

    aligns = [first_part(found, 0, column).block.align for column in range(3)]
    assert aligns[:2] == [Align.START if room < ragged else Align.JUSTIFY for room in rooms[:2]]
    for width, align in ((rooms[0], Align.JUSTIFY), (rooms[0] + 1, Align.START)):
        tables = replace(LAYOUT.tables, ragged=width / LAYOUT.style(Role.TABLE_CELL).size)
        layout = replace(LAYOUT, tables=tables)
        setter = Setter(FONTS, layout.line_breaking, layout.type_area.width, Diagnostics())
        given = ArticleTable((), (Align.JUSTIFY,) * 3, ((cell(LONG), cell(LONG * 3), cell("甲")),), 0, SPAN)
        made = set_table(
            layout, setter, given, replace(fit_columns(layout, setter, given, setter.width), widths=found.columns)
        )
        assert first_part(made, 0, 0).block.align is align
