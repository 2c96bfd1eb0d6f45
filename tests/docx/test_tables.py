from __future__ import annotations

import pytest
from lxml import etree

from huibian.docx.write import write_docx
from tests.pages.test_flowing import document
from tests.support.wordml import W, part

pytestmark = pytest.mark.debian_fonts


def table() -> etree._Element:
    found = part(write_docx(document()), "document").find(f".//{W}tbl")
    assert found is not None
    return found


def values(path: str, attribute: str) -> list[str]:
    return [str(each.get(f"{W}{attribute}")) for each in table().findall(path)]


def test_columns_are_fixed_and_said_twice_for_those_who_look_in_one_place_only() -> None:
    columns = list(map(int, values(f"{W}tblGrid/{W}gridCol", "w")))

    assert values(f"{W}tblPr/{W}tblLayout", "type") == ["fixed"]
    assert sum(columns) == int(values(f"{W}tblPr/{W}tblW", "w")[0])
    assert list(map(int, values(f"{W}tr[1]/{W}tc/{W}tcPr/{W}tcW", "w"))) == columns


def test_rows_are_of_exact_height_and_never_parted() -> None:
    rows = table().findall(f"{W}tr")

    assert len(rows) == 31
    assert set(values(f"{W}tr/{W}trPr/{W}trHeight", "hRule")) == {"exact"}
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_header_is_said_again_on_each_page() -> None:
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table().findall(f"{W}tr")]

    assert heads == [True, *[False] * 30]


def test_an_empty_cell_has_its_paragraph() -> None:
    cells = table().findall(f"{W}tr[5]/{W}tc")

    assert [len(cell.findall(f"{W}p")) for cell in cells] == [1, 1]
    assert not list(cells[1].iter(f"{W}t"))


def test_properties_come_in_the_order_of_the_schema() -> None:
    properties = [str(child.tag).removeprefix(W) for child in table().iterfind(f"{W}tblPr/*")]

    assert properties == ["tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar"]
