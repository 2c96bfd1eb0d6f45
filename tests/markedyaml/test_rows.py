from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huibian.markedyaml.rows import (
    is_file,
    is_prose,
    is_sure_in_list,
    is_suspicious,
    read_dash,
    read_key,
    read_key_alone,
    rows,
)
from huibian.markedyaml.slips import Slip


def test_lines_with_something_in_them_are_numbered() -> None:
    found = [(row.number, row.start, row.at, row.body) for row in rows("a: 1\n\n  # x\n  b \n---\n　\n...\n")]
    assert found == [(1, 0, 0, "a: 1"), (4, 12, 14, "b"), (6, 21, 22, "")]


@pytest.mark.parametrize(
    ("body", "length", "slip"),
    [
        ("- a", 2, None),
        ("-", 1, None),
        ("-   a", 4, None),
        ("-a", 1, Slip.DASH_TIGHT),
        ("-　a", 2, Slip.DASH_WIDE),
        ("－ a", 2, Slip.DASH_ALIKE),
        ("——a", 2, Slip.DASH_ALIKE),
        ("———a", 2, Slip.DASH_ALIKE),
        ("* a", 2, Slip.DASH_ALIKE),
        ("1. a", 3, Slip.DASH_ALIKE),
        ("12、a", 3, Slip.DASH_ALIKE),
    ],
)
def test_a_dash_and_what_looks_like_one(body: str, length: int, slip: Slip | None) -> None:
    dash = read_dash(body)
    assert dash is not None
    assert (dash.length, dash.slip) == (length, slip)


@pytest.mark.parametrize("body", ["a", "---", "*a", "1.a", "1234、a", "01.txt", ""])
def test_what_is_no_dash(body: str) -> None:
    assert read_dash(body) is None


@pytest.mark.parametrize(
    ("body", "name", "colon", "length", "slip"),
    [
        ("a: b", "a", 1, 2, None),
        ("a b :", "a b", 4, 5, None),
        ("'a': b", "a", 3, 4, None),
        ("a：b", "a", 1, 2, Slip.COLON_ALIKE),
        ("刊名： b", "刊名", 2, 4, Slip.COLON_ALIKE),
        ("a : b", "a", 2, 3, None),
        ("a = b", "a", 2, 4, Slip.COLON_ALIKE),
        ("a:b", "a", 1, 2, Slip.COLON_TIGHT),
        ("a:　b", "a", 1, 3, Slip.COLON_WIDE),
        ("a：b: c", "a", 1, 2, Slip.COLON_ALIKE),
        ("a: b：c", "a", 1, 2, None),
        ("k" * 100 + ": b", "k" * 100, 100, 101, None),
    ],
)
def test_a_key_and_what_looks_like_one(body: str, name: str, colon: int, length: int, slip: Slip | None) -> None:
    key = read_key(body)
    assert key is not None
    assert (key.name, key.colon, key.length, key.slip) == (name, colon, length, slip)


@pytest.mark.parametrize("body", ["a", "C:\\a", "http://a", "'a: b'", "[a: b]", "a # b: c", "k" * 101 + ": b", "3:15"])
def test_what_is_no_key(body: str) -> None:
    assert read_key(body) is None


def test_a_word_may_be_a_key_without_colon() -> None:
    alone = read_key_alone("masthead 月报")
    assert alone is not None
    assert (alone.name, alone.length, alone.slip) == ("masthead", 9, Slip.NO_COLON)
    assert read_key_alone("sections") is not None
    assert read_key_alone("各乡镇 月报") is None
    assert read_key_alone("a-b c") is None


@pytest.mark.parametrize(
    ("body", "sure"), [("file：a.txt", True), ("title：月报", True), ("covid：a.txt", False), ("通报：月报", False)]
)
def test_the_name_of_a_file_may_have_a_colon(body: str, sure: bool) -> None:
    key = read_key(body)
    assert key is not None
    assert is_sure_in_list(key, body) is sure
    assert is_suspicious(body) is sure


@pytest.mark.parametrize("words", ["－a.txt", "　a", "-a"])
def test_what_may_be_meant_otherwise_is_suspicious(words: str) -> None:
    assert is_suspicious(words)
    assert not is_suspicious(words[1:])


@given(st.characters(categories=["L"]), st.text(alphabet="a甲1-－—•*+.、，。/_ \t\u3000'\"#[{|"))
@example("a", "-1.")
def test_words_that_begin_with_a_letter_and_have_no_colon_are_neither_entry_nor_key(first: str, rest: str) -> None:
    words = first + rest.rstrip()
    assert (read_dash(words), read_key(words), is_suspicious(words)) == (None, None, False)


@pytest.mark.parametrize("colon", ":：∶﹕︰；;＝=")
def test_whatever_is_typed_for_a_colon_makes_words_suspicious(colon: str) -> None:
    assert is_suspicious(f"title{colon} 甲")


def test_the_name_of_a_file_has_an_ending() -> None:
    assert is_file("a.docx")
    assert is_file("“a.txt”")
    assert not is_file("a.")
    assert not is_file("第1.0版发布")


def test_an_article_is_no_settings() -> None:
    assert is_prose("全县秋收\n会议要求：抓紧。\n县委书记。\n出席。\n")
    assert not is_prose("刊名：月报\n期号：9\n")
    assert not is_prose("masthead：月报\n一\n二\n三\n四\n")
    assert not is_prose("- 一\n二\n三\n四\n")
    assert not is_prose("")
