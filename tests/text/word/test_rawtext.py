from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.text.model import Inline, Note
from huibian.text.word.rawtext import RawText, in_one

AT = Span(Path("a.docx"), 2, 1)
NOTE = Note((Inline("注", False, AT),), AT)


def shown(inlines: list[Inline]) -> list[tuple[str, int | None]]:
    return [("*" if each.note else each.text, each.span.column) for each in inlines]


def made(*pieces: str) -> RawText:
    text = RawText(AT)
    for piece in pieces:
        if piece == "*":
            text.refer(NOTE)
        else:
            text.add(piece, bold=False)
    return text


def test_what_comes_next_stands_behind_what_is_there() -> None:
    text = made("甲乙", "*", "丙")
    assert shown(text.finished()) == [("甲乙", 1), ("*", 3), ("丙", 3)]
    assert (text.here.column, text.last) == (4, "丙")


def test_what_is_taken_out_leaves_footnotes_and_what_stood_before() -> None:
    text = made("甲乙", "丙丁", "*", "戊")
    assert text.cut(1) == "丙丁戊"
    assert text.here.column == 3
    text.add("己", bold=False)
    assert shown(text.finished()) == [("甲乙", 1), ("*", 3), ("己", 3)]


@pytest.mark.parametrize("start", [0, 1, 3])
def test_what_was_taken_out_is_not_taken_out_again(start: int) -> None:
    text = made("甲", "乙", "*", "丙")
    text.cut(start)
    assert text.cut(start) == ""
    assert "".join(each.text for each in text.finished()) == "甲乙丙"[: (0, 1, 1, 2)[start]]


def test_the_last_text_is_what_is_left() -> None:
    text = made("甲", "乙")
    text.cut(1)
    assert text.last == "甲"
    assert made().last == ""


def test_each_inline_is_taken_out_once_however_many_fields_end_round_it() -> None:
    text = made("甲", *("*" * 1000), "乙")
    for start in range(1000, 0, -1):
        text.cut(start)
    assert text.inlines[1].note is NOTE  # no place is moved before the end
    assert len(text.finished()) == 1001


def test_inlines_of_one_look_are_one_footnotes_stay_what_they_are() -> None:
    text = made("甲", "乙", "*", "*", "丙")
    text.add("丁", bold=True)
    text.add("戊", bold=True)
    assert shown(list(in_one(text.finished()))) == [("甲乙", 1), ("*", 3), ("*", 3), ("丙", 3), ("丁戊", 4)]
