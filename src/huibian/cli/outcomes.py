"""Shows what became of many issues, as a table or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from huibian.batch.issues import IssueState, Result
from huibian.batch.look import Plan
from huibian.cli.report import format_path
from huibian.cli.terminal import as_json_escapes
from huibian.diagnostics import Diagnostic, Severity

_WORDS = {
    IssueState.WRITTEN: "写好",
    IssueState.UNCHANGED: "没变",
    IssueState.EDITED: "改过没动",
    IssueState.FAULTY: "有错",
}
_STYLES = {IssueState.WRITTEN: "green", IssueState.UNCHANGED: "", IssueState.EDITED: "yellow", IssueState.FAULTY: "red"}


def as_json(plan: Plan, results: Mapping[Path, Result], *, ascii_only: bool) -> str:
    """The results as JSON, an object for each issue in their order, one key for each fact.

    Messages are also those that were told when the issue was set, if it is as it was.
    """
    issues = [
        {
            "manifest": str(manifest),
            "state": result.state,
            "title": result.title,
            "pages": result.pages,
            "body_pages": result.body_pages,
            "seconds": round(result.seconds, 3),
            "files": [str(path) for path in plan[manifest].values()],
            "messages": [_facts(each) for each in (*result.messages, *result.remembered)],
        }
        for manifest, result in results.items()
    ]
    return as_json_escapes(json.dumps({"issues": issues}, ensure_ascii=ascii_only, indent=2))


def _facts(message: Diagnostic) -> dict[str, object]:
    span = message.span
    return {
        "severity": message.severity,
        "code": message.code,
        "message": message.message,
        "file": None if span is None else str(span.file),
        "line": None if span is None else span.line,
        "column": None if span is None else span.column,
        "hint": message.hint,
    }


def print_table(results: Mapping[Path, Result]) -> None:
    """Print a line for each issue to standard output, and one that counts them."""
    from rich import box
    from rich.console import Console  # slow to import, and only needed here
    from rich.table import Table
    from rich.text import Text as RichText

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("期", overflow="fold")
    for heading in ("页", "警告", "秒"):
        table.add_column(heading, justify="right")
    table.add_column("结果")
    for manifest, result in results.items():
        state = RichText(_WORDS[result.state], style=_STYLES[result.state])
        warnings = _warnings((*result.messages, *result.remembered))
        seconds = f"{result.seconds:.1f}" if result.seconds else ""
        table.add_row(RichText(format_path(manifest)), str(result.pages or ""), warnings, seconds, state)
    console = Console(highlight=False)
    console.print(table)
    counts = Counter(result.state for result in results.values())
    console.print(
        f"{len(results)} 期：" + "，".join(f"{_WORDS[each]} {counts[each]}" for each in IssueState if counts[each])
    )


def _warnings(messages: Iterable[Diagnostic]) -> str:
    count = sum(each.severity is Severity.WARNING for each in messages)
    return str(count) if count else ""
