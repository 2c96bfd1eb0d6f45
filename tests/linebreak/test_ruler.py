from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak.adjust import Trims, set_line
from huibian.linebreak.cells import Stretch
from huibian.linebreak.ruler import Ruler
from huibian.units import Length
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


@pytest.mark.parametrize(
    ("measure", "growth"), [(9.4, 0.075), (10.75, 0.1), (10.85, 0.15), (11.55, 0.5), (11.56, math.inf)]
)
def test_an_address_gives_before_a_line_is_loose_where_the_layout_says_what_that_is(
    measure: float, growth: float
) -> None:
    keys = {"code_length": 8, "code_spread": "0.1 em", "western_gap_limit": "0.25 em"}
    text = "山川http://a.cn/bc"

    one = ruler(text, measure, rules(**keys, loose_limit="0.1 em"))

    assert one.growth(0, len(text)) == pytest.approx(growth * EM)


@pytest.mark.parametrize(
    ("measure", "growth", "strain", "gap"),
    [(7.9, 0.04, 0.04, 0.37), (8.26, 0.1, 0.1, 0.43), (8.38, 0.1, 0.12, 0.49), (8.66, 0.11, 1 / 6, 0.61)],
)
def test_gaps_grow_to_their_most_only_where_a_line_would_be_loose(
    measure: float, growth: float, strain: float, gap: float
) -> None:
    chosen = rules(loose_limit="0.1 em", western_gap_limit="0.33 em", western_gap_most="0.5 em")

    one = ruler("山12川河流湖海", measure, chosen)
    line = set_line(one.cells, 0, 8, 8, one.room(0, 8), Trims(0, 0), chosen.policy(EM))

    assert one.growth(0, 8) == pytest.approx(growth * EM, abs=1)
    assert one.strain(0, 8, one.room(0, 8)) == pytest.approx(strain * EM, abs=1)
    assert sum(line.advances) == EM.em(measure)
    assert line.advances[0] == pytest.approx(EM + gap * EM, abs=2)


@pytest.mark.parametrize(("beyond", "growth"), [(0, EM // 2), (1, math.inf)])
def test_with_all_that_an_address_gives_a_line_is_spread_to_its_limit_and_no_further(
    beyond: int, growth: float
) -> None:
    text = "山川河http://a.cn/bc"
    chosen = rules(code_length=8, western_gap_limit="0.25 em", code_spread="0.1 em")
    cells = cells_of(text, chosen)
    codes = sum(cell.stretch is Stretch.CODE for cell in cells[:-1])
    places = sum(cell.stretch.is_anywhere for cell in cells[:-1])
    width = EM * 99 - ruler(text, 99, chosen).room(0, len(text))
    measure = int(width + places * EM // 2 + codes * EM // 10 + beyond)

    assert Ruler(cells, measure, measure, chosen.policy(EM)).growth(0, len(text)) == growth


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


@pytest.mark.parametrize(
    ("line", "following", "lockable"),
    [
        ("山川河流湖海", "云雾", True),
        ("山川河流湖海", "“云雾", False),  # LibreOffice 24.8 ends no line there
        ("山3河4湖海云", "雾", True),  # four gaps of which nobody knows whether they are there: 0.8 em
        ("山3河4湖5海云", "雾", False),  # six are wider than the 雾 that must not fit
        ("山3河4湖5海云", "雾，", True),  # but not than what nobody parts
        ("　山3河4湖海", "雾", False),  # an ideographic space may be a quarter narrower
        ("《山》，3《河》，4", "湖", True),
        (
            "《山》，3《河》，4《湖》，5云",
            "雾",
            False,
        ),  # full-width marks need tightening, which four runs' ends leave out
        ("《山》，三《河》，四《湖》，五云", "雾", True),
    ],
)
def test_word_processors_end_a_line_by_themselves_where_all_that_is_in_doubt_is_narrower_than_what_follows(
    line: str, following: str, lockable: bool
) -> None:
    chosen = rules(lock_spread="0.1 em")
    measure = sum(cell.width + cell.space for cell in cells_of(line, chosen)) / EM

    one = ruler(line + following + "山", measure, chosen)

    assert one.is_lockable(0, len(line)) is lockable


def test_characters_that_are_set_closer_leave_less_to_lock_a_line_with() -> None:
    chosen = rules(lock_spread="0.1 em")
    text = "山3河4湖海云雾"

    def is_lockable(tracking: Length) -> bool:
        cells = cells_of(text, chosen)
        return Ruler(cells, EM * 7, EM * 7, chosen.policy(EM, tracking)).is_lockable(0, 7)

    assert is_lockable(Length.of("-0.1", "pt"))
    assert not is_lockable(Length.of("-0.25", "pt"))
