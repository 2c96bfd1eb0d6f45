from __future__ import annotations

import sys
import unicodedata

import pytest

from huibian.characters import (
    Oddity,
    describe,
    general,
    has_selector,
    is_emoji,
    is_selector,
    may_be_odd,
    oddities,
    split,
    without_emoji,
)


@pytest.mark.parametrize(
    ("char", "oddity"),
    [
        ("\t", Oddity.TAB),
        ("\v", Oddity.BREAK),
        ("\u2028", Oddity.BREAK),
        ("\u200b", Oddity.INVISIBLE),
        ("\ufeff", Oddity.INVISIBLE),
        ("\u00ad", Oddity.INVISIBLE),
        ("\U000e0100", Oddity.INVISIBLE),
        ("\ue000", Oddity.PRIVATE),
        ("\U000f0000", Oddity.PRIVATE),
        ("\ufffd", Oddity.LOST),
        ("\x07", Oddity.CONTROL),
        ("\x9f", Oddity.CONTROL),
        ("\ud800", Oddity.CONTROL),
        ("\uffff", Oddity.CONTROL),
    ],
)
def test_an_odd_character_is_found_where_it_stands(char: str, oddity: Oddity) -> None:
    assert list(oddities(f"正，{char}文")) == [(2, oddity)]


def test_a_variation_selector_is_odd_but_behind_a_han() -> None:
    assert list(oddities("葛\U000e0100川\ufe00𠮷\U000e0101")) == []
    assert list(oddities("，\U000e0100a\ufe0f葛\U000e0100\U000e0101")) == [
        (1, Oddity.INVISIBLE),
        (3, Oddity.INVISIBLE),
        (6, Oddity.INVISIBLE),
    ]


@pytest.mark.parametrize(("text", "may_be"), [("甲乙 AB\u3000", False), ("甲\t", True), ("葛\U000e0100", True)])
def test_a_text_is_asked_for_odd_characters_if_it_may_have_some(text: str, *, may_be: bool) -> None:
    assert may_be_odd(text) is may_be


def test_a_han_and_its_variation_selector_are_one_character() -> None:
    assert split("葛\U000e0100城，𠮷\ufe00\n") == ["葛\U000e0100", "城", "，", "𠮷\ufe00", "\n"]
    assert split("葛城") == ["葛", "城"]


@pytest.mark.parametrize("text", ["史志月报", "“A4” 3.5%　·—…〔2020〕", "\u3400\U00020000", "①²℃㎡", "\u00a0"])
def test_text_as_departments_write_it_is_not_odd(text: str) -> None:
    assert list(oddities(text)) == []


def test_every_control_surrogate_and_private_character_of_unicode_is_odd() -> None:
    chars = "".join(
        char for code in range(sys.maxunicode) if unicodedata.category(char := chr(code)) in ("Cc", "Cs", "Co")
    )
    assert len(list(oddities(chars))) == len(chars)


@pytest.mark.parametrize(
    ("char", "words"),
    [
        ("\u200b", "U+200B（零宽空格）"),
        ("\x07", "U+0007（控制字符）"),
        ("\U000f0000", "U+F0000"),
        ("\t", "U+0009（制表符）"),
    ],
)
def test_a_character_nobody_sees_is_described_by_number_and_name(char: str, words: str) -> None:
    assert describe(char) == words


@pytest.mark.parametrize(
    ("text", "has"), [("葛城", False), ("", False), ("a\u200db", False), ("葛\U000e0100城", True), ("川\ufe00", True)]
)
def test_most_texts_have_no_selector_and_are_not_searched_for_one(text: str, *, has: bool) -> None:
    assert has_selector(text) is has


def test_the_general_form_of_a_text_has_no_selector_behind_han() -> None:
    assert general("葛\U000e0100川\ufe0f！") == "葛川！"
    assert general("a\ufe0f") == "a\ufe0f"
    assert [is_selector(char) for char in ("\ufe00", "\U000e01ef", "葛", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("char", "emoji"), [("\U0001f600", True), ("🇨", True), ("🄰", False), ("㊙", False), ("✔", False)]
)
def test_emoji_are_pictures_and_no_signs_of_print(char: str, *, emoji: bool) -> None:
    assert is_emoji(char) is emoji
    assert without_emoji(f"甲{char}") == ("甲" if emoji else f"甲{char}")


@pytest.mark.parametrize("text", ["ب\u200cب", "ب\u200dب", "ᠠ\u180eᠠ", "ᠠ\u200dᠠ"])
def test_what_says_how_letters_join_is_odd_but_behind_such_a_letter(text: str) -> None:
    assert list(oddities(text)) == []
    assert list(oddities(f"字{text[1:]}")) == [(1, Oddity.INVISIBLE)]
