from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Span
from huibian.markedyaml import Marks

FILE = Path("a.yaml")
MARKS = Marks(
    values={(): Span(FILE, 1, 1), ("a",): Span(FILE, 2, 3), ("a", 0): Span(FILE, 2, 5)},
    keys={("a",): Span(FILE, 1, 1)},
)


def test_what_is_not_there_has_the_place_of_what_would_hold_it() -> None:
    assert MARKS.span("a", 0) == Span(FILE, 2, 5)
    assert MARKS.span("a", 1, "x") == Span(FILE, 2, 3)
    assert MARKS.span("b") == Span(FILE, 1, 1)


def test_what_has_no_key_has_its_value_blamed() -> None:
    assert MARKS.key("a") == Span(FILE, 1, 1)
    assert MARKS.key("a", 0) == Span(FILE, 2, 5)
