"""An issue of many: what is to be done about it, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from huibian import source
from huibian.batch.records import Record
from huibian.diagnostics import Diagnostic
from huibian.exports import Format
from huibian.fontbook import StandInsGiven

EDITED_HINT = "改过的要留着，就另存成别的名字；不要了，就删掉它再运行一次，或用 huibian render 排这一期。"
"""What to do about files that somebody changed."""


class IssueState(StrEnum):
    """What became of an issue: all is as it was also where somebody edited its files, and it need not be set."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    FAULTY = "faulty"


class IssueTask(Struct, frozen=True):
    """An issue that is to be set.

    Attributes:
        manifest: Its manifest.
        paths: Where to write each format.
        targets: All that is written in this run.
        fonts: A folder of faces that go before all others; `None` for none.
        key: What is remembered with it: see `fingerprint.key_of`.
    """

    manifest: Path
    paths: Mapping[Format, Path]
    targets: tuple[Path, ...]
    fonts: Path | None
    key: str


class Result(Struct, frozen=True):
    """What became of an issue.

    Attributes:
        state: In a word.
        title: What it is called; `None` for a faulty one.
        body_pages: How many pages of text it has; `None` for a faulty one.
        pages: How many pages it has; `None` for a faulty one.
        messages: What is to be said of it now.
        remembered: What was said of it when it was set.
        seconds: How long that took.
        is_known: Whether the next run knows of it.
        stand_ins: Which faces stood in for others.
        trace: Where an error of ours came up; empty for none.
    """

    state: IssueState
    title: str | None
    body_pages: int | None
    pages: int | None
    messages: tuple[Diagnostic, ...]
    remembered: tuple[Diagnostic, ...]
    seconds: float
    is_known: bool
    stand_ins: StandInsGiven
    trace: str


def failed(messages: tuple[Diagnostic, ...], trace: str = "") -> Result:
    """The result of an issue of which nothing was written."""
    return Result(IssueState.FAULTY, None, None, None, messages, (), 0, is_known=True, stand_ins={}, trace=trace)


def remembered(record: Record) -> Result:
    """The result of an issue that is as it was set."""
    return Result(
        IssueState.UNCHANGED,
        record.title,
        record.body_pages,
        record.pages,
        messages=(),
        remembered=record.warnings,
        seconds=0,
        is_known=True,
        stand_ins={},
        trace="",
    )


def edited_files(known: Mapping[str, Collection[str]], there: Mapping[str, str]) -> list[str]:
    """The files that are not what a run left: somebody changed them since.

    Args:
        known: What runs left, by path.
        there: What is there now, by path.
    """
    return [path for path, digest in there.items() if digest not in (source.ABSENT, *known.get(path, (digest,)))]
