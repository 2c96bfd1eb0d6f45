from __future__ import annotations

from huibian.layout.definition import load_layout
from huibian.units import Length
from tests.support.layouts import BULLETIN


def test_what_a_layout_says_in_em_becomes_lengths_at_a_type_size() -> None:
    policy = load_layout(BULLETIN).line_breaking.policy(Length.of(16, "pt"))

    assert policy.squeeze == 4000
    assert policy.word_space == 8000
