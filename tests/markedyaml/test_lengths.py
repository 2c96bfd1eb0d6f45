from __future__ import annotations

import re

import pytest

from huibian.markedyaml.lengths import LENGTH_PATTERN
from huibian.units import _HAO, Length


@pytest.mark.parametrize(
    "text", [*_HAO, "28.95 pt", "149mm", "-20 pt", "579 twip", "em", "3", "七号", "小六", "3 cm", "pt"]
)
def test_editors_and_huibian_take_the_same_for_a_length(text: str) -> None:
    try:
        Length.parse(text)
        is_length = True
    except ValueError:
        is_length = False
    assert bool(re.search(LENGTH_PATTERN, text)) is is_length
