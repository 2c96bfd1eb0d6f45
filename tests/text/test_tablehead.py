from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.frame import CellSize, Role
from huibian.text.model import Inline, Paragraph, TableCell
from huibian.text.tablehead import PlacedCells, closed_head, head_rows

AT = Span(Path("a.docx"), 1)


def cell(text: str, size: CellSize) -> TableCell:
    paragraph = Paragraph(Role.TABLE_CELL, (Inline(text, False, AT),), AT)
    return TableCell((paragraph,) if text.strip("_") else (), size, AT)


def rows_of(*lines: str) -> list[PlacedCells]:
    """Rows of words; the same word in several places is one cell; those of "_" alone are empty."""
    grid = [line.split() for line in lines]
    found = []
    for number, row in enumerate(grid):
        names = [name for name in dict.fromkeys(row) if not any(name in above for above in grid[:number])]
        sizes = [CellSize(row.count(name), sum(name in each for each in grid)) for name in names]
        cells = [cell(name, size) for name, size in zip(names, sizes, strict=True)]
        found.append(PlacedCells(cells, [row.index(name) for name in names]))
    return found


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        (["甲 乙", "丙 丁", "戊 己"], 1),
        (["甲 乙"], 0),
        (["项目 年度 年度", "项目 册数 页数", "县志 3 1200"], 2),
        (["项目 年度 年度", "_ 册数 页数", "县志 3 1200"], 2),
        (["_ 年度 年度", "项目 册数 页数", "县志 3 1200"], 2),
        (["项目 年度 年度", "县志 册 页", "方志 卷 叶"], 1),
        (["面积 面积", "12 亩", "13 分"], 1),
        (["面积 面积", "12亩 亩", "13 分"], 2),
        (["统计表 统计表", "乡镇 册数", "青溪 12"], 2),
        (["登记表 登记表", "姓名 _", "性别 __"], 1),
        (["单位 名 名", "地址 址 址", "电话 号 号"], 1),
        (["甲 乙 乙 乙", "甲 丙 丁 丁", "甲 戊 己 庚", "1 2 3 4"], 3),
        (["甲 乙 乙 乙", "甲 丙 丁 丁", "甲 戊 己 庚"], 0),
        (["照片 姓名", "照片 性别", "照片 籍贯"], 0),
        (["甲 乙", "丙 丁", "丙 己"], 1),
        (["甲 甲", "乙 丙"], 1),
        (["姓名 _", "电话 __"], 0),
        (["姓名 _", "电话 一"], 1),
        (["_ 周一 周二", "上午 值班 __", "下午 ___ 值守"], 1),
        (["_ 周一 __", "上午 值班 ___"], 0),
        (["姓名 电话", "_ __"], 1),
        (["甲 乙", "甲 乙", "丙 丁"], 2),
        (["甲 乙 乙", "甲 乙 乙", "_ 丙 丁", "1 2 3"], 3),
        (["甲 乙", "_ __", "丙 丁"], 1),
        (["_ 乙 年 年", "丙 丙 册 页", "1 2 3 4"], 2),
    ],
)
def test_the_head_is_as_many_rows_as_the_first_reaches_over_and_divides(lines: list[str], head: int) -> None:
    assert head_rows(rows_of(*lines)) == head


@pytest.mark.parametrize(
    ("lines", "marked", "head"),
    [
        (["甲 乙", "甲 丙", "丁 戊"], 1, 2),
        (["甲 乙", "丙 丁", "戊 己"], 2, 2),
        (["甲 乙", "丙 丁", "丙 己"], 2, 1),
        (["甲 乙", "甲 丁", "甲 己"], 1, 0),
        (["甲 乙", "丙 丁"], 2, 1),
        (["甲 乙", "甲 乙", "丙 丁"], 1, 2),
    ],
)
def test_no_cell_reaches_out_of_a_head_and_a_row_is_left_below(lines: list[str], marked: int, head: int) -> None:
    assert closed_head(rows_of(*lines), marked) == head
