from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from huibian.batch.issues import IssueState
from huibian.batch.run import clashes, run
from huibian.batch.work import build_issue
from tests.support.batches import built, looked, plan_of
from tests.support.issues import write_issue

pytestmark = pytest.mark.usefixtures("forking")


@pytest.fixture(autouse=True)
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("huibian.batch.look._font_files", lambda fonts: ())


def test_a_process_that_dies_is_a_fault_of_its_issue_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifests = [write_issue(tmp_path / name) for name in "一二三"]
    real = build_issue

    def build(task: Any, **options: Any) -> Any:
        if task.manifest == manifests[1]:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(task, **options)

    monkeypatch.setattr("huibian.batch.run.build_issue", build)
    results = dict(run(looked(manifests).tasks, 2))
    assert [results[each].state for each in manifests] == [IssueState.WRITTEN, IssueState.FAULTY, IssueState.WRITTEN]
    (fault,) = results[manifests[1]].messages
    assert (fault.code, fault.span and fault.span.file) == ("HB611", manifests[1])
    assert "信号 9" in fault.message
    assert not manifests[1].with_suffix(".pdf").exists()
    monkeypatch.setattr("huibian.batch.run.build_issue", real)
    assert [task.manifest for task in looked(manifests).tasks] == [manifests[1]]


def test_the_bytes_are_those_of_a_single_issue(tmp_path: Path) -> None:
    manifests = [write_issue(tmp_path / name) for name in "一二"]
    list(run(looked(manifests).tasks, 2))
    alone = write_issue(tmp_path / "三")
    list(run(looked([alone]).tasks, 2))
    for ending in (".pdf", ".docx"):
        assert len({each.with_suffix(ending).read_bytes() for each in (*manifests, alone)}) == 1


def clashing_issues(tmp_path: Path) -> list[Path]:
    """One whose PDF is an article of the other."""
    first, second = write_issue(tmp_path, "a.yaml"), write_issue(tmp_path, "b.yaml")
    shutil.move(tmp_path / "b-1.txt", tmp_path / "a.pdf")
    second.write_text(second.read_text(encoding="utf-8").replace("b-1.txt", "a.pdf"), encoding="utf-8")
    return [first, second]


def test_no_file_that_an_issue_is_made_of_is_written_over(tmp_path: Path) -> None:
    manifests = clashing_issues(tmp_path)
    found = clashes(plan_of(manifests), looked(manifests).tasks, 2)
    assert [(each.code, each.span and each.span.file) for each in found] == [("HB604", manifests[1])]


def test_one_that_did_not_change_counts_too(tmp_path: Path) -> None:
    manifests = clashing_issues(tmp_path)
    built(manifests[1])
    tasks = looked(manifests).tasks
    assert [task.manifest for task in tasks] == manifests[:1]
    assert [each.code for each in clashes(plan_of(manifests), tasks, 1)] == ["HB604"]


def test_nothing_is_asked_where_only_our_own_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = write_issue(tmp_path)
    built(manifest)
    (tmp_path / "issue-7-1.txt").write_text("标题\n别的。\n", encoding="utf-8")
    monkeypatch.setattr("huibian.batch.run.run_all", None)
    assert clashes(plan_of([manifest]), looked([manifest]).tasks, 1) == ()
