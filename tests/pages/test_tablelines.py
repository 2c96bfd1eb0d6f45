from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from huibian.frame import SINGLE, Align, Border, CellSize, Fit, Indents, PictureBlock, Role, TextBlock, VerticalAlign
from huibian.layout.paragraph import SetLine
from huibian.pages.cells import CellPart, CellPicture, CellText, SetCell
from huibian.pages.rows import SetRow
from huibian.pages.tablelines import CellImage, CellItem, CellLine, borders, row_items
from huibian.pages.tables import SetTable
from huibian.pages.tabletype import table_types
from huibian.units import ZERO, Length
from tests.support.contents import image
from tests.support.layouts import changed_layout

MIDDLE = VerticalAlign.MIDDLE
LINE = SetLine(ZERO, (), Fit(ZERO, (), ()))
LAYOUT = changed_layout()
STYLE = LAYOUT.style(Role.TABLE_CELL)
TOP = Length(200_000)
WIDTH = 100_000
PITCH = Length(30_000)


def text(lines: int) -> CellText:
    return CellText(TextBlock(Role.TABLE_CELL, Align.START, Indents()), [LINE] * lines, STYLE)


def picture(width: int, height: int) -> CellPicture:
    """A picture with 1,000 of white above it."""
    return CellPicture(PictureBlock(Length(height + 1_000), "", False), image(4, 3), Length(width), Length(height))


def table(rows: Sequence[Sequence[SetCell]], columns: int) -> SetTable:
    """A table whose rows are three grid lines high."""
    return SetTable(
        indent=Length(500),
        columns=(Length(WIDTH),) * columns,
        type_=next(table_types(LAYOUT)),
        rows=[SetRow(row, 3) for row in rows],
        header=0,
        groups=[range(len(rows))],
        style=LAYOUT.tables,
    )


def cells(*parts: CellPart) -> list[SetCell]:
    """Cells side by side with one part each."""
    return [SetCell((part,), column, SINGLE, MIDDLE) for column, part in enumerate(parts)]


def line_tops(items: Sequence[CellItem]) -> list[tuple[int, int]]:
    return [(item.place.cell, item.box.top) for item in items if isinstance(item, CellLine)]


def test_the_lines_of_a_cell_stand_in_the_middle_of_its_row() -> None:
    found = line_tops(list(row_items(LAYOUT, table([cells(text(1), text(2))], 2), 0, TOP)))
    middle, pitch = TOP + LAYOUT.grid.pitch * 3 // 2, STYLE.pitch

    assert found == [(0, middle - pitch // 2), (1, middle - pitch), (1, middle)]


def test_text_keeps_clear_of_the_cells_edge() -> None:
    items = row_items(LAYOUT, table([cells(text(1), text(1))], 2), 0, TOP)

    assert [item.line.x for item in items if isinstance(item, CellLine)] == [6_500, 106_500]


def test_a_cell_over_rows_has_its_lines_in_the_middle_of_them_all() -> None:
    rows = [
        [SetCell((text(1),), 0, CellSize(1, 2), MIDDLE), SetCell((text(1),), 1, SINGLE, MIDDLE)],
        [SetCell((text(1),), 1, SINGLE, MIDDLE)],
    ]
    found = line_tops(list(row_items(LAYOUT, table(rows, 2), 0, TOP)))

    assert found[0] == (0, TOP + LAYOUT.grid.pitch * 3 - STYLE.pitch // 2)
    assert found[1] == (1, TOP + (LAYOUT.grid.pitch * 3 - STYLE.pitch) // 2)


def test_parts_of_a_cell_stand_under_one_another_and_a_picture_in_the_middle_of_its_width() -> None:
    shown = picture(20_000, 15_000)
    of = table([[SetCell((text(1), shown, text(1)), 0, SINGLE, MIDDLE)]], 1)
    first, image_, last = row_items(LAYOUT, of, 0, TOP)

    assert isinstance(first, CellLine)
    assert isinstance(image_, CellImage)
    assert isinstance(last, CellLine)
    assert (image_.x, image_.y) == (500 + (WIDTH - 20_000) // 2, first.box.top + STYLE.pitch + 1_000)
    assert last.box.top == image_.y + 15_000
    assert [item.place.part for item in (first, image_, last)] == [0, 1, 2]


def test_cells_may_have_what_they_hold_at_their_top() -> None:
    items = row_items(LAYOUT, table([[cell.put_at_top(ZERO) for cell in cells(text(1), text(2))]], 2), 0, TOP)

    assert line_tops(list(items)) == [(0, TOP), (1, TOP), (1, TOP + STYLE.pitch)]


def test_white_above_a_text_is_part_of_its_height() -> None:
    (cell,) = cells(text(1).lowered(Length(5_000)))
    of = table([[cell]], 1)

    assert cell.height == STYLE.pitch + 5_000
    assert line_tops(list(row_items(LAYOUT, of, 0, TOP))) == [
        (0, TOP + (LAYOUT.grid.pitch * 3 - cell.height) // 2 + 5_000)
    ]


def drawn(of: SetTable, *numbers: int) -> list[Border]:
    return list(borders(of, numbers, TOP, PITCH))


def test_borders_are_thick_outside_and_thin_inside() -> None:
    rules = LAYOUT.tables
    found = drawn(table([cells(text(1), text(1))] * 2, 2), 0, 1)
    across, down = [item for item in found if item.width > item.height], [i for i in found if i.height > i.width]

    assert [item.height for item in across] == [rules.outer_rule, rules.inner_rule, rules.outer_rule]
    assert {item.width for item in across} == {WIDTH * 2 + rules.outer_rule}
    assert [item.width for item in down] == [rules.outer_rule, rules.inner_rule, rules.outer_rule]
    assert all(item.height == PITCH * 6 for item in down)


def sketch(rows: Sequence[str]) -> list[list[SetCell]]:
    """Cells named by letters, column by column: a letter in several places is one cell."""
    found: list[list[SetCell]] = []
    for number, row in enumerate(rows):
        names = [name for name in dict.fromkeys(row) if not any(name in above for above in rows[:number])]
        sizes = [CellSize(row.count(name), sum(name in each for each in rows)) for name in names]
        found.append([SetCell((text(1),), row.index(n), size, MIDDLE) for n, size in zip(names, sizes, strict=True)])
    return found


@pytest.mark.parametrize(
    ("rows", "across", "down"),
    [
        (["ab", "cd"], [(0, 0, 2), (1, 0, 2), (2, 0, 2)], [(0, 0, 2), (1, 0, 2), (2, 0, 2)]),
        (["aa", "bc"], [(0, 0, 2), (1, 0, 2), (2, 0, 2)], [(0, 0, 2), (1, 1, 2), (2, 0, 2)]),
        (["ab", "ac"], [(0, 0, 2), (1, 1, 2), (2, 0, 2)], [(0, 0, 2), (1, 0, 2), (2, 0, 2)]),
        (
            ["abc", "dbe", "fgg"],
            [(0, 0, 3), (1, 0, 1), (1, 2, 3), (2, 0, 3), (3, 0, 3)],
            [(0, 0, 3), (1, 0, 3), (2, 0, 2), (3, 0, 3)],
        ),
    ],
)
def test_no_border_goes_through_a_cell(
    rows: list[str], across: list[tuple[int, int, int]], down: list[tuple[int, int, int]]
) -> None:
    """A border across: which edge, from the top; the columns from and to which it goes. One down: the same turned."""
    rules, overhang = LAYOUT.tables, LAYOUT.tables.outer_rule // 2
    found = drawn(table(sketch(rows), len(rows[0])), *range(len(rows)))
    wide = [item for item in found if item.width > item.height]
    high = [item for item in found if item.height > item.width]

    def edge(place: int, start: int, pitch: int) -> int:
        return round((place - start) / pitch)

    assert [
        (
            edge(i.y, TOP, PITCH * 3),
            edge(i.x + overhang, 500, WIDTH),
            edge(i.x + i.width - rules.outer_rule, 500, WIDTH),
        )
        for i in wide
    ] == across
    assert [
        (edge(i.x, 500, WIDTH), edge(i.y, TOP, PITCH * 3), edge(i.y + i.height, TOP, PITCH * 3)) for i in high
    ] == down
    assert {item.x for item in wide if edge(item.x, 500, WIDTH) == 0} == {500 - overhang}
    ends = {item.x + item.width for item in wide if item.x + item.width > 500 + WIDTH * (len(rows[0]) - 1) + WIDTH // 2}
    assert ends == {500 - overhang + WIDTH * len(rows[0]) + rules.outer_rule}


def test_a_border_ends_in_the_middle_of_the_one_that_it_meets() -> None:
    found = drawn(table(sketch(["ab", "ac"]), 2), 0, 1)
    inner = next(item for item in found if item.width > item.height and item.height == LAYOUT.tables.inner_rule)

    assert inner.x == 500 + WIDTH


def test_a_table_may_have_no_borders() -> None:
    of = table([cells(text(1))], 1)
    bare = replace(of.style, outer_rule=ZERO, inner_rule=ZERO)

    assert not drawn(replace(of, style=bare), 0)
