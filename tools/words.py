"""Makes the dictionary of words, `src/huibian/linebreak/jieba`, out of the one that jieba comes with.

`make words ARGS=jieba/dict.txt`; pip has it: `pip download --no-deps --no-binary :all: jieba==0.42.1`. Its lines have
a word, how often it was counted and its part of speech. The same file makes the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import marisa_trie

from huibian.linebreak.dictionary import ENTRIES, ENTRY, TAGS, TRIE


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description="Makes the dictionary of words out of that of jieba.")
    parser.add_argument("dictionary", type=Path, help="dict.txt of jieba")
    words = read(parser.parse_args().dictionary.read_text(encoding="utf-8"))
    trie, entries = tables(words)
    TRIE.write_bytes(trie)
    ENTRIES.write_bytes(entries)
    print(f"{len(words)} words, counted {sum(entry // 256 for entry in words.values())} times")


def read(text: str) -> dict[str, int]:
    """The words of a dictionary with their entries (see `ENTRIES`); of one that it has twice, the last."""
    rows = (line.split(" ") for line in text.splitlines())
    return {word: int(count) * 256 + TAGS.index(tag) for word, count, tag in rows}


def tables(words: dict[str, int]) -> tuple[bytes, bytes]:
    """The bytes of `TRIE` and of `ENTRIES`."""
    trie = marisa_trie.Trie(words)
    numbered = sorted(words, key=trie.key_id)
    return trie.tobytes(), b"".join(ENTRY.pack(words[word]) for word in numbered)


if __name__ == "__main__":
    main()
