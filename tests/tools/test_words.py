from __future__ import annotations

import hashlib
import random
from pathlib import Path

import marisa_trie
import msgspec
import pytest

from huibian.linebreak.dictionary import ENTRY, TAGS
from tests.support.wheels import write_wheel
from tools import words as tool
from tools.words import SOURCE, are_made, read, tables

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


def test_the_files_are_those_that_every_rebuild_makes() -> None:
    assert are_made(), "run `make words`"


class Checkout:
    """A folder without a dictionary, and a registry that has the small one of `LINES`."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        data = LINES.encode()
        archive = write_wheel(folder / "registry", "tiny-words", {"dict.txt": data})
        self.source = msgspec.structs.replace(
            SOURCE,
            package="tiny-words",
            version="1.0",
            archive=archive,
            file="tiny_words/dict.txt",
            sha256=hashlib.sha256(data).hexdigest(),
        )
        self.tables = dict(zip((folder / "words.trie", folder / "words.entries"), tables(read(LINES)), strict=True))
        trie, entries = self.tables
        monkeypatch.setattr(tool, "TRIE", trie)
        monkeypatch.setattr(tool, "ENTRIES", entries)
        monkeypatch.setattr(tool, "SOURCE", self.source)
        monkeypatch.setattr(
            tool, "SUMS", {path: hashlib.sha256(data).hexdigest() for path, data in self.tables.items()}
        )
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(folder / "registry"))

    def found(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.tables if path.exists()}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    return Checkout(tmp_path, monkeypatch)


def test_it_is_fetched_once(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tool.main() == 0
    assert checkout.found() == checkout.tables

    monkeypatch.setattr(tool, "_fetched", lambda: pytest.fail("fetched again"))
    assert tool.main() == 0


@pytest.mark.parametrize(("change", "code"), [("archive", "HB413"), ("sha256", "HB414")])
def test_of_another_package_or_dictionary_nothing_is_made(
    change: str,
    code: str,
    checkout: Checkout,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tool, "SOURCE", msgspec.structs.replace(checkout.source, **{change: "0" * 64}))

    assert tool.main() == 1
    assert checkout.found() == {}
    assert f"错误 {code} Python 软件包 tiny-words" in capsys.readouterr().err


@pytest.mark.parametrize(("lines", "is_told"), [(LINES, False), (LINES + "溪 7 n\n", True)])
def test_another_dictionary_is_made_and_told(
    lines: str, is_told: bool, checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "dict.txt"
    given.write_text(lines, encoding="utf-8")

    assert tool.main([str(given)]) == 0
    assert list(checkout.found().values()) == [*tables(read(lines))]
    assert ("not those on record" in capsys.readouterr().err) is is_told
