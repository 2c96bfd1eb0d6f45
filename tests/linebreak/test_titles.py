from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huibian.layout.cells import make_cells
from huibian.linebreak import classes
from huibian.linebreak.lines import break_lines
from huibian.linebreak.titles import _Shapes, break_heading, narrowed_measure
from huibian.linebreak.words import Tie
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


@pytest.mark.parametrize(("measure", "fits"), [(10, True), (9, False)])
def test_a_line_of_a_title_may_be_as_wide_as_the_measure(measure: int, fits: bool) -> None:
    phrases = ["全县秋粮抢收，", "各乡镇抢收晾晒入仓，", "确保颗粒归仓"]

    assert (lines("".join(phrases), measure) == phrases) is fits


def test_no_more_than_five_hundred_characters_have_a_shape() -> None:
    text = "山123456789" * 50  # few places to look at

    assert [len(line) for line in lines(text, 45)] != [71, *[70] * 6, 9]
    assert [len(line) for line in lines(f"{text}山", 45)] == [71, *[70] * 6, 10]


@pytest.mark.parametrize(
    ("start", "end", "straddles"),
    [(2, 6, True), (3, 6, True), (0, 6, False), (2, 8, False), (4, 6, False), (2, 4, False), (5, 7, False)],
)
def test_a_line_straddles_two_phrases_if_it_has_an_end_of_one_inside_and_begins_and_ends_within_others(
    start: int, end: int, straddles: bool
) -> None:
    cells = make_cells("山川河流湖海云雾", [EM] * 8, Length(EM), RULES)
    ties = [Tie.PHRASE if index == 3 else Tie.WORD for index in range(8)]  # 山川河流|湖海云雾

    assert _Shapes(cells, ties, EM * 8, EM)._straddles(start, end) is straddles


def shapes(text: str) -> _Shapes:
    cells = make_cells(text, [EM] * len(text), Length(EM), RULES)
    return _Shapes(cells, [Tie.WORD] * len(text), EM * len(text), EM)


def test_a_line_of_one_character_is_the_worst_of_faults_whatever_marks_stand_with_it() -> None:
    one = shapes("山《川》河流")

    assert min(one._faults(0, 1), one._faults(1, 4)) > 1000 * max(one._faults(4, 6), one._faults(0, 4))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ((8, 6, False), (8, 6, True)),  # wider below, once the lines have grown shorter: an hourglass
        ((8, 6, False), (8, 8, False)),  # a block has no shape; lines that differ by less than a character look alike
        ((6, 7, True), (7, 6, True)),
        ((7, 10, True), (6, 10, True)),  # the more two lines differ the worse
        ((6, 10, False), (5, 10, False)),
        ((5, 0, True), (5, 6, True)),  # nothing is above the first line
    ],
)
def test_the_shape_of_two_lines(better: tuple[int, int, bool], worse: tuple[int, int, bool]) -> None:
    """The width of a line and of the one above it, in em, and whether any line so far was shorter than its upper."""
    one = shapes("山川河流")

    def cost(line: tuple[int, int, bool]) -> int:
        width, above, fell = line
        return one._misshape(width * EM, above * EM, fell)

    assert cost(better) < cost(worse)


def test_a_word_processor_gets_a_measure_that_holds_the_widest_line_with_full_marks_and_half_a_character() -> None:
    text = "“山”、（川）河流1湖"
    cells = make_cells(text, [EM] * len(text), Length(EM), RULES)
    assert min(cell.space for cell in cells) < 0 < max(cell.space for cell in cells)
    gaps = sum(max(0, cell.space) for cell in cells)
    lines = break_lines(cells[:7], EM * 9, EM * 9, RULES.policy(Length(EM)), justify=False)
    lines += [replace(line, start=7, end=len(text)) for line in lines]

    assert narrowed_measure(cells, lines, EM * 9, EM) == 7 * EM + EM // 2
    assert narrowed_measure(cells, lines, EM * 7, EM) == EM * 7
    assert narrowed_measure(cells, [replace(lines[0], end=len(text))] * 2, EM * 99, EM) == 11 * EM + gaps + EM // 2
    assert narrowed_measure(cells, lines[:1], EM * 9, EM) == EM * 9


def test_a_title_with_a_code_that_no_line_holds_is_filled() -> None:
    title = "关于" + "A" * 30 + "的通知"
    assert "".join(lines(title, 10)) == title
    assert len(lines(title, 10)) > 1
