from __future__ import annotations

import re

import pytest

from huibian.cli.codes import plain_text, read_meanings
from tests.support.english import english_words
from tests.test_architecture import codes_in_source

MEANINGS = read_meanings()
# Keys and values to be typed, and what is called so in Chinese too.
_TYPED = (
    "title extends avoid numbering article issue page notes fit faces roles file permit layout neibu jianbao bulletin"
    " buletin mastehad masthead month printed email distribution lishu font grid lines top toc render preview explain"
    " once png table EQ DTD CMYK RGB JPEG GIF BMP TIFF WebP CFF Wingdings Webdings Symbol FandolFang Excel Shift Enter"
    " Big FFFD FFFC TrueType OpenType fonts"
)
TYPED = _TYPED.split()


def test_every_code_has_a_meaning_a_cure_and_an_example() -> None:
    assert set(MEANINGS) == codes_in_source()
    lacking = [each.code for each in MEANINGS.values() if not (each.meaning and each.cure and each.example)]
    assert lacking == []
    assert {each.severity for each in MEANINGS.values()} == {"错误", "警告"}


@pytest.mark.parametrize("meaning", MEANINGS.values(), ids=lambda meaning: meaning.code)
def test_a_meaning_is_chinese_and_has_no_marks(meaning: object) -> None:
    said = "\n".join(getattr(meaning, name) for name in ("meaning", "cure", "example"))
    assert english_words(said, *TYPED) == []
    assert not re.search(r"`|\*\*\S|\]\(|\\\|", said.replace("**`", "").replace("**一", ""))


def test_marks_go_and_words_stay() -> None:
    assert plain_text(r"见 [limits.md](limits.md) 的 `a\|b`，**要**") == "见 limits.md 的 a|b，要"
