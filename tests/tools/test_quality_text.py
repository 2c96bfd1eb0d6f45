from __future__ import annotations

from tools.quality_text import paragraphs


def test_the_text_has_exactly_so_many_characters() -> None:
    assert sum(map(len, paragraphs(4_000))) == 4_000


def test_equal_seeds_give_equal_text() -> None:
    assert paragraphs(4_000) == paragraphs(4_000)
    assert paragraphs(4_000, seed=1) != paragraphs(4_000, seed=2)


def test_it_is_dense_in_what_is_hard_to_break() -> None:
    text = "".join(paragraphs(40_000))

    rare = [piece for piece in ("《", "“", "（", "——", "……", "‰", "km", "://", "@", "月", "·") if text.count(piece) < 5]

    assert not rare
