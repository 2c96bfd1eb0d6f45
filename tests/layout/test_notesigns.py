from __future__ import annotations

import unicodedata

import pytest

from huibian.layout.notesigns import NOTE_SIGNS, note_sign


@pytest.mark.parametrize(("number", "sign"), [(1, "①"), (21, "㉑"), (50, "㊿"), (51, "[51]"), (100, "[100]")])
def test_numbers_stand_in_circles_as_far_as_there_are_any(number: int, sign: str) -> None:
    assert note_sign(number) == sign


def test_each_sign_is_its_number() -> None:
    assert [unicodedata.numeric(sign) for sign in NOTE_SIGNS] == list(range(1, 51))
