"""Sets one issue of many, in a process of its own or in this one, and remembers it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
import traceback
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from huibian import fontbook, output, source
from huibian.batch import records
from huibian.batch.fingerprint import read_states
from huibian.batch.issues import EDITED_HINT, IssueState, IssueTask, Result, edited_files, failed, remembered
from huibian.batch.records import Record
from huibian.build import IssueBuilder, Made
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Span
from huibian.exports import load_exporters
from huibian.failures import faults_of
from huibian.filekind import is_own_output
from huibian.frame import PartKind
from huibian.processes import ending_in_order


@cache
def builder_of(fonts: Path | None) -> IssueBuilder:
    """What sets all issues of this process with the same faces, which are opened once."""
    return IssueBuilder(fonts)


def forget_faces() -> None:
    """Look for faces again, and open them again: they have changed."""
    builder_of.cache_clear()
    fontbook.forget()


def warm_up(fonts: Path | None) -> None:
    """Load now what processes that are copies of this one would each load."""
    import huibian.text.markdown.read
    import huibian.text.word.read  # noqa: F401  # for its effect

    load_exporters()
    with contextlib.suppress(HuibianError):  # a fault of every issue, which tells it
        builder_of(fonts).open_fonts()


def substitutions(fonts: Path | None, results: Iterable[Result]) -> tuple[Diagnostic, ...]:
    """Which faces stood in for official ones in all of these issues: as if one process had set them in this order."""
    builder = builder_of(fonts)
    builder.take_stand_ins()
    for result in results:
        if result.stand_ins:
            builder.add_stand_ins(result.stand_ins)
    return builder.substitutions()


def build_issue(task: IssueTask, *, side_by_side: bool) -> Result:
    """Set an issue and write it, if that changes its files; `side_by_side` is as in `exports.encoder`."""
    started = time.perf_counter()
    builder = builder_of(task.fonts)
    builder.take_stand_ins()
    try:
        result = _build(builder, task, side_by_side)
    except Exception as error:  # as in `cli.report`: one issue must not stop the others
        trace = "" if isinstance(error, HuibianError) else "".join(traceback.format_exception(error))
        result = failed(faults_of(task.manifest, error), trace)
    seconds = time.perf_counter() - started
    return replace(result, seconds=seconds, stand_ins=builder.take_stand_ins())


def _build(builder: IssueBuilder, task: IssueTask, side_by_side: bool) -> Result:
    made = builder.make(task.manifest, task.paths, targets=task.targets, side_by_side=side_by_side)
    with output.hold(made.files) as held:  # files and what is remembered of them change together, or not at all
        return _write(held, task, made)


def _write(held: output.HeldFolders, task: IssueTask, made: Made) -> Result:
    """Write an issue, if that changes its files, and remember it."""
    place = records.record_path(task.paths.values())
    before = records.load(place)  # only now: another run may have written meanwhile
    known = {} if before is None else before.written
    record = _record(task, made, known)
    there = {os.path.abspath(path): source.state(path) for path in made.files}
    state, warnings = IssueState.UNCHANGED, (*held.recovered, *made.composed.warnings)
    if not all(digest in record.written[path] for path, digest in there.items()):
        either = {path: [*known.get(path, ()), *digests] for path, digests in record.written.items()}
        _refuse_edited(task.manifest, {path: either[path] for path in known} | _others_files(known, there), there)
        with ending_in_order():  # a wish to end this process waits a few hundredths of a second
            records.store(place, replace(record, key="", written=either))  # in case that it is killed in between
            held.write_all(made.files)
        state = IssueState.WRITTEN
    is_known = records.store(place, record)
    return replace(remembered(record), state=state, messages=warnings, remembered=(), is_known=is_known)


def _record(task: IssueTask, made: Made, known: Mapping[str, Collection[str]]) -> Record:
    document = made.composed.document
    written = {os.path.abspath(path): [hashlib.sha256(data).hexdigest()] for path, data in made.files.items()}
    read = read_states(made.composed.read, written)
    return Record(
        key="" if read is None else task.key,
        read=read or {},
        written={**known, **written},
        title=document.metadata.title,
        body_pages=sum(part.pages for part in document.parts if part.kind is PartKind.BODY),
        pages=len(document.pages),
        warnings=made.composed.warnings,
    )


def _others_files(known: Mapping[str, Collection[str]], there: Mapping[str, str]) -> dict[str, Collection[str]]:
    """The files of which nothing is remembered, and that are not as huibian writes them: no run left them so."""
    return {path: () for path in there if path not in known and not _is_ours(Path(path))}


def _is_ours(path: Path) -> bool:
    try:
        with source.not_noting():
            return is_own_output(source.load(path))
    except HuibianError:  # it is not there, or no such file at all
        return False


def _refuse_edited(manifest: Path, known: Mapping[str, Collection[str]], there: Mapping[str, str]) -> None:
    diagnostics = Diagnostics()
    for path in edited_files(known, there):
        message = f"{manifest.name} 要重排，可 {Path(path).name} 写好以后被人改过，或不是 huibian 写的；这一期没有写"
        diagnostics.error("HB613", message, Span(Path(path)), EDITED_HINT)
    diagnostics.raise_errors()


class ClashTask(Struct, frozen=True):
    """An issue of which it is asked whether files that it is made of are going to be written.

    Attributes:
        manifest: Its manifest.
        targets: The files that are going to be written.
        fonts: See `IssueTask`.
    """

    manifest: Path
    targets: tuple[Path, ...]
    fonts: Path | None


def clashes_of(task: ClashTask) -> tuple[Diagnostic, ...]:
    """See `IssueBuilder.check_targets`."""
    return builder_of(task.fonts).check_targets(task.manifest, task.targets)
