"""Diagnostics as an editor reads them: what is wrong, the line it stands on with a caret, and what to do."""

from __future__ import annotations

import os
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

import typer

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告"}
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_WINDOW = 60  # terminal columns of a source line that are shown: an article's paragraph is one long line
_CARET = 24  # of these, how many may stand before the caret

_REPORT_HINT = (
    "这不是清单的错。请把这条消息连同清单和文章交给 huibian 的维护者；"
    "设环境变量 HUIBIAN_DEBUG=1 再运行一次，可看到详情。"
)

T = TypeVar("T")
Lines: TypeAlias = Callable[[Path], Sequence[str]]


class Reporter:
    """Tells what a run did: words to standard output, diagnostics to standard error.

    Colours show on a terminal only, and not where `NO_COLOR` is set.

    Args:
        quiet: Whether to tell of errors only.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._shown: list[Diagnostic] = []
        self._issues = 0
        self._failed = 0
        self._untold: OSError | None = None

    def attempt(self, manifest: Path, work: Callable[[], T]) -> T | None:
        """The result of `work` on an issue; `None` after telling why there is none."""
        self._issues += 1
        try:
            return work()
        except HuibianError as error:
            self.show(error.diagnostics)
        except Exception as error:  # the last guard: an editor never sees a traceback without asking for it
            self.show([_internal_error(manifest, error)])
            if os.environ.get("HUIBIAN_DEBUG"):
                traceback.print_exception(error)
        self._failed += 1
        return None

    def show(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print diagnostics, each with the line it stands on."""
        color = False if "NO_COLOR" in os.environ else None
        for diagnostic in diagnostics:
            if diagnostic.severity is Severity.ERROR or not self._quiet:
                self._shown.append(diagnostic)
                self._tell(format_diagnostic(diagnostic, _lines_of), err=True, color=color)

    def say(self, text: str) -> None:
        """Print words, unless quiet."""
        if not self._quiet:
            self._tell(text)

    def refuse(self, diagnostics: Sequence[Diagnostic]) -> int:
        """Print why no issue was begun, and give the exit code."""
        self.show(diagnostics)
        self._tell(f"共 {format_count(diagnostics)}；一个文件也没有写。", err=True)
        return 1

    def close(self) -> int:
        """Print the counts if an issue failed, and give the exit code.

        Raises:
            OSError: Something could not be printed: a full disk, a reader that has gone. It stopped nothing until now.
        """
        if self._untold is not None:
            raise self._untold
        if not self._failed:
            return 0
        of_issues = f"；{self._issues} 期中有 {self._failed} 期没有排成" if self._issues > 1 else ""
        typer.echo(f"共 {format_count(self._shown)}{of_issues}。", err=True)
        return 1

    def _tell(self, text: str, *, err: bool = False, color: bool | None = None) -> None:
        try:
            typer.echo(text, err=err, color=color)
        except OSError as error:
            self._untold = error


def format_diagnostic(diagnostic: Diagnostic, lines: Lines) -> str:
    """The text of a diagnostic, with the escape sequences of its colours.

    Args:
        diagnostic: What to say.
        lines: Gives the lines of a file; raises `OSError` or `HuibianError` where it cannot.
    """
    word = typer.style(_WORDS[diagnostic.severity], fg=_COLORS[diagnostic.severity], bold=True)
    place = "" if diagnostic.span is None else f" {format_span(diagnostic.span)}"
    parts = [f"{word} {diagnostic.code}{place} {diagnostic.message}"]
    if diagnostic.span is not None:
        parts += _excerpt(diagnostic.span, lines)
    if diagnostic.hint is not None:
        parts.append(f"  提示：{diagnostic.hint}")
    return "\n".join(parts)


def format_count(diagnostics: Iterable[Diagnostic]) -> str:
    """How many errors and warnings there are, in words; empty for none."""
    found = [diagnostic.severity for diagnostic in diagnostics]
    counts = {severity: found.count(severity) for severity in Severity}
    return "，".join(f"{count} 个{_WORDS[severity]}" for severity, count in counts.items() if count)


def format_span(span: Span) -> str:
    """A place as `file:line:column`."""
    parts = (format_path(span.file), span.line, span.column)
    return ":".join(str(part) for part in parts if part is not None)


def format_path(path: Path) -> str:
    """A path as it is shortest: as it stands, or from the current folder."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive; a current folder that is gone
        return _printable(str(path))
    return _printable(min(relative, str(path), key=len))


def _excerpt(span: Span, lines: Lines) -> list[str]:
    """The line a span points at and a caret under its column; nothing where there is no such line."""
    line = _source_line(span, lines)
    if line is None or not line.strip():
        return []
    column = min(span.column or 1, len(line) + 1) - 1
    start, shown = _window(line, column)
    number = f"{span.line:>4}"
    excerpt = [f"{number} | {shown}"]
    if span.column is not None:
        before = ("…" if start else "") + _printable(line[start:column])
        excerpt.append(f"{'':>{len(number)}} | {'':{_columns(before)}}^")
    return excerpt


def _source_line(span: Span, lines: Lines) -> str | None:
    if span.line is None:
        return None
    try:
        found = lines(span.file)
    except (OSError, HuibianError):
        return None
    return found[span.line - 1] if 0 < span.line <= len(found) else None


def _window(line: str, column: int) -> tuple[int, str]:
    """The part of a line round a column that fits the window, and where it starts."""
    start = column if _columns(line) > _WINDOW else 0
    while start > 0 and _columns(line[start - 1 : column]) <= _CARET:
        start -= 1
    end = start
    while end < len(line) and _columns(line[start : end + 1]) <= _WINDOW:
        end += 1
    return start, ("…" if start else "") + _printable(line[start:end]) + ("…" if end < len(line) else "")


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_character_columns(char) for char in text)


def _character_columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _printable(text: str) -> str:
    """The text with a blank for every character that would move the cursor or that no terminal can show."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)


def _lines_of(path: Path) -> Sequence[str]:
    from huibian import source  # needed only where something is wrong

    return source.read(path).lines


def _internal_error(manifest: Path, error: Exception) -> Diagnostic:
    message = f"huibian 自己出了错（{type(error).__name__}：{error}）"
    return Diagnostic(Severity.ERROR, "HB900", message, Span(manifest), _REPORT_HINT)


def soften_streams() -> None:
    """Let a terminal that lacks a character show `?` in its place instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
