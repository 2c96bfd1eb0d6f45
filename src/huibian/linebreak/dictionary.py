"""The words that a text most likely consists of, and what part of speech each is, by the dictionary of jieba.

`jieba/` has its licence, its words and how often each was counted; git does not have these files, `tools/words.py`
makes them. They are mapped into memory and not read: they take up only what is looked at. Like jieba without its
guesses at unknown words, we take the words whose frequencies have the greatest product.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from math import log
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from typing import Any

from huibian.regex import compiled

TRIE = Path(__file__).with_name("jieba") / "words.trie"
"""The words, each with a number; a trie of the library marisa."""

ENTRIES = TRIE.with_suffix(".entries")
"""What is known of each word, in the order of their numbers: 256 × how often it was counted + its place in `TAGS`."""

ENTRY = Struct("<I")
"""How one is written."""

TAGS = (
    *("a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "f", "g", "h", "i", "j", "k", "l", "m", "mg", "mq", "n"),
    *("ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg", "u", "ud"),
    *("ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y", "z", "zg"),
)
"""Parts of speech, in the notation of jieba: n, v, m, ..."""

TOTAL = 60_101_964
"""How often all words together were counted."""

_UNKNOWN = "x"  # jieba's tag of what it does not know
_LEAST_CHANCE = -log(TOTAL)  # of a word that was counted once, and of a character in no word: the logarithm
_WORD_SIZE = 16  # characters of the longest word there is

# Words stand within runs of letters, which Han are, and of what names such as AT&T are written with; all else is a word
# by itself.
_RUNS = r"[\w+#&.%-]+|(?s:.)"
_PART_SIZES = (2, 3)  # characters


class NoDictionaryError(Exception):
    """A file of the dictionary, which this names, is not there: nobody made it in this checkout."""


@cache
def _mapped(path: Path) -> mmap:
    """A file in memory; it stays there, for the trie points into it."""
    try:
        with open(path, "rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except FileNotFoundError as error:
        raise NoDictionaryError(str(path)) from error


@cache
def _trie() -> Any:
    from marisa_trie import Trie  # four milliseconds: for those who ask for words

    return Trie().map(_mapped(TRIE))  # its own `mmap` opens no file of a Chinese name on Windows


def words(text: str) -> list[str]:
    """The words of a text as the dictionary divides it; together they are the text.

    Raises:
        NoDictionaryError: There is none; of `tag` and `joints` too.
    """
    return [word for run in compiled(_RUNS).findall(text) for word in _words_of_run(run)]


def tag(word: str) -> str:
    """The part of speech of a word, in the notation of jieba: n, v, m, ...; x if it is unknown."""
    number = _trie().get(word)
    return _UNKNOWN if number is None else TAGS[_entry(number) % 256]


def joints(word: str) -> set[int]:
    """The places where a long word is put together: 2 in 工作人员.

    There a word of two or three characters in it ends, and another begins.
    """
    known = _trie()
    places = [(start, start + size) for size in _PART_SIZES for start in range(len(word) - size + 1)]
    parts = [(start, end) for start, end in places if word[start:end] in known]
    return {end for _, end in parts} & {start for start, _ in parts}


def _entry(number: int) -> int:
    (entry,) = ENTRY.unpack_from(_mapped(ENTRIES), number * ENTRY.size)
    return int(entry)


def _words_of_run(run: str) -> Iterator[str]:
    """The words of a run; letters and digits that are in none of the dictionary hold together."""
    for is_lone, pieces in groupby(_likeliest(run), _is_lone):
        if is_lone:
            yield "".join(pieces)
        else:
            yield from pieces


def _is_lone(piece: str) -> bool:
    return len(piece) == 1 and piece.isascii() and piece.isalnum()


def _likeliest(run: str) -> Iterator[str]:
    ends = _ends(run)
    start = 0
    while start < len(run):
        yield run[start : ends[start]]
        start = ends[start]


def _ends(run: str) -> Sequence[int]:
    """For each place of a run where the first of the words ends that most likely follow; of equals the longest."""
    size = len(run)
    ends = [size] * size
    chances = [0.0] * (size + 1)  # of what follows each place: the logarithm
    for start in reversed(range(size)):
        beginning = _trie().iter_prefixes_with_ids(run[start : start + _WORD_SIZE])
        choices = [(_chance(number) + chances[start + len(word)], start + len(word)) for word, number in beginning]
        chances[start], ends[start] = max(choices, default=(_LEAST_CHANCE + chances[start + 1], start + 1))
    return ends


def _chance(number: int) -> float:
    """The logarithm of how often a word comes in a text, as a part of all words."""
    return log(_entry(number) // 256) + _LEAST_CHANCE
