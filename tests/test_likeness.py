from __future__ import annotations

import pytest

from huibian.likeness import most_like


@pytest.mark.parametrize(
    ("word", "found"), [("titel", "title"), ("title", "title"), ("tile", "title"), ("section", None)]
)
def test_the_word_that_is_most_like_another_is_found(word: str, found: str | None) -> None:
    assert most_like(word, ["toc", "title", "file"]) == found


@pytest.mark.parametrize(("likeness", "found"), [(0.5, "abcd"), (0.51, None)])
def test_a_word_has_to_be_so_much_like_it(likeness: float, found: str | None) -> None:
    assert most_like("abxy", ["abcd"], likeness) == found
