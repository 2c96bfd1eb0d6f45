from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Diagnostics, Span
from huibian.text.markdown.parser import parse
from huibian.text.markdown.places import Places
from huibian.text.markdown.spans import Passage, read_passage
from huibian.text.model import plain
from huibian.text.remarks import Remarks
from tests.support.articles import words

AT = Span(Path("a.md"), 1, 1)


def passage(text: str) -> tuple[Passage, list[str]]:
    (token, *_) = [token for token in parse(text)[0] if token.type == "inline"]
    remarks, diagnostics = Remarks(), Diagnostics()
    read = read_passage(token.children or (), text, Places([0], [AT]), lambda label, at: None, remarks)
    remarks.report(diagnostics)
    return read, [f"{d.code} {d.span.column if d.span else ''}" for d in diagnostics]


def shown(text: str) -> tuple[list[str], list[str]]:
    read, found = passage(text)
    return [words(paragraph) for paragraph in read.paragraphs], found


def test_lines_are_joined_or_divided_as_they_are_meant() -> None:
    assert shown("一\n二\nA\nB\n　三") == (["一二A B", "三"], [])
    assert shown("一\\\n二<br/>三") == (["一", "二", "三"], ["HB209 2"])
    assert shown("一<br>二<br />三")[0] == ["一", "二", "三"]


def test_bold_in_italics_is_bold() -> None:
    assert shown("一***二***三") == (["一[二]三"], ["HB213 2"])


def test_a_link_that_shows_its_address_loses_nothing() -> None:
    assert shown("<http://a> [http://a](http://a) <b@c.d>") == (["http://a http://a b@c.d"], [])
    assert shown("[甲](http://a)") == (["甲"], ["HB214 2"])


def test_code_of_several_lines_knows_its_places() -> None:
    read, _ = passage("`` 一`二 ``")
    assert [(inline.text, inline.span.column) for inline in read.paragraphs[0]] == [("一`二", 4)]


def test_a_picture_has_its_caption_with_its_places() -> None:
    read, found = passage('![老**街**](甲.png) ![](乙.png "新街")')
    assert [(each.name, plain(each.caption), each.span.column) for each in read.pictures] == [
        ("甲.png", "老街", 1),
        ("乙.png", "新街", 18),
    ]
    assert [inline.span.column for inline in read.pictures[0].caption] == [3, 6]
    assert [inline.span.column for inline in read.pictures[1].caption] == [29]
    assert (read.paragraphs, found) == ([], [])
