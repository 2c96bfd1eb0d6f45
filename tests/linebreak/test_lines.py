from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak import classes, lines
from huibian.linebreak.cells import Mark
from huibian.linebreak.classes import Prohibition
from huibian.linebreak.filling import fill_lines
from huibian.linebreak.lines import break_lines
from huibian.linebreak.ruler import Ruler
from huibian.linebreak.totalfit import fit_lines
from tests.support.cases import Case, read_cases
from tests.support.linebreaking import EM, cells_of, rules, set_text, width
from tests.support.requirements import ROOT

POLICIES = st.builds(
    rules,
    prohibition=st.sampled_from(Prohibition),
    shared_white=st.sampled_from(["0 em", "0.5 em", "1 em"]),
    interpunct_white=st.sampled_from(["0 em", "0.5 em"]),
    half_width_doubled_marks=st.booleans(),
    half_width_line_end=st.booleans(),
    line_start_brackets=st.sampled_from(["none", "rest", "all"]),
    squeeze=st.sampled_from(["0 em", "0.25 em", "0.5 em"]),
    squeeze_stops=st.booleans(),
    word_space_least=st.sampled_from([None, "0.25 em"]),
    western_gap_least=st.sampled_from([None, "0.125 em"]),
    western_gap_most=st.sampled_from([None, "0.75 em"]),
    units=st.sampled_from([(), ("元", "川")]),
    code_length=st.sampled_from([0, 6]),
    code_spread=st.sampled_from(["0 em", "0.1 em"]),
    loose_limit=st.sampled_from([None, "0 em", "0.1 em"]),
    date_spread=st.sampled_from(["0 em", "0.2 em"]),
    last_line_minimum=st.integers(0, 3),
)
TEXTS = st.lists(
    st.one_of(
        st.text("山川河流湖海云元，。、；：！？（）《》“”‘’—…·～／0123456789%aGB/.-() ", max_size=20),
        st.sampled_from(
            ["2026年3月15日", "12万元", "5 km", "https://yunxi.example/a?b=c", "……——", "？！！", "山川河流湖海云雾"]
        ),
    ),
    max_size=12,
).map("".join)


@given(
    st.sampled_from(["山", "（"]),
    TEXTS,
    st.sampled_from(["", "山", "，", " ", "山  "]),
    POLICIES,
    st.booleans(),
    st.sampled_from([-1, 0, EM]),
)
def test_a_paragraph_that_fits_on_a_line_is_set_as_if_it_had_been_measured(
    start: str, text: str, end: str, policies: LineBreaking, justify: bool, spare: int
) -> None:
    """One that is as wide as the measure, wider, or has room to spare."""
    cells, policy = cells_of(f"{start}{text}{end}", policies), policies.policy(EM)
    measure = sum(cell.width + cell.space for cell in cells) + spare
    one = Ruler(cells, measure, 8 * EM, policy)
    ends = fit_lines(one) if justify and policy.loose is not None else fill_lines(one)

    found = break_lines(cells, measure, 8 * EM, policy, justify=justify)

    assert found == [lines._set_line(one, *each, justify=justify) for each in pairwise([0, *ends])]


@pytest.mark.parametrize("case", read_cases("linebreak"), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    text, expected = case.blocks
    keys = {key: yaml.safe_load(value) for key, value in case.settings.items()}
    measure = EM.em(keys.pop("measure"))
    first = EM.em(keys.pop("first")) if "first" in keys else None

    lines = set_text(text, measure, first, rules(**keys))

    assert "\n".join(text[line.start : line.end] for line in lines) == expected.rstrip("\n")


def test_every_case_has_its_place_in_the_table_of_rules() -> None:
    named = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs" / "line-rules.md").read_text(encoding="utf-8")))

    assert {case.name for case in read_cases("linebreak")} <= named


@given(TEXTS, st.integers(6, 28), POLICIES)
def test_lines_cover_every_cell_once_and_keep_the_measure(text: str, ems: int, policies: LineBreaking) -> None:
    lines = set_text(text, EM * ems, rules=policies)

    assert [line.start for line in lines] == [0, *(line.end for line in lines)][: len(lines)]
    assert sum(line.end - line.start for line in lines) == len(text)
    assert all(line.end > line.start for line in lines)
    cells = cells_of(text, policies)
    for line in lines:
        assert len(line.advances) == line.end - line.start
        if cells[line.end - 1].may_break:
            assert width(line) <= EM * ems


@given(TEXTS, st.integers(6, 28), POLICIES)
def test_no_line_begins_or_ends_with_what_its_level_forbids(text: str, ems: int, policies: LineBreaking) -> None:
    cells = cells_of(text, policies)
    for left, right in pairwise(set_text(text, EM * ems, rules=policies)):
        if cells[left.end - 1].may_break:  # else something unbreakable is wider than the line
            end, start = text[: left.end].rstrip(" ")[-1:], text[right.start]
            assert not classes.forbids_line_start(start, policies.prohibition)
            assert not end or text[left.end - 1] == " " or not classes.forbids_line_end(end, policies.prohibition)


@given(TEXTS, st.integers(6, 28), POLICIES)
def test_nothing_loses_more_than_the_layout_allows(text: str, ems: int, policies: LineBreaking) -> None:
    policy = policies.policy(EM)
    cells = cells_of(text, policies)
    for line in set_text(text, EM * ems, rules=policies):
        here = cells[line.start : line.end]
        lost_by_marks = line.shift - (here[0].white_before if policies.line_start_brackets != "none" else 0)
        for cell, after, advance in zip(here, [*here[1:], None], line.advances, strict=True):
            if cell.vanishes:
                continue
            space = cell.space if after and not after.vanishes else min(0, cell.space)
            lost = cell.width + space - advance
            white = cell.white_after + (after.white_before if after else 0)
            gap = max(0, cell.space - policy.western_gap_least) if policy.western_gap_least is not None else 0
            assert lost <= white + gap
            lost_by_marks += max(0, lost) if white else 0
        trimmed = EM // 2 if policy.trims_end else 0
        assert line.shift <= here[0].white_before
        assert lost_by_marks <= policy.squeeze * sum(cell.mark is not Mark.NONE for cell in here) + trimmed


@given(TEXTS, st.integers(8, 28), POLICIES)
def test_keeping_dates_whole_costs_no_line(text: str, ems: int, policies: LineBreaking) -> None:
    whole = replace(policies, loose_limit=None)
    cut = replace(whole, date_spread=0.0)

    assert len(set_text(text, EM * ems, rules=whole)) <= len(set_text(text, EM * ems, rules=cut))


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
            assert not classes.forbids_line_end(text[left.end - 1])
            assert not classes.forbids_line_start(text[right.start])


def test_a_half_width_mark_ends_every_line_with_and_without_justification() -> None:
    half = rules(half_width_line_end=True)
    lines = set_text("山川河流湖，海云雾。", EM.em(5.5), rules=half)

    assert [line.advances[-1] for line in lines] == [EM // 2, EM // 2]
    assert [width(line) for line in lines] == [EM.em(5.5), EM.em(3.5)]


def test_a_trimmed_bracket_begins_half_an_em_before_its_line() -> None:
    lines = set_text("（山川河流）（湖海云雾）", EM * 6, rules=rules(line_start_brackets="rest"))

    assert [line.shift for line in lines] == [0, EM // 2]
    assert width(lines[1]) == EM.em(5.5)


def test_the_line_before_a_filled_last_line_is_spread_to_the_measure() -> None:
    lines = set_text("山川河流湖海。", EM * 5, rules=rules(last_line_minimum=2))

    assert [width(line) for line in lines] == [EM * 5, EM * 3]


def test_a_last_line_is_left_alone_where_the_one_before_would_be_torn_apart() -> None:
    text = "山川河流湖海2026海。"
    lines = set_text(text, EM.em(8.3), rules=rules(last_line_minimum=2, spread_limit="0.05 em"))

    assert [text[line.start : line.end] for line in lines] == ["山川河流湖海2026", "海。"]


def test_a_paragraph_without_a_loose_line_is_broken_as_a_whole_where_filling_breaks_it() -> None:
    text = "山川河流湖海云雾风雨，山川河流湖海云。"

    def ends(**keys: Any) -> list[int]:
        return [line.end for line in set_text(text, EM.em(8.5), rules=rules(**keys))]

    assert ends(loose_limit="0.1 em") == ends()


def test_what_is_not_justified_is_filled_line_after_line() -> None:
    text, chosen = "山川河流湖海云雾风雨12345元山川河流。", rules(loose_limit="0 em", units=["元"])
    ragged = [
        line.end for line in break_lines(cells_of(text, chosen), EM * 12, EM * 12, chosen.policy(EM), justify=False)
    ]

    assert ragged == [line.end for line in set_text(text, EM * 12, rules=rules(units=["元"]))]
