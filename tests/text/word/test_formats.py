from __future__ import annotations

import pytest

from huibian.text.word.formats import chinese, written


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "〇"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百〇五"),
        (110, "一百一十"),
        (2026, "二千〇二十六"),
    ],
)
def test_a_number_is_written_as_it_is_spoken(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, None),
        ("japaneseCounting", 11, "十一"),
        ("ideographDigital", 120, "一二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 13, None),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 0, None),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 26, "Z"),
        ("none", 5, ""),
        ("decimal", -1, None),
        ("chineseCounting", 10_000, None),
        ("hebrew1", 1, None),
    ],
)
def test_a_format_writes_its_numbers_or_none(style: str, number: int, text: str | None) -> None:
    assert written(number, style) == text
