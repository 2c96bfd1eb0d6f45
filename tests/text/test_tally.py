from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Diagnostics, Severity, Span
from huibian.text.tally import Tally

FILE = Path("a.txt")


def told(tally: Tally) -> list[tuple[Severity, str]]:
    diagnostics = Diagnostics()
    tally.report(diagnostics)
    return [(d.severity, d.message) for d in diagnostics]


def test_what_is_met_once_needs_no_count() -> None:
    tally = Tally()
    tally.warning("HB206", "看不见", Span(FILE, 1, 2))
    tally.error("HB204", "不是文字", Span(FILE, 1, 3))
    assert told(tally) == [(Severity.WARNING, "看不见"), (Severity.ERROR, "不是文字")]
    assert told(tally) == []


def test_what_is_met_again_is_told_once_with_its_first_place_and_all_its_lines() -> None:
    tally = Tally("段")
    for line in (1, 1, 3):
        tally.warning("HB206", "看不见", Span(FILE, line, 2))
    assert told(tally) == [(Severity.WARNING, "看不见（共 3 处，第 1、3 段）")]


def test_of_many_lines_the_first_five_are_named() -> None:
    tally = Tally()
    for line in range(1, 10):
        tally.warning("HB208", "制表符", Span(FILE, line, 2))
    assert told(tally) == [(Severity.WARNING, "制表符（共 9 处，第 1、2、3、4、5 行等）")]
