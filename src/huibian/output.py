"""The only writer of files: every file of a set whole, or none of them touched, however the run ends.

How a set takes the place of an old one, in a folder whose journal (`huibian.journal`) this run has locked:

1. Each file is written beside its target, under a name `.huibian-…`, and forced to disk; each target that is there gets
   a second such name.
2. The journal records, on disk, which targets are replaced, by what, and under which name the old file is kept.
3. Each new file takes its target's name.
4. The journal is emptied: from here on the new set is the one that counts. Second names and journal are removed.

A run that is killed before 3 leaves the old set, one that is killed after 3 the new set, both with working files at
most. One that is killed between leaves a journal that is not empty, and the next run in the folder restores the old set
before anything else. It restores a target only if that is, byte for byte, what the journal says was written, so that
nothing that somebody saved in the meantime is lost. After an error or Ctrl-C in 3 the run restores the old set itself.
A run that has the lock also removes all working files that killed runs left.

In a folder without a journal (see `journal.claim`) all of this holds, except that no later run restores anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from msgspec import Struct

from huibian import journal
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.journal import Journal, Replacement
from huibian.writefaults import fail, fail_because, reporting

_DEFAULT_MODE = 0o666  # what the umask allows of it, as for any new file
_LOCK_TIMEOUT = 60.0  # seconds to wait for other runs in the folder; each needs it for a few hundredths


class _Change(Struct, frozen=True):
    """One file of a set on its way.

    Attributes:
        path: As the caller names it.
        target: The file that it is: where links lead.
        new: What is to take its place, written in full.
        old: A second name of what is there; `None` where nothing is.
        replacement: The same for the journal.
    """

    path: Path
    target: Path
    new: Path
    old: Path | None
    replacement: Replacement


class HeldFolders(Struct, frozen=True):
    """Folders that no other run writes in now; `hold` gives it.

    Attributes:
        recovered: What was restored first, because a killed run had replaced it in part (HB606).
    """

    recovered: tuple[Diagnostic, ...]
    _targets: Mapping[Path, Path]
    _journals: Mapping[Path, Journal]

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        """Write files for which the folders are held, all or none.

        Raises:
            HuibianError: See the function `write_all`.
        """
        with contextlib.ExitStack() as cleanup:
            changes = _stage_all(files, {path: self._targets[path] for path in files}, cleanup)
            _replace_all(changes, self._journals, cleanup)


@contextlib.contextmanager
def hold(paths: Iterable[Path]) -> Iterator[HeldFolders]:
    """Keep other runs from writing in the folders of files until the block is over; folders that are missing are made.

    Raises:
        HuibianError: A folder cannot be made (HB601), a folder stands in a file's place (HB602) or something else
            that is no plain file (HB605), or other runs do not free the folder (HB608).
    """
    targets = {path: _target(path) for path in paths}
    with contextlib.ExitStack() as locks:
        journals = _claim_all(targets, locks)
        recovered = tuple(each for folder, held in journals.items() for each in _recover(folder, held))
        yield HeldFolders(recovered, targets, journals)


def write_all(files: Mapping[Path, bytes]) -> tuple[Diagnostic, ...]:
    """Write files, all or none; folders that are missing are made.

    A file that exists keeps its permission bits, and a symbolic link keeps leading to it.

    Returns:
        What was restored first, because a killed run had replaced it in part (HB606).

    Raises:
        HuibianError: The folders cannot be held (see `hold`), or a file cannot be written (HB603). Every target is then
            as it was before, unless the old files cannot be restored (HB607); the next run tries that again.
    """
    with hold(files) as held:
        held.write_all(files)
    return held.recovered


def write_expendable(path: Path, data: bytes) -> None:
    """Write a file that may get lost, as one of a cache: whole or not at all, but not forced to disk.

    Raises:
        OSError: The system refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(journal.temporary_name())
    try:
        with open(temporary, "xb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        _discard(temporary)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all; of several runs that try it one succeeds.

    Raises:
        HuibianError: Something of that name is there (HB144), or it cannot be written (HB603).
    """
    with reporting(path), contextlib.ExitStack() as cleanup:
        new = _temporary_path(path, cleanup)
        with open(new, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(new, path)  # unlike a new name, a second one never takes the place of a file
        except FileExistsError:
            _refuse_old(path)
        except OSError:  # a file system without second names
            _write_exclusively(path, data)
    _sync([path])


def _write_exclusively(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; one that could be written in part is removed."""
    try:
        with open(path, "xb") as file:
            file.write(data)
    except FileExistsError:
        _refuse_old(path)
    except BaseException:
        _discard(path)
        raise


def _refuse_old(path: Path) -> NoReturn:
    fail("HB144", f"{path.name} 已经有了，不会盖掉它", path, "要重新做，先删掉它或改它的名字；或用 -o 换一个名字。")


def recover(folder: Path) -> tuple[Diagnostic, ...]:
    """Restore a set that a killed run replaced in part in a folder, and remove the working files that killed runs left.

    Nothing happens while another run is at work there, or where nothing was left.

    Returns:
        Which set was restored, or is lost (HB606), or cannot be restored now (HB607).
    """
    try:
        folder = Path(os.path.realpath(folder))
        held = journal.claim(folder, 0) if any(map(journal.is_work_file, os.listdir(folder))) else None
        if held is None:
            return ()
        with contextlib.closing(held):
            return _recover(folder, held)
    except HuibianError as error:
        return error.diagnostics
    except OSError:  # no such folder, or another run at work
        return ()


def _target(path: Path) -> Path:
    """The file that a path leads to, in a folder that is there."""
    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail_because("HB601", "建不了输出文件夹", path.parent, error)
    with reporting(path):
        mode = _mode(target)
    if mode is not None and stat.S_ISDIR(mode):
        fail("HB602", "要写的文件那里已有一个同名的文件夹", path, "移走它，或换一个文件夹。")
    if mode is not None and not stat.S_ISREG(mode):
        fail("HB605", "要写的文件那里是设备或管道，不是普通文件", path, "移走它，或换一个文件夹。")
    return target


def _mode(path: Path) -> int | None:
    """What kind of thing is there, and who may use it; `None` for nothing."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _claim_all(targets: Mapping[Path, Path], locks: contextlib.ExitStack) -> dict[Path, Journal]:
    """The journals of all folders that are written in, in an order that is the same for all runs."""
    folders = {_folder(path): path for path in targets} | {target.parent: path for path, target in targets.items()}
    journals = {}
    for folder, path in sorted(folders.items()):
        try:
            held = journal.claim(folder, _LOCK_TIMEOUT)
        except TimeoutError:
            hint = "等它写完，再运行一次。"
            fail("HB608", "另一个 huibian 一直在往这个文件夹里写", path, hint)
        if held is not None:
            journals[folder] = locks.enter_context(contextlib.closing(held))
    return journals


def _folder(path: Path) -> Path:
    """The folder that holds a file, or the link to it: a set is on record there."""
    return Path(os.path.realpath(path.parent))


def _recover(folder: Path, held: Journal) -> tuple[Diagnostic, ...]:
    """Restore a set that a killed run replaced in part, and remove the working files of killed runs."""
    replacements = {each: Path(os.path.realpath(folder / each.name)) for each in held.read()}
    replaced = [each for each, target in replacements.items() if _sha256(target) == each.new]
    warnings = []
    if 0 < len(replaced) < len(replacements):
        names, first = "、".join(each.name for each in replacements), folder / replaced[0].name
        try:
            is_back = [_restore(replacements[each], each) for each in replaced]
        except OSError as error:
            fail_because("HB607", f"上一次写到一半断了，{names} 不是一套，现在还恢复不了", first, error)
        done = "已恢复成以前的" if all(is_back) else "以前的已找不到"
        message = f"上一次写到一半断了，{names} 不是一套；{done}"
        warnings.append(Diagnostic(Severity.WARNING, "HB606", message, Span(first), "再排一次这一期。"))
        _sync(replacements.values())
    held.clear()
    _remove_work_files(folder)
    return tuple(warnings)


def _restore(target: Path, replacement: Replacement) -> bool:
    """Make a target what it was before; gives whether that is still there."""
    if replacement.old is None:
        target.unlink(missing_ok=True)
        return True
    old = target.with_name(replacement.old)
    is_there = stat.S_ISREG(_mode(old) or 0)
    if is_there:
        os.replace(old, target)
    return is_there


def _sha256(path: Path) -> str | None:
    """The digest of a plain file; `None` for anything else, or what cannot be read."""
    with contextlib.suppress(OSError):
        if stat.S_ISREG(_mode(path) or 0):
            with open(path, "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return None


def _remove_work_files(folder: Path) -> None:
    """Remove what killed runs of this user left in a folder whose journal this run has."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if journal.is_work_file(entry.name) and entry.name != journal.NAME and _is_own(entry):
                _discard(folder / entry.name)


def _is_own(entry: os.DirEntry[str]) -> bool:
    status = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(status.st_mode) and (os.name == "nt" or status.st_uid == os.geteuid())


def _stage_all(
    files: Mapping[Path, bytes], targets: Mapping[Path, Path], cleanup: contextlib.ExitStack
) -> list[_Change]:
    staged = {}
    for path, target in targets.items():
        with reporting(path):
            staged[path] = _stage(target, files[path], cleanup)
    changes = []
    for path, target in targets.items():
        with reporting(path):
            old = _back_up(target, cleanup) if _mode(target) is not None else None
        replacement = Replacement(path.name, hashlib.sha256(files[path]).hexdigest(), None if old is None else old.name)
        changes.append(_Change(path, target, staged[path], old, replacement))
    return changes


def _stage(target: Path, data: bytes, cleanup: contextlib.ExitStack) -> Path:
    """Write `data` beside its target, on disk and with the target's permissions."""
    temporary = _temporary_path(target, cleanup)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(temporary, flags, _DEFAULT_MODE), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    mode = _mode(target)
    if mode is not None:
        temporary.chmod(stat.S_IMODE(mode))
    return temporary


def _replace_all(changes: Sequence[_Change], journals: Mapping[Path, Journal], cleanup: contextlib.ExitStack) -> None:
    """Give the staged files their targets' names; restore what was there if one of them cannot have it."""
    targets = [change.target for change in changes]
    try:
        with reporting(changes[0].path):
            for folder, held in journals.items():
                held.write(change.replacement for change in changes if _folder(change.path) == folder)
        _sync(targets)
        for change in changes:
            with reporting(change.path):
                os.replace(change.new, change.target)
    except BaseException:
        kept = cleanup.pop_all()  # nothing is removed before all is restored
        _undo(changes)
        _sync(targets)
        _clear(journals)
        kept.close()
        raise
    _sync(targets)
    _clear(journals)


def _undo(changes: Iterable[_Change]) -> None:
    """Restore what was replaced so far."""
    for change in changes:
        if os.path.lexists(change.new):
            continue
        try:
            _restore(change.target, change.replacement)
        except OSError as error:
            names = "、".join(each.path.name for each in changes)
            where = "" if change.old is None else f"，它在 {change.old.name}"
            fail_because("HB607", f"{names} 只写成一部分，原来的放不回去{where}", change.path, error)


def _clear(journals: Mapping[Path, Journal]) -> None:
    for held in journals.values():
        held.clear()


def _back_up(target: Path, cleanup: contextlib.ExitStack) -> Path:
    """A second name for the file at `target`, or a copy where the file system has no second names."""
    backup = _temporary_path(target, cleanup)
    try:
        os.link(target, backup)
    except OSError:
        with open(target, "rb") as file, open(backup, "xb") as copy:
            shutil.copyfileobj(file, copy)
            copy.flush()
            os.fsync(copy.fileno())
        shutil.copystat(target, backup)
    return backup


def _temporary_path(target: Path, cleanup: contextlib.ExitStack) -> Path:
    """A name for a working file in the target's folder, short enough for any file system; removed in the end."""
    path = target.with_name(journal.temporary_name())
    cleanup.callback(_discard, path)
    return path


def _discard(path: Path) -> None:
    """Remove a file if it is there; a failure must not hide the fault that led here."""
    with contextlib.suppress(OSError):
        path.unlink()


def _sync(targets: Iterable[Path]) -> None:
    """Force the names in the targets' folders to disk, where the system can."""
    for folder in dict.fromkeys(target.parent for target in targets):
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
