from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from huibian import source
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
    assert format_count({Severity.WARNING: 1, Severity.ERROR: 2}) == "2 个错误，1 个警告"
    assert format_count({Severity.WARNING: 1}) == "1 个警告"
    assert format_count({}) == ""


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


def test_of_many_of_a_kind_the_first_are_told_and_how_many_more(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter()

    def fail() -> None:
        raise HuibianError(
            [Diagnostic(Severity.ERROR, "HB111", f"第{number}个") for number in range(203)]
            + [Diagnostic(Severity.WARNING, "HB111", "也算"), Diagnostic(Severity.ERROR, "HB112", "别的")]
        )

    reporter.attempt(Path("a.yaml"), fail)
    reporter.close()
    told = capsys.readouterr().err.splitlines()
    assert told[199:] == [
        "错误 HB111 第199个",
        "警告 HB111 也算",
        "错误 HB112 别的",
        "错误 HB111 还有 3 处，没有一一列出；改好上面的再运行一次",
        "共 204 个错误，1 个警告。",
    ]


def test_exactly_as_many_as_are_told_leave_nothing_out(capsys: pytest.CaptureFixture[str]) -> None:
    Reporter().show([Diagnostic(Severity.ERROR, "HB111", f"第{number}个") for number in range(200)])
    assert "还有" not in capsys.readouterr().err


def test_each_file_is_read_once_however_much_is_said_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    read = source.read

    def counted(path: Path) -> source.Source:
        opened.append(path)
        return read(path)

    monkeypatch.setattr(source, "read", counted)
    files = [tmp_path / "a.yaml", tmp_path / "b.txt"]
    for file in files:
        file.write_text("一\n二\n", encoding="utf-8")
    spans = [Span(file, line, column) for column in (1, 2) for line in (1, 2) for file in files]
    Reporter().show([Diagnostic(Severity.ERROR, "HB101", "不对", span) for span in spans])
    assert opened == files


def test_a_word_file_is_not_shown_as_text(told: Callable[..., list[str]], tmp_path: Path) -> None:
    assert told("PK\x03\x04 文字\n", 1, 1) == ["错误 HB101 期.yaml:1:1 不对"]


def test_a_message_is_not_as_long_as_what_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    Reporter().show([Diagnostic(Severity.ERROR, "HB101", "长" * 501, None, "短" * 500)])
    assert capsys.readouterr().err == f"错误 HB101 {'长' * 500}…\n  提示：{'短' * 500}\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "打开的文件太多了"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "系统一时忙不过来"),
        (MemoryError(), "内存不够"),
    ],
)
def test_what_the_machine_lacks_is_no_fault_of_our_own(
    capsys: pytest.CaptureFixture[str], error: Exception, words: str
) -> None:
    def fail() -> None:
        raise error

    reporter = Reporter()
    reporter.attempt(Path("a.yaml"), fail)
    assert capsys.readouterr().err.startswith(f"错误 HB130 a.yaml 系统不够用：{words}\n")
    assert reporter.close() == 1
