from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Diagnostics, Severity, Span
from huibian.text.remarks import Remarks

FILE = Path("a.txt")


def told(remarks: Remarks) -> list[tuple[Severity, str]]:
    diagnostics = Diagnostics()
    remarks.report(diagnostics)
    return [(d.severity, d.message) for d in diagnostics]


def test_what_is_met_once_needs_no_count() -> None:
    remarks = Remarks()
    remarks.warning("HB206", "看不见", Span(FILE, 1, 2))
    remarks.error("HB204", "不是文字", Span(FILE, 1, 3))
    assert told(remarks) == [(Severity.WARNING, "看不见"), (Severity.ERROR, "不是文字")]
    assert told(remarks) == []


def test_what_is_met_again_is_told_once_with_its_first_place_and_all_its_lines() -> None:
    remarks = Remarks("段")
    for line in (1, 1, 3):
        remarks.warning("HB206", "看不见", Span(FILE, line, 2))
    assert told(remarks) == [(Severity.WARNING, "看不见（共 3 处，第 1、3 段）")]


def test_of_many_lines_the_first_five_are_named() -> None:
    remarks = Remarks()
    for line in range(1, 10):
        remarks.warning("HB208", "制表符", Span(FILE, line, 2))
    assert told(remarks) == [(Severity.WARNING, "制表符（共 9 处，第 1、2、3、4、5 行等）")]
