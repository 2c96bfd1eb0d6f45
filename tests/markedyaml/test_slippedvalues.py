from __future__ import annotations

import pytest

from huibian.markedyaml.mending import Mended
from huibian.markedyaml.slippedvalues import note_comment, read_value
from huibian.markedyaml.slips import Findings, Slip


def read(value: str) -> tuple[list[tuple[Slip, int]], str]:
    """The slips in a value with their columns, and the value mended."""
    findings = Findings()
    read_value(value, 0, 0, findings)
    return [(slip.slip, slip.offset) for slip in findings.slips], Mended(value, findings.edits).text


@pytest.mark.parametrize(
    ("value", "slips", "mended"),
    [
        (" a: b", [(Slip.COLON_INSIDE, 2)], " 'a: b'"),
        (" a:", [(Slip.COLON_LAST, 2)], " 'a:'"),
        (" a: b # c", [(Slip.COLON_INSIDE, 2)], " 'a: b' # c"),
        (" - a", [(Slip.DASH_INSIDE, 1)], " '- a'"),
        (" %a", [(Slip.START, 1)], " '%a'"),
        (" >a", [(Slip.START, 1)], " '>a'"),
        (" *a*", [(Slip.ALIAS, 1)], " '*a*'"),
        (" &a b", [(Slip.ANCHOR, 1)], " '&a b'"),
        (" &a", [(Slip.ANCHOR, 1)], " "),
        (" !a b", [(Slip.TAG, 1)], " '!a b'"),
        (' "a', [(Slip.QUOTE_OPEN, 1)], " 'a'"),
        (' "a”', [(Slip.QUOTE_MIXED, 1)], " 'a'"),
        (' "a"b', [(Slip.QUOTE_INSIDE, 4)], " '\"a\"b'"),
        (' "a" # b', [], ' "a" # b'),
        (' "a"# b', [(Slip.QUOTE_INSIDE, 4)], " '\"a\"# b'"),
        (' "a\\nb.txt"', [(Slip.BACKSLASH, 3)], " 'a\\nb.txt'"),
        (' "a\\\\b.txt"', [], ' "a\\\\b.txt"'),
        (' "a\\nb"', [], ' "a\\nb"'),
        (' "a\\u3000b"', [], ' "a\\u3000b"'),
        (' "a\\稿"', [(Slip.BACKSLASH, 3)], " 'a\\稿'"),
        (' "C:\\new"', [(Slip.BACKSLASH, 4)], " 'C:\\new'"),
        (" [a]b", [(Slip.BRACKET_INSIDE, 1)], " '[a]b'"),
        (" [a # b", [(Slip.BRACKET_OPEN, 1)], " [a] # b"),
        (" [a}", [(Slip.BRACKET_WRONG, 3)], " [a]"),
        (" [']', b]", [], " [']', b]"),
        (" [it's]", [], " [it's]"),
        (" [a,\n b]", [], " [a,\n b]"),
        (" [a,\nb: c", [(Slip.BRACKET_OPEN, 1)], " [a,]\nb: c"),
        (" [a,\n b: c]", [], " [a,\n b: c]"),
        (" a，b：c", [], " a，b：c"),
        (" |\n a: b: c", [], " |\n a: b: c"),
        (" #a", [], " #a"),
    ],
)
def test_what_is_wrong_in_a_value_is_found_and_mended(value: str, slips: list[tuple[Slip, int]], mended: str) -> None:
    assert read(value) == (slips, mended)


def test_what_stands_behind_a_colon_is_known() -> None:
    findings = Findings()
    assert read_value("a:  # b\n", 2, 0, findings).is_empty
    assert read_value("a: #b\n", 2, 0, findings).comment == 3
    assert read_value("a: # b\n", 2, 0, findings).comment is None
    assert read_value("a: |\n", 2, 0, findings).is_text
    assert read_value('a: "b\n  c" \nd', 2, 0, findings).resume == 11
    assert not findings.slips


def test_a_value_that_has_become_a_comment_is_quoted() -> None:
    findings = Findings()
    note_comment("a: #1 月报 \n", 3, findings)
    assert Mended("a: #1 月报 \n", findings.edits).text == "a: '#1 月报' \n"


@pytest.mark.parametrize(
    "value", ["[" + '"\\' * 200_000, '"' * 400_001, "[" + "'" * 400_001, " " * 400_000 + "#", "[" * 400_000]
)
def test_a_hostile_value_takes_no_longer_than_a_long_one(value: str) -> None:
    read(value)
