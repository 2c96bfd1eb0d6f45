from __future__ import annotations

import pytest

from huibian.layout.bidi import embedding_levels, mirrored, visual_order


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("汉a1", "000"),
        ("名د ب等", "01110"),
        ("（د）", "010"),
        ("دب 26-ج", "1112211"),
        ("د«ب»ج", "11111"),
        ("א汉", "10"),
        ("ب\u180eد汉\u180e", "11100"),
    ],
)
def test_what_runs_from_right_to_left_has_odd_levels(text: str, levels: str) -> None:
    assert embedding_levels(text) == list(map(int, levels))


@pytest.mark.parametrize("char", "\xad\u200b\u202a\u202b\u202d\u202e\u202c")
def test_what_the_algorithm_takes_out_has_a_level_and_no_say(char: str) -> None:
    """UAX 9, X9."""
    assert embedding_levels(f"汉{char}د{char}汉1") == [0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("levels", "order"), [("", ""), ("000", "012"), ("0110", "0213"), ("01122110", "06534217"), ("2211", "3201")]
)
def test_a_line_is_turned_level_by_level(levels: str, order: str) -> None:
    """UAX 9, L2."""
    assert visual_order(list(map(int, levels))) == list(map(int, order))


def test_brackets_are_mirrored_and_letters_are_not() -> None:
    assert [mirrored(char) for char in "(«（د"] == [")", "»", "）", "د"]
