"""Which of many issues changed since they were set."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from huibian import resources, source
from huibian.batch import records
from huibian.batch.fingerprint import States, common_digest, key_of
from huibian.batch.issues import EDITED_HINT, IssueState, IssueTask, Result, edited_files, remembered
from huibian.batch.records import Record
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.exports import Format
from huibian.fontbook import FontBook

Plan: TypeAlias = Mapping[Path, Mapping[Format, Path]]
"""The manifests, and where each format of each goes."""


class Outlook(Struct, frozen=True):
    """What is to be done.

    Attributes:
        settled: The results of the issues that did not change.
        tasks: The others.
        common: The digest of what all issues have in common, faces among it.
    """

    settled: Mapping[Path, Result]
    tasks: Sequence[IssueTask]
    common: str


def look(plan: Plan, fonts: Path | None) -> Outlook:
    """Compare issues with what is remembered of them.

    Args:
        plan: The issues.
        fonts: A folder of faces that go before all others; `None` for none.
    """
    states = States()
    common = common_digest(_font_files(fonts), states)
    targets = tuple(path for paths in plan.values() for path in paths.values())
    settled, tasks = {}, []
    for manifest, paths in plan.items():
        key = key_of(manifest, paths, fonts, common)
        place = records.record_path(paths.values())
        result = _settled(records.load(place), key, paths, states)
        if result is None:
            tasks.append(IssueTask(manifest, paths, targets, fonts, key))
        else:
            settled[manifest] = result
            records.touch(place)
    return Outlook(settled, tasks, common)


def _settled(record: Record | None, key: str, paths: Mapping[Format, Path], states: States) -> Result | None:
    """The result of an issue that need not be set; `None` for one that is to be."""
    if record is None or record.key != key:
        return None
    there = {path: states.of(path) for path in map(os.path.abspath, paths.values())}
    if not states.are(record.read, there):
        return None
    if source.ABSENT in there.values():
        return None
    edited = edited_files(record.written, there)
    result = remembered(record)
    return replace(result, state=IssueState.EDITED, messages=tuple(map(_edited, edited))) if edited else result


def _edited(path: str) -> Diagnostic:
    message = f"{Path(path).name} 写好以后被人改过；这一期没有变动，没有重写"
    return Diagnostic(Severity.WARNING, "HB612", message, Span(Path(path)), EDITED_HINT)


def _font_files(fonts: Path | None) -> tuple[Path, ...]:
    """The font catalogue and the font files that it names and this machine has, in use or not."""
    catalogue = resources.font_catalogue()
    try:
        return (catalogue, *FontBook.open(catalogue, () if fonts is None else (fonts,)).files)
    except HuibianError:  # a fault of every issue, which tells it
        return (catalogue,)
