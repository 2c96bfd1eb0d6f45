from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.linebreak import amounts
from huibian.linebreak.amounts import AmountsUnder, amounts_under
from tests.support.linebreaking import EM, cells_of, rules

TEXT = "山、（川）ab 2019年河"


def test_a_cell_takes_and_gives_what_the_policy_says() -> None:
    chosen = rules(western_gap_limit="0.5 em", half_width_line_end=True, squeeze="0.5 em")
    pause, bracket = AmountsUnder(chosen.policy(EM)).of(cells_of("山、（川", chosen)).each[1:3]

    assert (pause.advance, pause.shared, pause.bounding, pause.place) == (EM // 2, EM // 2, 1, 1)
    assert pause.lost_at_end == 0  # the white that it shared comes back, and goes again
    assert (bracket.advance, bracket.lost_at_start) == (EM, 0)


def test_cells_are_not_asked_one_by_one_for_what_none_of_their_kinds_has() -> None:
    found = AmountsUnder(rules().policy(EM)).of(cells_of("山川河流"))
    blind = replace(found, each=[None] * 4)  # to ask one of these is an error
    assert blind.sums_of("shared") == found.sums_of("shared") == [0] * 5
    assert found.sums_of("advance") == [0, EM, 2 * EM, 3 * EM, 4 * EM]
    with pytest.raises(AttributeError):
        blind.sums_of("advance")


@pytest.mark.parametrize("most", [0, 1000])
def test_what_was_forgotten_is_the_same_when_it_is_asked_again(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amounts, "_KINDS_KEPT", most)
    policy = rules().policy(EM)
    known = AmountsUnder(policy)
    cells = cells_of(TEXT)
    first = known.of(cells)
    known.of(cells_of("湖，" + TEXT))

    assert known.of(cells) == first == AmountsUnder(policy).of(cells)
    other = cells_of("《5》·3%")
    known.of(other)
    assert (set(known._known) == set(other)) == (not most)


def test_equal_policies_share_what_is_known() -> None:
    assert amounts_under(rules().policy(EM)) is amounts_under(rules().policy(EM))
    assert amounts_under(rules().policy(EM)) is not amounts_under(rules(squeeze="0.5 em").policy(EM))
