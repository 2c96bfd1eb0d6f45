from __future__ import annotations

import pytest

from huibian.text.numbers import bullet, ordinal


@pytest.mark.parametrize(
    ("number", "depth", "text"),
    [(1, 1, "1."), (12, 2, "（12）"), (1, 3, "①"), (3, 3, "③"), (20, 4, "⑳"), (21, 3, "（21）"), (0, 3, "（0）")],
)
def test_a_number_looks_as_in_an_official_document(number: int, depth: int, text: str) -> None:
    assert ordinal(number, depth) == text


def test_items_without_number_begin_with_a_mark() -> None:
    assert [bullet(depth) for depth in (1, 2, 3)] == ["——", "·", "·"]
