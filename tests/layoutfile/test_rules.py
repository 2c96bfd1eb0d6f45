from __future__ import annotations

from typing import Any

import pytest

from huibian.layoutfile.definition import load_layout
from huibian.linebreak.cells import Policy
from huibian.markedyaml import UnfitError
from huibian.units import Length
from tests.support.layouts import BULLETIN
from tests.support.linebreaking import EM, rules


def test_what_a_layout_says_in_em_becomes_lengths_at_a_type_size() -> None:
    policy = load_layout(BULLETIN).line_breaking.policy(Length.of(16, "pt"))

    assert policy.squeeze == 4000
    assert policy.word_space == 8000


def test_whatever_a_layout_does_not_name_is_off() -> None:
    policy = rules().policy(EM)

    assert policy == Policy(
        squeeze=4000,
        word_space=8000,
        western_gap=8000,
        spread=8000,
        code_spread=0,
        loose=None,
        squeezes_stops=True,
        word_space_least=None,
        western_gap_least=None,
        western_gap_most=None,
        trims_end=False,
        trims_start=False,
        trims_first=False,
        date_spread=0,
        last_letters=0,
        lock_spread=0,
        gap_doubt=0,
        tightened=0,
    )


@pytest.mark.parametrize(
    ("brackets", "expected"), [("none", (False, False)), ("rest", (True, False)), ("all", (True, True))]
)
def test_brackets_at_line_starts_are_trimmed_as_the_layout_says(brackets: str, expected: tuple[bool, bool]) -> None:
    policy = rules(line_start_brackets=brackets).policy(EM)

    assert (policy.trims_start, policy.trims_first) == expected


@pytest.mark.parametrize(
    "keys",
    [
        {"prohibition": "lax"},
        {"line_start_brackets": "some"},
        {"squeeze": "-0.25 em"},
        {"date_spread": "-1 em"},
        {"last_line_minimum": -1},
        {"code_length": "long"},
        {"units": [""]},
        {"hanging": True},
    ],
)
def test_a_rule_that_cannot_be_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(UnfitError):
        rules(**keys)
