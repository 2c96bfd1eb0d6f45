from __future__ import annotations

from collections.abc import Sequence

from huibian.linebreak.adjust import Trims
from huibian.linebreak.amounts import amounts_under
from huibian.linebreak.cells import Cell, Policy
from huibian.linebreak.losses import Losses
from tests.support.linebreaking import EM, cells_of, rules

NO_TRIMS = Trims(0, 0)


def most_squeeze(cells: Sequence[Cell], trims: Trims, policy: Policy) -> int:
    """The most that a line of all these cells can lose."""
    return Losses(cells, amounts_under(policy).of(cells), policy).most(0, len(cells), trims)


def test_the_bound_holds_for_marks_and_not_for_other_white() -> None:
    text = "山1，川2，河3，"
    with_gaps = rules(western_gap_least="0.125 em").policy(EM)
    cells = cells_of(text)

    assert most_squeeze(cells, NO_TRIMS, rules().policy(EM)) == EM.em(0.75)
    assert most_squeeze(cells, NO_TRIMS, with_gaps) == EM.em(0.75 + 3 * 0.125)


def test_a_trimmed_mark_counts_no_more() -> None:
    cells = cells_of("（山川）河，")
    policy = rules(squeeze="0.5 em").policy(EM)

    assert most_squeeze(cells, NO_TRIMS, policy) == EM.em(1.5)
    assert most_squeeze(cells, Trims(EM // 2, EM // 2), policy) == EM // 2


def test_each_mark_that_is_trimmed_takes_its_part_off_the_bound() -> None:
    cells = cells_of("（山，川，河，湖、")
    policy = rules(squeeze="0.1 em").policy(EM)

    def most(start: int, end: int) -> int:
        return most_squeeze(cells, Trims(start, end), policy)

    assert [most(0, 0), most(EM // 2, 0), most(EM // 2, EM // 2)] == [EM.em(0.5), EM.em(0.4), EM.em(0.3)]


def test_two_marks_have_the_white_that_they_do_not_share() -> None:
    for shared, left in (("0 em", EM), ("0.5 em", EM // 2), ("1 em", 0)):
        chosen = rules(squeeze="1 em", shared_white=shared)
        assert most_squeeze(cells_of("山、（川", chosen), NO_TRIMS, chosen.policy(EM)) == left


def test_what_two_cells_can_lose_by_themselves() -> None:
    chosen = rules(word_space_least="0.25 em", western_gap_least="0.125 em", squeeze="0.3 em")
    policy = chosen.policy(EM)
    cells = dict(zip("山，a b1海", cells_of("山，a b1海", chosen), strict=True))

    every = list(cells.values())
    every_loss = Losses(every, amounts_under(policy).of(every), policy)
    losses = [every_loss.most(index, index + 2, NO_TRIMS) for index in range(len(every) - 1)]
    assert losses == [EM.em(each) for each in (0.3, 0.3, 0, 0.25, 0, 0.125)]
