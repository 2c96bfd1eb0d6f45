from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from huibian.linebreak import dictionary
from huibian.linebreak.dictionary import (
    _WORD_SIZE,
    ENTRIES,
    ENTRY,
    TOTAL,
    TRIE,
    NoDictionaryError,
    joints,
    tag,
    words,
)
from tests.support.cases import CASES


def golden(name: str) -> list[str]:
    """What jieba made of texts; it is no longer here to be asked."""
    return [line for line in (CASES / "words" / name).read_text(encoding="utf-8").splitlines() if line[0] != "#"]


def cut_and_tagged(text: str) -> str:
    return " ".join(f"{word}/{tag(word)}" for word in words(text))


def put_together(word: str) -> str:
    bounds = [0, *sorted(joints(word)), len(word)]
    return "|".join(word[start:end] for start, end in pairwise(bounds))


def test_texts_are_cut_and_tagged_as_jieba_does() -> None:
    found = golden("cut.txt")

    assert [cut_and_tagged("".join(word.rpartition("/")[0] for word in line.split(" "))) for line in found] == found


def test_long_words_are_put_together_where_jieba_finds_the_words_in_them() -> None:
    found = golden("joints.txt")

    assert [put_together(line.replace("|", "")) for line in found] == found


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\r\n", "，，", "abc", "γ射线", "𠮷野家 \U0001f600", "a.b", "Ａ座１２楼", "\ue000县"]
)
def test_the_words_together_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_a_word_may_begin_with_another_letter_than_han() -> None:
    assert words("用\u03b3射线和X射线照射") == ["用", "\u03b3射线", "和", "X射线", "照射"]


@pytest.mark.parametrize("text", ["群主|群", "素丝|素"])
def test_of_two_ways_as_likely_the_one_with_the_longer_first_word_is_taken(text: str) -> None:
    assert words(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize("text", ["蠿", "Word", "2026", "，"])
def test_what_is_in_no_dictionary_is_unknown(text: str) -> None:
    assert {tag(word) for word in words(text)} == {"x"}


def test_every_word_has_its_entry_and_what_is_said_of_all_is_true() -> None:
    from marisa_trie import Trie

    known, entries = Trie().frombytes(TRIE.read_bytes()), ENTRIES.read_bytes()

    assert len(entries) == len(known) * ENTRY.size
    assert max(map(len, known)) == _WORD_SIZE
    assert sum(entry // 256 for (entry,) in ENTRY.iter_unpack(entries)) == TOTAL


def test_a_long_text_without_marks_takes_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        words("云溪县召开地方志工作会议a" * times)
        return time.process_time() - start

    seconds(1)
    assert min(seconds(800) for _ in range(3)) < 20 * min(seconds(100) for _ in range(3))


def test_that_there_is_no_dictionary_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "TRIE", tmp_path / "words.trie")
    monkeypatch.setattr(dictionary, "_trie", dictionary._trie.__wrapped__)  # without the one that it keeps

    with pytest.raises(NoDictionaryError, match=r"words\.trie"):
        words("召开")
