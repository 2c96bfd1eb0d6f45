from __future__ import annotations

import pytest

from huibian.cli.nearest import nearest

WORDS = ["render", "toc", "grid.lines", "grid.pitch", "HB101", "HB110"]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("rendr", ["render"]),
        ("RENDER", ["render"]),
        (" \uff54\uff4f\uff43\u3000", ["toc"]),
        ("grid", ["grid.lines", "grid.pitch"]),
        ("grid.linse", ["grid.lines", "grid.pitch"]),
        ("hb101", ["HB101"]),
        ("打印", []),
        ("", []),
        ("r" * 101, []),
    ],
)
def test_finds_what_is_most_like_it(word: str, found: list[str]) -> None:
    assert nearest(word, WORDS) == found


def test_of_many_it_proposes_three() -> None:
    assert nearest("key", [f"key{number}" for number in range(9)]) == ["key8", "key7", "key6"]
