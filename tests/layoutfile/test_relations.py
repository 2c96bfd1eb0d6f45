"""Each relation just holds, and just does not."""

from __future__ import annotations

from typing import Any

import pytest

from huibian.diagnostics import Diagnostics
from huibian.layoutfile.definition import Layout
from huibian.markedyaml import Codes, validate
from tests.support.layouts import BULLETIN
from tests.support.spoiling import Place, layout_data, spoilt

COVER = ("cover", 0, "top")


def faults(*changes: tuple[Place, Any]) -> list[str]:
    """What is wrong with the bulletin with some values changed."""
    data, marks = layout_data(BULLETIN)
    for place, value in changes:
        data = spoilt(data, place, value)
    diagnostics = Diagnostics()
    validate(data, marks, Layout, diagnostics, Codes("HB301", "HB301", "HB301", "HB301"))
    assert all(each.span and each.span.line for each in diagnostics)
    return [each.message for each in diagnostics]


def style(role: str, key: str) -> Place:
    return ("styles", role, key)


@pytest.mark.parametrize(
    ("place", "fits", "not_so", "said"),
    [
        (("grid", "pitch"), "28.99 pt", "29 pt", "放不进"),
        (("type_area", "inner"), "61 mm", "61.1 mm", "超出纸张"),
        (("type_area", "top"), "59.8 mm", "60 mm", "offset 太大"),
        (style("paragraph", "size"), "28.95 pt", "28.96 pt", "比行距大"),
        (style("paragraph", "lines_before"), "20", "21", "要在 0 到 20"),
        (style("paragraph", "tracking"), "-4 pt", "-4.01 pt", "收得太紧"),
        (style("paragraph", "tracking"), "16 pt", "16.01 pt", "拉得太开"),
        (style("paragraph", "first_indent"), "0 em", "-0.01 em", "伸到版心外面"),
        (style("colophon_item", "first_indent"), "-6 em", "-6.01 em", "伸到版心外面"),
        (style("paragraph", "indent_end"), "22.3 em", "22.5 em", "放不下两个字"),
        (style("source", "first_indent"), "0 em", "1 em", "靠右"),
        (style("caption", "first_indent"), "0 em", "-1 em", "居中"),
        (style("table_cell", "indent_start"), "0 em", "1 em", "不能缩进"),
        (style("contents_article", "indent_end"), "3.25 em", "3.24 em", "至少要 3.25 em"),
        (style("contents_article", "tracking"), "0 pt", "0.1 pt", "至少要"),
        (("folio", "offset"), "14.475 pt", "14.47 pt", "压到版心"),
        (("folio", "offset"), "29.8 mm", "29.9 mm", "在纸外"),
        (("folio", "inset"), "22 em", "22.2 em", "太宽"),
        (COVER, "286.7 mm", "286.8 mm", "外面"),
        (("cover", 3, "rule_below", "gap"), "175 mm", "175.1 mm", "外面"),
        (("pictures", "white"), "200 pt", "200.1 pt", "要在 0 pt 到 200 pt 之间"),
        (("tables", "padding"), "7.79 em", "7.81 em", "两列"),
        (("tables", "continued"), "续" * 35, "续" * 36, "一行排不下"),
        (("tables", "smaller", 1, "size"), "10.49 pt", "10.5 pt", "一级比一级小"),
        (("tables", "smaller", 0, "pitch"), "10.5 pt", "10.49 pt", "比行距大"),
        (("tables", "smaller", 2, "pitch"), "314.45 pt", "314.46 pt", "比半面还高"),
        (("tables", "smaller", 0, "padding"), "9.05 em", "9.06 em", "两列"),
        (("notes", "rule_thickness"), "8 pt", "8.01 pt", "压到脚注"),
        (("notes", "rule_length"), "149 mm", "149.1 mm", "比版心宽"),
        (("notes", "least"), "17", "18", "35 行以内不分在两面"),
        (("closing", "date_shift"), "11.1 em", "11.3 em", "date_shift 太大"),
        (("line_breaking", "western_gap_limit"), "0.25 em", "0.24 em", "不能小于 western_gap"),
        (("line_breaking", "western_gap_most"), "0.33 em", "0.32 em", "不能小于 western_gap_limit"),
        (("line_breaking", "western_gap_least"), "0.25 em", "0.26 em", "不能大于 western_gap"),
    ],
    ids=lambda value: "/".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_what_just_fits_is_taken_and_what_just_does_not_is_refused(
    place: Place, fits: str, not_so: str, said: str
) -> None:
    assert faults((place, fits)) == []
    found = faults((place, not_so))
    assert [said in message for message in found] == [True], found


def test_a_picture_of_few_lines_keeps_room_between_its_white() -> None:
    lines: Place = ("pictures", "lines")
    white: Place = ("pictures", "white")
    assert faults((lines, "2"), (white, "29.5 pt")) == []
    (fault,) = faults((lines, "2"), (white, "29.6 pt"))
    assert "没给图片留地方" in fault


@pytest.mark.parametrize(("role", "pitch"), [("table_head", "300 pt"), ("table_cell", "300 pt")])
def test_a_row_of_a_table_is_at_most_half_a_page_high(role: str, pitch: str) -> None:
    assert faults((style(role, "pitch"), pitch), (("tables", "white"), "18.45 pt")) == []
    (fault,) = faults((style(role, "pitch"), pitch), (("tables", "white"), "18.46 pt"))
    assert role in fault


def test_a_footnote_of_one_line_is_at_most_half_a_page_high() -> None:
    gap: Place = ("notes", "gap")
    high = (style("footnote", "pitch"), "300 pt"), (("notes", "least"), "1")
    assert faults(*high, (gap, "5.9 pt")) == []
    (fault,) = faults(*high, (gap, "6 pt"))
    assert "脚注" in fault


def test_a_head_stands_in_the_type_area_and_leaves_two_lines_of_text() -> None:
    def head(top: str) -> list[str]:
        return faults((("head",), [{"role": "number", "text": "第{issue}期", "top": top}]))

    assert head("37 mm") == head("231.3 mm") == []
    assert "外面" in head("36.9 mm")[0]
    assert "外面" in head("231.5 mm")[0]
