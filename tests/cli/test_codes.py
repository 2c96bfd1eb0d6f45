from __future__ import annotations

import re

from huibian.cli.codes import plain_text, read_meanings
from tests.support.english import english_words
from tests.support.requirements import ROOT
from tests.test_architecture import codes_in_source

MEANINGS = read_meanings()
ROWS = [
    line for line in (ROOT / "docs" / "messages.md").read_text(encoding="utf-8").split("\n") if line.startswith("| HB")
]
# Formats and typefaces, which are called so in Chinese too.
_CALLED_SO = (
    "EQ DTD CMYK RGB JPEG GIF BMP TIFF WebP CFF TrueType Wingdings Webdings Symbol FandolFang Excel Shift Enter Big"
    " FFFD FFFC"
)


def test_every_code_has_a_meaning_a_cure_and_an_example() -> None:
    assert set(MEANINGS) == codes_in_source()
    lacking = [each.code for each in MEANINGS.values() if not (each.meaning and each.cure and each.example)]
    assert lacking == []
    assert {each.severity for each in MEANINGS.values()} == {"错误", "警告"}


def test_what_is_not_to_be_typed_is_chinese() -> None:
    said = [re.sub("`[^`]*`", "", row) for row in ROWS]
    called_so = [*_CALLED_SO.split(), "OpenType", "limits", "manifest", "README", "md", "pip", "sha", "Python"]
    assert {row: words for row in said if (words := english_words(row, *called_so))} == {}


def test_no_marks_are_left() -> None:
    said = "\n".join(f"{each.meaning}{each.cure}{each.example}" for each in MEANINGS.values())
    assert not re.search(r"`|\]\(|\\\|", said)


def test_marks_go_and_words_stay() -> None:
    assert plain_text(r"见 [limits.md](limits.md) 的 `a\|b`，**要**") == "见 limits.md 的 a|b，要"
