from __future__ import annotations

from typing import Any

import pytest

from huibian.linebreak.adjust import Trims, own_growth, set_line
from huibian.linebreak.amounts import amounts_under
from huibian.linebreak.losses import Losses
from tests.support.linebreaking import EM, cells_of, rules, set_text

NO_TRIMS = Trims(0, 0)


def advances(text: str, room: float, **keys: Any) -> dict[str, int]:
    """The advance of each character of a line that lacks `room` em; the text has no character twice."""
    chosen = rules(**keys)
    cells = cells_of(text, chosen)
    line = set_line(cells, 0, len(cells), len(cells), int(EM.em(room)), NO_TRIMS, chosen.policy(EM))
    return dict(zip(text, line.advances, strict=True))


ALL = {"interpunct_white": "0.5 em", "word_space_least": "0.25 em", "western_gap_least": "0.125 em", "squeeze": "1 em"}
LINE = "山·川（河）流，海2。 a云；"  # every kind of white once; the mark at the end is the one that gives first


@pytest.mark.parametrize(
    ("squeezed", "given"),
    [
        (0.5, {}),
        (0.75, {" ": 0.25}),
        (1.25, {"山": 1.0 - 0.25, "·": 1.0 - 0.25}),
        (2.25, {"川": 0.5, "）": 0.5}),
        (2.75, {"，": 0.5}),
        (3.0, {"海": 1.125, "a": 0.625}),
        (3.5, {"。": 0.5}),
    ],
)
def test_white_is_taken_class_after_class(squeezed: float, given: dict[str, float]) -> None:
    before = advances(LINE, 0, **ALL)
    after = advances(LINE, -squeezed, **ALL)

    assert after["；"] == EM // 2
    assert {char: after[char] for char in given} == {char: EM.em(ems) for char, ems in given.items()}
    assert sum(before.values()) - sum(after.values()) == EM.em(squeezed)
    if squeezed < 3.5:
        assert after["。"] == EM


def test_all_of_a_class_give_alike() -> None:
    after = advances("山，川、河；流：海。", -1.5, squeeze="1 em")

    assert {after[char] for char in "，、；："} == {EM.em(0.75)}


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_line_loses_all_that_it_can_and_not_a_hair_more(beyond: int) -> None:
    """Its marks have more white than their bound lets them lose, in several classes."""
    policy = rules(squeeze="0.2 em", western_gap_least="0.125 em").policy(EM)
    cells = cells_of("（山）川，河。海1湖；")
    most = Losses(cells, amounts_under(policy).of(cells), policy).most(0, len(cells))
    before = set_line(cells, 0, len(cells), len(cells), 0, NO_TRIMS, policy)
    after = set_line(cells, 0, len(cells), len(cells), -most - beyond, NO_TRIMS, policy)

    assert sum(before.advances) - sum(after.advances) + after.shift == most


@pytest.mark.parametrize("room", [-1, 0, 1])
def test_a_line_is_adjusted_by_the_least_that_there_is(room: int) -> None:
    cells = cells_of("山，川")
    line = set_line(cells, 0, 3, 3, room, NO_TRIMS, rules().policy(EM))

    assert sum(line.advances) == EM * 3 + room


def test_two_marks_lose_no_white_twice() -> None:
    cells = cells_of("山、（川）")  # they share 1.5 em already
    line = set_line(cells, 0, 5, 5, -EM, NO_TRIMS, rules(squeeze="1 em").policy(EM))

    assert line.advances[1] == 0  # the ink of the two stands side by side
    assert sum(line.advances) == EM.em(3.5)


def test_gaps_are_spread_on_both_sides_of_a_number() -> None:
    text = "山川12河流"
    cells = cells_of(text)
    line = set_line(cells, 0, len(text), len(text), int(EM.em(0.3)), NO_TRIMS, rules().policy(EM))

    assert line.advances[1] - EM == line.advances[3] - EM // 2 == EM.em(0.4)


def test_spaces_at_the_end_take_no_room() -> None:
    cells = cells_of("山川  ")
    line = set_line(cells, 0, 2, 4, 0, NO_TRIMS, rules().policy(EM))

    assert line.advances == (EM, EM, 0, 0)


@pytest.mark.parametrize(("limit", "growth"), [("0.4 em", 0), ("0.5 em", 0), ("0.75 em", 0.25)])
def test_a_word_space_grows_to_its_limit_and_never_shrinks_to_it(limit: str, growth: float) -> None:
    chosen = rules(word_space_limit=limit)
    (space,) = (cell for cell in cells_of("a b", chosen) if cell.vanishes)

    assert own_growth(space, chosen.policy(EM)) == EM.em(growth)


def test_an_interpunct_that_begins_a_line_keeps_its_white_inside_the_measure() -> None:
    chosen = rules(interpunct_white="0.5 em", squeeze="0.5 em")
    lines = set_text("·" * 20, EM.em(4.5), rules=chosen)

    assert all(line.shift == 0 for line in lines)


def test_spaces_between_words_shrink_to_their_least_whatever_marks_may_lose() -> None:
    keys = {"squeeze": "0 em", "word_space_least": "0.25 em"}

    assert advances("山a bc川，", -0.25, **keys)[" "] == EM // 4
