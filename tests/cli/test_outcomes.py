from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.batch.issues import IssueState, Result, failed, remembered
from huibian.batch.records import Record
from huibian.cli.outcomes import as_json, print_table
from huibian.diagnostics import Diagnostic, Severity
from huibian.exports import Format

WARNING = Diagnostic(Severity.WARNING, "HB104", "一\x1b")
ERROR = Diagnostic(Severity.ERROR, "HB101", "二")
SAME = remembered(Record("", {}, {}, "题", 4, 6, (WARNING,)))
RESULTS: dict[Path, Result] = {
    Path("a.yaml"): replace(SAME, state=IssueState.WRITTEN, seconds=1.26, messages=(WARNING,)),
    Path("[b].yaml"): SAME,
    Path("c.yaml"): failed((ERROR, WARNING)),
}


def test_the_table_has_a_row_for_each_and_counts_them(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(RESULTS)
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip(" ─")]
    assert lines == [
        ["期", "页", "警告", "秒", "结果"],
        ["a.yaml", "6", "2", "1.3", "写好"],
        ["[b].yaml", "6", "1", "没变"],
        ["c.yaml", "1", "有错"],
        ["3", "期：写好", "1，没变", "1，有错", "1"],
    ]


@pytest.mark.parametrize("ascii_only", [False, True])
def test_json_is_read_back_as_it_was(ascii_only: bool) -> None:
    plan = {manifest: {Format.PDF: manifest.with_suffix(".pdf")} for manifest in RESULTS}
    text = as_json(plan, RESULTS, ascii_only=ascii_only)
    assert "\x1b" not in text
    assert text.isascii() is ascii_only
    first, second, third = json.loads(text)["issues"]
    assert (first["files"], first["seconds"], len(first["messages"])) == (["a.pdf"], 1.26, 2)
    assert [each["message"] for each in second["messages"]] == ["一\x1b"]
    assert (third["state"], third["body_pages"]) == ("faulty", None)
