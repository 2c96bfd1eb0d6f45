from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Severity, Span

PLACE = Span(Path("a.txt"), 3, 5)


def test_a_span_names_file_line_and_column_as_far_as_known() -> None:
    assert str(PLACE) == "a.txt:3:5"
    assert str(Span(Path("a.txt"))) == "a.txt"


def test_a_span_moves_along_its_line() -> None:
    assert PLACE.shifted(4) == Span(Path("a.txt"), 3, 9)
    assert Span(Path("a.txt")).shifted(4) == Span(Path("a.txt"))


def test_warnings_alone_stop_nothing() -> None:
    found = Diagnostics()
    found.warning("HB202", "只有标题", PLACE)

    found.raise_errors()

    assert not found.has_errors
    assert [d.severity for d in found] == [Severity.WARNING]


def test_an_error_brings_everything_found_with_it_in_order() -> None:
    found = Diagnostics()
    found.warning("HB202", "只有标题", PLACE)
    found.error("HB501", "没有字体", PLACE, "换一个字")

    with pytest.raises(HuibianError) as caught:
        found.raise_errors()

    assert [d.code for d in caught.value.diagnostics] == ["HB202", "HB501"]
    assert "HB501 没有字体" in str(caught.value)


def test_the_same_thing_is_said_once() -> None:
    found = Diagnostics()
    found.error("HB501", "没有字体", PLACE)
    found.extend([Diagnostic(Severity.ERROR, "HB501", "没有字体", PLACE)])

    assert len(found) == 1


def test_an_error_sums_up_only_its_first_faults() -> None:
    few, many = (HuibianError(Diagnostic(Severity.ERROR, "HB501", str(n)) for n in range(count)) for count in (20, 21))

    assert str(few).endswith("HB501 19")
    assert str(many) == f"{few}; …"
    assert len(many.diagnostics) == 21


def collected(faults: Iterable[Diagnostic]) -> Diagnostics:
    found = Diagnostics()
    found.extend(faults)
    return found


def test_the_faults_that_end_a_step_are_kept_for_the_next() -> None:
    diagnostics = Diagnostics()
    fault = Diagnostic(Severity.ERROR, "HB101", "甲")
    with diagnostics.collecting():
        Diagnostics().raise_errors()  # there are none
        collected([fault]).raise_errors()
    assert list(diagnostics) == [fault]
    with pytest.raises(ArithmeticError), diagnostics.collecting():
        raise ArithmeticError
