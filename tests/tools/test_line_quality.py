from __future__ import annotations

import pytest

from huibian import resources
from huibian.fontbook import FontBook
from huibian.layoutfile.definition import load_layout
from tools.line_judge import FAULTS, Tally
from tools.line_quality import FACES, extents, layouts, set_by_huibian, table

TEXT = ["全年完成投资12.5亿元，比上年增长3.4%，其中云溪县占35%，道路全长18 km，沿线栽树1200株，受益农户73户。"]


def test_each_layout_is_in_one_column() -> None:
    named = sorted(name for names in layouts() for name in names.split(", "))

    assert named == sorted(path.stem for path in resources.layouts_folder().glob("*.yaml"))


@pytest.mark.debian_fonts
def test_all_is_set_and_each_character_has_its_place() -> None:
    [paragraph] = set_by_huibian(load_layout(resources.layouts_folder() / "gbt9704.yaml"), TEXT, FontBook.open(FACES))

    assert paragraph.text == TEXT[0]
    assert paragraph.ends[-1] == len(TEXT[0])
    assert len(paragraph.ends) > 1
    assert [len(found) for found in paragraph.origins] == [len(line.replace(" ", "")) for line in paragraph.lines]
    assert paragraph.origins[0][:2] == (32.0, 48.0)


@pytest.mark.debian_fonts
def test_ink_ends_before_the_cell_of_a_mark_and_just_before_that_of_a_han() -> None:
    extent = extents(FontBook.open(FACES))

    assert extent("，").advance == extent("中").advance == 16.0
    assert extent("，").ink < 8.0 < extent("中").ink < 16.0


def test_the_table_has_a_row_for_every_fault() -> None:
    tally = Tally(lines=7, closing_ends=4, half_width=3)
    tally.faults["ragged lines"].append("会议要求")

    rows = [row.strip("| ").split(" | ") for row in table({"one": tally}).splitlines()[2:]]

    assert rows[0] == ["lines", "7"]
    assert dict(row for row in rows[1:-1]) == {name: str(int(name == "ragged lines")) for name in FAULTS}
    assert rows[-1][1] == "3 of 4"
