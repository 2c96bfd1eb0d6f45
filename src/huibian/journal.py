"""A folder's journal: lets one run at a time replace files there, and records what it is about to replace.

The journal is the file `.huibian-journal`, held open and locked by the run that writes in the folder. The system frees
the lock when the process ends, in whatever way: a run that has the lock knows that all other working files of huibian
in the folder were left by runs that have ended. An empty journal means that nothing is being replaced; otherwise it
lists the files that were being replaced.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

NAME = ".huibian-journal"
_WORK_FILES = re.compile(r"\.huibian-(?:journal|[0-9a-f]{8})")  # nothing else: `.huibian-notes.txt` is somebody's own
_CAPACITY = 2**20  # bytes read of a journal: far more than the names of any set take
_PAUSE = 0.02  # seconds between two looks whether the lock is free
_FLAGS = os.O_RDWR | os.O_CREAT | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _CAPACITY, os.SEEK_SET)  # no other process could read bytes that are locked
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Replacement(Struct, frozen=True):
    """One file of a set that is being replaced.

    Attributes:
        name: Its name in the folder.
        new: SHA-256 of what it is to contain.
        old: The name of the file beside it that keeps what it was; `None` where there was none.
    """

    name: str
    new: str
    old: str | None


class Journal:
    """The journal of a folder, locked; `claim` gives it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def read(self) -> tuple[Replacement, ...]:
        """What a run that was killed was about to replace; nothing where it had not begun.

        A record that is cut off counts as none: nothing is replaced before the record is whole. Nor does one that came
        with an unpacked or synchronised folder: a record has the number of the file that it was written to.
        """
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        data = os.read(self._descriptor, _CAPACITY)
        try:
            record = json.loads(data)
            replacements = tuple(Replacement(**each) for each in record["steps"])
            is_own = record["file"] == self._file and all(map(_is_sound, replacements))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # the last of brackets without end
            return ()
        return replacements if is_own else ()

    def write(self, replacements: Iterable[Replacement]) -> None:
        """Record what is replaced from now on; it is on disk when this returns.

        Raises:
            OSError: The system refuses.
        """
        record = {"file": self._file, "steps": [asdict(each) for each in replacements]}
        data = json.dumps(record).encode("ascii")
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        while data:
            data = data[os.write(self._descriptor, data) :]
        os.fsync(self._descriptor)

    def clear(self) -> None:
        """Record that nothing is being replaced; where the system refuses, the next run finds out what happened."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.fsync(self._descriptor)

    def close(self) -> None:
        """Free the folder; an empty journal is removed."""
        is_empty = os.fstat(self._descriptor).st_size == 0
        if os.name != "nt" and is_empty:  # while it is locked, so that no run locks a file that is about to go
            _remove(self._path)
        os.close(self._descriptor)
        if os.name == "nt" and is_empty:  # there an open file cannot be removed, by this run or another
            _remove(self._path)

    @property
    def _file(self) -> int:
        return os.fstat(self._descriptor).st_ino


def claim(folder: Path, timeout: float) -> Journal | None:
    """The journal of a folder, once it is free; made where there is none.

    Args:
        folder: A folder, which is there.
        timeout: How many seconds to wait for another run to free it.

    Returns:
        `None` where there cannot be one: the folder cannot be written, its file system knows no locks, or the file
        of that name is another user's.

    Raises:
        TimeoutError: Another run has not freed it in that time.
    """
    end = time.monotonic() + timeout
    while True:
        try:
            return _try_to_claim(folder / NAME)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise TimeoutError from None
        time.sleep(_PAUSE)


def _try_to_claim(path: Path) -> Journal | None:
    """The journal at once; `BlockingIOError` while another run has it."""
    try:
        descriptor = os.open(path, _FLAGS, 0o666)
    except OSError:
        return None
    with contextlib.ExitStack() as failure:
        failure.callback(os.close, descriptor)
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):  # which of them says so depends on the system
            raise BlockingIOError from None
        except OSError:
            if os.fstat(descriptor).st_size == 0:  # made here, most likely
                _remove(path)
            return None
        if not _has_name(descriptor, path):
            raise BlockingIOError
        if not _is_own(descriptor):
            return None
        failure.pop_all()
    return Journal(path, descriptor)


def _has_name(descriptor: int, path: Path) -> bool:
    """Whether an open file still has its name: the run that had the lock before may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


def _is_own(descriptor: int) -> bool:
    """Whether an open file is a plain one of this user: in a folder of many, others may leave what they like."""
    status = os.fstat(descriptor)
    is_mine = os.name == "nt" or status.st_uid == os.geteuid()
    return is_mine and stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def _is_sound(each: Replacement) -> bool:
    """Whether all that a replacement names lies in the journal's folder."""
    return _is_plain(each.name) and not is_work_file(each.name) and (each.old is None or is_work_file(each.old))


def _is_plain(name: str) -> bool:
    return name not in ("", ".", "..") and "\0" not in name and Path(name).name == name


def is_work_file(name: str) -> bool:
    """Whether a file of that name is a working file: only huibian makes such, and only for the time of a run."""
    return _WORK_FILES.fullmatch(name) is not None


def temporary_name() -> str:
    """A name for a working file; no other file has it."""
    return f".huibian-{os.urandom(4).hex()}"


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
