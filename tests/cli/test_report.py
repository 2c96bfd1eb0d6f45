from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from huibian.cli import report
from huibian.cli.report import Reporter, format_count, format_path
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span


@pytest.fixture
def told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """What is told of a diagnostic in a file of the given text, line by line."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "期.yaml"

    def tell(text: str, line: int | None, column: int | None, hint: str | None = None) -> list[str]:
        path.write_text(text, encoding="utf-8")
        Reporter().show([Diagnostic(Severity.ERROR, "HB101", "不对", Span(path, line, column), hint)])
        return capsys.readouterr().err.splitlines()

    return tell


def test_names_code_place_and_message_and_points_at_the_column(told: Callable[..., list[str]]) -> None:
    assert told("layout: x\nissue: 九\n", 2, 8, "写成数字。") == [
        "错误 HB101 期.yaml:2:8 不对",
        "   2 | issue: 九",
        "     |        ^",
        "  提示：写成数字。",
    ]


def test_a_full_width_character_before_the_caret_counts_two_columns(told: Callable[..., list[str]]) -> None:
    assert told("标题：“好”x", 1, 7)[1:] == ["   1 | 标题：“好”x", "     |           ^"]


def test_the_caret_may_stand_behind_the_last_character(told: Callable[..., list[str]]) -> None:
    assert told("ab\n", 1, 3)[1:] == ["   1 | ab", "     |   ^"]


def test_a_tab_takes_one_column(told: Callable[..., list[str]]) -> None:
    assert told("\tab\n", 1, 2)[1:] == ["   1 |  ab", "     |  ^"]


def test_of_a_long_line_only_the_surroundings_are_shown(told: Callable[..., list[str]]) -> None:
    line = "一二三四五六七八九十" * 20
    shown, caret = told(line, 1, 105)[1:]
    assert shown == f"   1 | …{line[92:122]}…"
    assert caret.index("^") == len("   1 | …") + 2 * 12


@pytest.mark.parametrize(("line", "column"), [(None, None), (9, 1), (2, 1)])
def test_a_line_that_is_not_there_or_blank_is_not_shown(
    told: Callable[..., list[str]], line: int | None, column: int | None
) -> None:
    assert len(told("a\n\n", line, column)) == 1


def test_a_line_without_a_column_has_no_caret(told: Callable[..., list[str]]) -> None:
    assert told("abc\n", 1, None)[1:] == ["   1 | abc"]


def test_a_file_that_cannot_be_read_is_still_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    span = Span(tmp_path / "gone.yaml", 3, 1)
    Reporter().show([Diagnostic(Severity.WARNING, "HB101", "没有", span)])
    assert capsys.readouterr().err.startswith("警告 HB101 ")


def test_a_path_is_shown_from_here_when_that_is_shorter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert format_path(tmp_path / "a" / "x.yaml") == "x.yaml"
    assert format_path(Path("/x.yaml")) == "/x.yaml"


def test_counts_name_what_there_is() -> None:
    error, warning = (Diagnostic(severity, "HB101", "") for severity in Severity)
    assert format_count([error, warning, error]) == "2 个错误，1 个警告"
    assert format_count([warning]) == "1 个警告"
    assert format_count([]) == ""


def test_quiet_tells_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter(quiet=True)
    reporter.say("好了")
    reporter.show([Diagnostic(Severity.WARNING, "HB101", "小事"), Diagnostic(Severity.ERROR, "HB102", "大事")])
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "错误 HB102 大事\n")


def test_a_run_ends_with_the_counts_and_one_when_an_issue_failed(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise HuibianError([Diagnostic(Severity.ERROR, "HB101", "不对")])

    reporter = Reporter()
    assert reporter.attempt(Path("a.yaml"), lambda: "done") == "done"
    assert reporter.attempt(Path("b.yaml"), fail) is None
    assert reporter.close() == 1
    assert capsys.readouterr().err == "错误 HB101 不对\n共 1 个错误；2 期中有 1 期没有排成。\n"


def test_a_run_without_faults_ends_with_zero_and_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter()
    reporter.attempt(Path("a.yaml"), lambda: None)
    assert reporter.close() == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_our_own_shows_a_traceback_only_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    monkeypatch.setenv("HUIBIAN_DEBUG", "1" if debug else "")
    reporter = Reporter()
    assert reporter.attempt(Path("a.yaml"), lambda: [][1]) is None
    told = capsys.readouterr().err
    assert told.startswith("错误 HB900 a.yaml huibian 自己出了错（IndexError：list index out of range）\n  提示：")
    assert ("Traceback" in told) is debug
    assert reporter.close() == 1


def test_colours_show_on_a_terminal_unless_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(TextIOWrapper):
        def isatty(self) -> bool:
            return True

    def tell() -> bytes:
        raw = BytesIO()
        monkeypatch.setattr(sys, "stderr", Terminal(raw, encoding="utf-8"))
        Reporter().show([Diagnostic(Severity.ERROR, "HB101", "不对")])
        sys.stderr.flush()
        return raw.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert b"\x1b[" in tell()
    monkeypatch.setenv("NO_COLOR", "1")
    assert b"\x1b[" not in tell()


def test_a_terminal_that_lacks_a_character_shows_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="ascii"))
    report.soften_streams()
    sys.stdout.write("汇 ok")
    sys.stdout.flush()
    assert raw.getvalue() == b"? ok"
