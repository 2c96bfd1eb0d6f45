from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.layout import cjk
from huibian.layout.cells import make_cells
from huibian.layout.cjk import CharClass
from huibian.layout.items import BrokenLine, Cell
from huibian.layout.linebreak import balanced_measure, break_lines
from huibian.layout.rules import LineBreaking
from huibian.units import Length
from tests.support.cases import Case, read_cases

EM = Length.of(16, "pt")
RULES = LineBreaking.model_validate(
    {
        "shared_white": "0.5 em",
        "mark_white": "0.5 em",
        "squeeze": "0.25 em",
        "western_gap": "0.25 em",
        "western_gap_limit": "0.5 em",
        "word_space_limit": "0.5 em",
        "spread_limit": "0.5 em",
    }
)
POLICY = RULES.policy(EM)
HALF_WIDTH = {
    CharClass.LETTER,
    CharClass.DIGIT,
    CharClass.SPACE,
    CharClass.SUFFIX,
    CharClass.WESTERN_CLOSING,
    CharClass.WESTERN_OPENING,
    CharClass.WESTERN_MARK,
}


def cells_of(text: str) -> list[Cell]:
    """Cells with the widths of a plain face: full-width characters 1 em, western ones half."""
    widths = [EM.em(0.5) if cjk.char_class(char) in HALF_WIDTH else EM for char in text]
    return make_cells(text, widths, EM, RULES)


def set_text(text: str, measure: Length, first: Length | None = None) -> list[BrokenLine]:
    return break_lines(cells_of(text), measure if first is None else first, measure, POLICY)


def width(line: BrokenLine) -> int:
    return sum(line.advances) - line.shift


@pytest.mark.parametrize("case", read_cases("linebreak"), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    text, expected = case.blocks
    measure = EM.em(float(case.settings["measure"]))
    first = EM.em(float(case.settings.get("first", case.settings["measure"])))

    lines = set_text(text, measure, first)

    assert "\n".join(text[line.start : line.end] for line in lines) == expected.rstrip("\n")


@given(
    st.text("山川河流湖海云，。、；：！？（）《》“”‘’——……·～0123456789%aGB/.-() ", min_size=1, max_size=120),
    st.integers(6, 28),
)
def test_lines_cover_every_cell_once_and_keep_the_measure(text: str, ems: int) -> None:
    measure = EM * ems
    lines = set_text(text, measure)

    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(text)
    assert all(line.end > line.start for line in lines)
    cells = cells_of(text)
    for line in lines:
        if cells[line.end - 1].may_break:
            assert width(line) <= measure


@given(st.text("山川河流湖海云，。、；：！？（）《》“”2026", min_size=40, max_size=200))
def test_every_line_but_the_last_fills_the_measure(text: str) -> None:
    measure = EM * 26
    cells = cells_of(text)
    for line in set_text(text, measure)[:-1]:
        spreadable = any(cell.stretch for cell in cells[line.start : line.end - 1])
        if cells[line.end - 1].may_break and spreadable:
            assert width(line) == measure


def test_a_squeezed_line_loses_the_white_of_its_last_mark_first() -> None:
    text = "山，川，河，流，湖海，云雾"
    line = set_text(text, EM.em(10.6))[0]

    squeezed = dict(zip(text, line.advances, strict=False))
    assert line.end == 11
    assert line.advances[-1] == EM.em(0.6)
    assert squeezed["山"] == EM


def test_a_squeezed_line_that_begins_with_a_bracket_begins_before_its_edge() -> None:
    text = "（山）川（河）流（湖）海云，雾雨"
    line = set_text(text, EM.em(13.2))[0]

    assert line.end == len("（山）川（河）流（湖）海云，")
    assert width(line) == EM.em(13.2)
    assert line.shift > 0


def test_spreading_fills_western_gaps_to_their_limit_before_it_parts_han() -> None:
    text = "山川河流12湖海云雾风"  # eight and a half em with its two gaps of a quarter
    within = set_text(text, EM.em(8.9))[0]
    beyond = set_text(text, EM.em(9.4))[0]

    assert within.advances[3] == EM.em(1.25) + EM.em(0.2)
    assert within.advances[0] == EM
    assert beyond.advances[3] > EM.em(1.5)
    assert beyond.advances[0] > EM


def test_nothing_is_spread_inside_a_number_or_before_a_comma() -> None:
    text = "山川，河流2026湖海云雾"
    line = set_text(text, EM.em(10.3))[0]

    advances = dict(zip(text, line.advances, strict=False))
    assert advances["川"] == EM
    assert advances["0"] == EM.em(0.5)


def test_the_last_line_is_not_spread() -> None:
    assert width(set_text("山川", EM * 10)[0]) == EM * 2


def test_breaks_fall_only_where_both_sides_allow() -> None:
    text = (
        "会议指出：“要坚持‘五级书记’抓到底，把《规划》（2026—2030年）落到实处……”——全县（镇、办）12.5%的村已完成。" * 3
    )
    for ems in range(8, 30):
        for left, right in pairwise(set_text(text, EM * ems)):
            assert not cjk.forbids_line_end(text[left.end - 1])
            assert not cjk.forbids_line_start(text[right.start])


def heading(text: str, ems: float) -> list[str]:
    """The lines of a centred heading."""
    cells = cells_of(text)
    measure = balanced_measure(cells, EM.em(ems), EM // 2, POLICY)
    lines = break_lines(cells, measure, measure, POLICY, justify=False)
    return [text[line.start : line.end].strip() for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ["关于做好汛期工作的通知"],
        ["林川县二〇二五年经济和", "社会发展情况综述及展望"],
        ["县政府召开中秋、国庆假期道路", "交通安全和文旅接待工作会议"],
        ["县志通过终审专家建议补写", "水路两条线索"],
        ["末班渡船靠岸之后——", "石渡渡口一百一十七年"],
    ],
    ids=lambda lines: lines[0],
)
def test_a_heading_breaks_after_a_mark_or_else_into_like_halves(lines: list[str]) -> None:
    separator = " " if lines[0].endswith("补写") else ""

    assert heading(separator.join(lines), 15) == lines


def test_a_balanced_heading_takes_no_more_lines_and_splits_no_unit() -> None:
    text = "全县2026年1月至9月GB/T9704执行情况（征求意见稿）公开征求意见的公告" * 2
    for ems in range(8, 40):
        cells = cells_of(text)
        measure = balanced_measure(cells, EM * ems, EM // 2, POLICY)
        plain = break_lines(cells, EM * ems, EM * ems, POLICY, justify=False)
        lines = break_lines(cells, measure, measure, POLICY, justify=False)
        assert len(lines) == len(plain)
        assert all(cells[line.end - 1].may_break for line in lines)
