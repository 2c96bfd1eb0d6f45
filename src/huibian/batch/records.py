"""What is remembered of each issue that was set: one file each in a folder that may be deleted at any time.

A record is taken as it is only if its checksum says that it is whole; what cannot be read counts as not there, and what
cannot be written is left: then more is set than need be, never less. Several runs may use the folder at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct, to_builtins

from huibian import journal, output, resources, source
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span

_RECORDS_MOST = 5000  # files that are kept; a weekly of thirty years has 1,600 issues
_ENDING = ".json"
_FORGOTTEN = 3600.0  # seconds until a file that is still being written was left by a run that was killed


class Record(Struct, frozen=True):
    """What is remembered of an issue.

    Attributes:
        key: What it was set with, but for its own files: see `fingerprint.key_of`; empty where its files on disk may be
            another state than this record.
        read: The state of each file that was read, by its absolute path.
        written: SHA-256 of each file that was written, by its absolute path; several where a run may have been ended
            before it could say which is there.
        title: What the issue is called.
        body_pages: How many pages of text it has.
        pages: How many pages it has.
        warnings: What was said of it.
    """

    key: str
    read: Mapping[str, str]
    written: Mapping[str, Collection[str]]
    title: str
    body_pages: int
    pages: int
    warnings: tuple[Diagnostic, ...]


def record_path(paths: Iterable[Path]) -> Path | None:
    """Where the record of the issue that these files belong to lies, there or not; `None` where there is no folder."""
    target = Path(next(iter(paths)))
    place = os.path.normcase(os.path.join(os.path.realpath(target.parent), target.stem))
    try:
        folder = resources.cache_folder()
    except RuntimeError:  # no home
        return None
    return folder / "build" / (hashlib.sha256(place.encode(errors="surrogateescape")).hexdigest() + _ENDING)


def load(path: Path | None) -> Record | None:
    """A record; `None` where there is none, or it is damaged, or of another version."""
    if path is None or not path.is_file():
        return None
    try:
        checksum, _, data = source.load(path).partition(b"\n")
        if checksum.decode("ascii") != hashlib.sha256(data).hexdigest():
            return None
        facts = json.loads(data)
        warnings = tuple(_warning(each) for each in facts.pop("warnings"))
        return Record(**facts, warnings=warnings)
    except (HuibianError, ValueError, TypeError, KeyError, AttributeError):
        return None


def store(path: Path | None, record: Record) -> bool:
    """Write a record; gives whether that could be done."""
    if path is None:
        return False
    data = json.dumps(to_builtins(record, enc_hook=str)).encode("ascii")
    checksum = hashlib.sha256(data).hexdigest().encode("ascii")
    try:
        output.write_expendable(path, checksum + b"\n" + data)
    except OSError:
        return False
    return True


def note_written(paths: Iterable[Path]) -> None:
    """Note what files are now that huibian wrote without a record, so that they do not count as somebody's edits."""
    paths = tuple(paths)
    place = record_path(paths)
    record = load(place)
    if record is not None:
        written = {**record.written, **{os.path.abspath(path): [source.state(path)] for path in paths}}
        store(place, Record("", {}, written, record.title, record.body_pages, record.pages, record.warnings))


def touch(path: Path | None) -> None:
    """Mark a record as used now."""
    if path is not None:
        with contextlib.suppress(OSError):
            os.utime(path)


def remove_oldest() -> None:
    """Remove the records that were not used for longest, where there are too many."""
    place = record_path([Path("any")])
    if place is None:
        return
    with contextlib.suppress(OSError):
        with os.scandir(place.parent) as entries:
            found = [(entry.stat().st_mtime, entry.name) for entry in entries]
        records = sorted((each for each in found if each[1].endswith(_ENDING)), reverse=True)
        forgotten = time.time() - _FORGOTTEN
        cut_off = [each for each in found if journal.is_work_file(each[1]) and each[0] < forgotten]
        for _, name in (*records[_RECORDS_MOST:], *cut_off):
            os.unlink(place.parent / name)


def _warning(facts: dict[str, object]) -> Diagnostic:
    span = facts["span"]
    if isinstance(span, dict):
        span = Span(Path(span["file"]), span["line"], span["column"])
    return Diagnostic(Severity(facts["severity"]), facts["code"], facts["message"], span, facts["hint"])  # type: ignore[arg-type]
