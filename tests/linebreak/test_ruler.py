from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak.adjust import Trims, set_line
from huibian.linebreak.ruler import Ruler
from tests.linebreak.test_lines import POLICIES, TEXTS
from tests.support.linebreaking import EM, cells_of, rules


def ruler(text: str, measure: float, chosen: LineBreaking | None = None) -> Ruler:
    chosen = chosen or rules()
    width = int(EM.em(measure))
    return Ruler(cells_of(text, chosen), width, width, chosen.policy(EM))


@given(TEXTS.filter(bool), st.integers(4, 28), POLICIES)
def test_a_line_is_filled_up_to_the_first_place_beyond_which_it_would_not_fit(
    text: str, ems: int, policies: LineBreaking
) -> None:
    one = ruler(text, ems, policies)
    for start in range(len(text)):
        fitting = (end for end in range(start + 1, len(text)) if one.room(start, end + 1) < 0)
        assert one.filled(start) == next(fitting, len(text))


@given(TEXTS.filter(bool), st.integers(4, 28), POLICIES)
def test_a_line_is_spread_to_the_measure_just_where_its_growth_is_finite(
    text: str, ems: int, policies: LineBreaking
) -> None:
    one = ruler(text, ems, policies)
    policy = policies.policy(EM)
    end = one.filled(0)
    visible, room = one.visible_end(0, end), one.room(0, end)
    if visible and room >= 0:
        line = set_line(one.cells, 0, visible, end, room, one.trims(0, visible), policy)
        width = sum(line.advances[:visible]) - line.shift
        assert (width == one.measure(0)) == (one.growth(0, end) < math.inf)
        assert one.growth(0, end) <= policy.spread or one.growth(0, end) == math.inf


@given(TEXTS.filter(bool), st.integers(4, 28), POLICIES)
def test_whatever_can_be_squeezed_can_lose_that_much(text: str, ems: int, policies: LineBreaking) -> None:
    one = ruler(text, ems, policies)
    for end in range(1, len(text) + 1):
        if one.room(0, end) < 0:
            assert one.can_squeeze(0, end) == (-one.room(0, end) <= one.most_squeeze(0, end))


@pytest.mark.parametrize(("measure", "growth"), [(4, 0), (5, 16000 / 3), (5.5, 8000), (5.51, math.inf)])
def test_growth_is_what_each_place_takes(measure: float, growth: float) -> None:
    assert ruler("山川河流，", measure + 1).growth(0, 5) == pytest.approx(growth)


def test_gaps_grow_before_han_are_parted() -> None:
    assert ruler("山12川", 4).growth(0, 4) == pytest.approx(0)
    assert ruler("山12川", 4.4).growth(0, 4) == pytest.approx(0.4 / 2 * EM)


def test_an_address_gives_what_others_would_have_too_much() -> None:
    text, keys = "山川http://a.cn/bc", {"code_length": 8, "western_gap_limit": "0.25 em"}
    stiff, loose = (rules(**keys, code_spread=spread) for spread in ("0 em", "0.1 em"))

    assert ruler(text, 10.7, stiff).growth(0, len(text)) == math.inf
    assert ruler(text, 10.7, loose).growth(0, len(text)) == EM // 2
    one = ruler(text, 10.7, loose)
    line = set_line(one.cells, 0, len(text), len(text), one.room(0, len(text)), Trims(0, 0), loose.policy(EM))
    assert sum(line.advances) == EM.em(10.7)
    assert all(0 < advance - EM // 2 <= EM // 10 for advance in line.advances[2:-1])


def test_places_where_a_line_may_end_are_found_on_both_sides() -> None:
    one = ruler("山川12河", 9)

    assert [one.next_break(place) for place in range(1, 6)] == [1, 2, 4, 4, 5]
    assert [one.break_before(0, place) for place in range(6)] == [0, 1, 2, 2, 4, 5]
    assert one.break_before(2, 3) == 2


@pytest.mark.parametrize(("measure", "end"), [(1.5, 1), (1.99, 1), (2, 2)])
def test_a_mark_at_a_line_s_end_has_none_of_the_white_that_it_would_share(measure: float, end: int) -> None:
    assert ruler("山、（川", measure).filled(0) == end


def test_white_at_a_line_s_end_is_passed_in_one_step() -> None:
    text = "山川" + " " * 50 + "河" + "  "
    one = ruler(text, 2)

    assert (one.visible_end(0, 30), one.visible_end(10, 30), one.visible_end(0, 53)) == (2, 10, 53)
    assert (one.filled(0), one.room(0, 52), one.filled(52)) == (52, 0, 55)


def test_a_line_of_white_alone_can_lose_nothing() -> None:
    one = ruler("山" + " " * 9 + "，", 2)

    assert (one.most_squeeze(1, 10), one.room(1, 10)) == (0, EM * 2)
