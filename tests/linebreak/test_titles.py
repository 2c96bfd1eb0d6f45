from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from huibian.layout.cells import make_cells
from huibian.linebreak import classes
from huibian.linebreak.titles import break_heading
from huibian.units import Length
from tests.support.cases import CASES
from tests.support.layouts import changed_layout

RULES = changed_layout().line_breaking
EM = 16_000
TITLES = yaml.safe_load((CASES / "titles" / "titles.yaml").read_text(encoding="utf-8"))
WORDS = st.sampled_from(["云溪县", "地方志", "工作", "会议", "召开", "《县志》", "2026年", "和", "，", "的", "编纂"])


def lines(title: str, measure: int = 26) -> list[str]:
    text = list(title)
    widths = [EM // 2 if char.isascii() else EM for char in text]
    cells = make_cells(text, widths, Length(EM), RULES)
    broken = break_heading(text, cells, measure * EM, EM, RULES.policy(Length(EM)))
    return [title[line.start : line.end] for line in broken]


@pytest.mark.parametrize("expected", TITLES, ids=lambda title: title[0][:8])
def test_a_title_breaks_by_sense(expected: list[str]) -> None:
    assert lines("".join(expected)) == expected


def test_a_space_that_an_editor_typed_is_the_first_place_to_break() -> None:
    title = "全县秋粮测产工作全部结束 水稻平均亩产四百八十六公斤"

    assert lines(title, 20) == ["全县秋粮测产工作全部结束 ", "水稻平均亩产四百八十六公斤"]


@given(st.lists(WORDS, min_size=1, max_size=25).map("".join))
def test_a_title_loses_nothing_and_breaks_no_rule(title: str) -> None:
    found = lines(title, 16)

    assert "".join(found) == title
    assert all(not classes.forbids_line_start(after[0]) for _, after in pairwise(found))


@given(st.lists(st.sampled_from(["云溪县", "地方志", "工作", "会议", "召开", "编纂"]), min_size=6, max_size=15))
def test_no_line_of_a_title_is_a_single_character(words: list[str]) -> None:
    assert all(len(line) > 1 for line in lines("".join(words), 16))


def test_what_is_too_long_for_a_shape_is_filled() -> None:
    assert [len(line) for line in lines("发展" * 20_000)] == [26] * 1538 + [12]
    assert [len(line) for line in lines("发展" * 13 * 12)] == [26] * 12
