from __future__ import annotations

from pathlib import Path

from huibian.frame import Align
from huibian.text.model import ArticleTable
from tests.support.articles import brief, read_file


def test_a_table_says_how_its_columns_stand(tmp_path: Path) -> None:
    read, _ = read_file(tmp_path / "a.md", "# 标题\n\n|a|b|c|d|\n|---|:--|:-:|--:|\n|1|2|3|4|\n")
    (table,) = read.body
    assert isinstance(table, ArticleTable)
    assert table.aligns == (Align.JUSTIFY, Align.START, Align.CENTER, Align.END)
    assert (table.header, len(table.rows)) == (1, 2)


def test_blank_cells_too_many_are_no_fault(tmp_path: Path) -> None:
    assert brief(read_file(tmp_path / "a.md", "# 标题\n\n|a|b|\n|---|---|\n|1|2| |  |\n")[1]) == []


def test_each_cell_too_many_is_told_with_its_place(tmp_path: Path) -> None:
    _, found = read_file(tmp_path / "a.md", "# 标题\n\n|a|\n|---|\n|1|2|3|\n")
    assert [(d.code, d.message) for d in found] == [("HB224", "表格的这一行比表头多了一格（共 2 处，第 5 行）")]
