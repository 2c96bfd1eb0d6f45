from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.markedyaml.mending import Edit, Mended


def test_what_is_not_changed_knows_where_it_stood() -> None:
    mended = Mended("a：b\nc", [Edit(1, 2, ": "), Edit(4, 4, "- ")])
    assert mended.text == "a: b\n- c"
    assert [mended.original(index) for index in range(9)] == [0, 1, 1, 2, 3, 4, 4, 4, 5]
    assert not mended.is_unchanged


def test_of_two_edits_of_one_place_the_first_counts() -> None:
    assert Mended("abcd", [Edit(1, 3, "x"), Edit(2, 4, "y")]).text == "axd"
    assert Mended("abcd", [Edit(2, 4, "y"), Edit(1, 2, "x")]).text == "axy"


@pytest.mark.parametrize("text", ["", "a"])
def test_without_edits_nothing_changes(text: str) -> None:
    mended = Mended(text, [])
    assert (mended.text, mended.original(0), mended.original(len(text))) == (text, 0, len(text))
    assert mended.is_unchanged


@given(text=st.text(max_size=9), edits=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.text(max_size=2))))
def test_a_place_never_goes_back_and_stays_in_the_text(text: str, edits: list[tuple[int, int, str]]) -> None:
    made = [Edit(start, min(start + length, len(text)), new) for start, length, new in edits if start <= len(text)]
    mended = Mended(text, made)
    places = [mended.original(index) for index in range(len(mended.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
