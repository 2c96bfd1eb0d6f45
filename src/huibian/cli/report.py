"""Diagnostics as an editor reads them: what is wrong, the line it stands on with a caret, and what to do."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import typer

from huibian.cli.excerpt import excerpt
from huibian.cli.terminal import cut, echo, shown
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.failures import faults_of

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告"}
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_SHOWN = 200  # diagnostics of a kind in an issue: nobody reads further, and the first often explain the rest

T = TypeVar("T")


class Reporter:
    """Tells what a run did: words to standard output, diagnostics to standard error.

    Args:
        quiet: Whether to tell of errors only.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._told: Counter[Severity] = Counter()
        self._issues = 0
        self._failed = 0
        self._untold: OSError | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether it tells of errors only."""
        return self._quiet

    def attempt(self, manifest: Path, work: Callable[[], T]) -> T | None:
        """The result of `work` on an issue; `None` after telling why there is none."""
        self._issues += 1
        try:
            return work()
        except (typer.BadParameter, typer.Abort):  # wrong usage, and who has enough of being asked
            raise
        except Exception as error:  # the last guard: an editor never sees a traceback without asking for it
            self.show(faults_of(manifest, error))
            if os.environ.get("HUIBIAN_DEBUG") and not isinstance(error, HuibianError):
                echo(*"".join(traceback.format_exception(error)).splitlines(), err=True)
        self._failed += 1
        return None

    def show(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print diagnostics, each with the line it stands on; of many of a kind the first, and how many more."""
        told = [each for each in diagnostics if each.severity is Severity.ERROR or not self._quiet]
        self._told.update(each.severity for each in told)
        first, more = _first_of_each_kind(told)
        excerpts = _excerpts(each.span for each in first if each.span)
        for each in first:
            lines = _lines(each, () if each.span is None else excerpts.get(each.span, ()))
            self._tell(*lines, err=True, label=_WORDS[each.severity], color=_COLORS[each.severity])
        for (severity, code), count in more.items():
            line = f"{code} 还有 {count} 处，没有一一列出；改好上面的再运行一次"
            self._tell(line, err=True, label=_WORDS[severity], color=_COLORS[severity])

    def say(self, text: str) -> None:
        """Print words, unless quiet."""
        if not self._quiet:
            self._tell(*text.split("\n"))

    def refuse(self, diagnostics: Sequence[Diagnostic]) -> int:
        """Print why no issue was begun, and give the exit code."""
        self.show(diagnostics)
        self._tell(f"共 {format_count(self._told)}；一个文件也没有写。", err=True)
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
        echo(f"共 {format_count(self._told)}{of_issues}。", err=True)
        return 1

    def _tell(self, *lines: str, err: bool = False, label: str = "", color: str = "") -> None:
        try:
            echo(*lines, err=err, label=label, color=color)
        except OSError as error:
            self._untold = error


def format_count(told: Mapping[Severity, int]) -> str:
    """How many errors and warnings there are, in words; empty for none."""
    return "，".join(f"{told[severity]} 个{_WORDS[severity]}" for severity in Severity if told.get(severity))


def format_span(span: Span) -> str:
    """A place as `file:line:column`."""
    parts = (format_path(span.file), span.line, span.column)
    return ":".join(str(part) for part in parts if part is not None)


def format_path(path: Path) -> str:
    """A path as it is shortest: as it stands, or from the current folder."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive; a current folder that is gone
        return shown(str(path))
    return shown(min(relative, str(path), key=len))


def _first_of_each_kind(told: Iterable[Diagnostic]) -> tuple[list[Diagnostic], Counter[tuple[Severity, str]]]:
    """The first diagnostics of each severity and code, and how many more there are of it."""
    first: list[Diagnostic] = []
    met: Counter[tuple[Severity, str]] = Counter()
    for each in told:
        kind = each.severity, each.code
        met[kind] += 1
        if met[kind] <= _SHOWN:
            first.append(each)
    return first, Counter({kind: count - _SHOWN for kind, count in met.items() if count > _SHOWN})


def _lines(diagnostic: Diagnostic, excerpt_lines: Sequence[str]) -> list[str]:
    """The lines of a diagnostic, behind the word for its severity."""
    place = "" if diagnostic.span is None else f" {format_span(diagnostic.span)}"
    hint = [] if diagnostic.hint is None else [f"  提示：{cut(diagnostic.hint)}"]
    return [f"{diagnostic.code}{place} {cut(diagnostic.message)}", *excerpt_lines, *hint]


def _excerpts(spans: Iterable[Span]) -> dict[Span, list[str]]:
    """What stands at each of the spans; each file is read once, and one is held at a time."""
    by_file: dict[Path, set[Span]] = {}
    for span in spans:
        if span.line is not None:
            by_file.setdefault(span.file, set()).add(span)
    return {span: found for file, of_file in by_file.items() for span, found in _excerpts_of(file, of_file)}


def _excerpts_of(file: Path, spans: Iterable[Span]) -> list[tuple[Span, list[str]]]:
    """What stands at spans of a file; nothing where it is no text, as a Word file, or has no such line."""
    from huibian import source  # needed only where something is wrong

    try:
        lines = source.read(file).lines
    except (OSError, HuibianError):
        return []
    there = [(span, span.line) for span in spans if span.line and span.line <= len(lines)]
    return [(span, excerpt(lines[number - 1], number, span.column)) for span, number in there]
