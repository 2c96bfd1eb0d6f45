from __future__ import annotations

from pathlib import Path

import pytest

from tools.mutate.accepted import read_accepted, stale
from tools.mutate.operators import OPERATORS

ENTRY = "- operator: compare\n  was: a < b\n  now: a <= b\n"


def test_an_entry_is_known_by_its_operator_and_its_line_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_text(f"{ENTRY}  reason: they are never equal\n", encoding="utf-8")

    assert read_accepted(path) == {("compare", "a < b", "a <= b"): "they are never equal"}


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_text(ENTRY, encoding="utf-8")

    with pytest.raises(ValueError, match="no reason"):
        read_accepted(path)


def test_an_entry_whose_line_is_no_longer_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f():\n    return (\n        a  <  b\n    )\n", encoding="utf-8")
    gone, there = ("compare", "c < d", "c <= d"), ("compare", "return ( a < b )", "return ( a <= b )")

    assert stale({gone: "why", there: "why"}, tmp_path) == [gone]


def test_the_entries_are_of_operators_that_there_are() -> None:
    assert {key[0] for key in read_accepted()} <= set(OPERATORS)
