"""Renders an issue whenever one of its files is saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

from msgspec import Struct
from watchfiles import Change, watch
from watchfiles.main import FileChange

from huibian.preview.session import Session

_STEP = 20  # milliseconds without a further change, after which a save is over: editors write in several steps
_LOOKS = 500  # milliseconds between two looks of our own, as on disks of the network no system tells of changes
_COARSE = 10_000_000  # nanoseconds by which a disk's clock may lag


class Stamp(Struct, frozen=True):
    """When a file was written, in nanoseconds, and how long it is."""

    written: int
    size: int


def follow(session: Session, tell: Callable[[], None], stop: Event) -> None:
    """Render an issue, and again after each change of what it is made of; ends soon after `stop` is set.

    Args:
        session: The issue.
        tell: Called after each render.
        stop: Ends this.
    """
    stamps = _rendered(session, tell)
    while not stop.is_set():
        stamps = _follow_in(_folders(session), stamps, session, tell, stop)


def _follow_in(
    folders: set[Path], stamps: dict[Path, Stamp | None], session: Session, tell: Callable[[], None], stop: Event
) -> dict[Path, Stamp | None]:
    """The same, as long as the files of the issue lie in these folders; takes and gives the stamps of the files."""
    for saved in _saves(folders, stop):
        if all(change is Change.modified for change, _ in saved) and stamps == _stamps(session.state.files.values()):
            continue  # of another file, or of none
        stamps = _rendered(session, tell)
        if _folders(session) != folders:
            break
    return stamps


def _saves(folders: set[Path], stop: Event) -> Iterator[set[FileChange]]:
    """What changes in folders, time after time; nothing where nothing changed."""
    try:
        yield from watch(
            *folders,
            watch_filter=_concerns,
            step=_STEP,
            rust_timeout=_LOOKS,
            yield_on_timeout=True,
            stop_event=stop,
            recursive=False,
            ignore_permission_denied=True,
            raise_interrupt=False,
        )
    except OSError:  # the system watches no more for this user, or a folder has just gone: our own looks remain
        while not stop.wait(_LOOKS / 1000):
            yield set()


def _rendered(session: Session, tell: Callable[[], None]) -> dict[Path, Stamp | None]:
    """Render an issue and tell of it; gives its files as they were. One that was written meanwhile has no stamp."""
    settled = time.time_ns() - _COARSE
    session.render()
    tell()
    stamps = _stamps(session.state.files.values())
    return {path: stamp if stamp and stamp.written < settled else None for path, stamp in stamps.items()}


def _concerns(_: Change, path: str) -> bool:
    """Whether a file may be one of an issue: hidden ones are what programs write on the way, we too."""
    return not os.path.basename(path).startswith(".")


def _folders(session: Session) -> set[Path]:
    """Where its files lie, those too that it names and that are not there, and the folders that it takes all of."""
    files = [file.absolute() for file in (session.manifest, *session.state.files.values())]
    return {folder for file in files if (folder := file if file.is_dir() else file.parent).is_dir()}


def _stamps(files: Iterable[Path]) -> dict[Path, Stamp | None]:
    """The stamp of each file; `None` for one that is not there."""
    return {file: _stamp(file) for file in files}


def _stamp(file: Path) -> Stamp | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return Stamp(status.st_mtime_ns, status.st_size)
