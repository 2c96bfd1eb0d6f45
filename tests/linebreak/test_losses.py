from __future__ import annotations

from collections.abc import Sequence

import pytest

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak.amounts import amounts_under
from huibian.linebreak.cells import Cell
from huibian.linebreak.losses import Losses
from tests.support.linebreaking import EM, cells_of, rules


def most_squeeze(cells: Sequence[Cell], chosen: LineBreaking) -> int:
    """The most that a line of all these cells can lose."""
    policy = chosen.policy(EM)
    return Losses(cells, amounts_under(policy).of(cells), policy).most(0, len(cells))


def test_the_bound_holds_for_marks_and_not_for_other_white() -> None:
    cells = cells_of("山1，川2，河3，")

    assert most_squeeze(cells, rules()) == EM.em(0.75)
    assert most_squeeze(cells, rules(western_gap_least="0.125 em")) == EM.em(0.75 + 3 * 0.125)


def test_a_trimmed_mark_counts_no_more() -> None:
    cells = cells_of("（山川）河，")
    both = rules(squeeze="0.5 em", half_width_line_end=True, line_start_brackets="all")

    assert most_squeeze(cells, rules(squeeze="0.5 em")) == EM.em(1.5)
    assert most_squeeze(cells, both) == EM // 2


@pytest.mark.parametrize(
    ("ends", "brackets", "left"),
    [(False, "none", 0.5), (False, "rest", 0.5), (False, "all", 0.4), (True, "none", 0.4), (True, "all", 0.3)],
)
def test_each_mark_that_is_trimmed_takes_its_part_off_the_bound(ends: bool, brackets: str, left: float) -> None:
    chosen = rules(squeeze="0.1 em", half_width_line_end=ends, line_start_brackets=brackets)

    assert most_squeeze(cells_of("（山，川，河，湖、"), chosen) == EM.em(left)


@pytest.mark.parametrize(("ends", "left"), [(False, 1.0), (True, 0.5)])
def test_the_white_of_a_mark_that_is_trimmed_at_the_end_is_none_to_lose(ends: bool, left: float) -> None:
    # The bound would let the mark inside lose more than it has.
    chosen = rules(squeeze="1 em", half_width_line_end=ends)

    assert most_squeeze(cells_of("山，川，", chosen), chosen) == EM.em(left)


@pytest.mark.parametrize(("brackets", "left"), [("none", 1.0), ("rest", 0.5), ("all", 0.5)])
def test_a_bracket_that_is_trimmed_on_other_lines_loses_nothing_more_there(brackets: str, left: float) -> None:
    policy = rules(squeeze="0.5 em", line_start_brackets=brackets).policy(EM)
    cells = cells_of("山（川，")

    assert Losses(cells, amounts_under(policy).of(cells), policy).most(1, len(cells)) == EM.em(left)


def test_two_marks_have_the_white_that_they_do_not_share() -> None:
    for shared, left in (("0 em", EM), ("0.5 em", EM // 2), ("1 em", 0)):
        chosen = rules(squeeze="1 em", shared_white=shared)
        assert most_squeeze(cells_of("山、（川", chosen), chosen) == left


def test_what_two_cells_can_lose_by_themselves() -> None:
    chosen = rules(word_space_least="0.25 em", western_gap_least="0.125 em", squeeze="0.3 em")
    policy = chosen.policy(EM)
    cells = dict(zip("山，a b1海", cells_of("山，a b1海", chosen), strict=True))

    every = list(cells.values())
    every_loss = Losses(every, amounts_under(policy).of(every), policy)
    losses = [every_loss.most(index, index + 2) for index in range(len(every) - 1)]
    assert losses == [EM.em(each) for each in (0.3, 0.3, 0, 0.25, 0, 0.125)]
