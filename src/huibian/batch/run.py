"""Sets many issues, several at a time."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from huibian.batch import records
from huibian.batch.issues import IssueTask, Result, failed
from huibian.batch.look import Plan
from huibian.batch.work import ClashTask, build_issue, clashes_of, warm_up
from huibian.batch.workers import Died, run_all
from huibian.diagnostics import Diagnostic, Severity, Span
from huibian.exports import Format


def clashes(plan: Plan, tasks: Sequence[IssueTask], jobs: int) -> tuple[Diagnostic, ...]:
    """The files that are going to be written and that an issue is made of: an error each (HB604).

    Only files count that are there and that no run is known to have written: the rest is nobody's work.

    Args:
        plan: All issues.
        tasks: Those that are going to be set.
        jobs: How many are looked at at a time.
    """
    strangers = tuple(path for task in tasks for path in _strangers(task.paths))
    if not strangers:
        return ()
    fonts = tasks[0].fonts
    warm_up(fonts)
    questions = [ClashTask(manifest, strangers, fonts) for manifest in plan]
    with closing(run_all(clashes_of, questions, jobs)) as answers:
        found = {number: answer for number, answer in answers if not isinstance(answer, Died)}
    return tuple(each for number in sorted(found) for each in found[number])


def _strangers(paths: Mapping[Format, Path]) -> Iterator[Path]:
    record = records.load(records.record_path(paths.values()))
    known = {} if record is None else record.written
    yield from (path for path in paths.values() if path.exists() and os.path.abspath(path) not in known)


def run(tasks: Sequence[IssueTask], jobs: int) -> Generator[tuple[Path, Result]]:
    """Set issues, several at a time, and give the manifest and the result of each as they come.

    A process that dies is a fault of the issue that it was at (HB611). A single issue is set in this process.
    """
    records.remove_oldest()
    if len(tasks) == 1:
        (task,) = tasks
        yield task.manifest, build_issue(task, side_by_side=True)
        return
    if tasks:
        warm_up(tasks[0].fonts)
    with closing(run_all(partial(build_issue, side_by_side=False), tasks, jobs)) as results:
        for number, result in results:
            manifest = tasks[number].manifest
            yield manifest, _dead(manifest, result) if isinstance(result, Died) else result


def _dead(manifest: Path, died: Died) -> Result:
    how = f"信号 {-died.exit_code}" if died.exit_code < 0 else f"退出码 {died.exit_code}"
    message = f"排 {manifest.name} 的进程中途没了（{how}），这一期没有排成"
    hint = "多半是内存不够，系统把它结束了：关掉一些程序，或用 -j 1 一期一期地排。"
    return failed((Diagnostic(Severity.ERROR, "HB611", message, Span(manifest), hint),))
