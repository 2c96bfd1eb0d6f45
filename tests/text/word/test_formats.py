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
        (19, "十九"),
        (20, "二十"),
        (105, "一百〇五"),
        (110, "一百一十"),
        (119, "一百一十九"),
        (1001, "一千〇一"),
        (2026, "二千〇二十六"),
        (3478, "三千四百七十八"),
        (9999, "九千九百九十九"),
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
        ("decimalFullWidth2", 12, "１２"),
        ("decimalHalfWidth", 12, "12"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 50, "㊿"),
        ("decimalEnclosedCircle", 51, None),
        ("decimalEnclosedFullstop", 3, "3."),
        ("decimalEnclosedParen", 3, "（3）"),
        ("numberInDash", 3, "-3-"),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("ideographEnclosedCircle", 11, None),
        ("ideographZodiacTraditional", 1, "甲子"),
        ("ideographZodiacTraditional", 60, "癸亥"),
        ("ideographZodiacTraditional", 61, None),
        ("ideographLegalTraditional", 26, "貳拾陸"),
        ("taiwaneseDigital", 26, "二六"),
        ("japaneseCounting", 11, "十一"),
        ("ideographDigital", 1234567890, "一二三四五六七八九〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("chineseLegalSimplified", 3456, "叁仟肆佰伍拾陆"),
        ("chineseLegalSimplified", 7089, "柒仟零捌拾玖"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, None),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiac", 13, None),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 3999, "mmmcmxcix"),
        ("lowerRoman", 4000, None),
        ("lowerRoman", 0, None),
        ("lowerLetter", 1, "a"),
        ("lowerLetter", 0, None),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 780, "z" * 30),
        ("lowerLetter", 781, None),
        ("upperLetter", 26, "Z"),
        ("none", 5, ""),
        ("decimal", 0, "0"),
        ("decimal", -1, None),
        ("chineseCounting", 10_000, None),
        ("hebrew1", 1, None),
    ],
)
def test_a_format_writes_its_numbers_or_none(style: str, number: int, text: str | None) -> None:
    assert written(number, style) == text


AMOUNTS = (1, 4, 5, 9, 10, 40, 50, 90, 100, 400, 500, 900, 1000)


def test_a_roman_numeral_is_put_together_of_these() -> None:
    letters = ["i", "iv", "v", "ix", "x", "xl", "l", "xc", "c", "cd", "d", "cm", "m"]
    assert [written(amount, "lowerRoman") for amount in AMOUNTS] == letters
