from __future__ import annotations

import unicodedata

import pytest

from huibian import source
from huibian.characters import oddities
from huibian.text.word.symbols import _signs, is_symbol_font, sign_of

FONTS = ["Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"]


@pytest.mark.parametrize(
    ("font", "code", "name"),
    [
        ("Wingdings", 0xFC, "HEAVY CHECK MARK"),
        ("Wingdings", 0xF0FC, "HEAVY CHECK MARK"),
        ("WINGDINGS", 0x6E, "BLACK SQUARE"),
        ("Wingdings", 0xA8, "WHITE MEDIUM SQUARE"),
        ("Wingdings", 0xD8, "THREE-D TOP-LIGHTED RIGHTWARDS ARROWHEAD"),
        ("Wingdings", 0x2A, "ENVELOPE"),
        ("Wingdings", 0xE8, "HEAVY WIDE-HEADED RIGHTWARDS ARROW"),
        ("Wingdings 2", 0x52, "BALLOT BOX WITH CHECK"),
        ("Wingdings 2", 0xA3, "WHITE SQUARE"),
        ("Wingdings 2", 0x6A, "CIRCLED DIGIT ONE"),
        ("Wingdings 3", 0x7D, "BLACK RIGHT-POINTING POINTER"),
        ("Webdings", 0x61, "HEAVY CHECK MARK"),
        ("Symbol", 0x61, "GREEK SMALL LETTER ALPHA"),
        ("Symbol", 0xB7, "BULLET"),
        ("Symbol", 0xF0A3, "LESS-THAN OR EQUAL TO"),
        ("Symbol", 0x2D, "MINUS SIGN"),
        ("Symbol", 0x20, "SPACE"),
    ],
)
def test_a_place_of_a_font_is_a_sign_of_unicode(font: str, code: int, name: str) -> None:
    assert unicodedata.name(sign_of(font, code) or "") == name


@pytest.mark.parametrize(
    ("font", "code"),
    [
        ("Symbol", 0xF0F0),  # the vendor's mark
        ("Symbol", 0xF01F),
        ("Symbol", 0xF120),
        ("Symbol", 0x4E00),
        ("Wingdings", 0x7F00),
        ("宋体", 0xF0FC),
        ("", 0xF0FC),
    ],
)
def test_what_has_no_sign_is_known_to_have_none(font: str, code: int) -> None:
    assert sign_of(font, code) is None


@pytest.mark.parametrize("font", FONTS)
def test_the_table_has_nearly_every_place_and_only_what_can_be_set(font: str) -> None:
    assert is_symbol_font(font)
    signs = _signs()[font.lower()]
    assert len(signs) > 185
    assert set(signs) <= {*range(0x20, 0x7F + 1), *range(0x80, 0x100)}
    assert all(len(each) == 1 and not list(oddities(each)) for each in signs.values())


def test_the_table_is_no_file_that_an_issue_is_made_of() -> None:
    _signs.cache_clear()
    with source.noting() as noted:
        assert is_symbol_font("Symbol")
    assert list(noted) == []


def test_other_fonts_have_letters_in_the_places_of_letters() -> None:
    assert not any(map(is_symbol_font, (None, "", "宋体", "Symbolx")))
