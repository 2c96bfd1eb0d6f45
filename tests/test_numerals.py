from __future__ import annotations

import pytest

from huibian.numerals import number_of


@pytest.mark.parametrize(
    ("figures", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("007", 7),
        ("〇", 0),
        ("九", 9),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("九十九", 99),
        ("百", 100),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("两千三百", 2300),
        ("二〇二六", 2026),
        ("二○二六", 2026),
        ("万", 10_000),
        ("三万五千", 35_000),
        ("一亿二千万", 120_000_000),
        ("三万亿", 3 * 10**12),
    ],
)
def test_figures_have_their_value(figures: str, number: int) -> None:
    assert number_of(figures) == number
