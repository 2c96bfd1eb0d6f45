from __future__ import annotations

import random

import marisa_trie

from huibian.linebreak.dictionary import ENTRY, TAGS
from tools.words import read, tables

LINES = "云溪 12 ns\nAT&T 3 nz\n云 900 n\n云溪 5 ns\n"


def test_a_word_has_what_the_last_of_its_lines_says() -> None:
    assert read(LINES) == {
        "云溪": 5 * 256 + TAGS.index("ns"),
        "AT&T": 3 * 256 + TAGS.index("nz"),
        "云": 900 * 256 + TAGS.index("n"),
    }


def test_an_entry_stands_at_the_number_of_its_word() -> None:
    words = read(LINES)
    trie, entries = tables(words)
    numbered = marisa_trie.Trie().frombytes(trie)

    assert {word: ENTRY.unpack_from(entries, numbered[word] * ENTRY.size)[0] for word in words} == words


def test_the_order_of_the_lines_does_not_matter() -> None:
    words = list(read(LINES).items())
    random.Random(1).shuffle(words)

    assert tables(dict(words)) == tables(read(LINES))
