"""Many small issues, looked at and set as the command does it, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from huibian.batch.issues import IssueTask, Result
from huibian.batch.look import Outlook, Plan, look
from huibian.batch.work import build_issue
from huibian.exports import Format, output_paths


def plan_of(manifests: Iterable[Path], formats: Sequence[Format] = (Format.PDF, Format.DOCX)) -> Plan:
    return {manifest: output_paths(manifest, None, formats) for manifest in manifests}


def looked(manifests: Iterable[Path], fonts: Path | None = None) -> Outlook:
    return look(plan_of(manifests), fonts)


def to_build(manifests: Iterable[Path]) -> list[str]:
    """The names of the issues that are to be set, without their ending."""
    return [task.manifest.stem for task in looked(manifests).tasks]


def task_of(manifest: Path) -> IssueTask:
    """The task to set an issue that changed."""
    (task,) = looked([manifest]).tasks
    return task


def built(manifest: Path) -> Result:
    """Set an issue that changed."""
    return build_issue(task_of(manifest), side_by_side=False)


def contents(folder: Path) -> Mapping[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
