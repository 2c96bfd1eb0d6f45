from __future__ import annotations

from pathlib import Path

import pytest

from tools.mutate.accepted import read_accepted
from tools.mutate.operators import OPERATORS
from tools.mutate.reach import SOURCE

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


def test_every_entry_still_stands_in_the_source() -> None:
    lines = {" ".join(line.split()) for path in SOURCE.rglob("*.py") for line in path.read_text("utf-8").splitlines()}
    source = " ".join(" ".join(path.read_text("utf-8").split()) for path in sorted(SOURCE.rglob("*.py")))

    assert [key for key in read_accepted() if key[1] not in lines and key[1] not in source] == []
    assert {key[0] for key in read_accepted()} <= set(OPERATORS)
