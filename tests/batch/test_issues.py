from __future__ import annotations

import pytest

from huibian import source
from huibian.batch.issues import IssueState, edited_files, failed, remembered
from huibian.batch.records import Record
from huibian.diagnostics import Diagnostic, Severity

WARNING = Diagnostic(Severity.WARNING, "HB104", "一")


@pytest.mark.parametrize(
    ("there", "is_edited"),
    [("1", False), ("2", False), ("3", True), (source.ABSENT, False)],
)
def test_a_file_is_edited_if_it_is_there_and_none_that_a_run_left(there: str, is_edited: bool) -> None:
    assert edited_files({"/a": ["1", "2"]}, {"/a": there}) == (["/a"] if is_edited else [])


def test_a_file_that_no_run_is_known_to_have_written_is_not_edited() -> None:
    assert edited_files({"/a": ["1"]}, {"/b": "3"}) == []


def test_what_is_remembered_is_told_apart_from_what_is_new() -> None:
    result = remembered(Record("", {}, {}, "题", 4, 6, (WARNING,)))
    assert (result.state, result.title, result.body_pages, result.pages) == (IssueState.UNCHANGED, "题", 4, 6)
    assert (result.messages, result.remembered) == ((), (WARNING,))
    assert failed((WARNING,)).messages == (WARNING,)
