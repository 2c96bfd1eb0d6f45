"""The only writer of files: every file of a set whole, or none of them touched.

Each file is first written beside its target and forced to disk; only when all of them stand there do they
take their targets' names. What was there before comes back if a later one cannot take its place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span

_DEFAULT_MODE = 0o666  # what the umask allows of it, as for any new file
_CAUSES = {
    errno.EACCES: ("没有写的权限，或正被别的程序打开", "关掉打开着它的程序，或用 -o 换一个可写的文件夹。"),
    errno.EPERM: ("没有写的权限", "用 -o 换一个可写的文件夹。"),
    errno.EROFS: ("这里只能读", "用 -o 换一个可写的文件夹。"),
    errno.ENOSPC: ("磁盘满了", "腾出空间，或用 -o 换一个文件夹。"),
    errno.EDQUOT: ("磁盘配额用完了", "腾出空间，或用 -o 换一个文件夹。"),
    errno.ENAMETOOLONG: ("名字太长", "换一个短些的名字。"),
    errno.EEXIST: ("那里有一个同名的文件", "用 -o 换一个文件夹。"),
    errno.ENOTDIR: ("路径中间有一个是文件", "用 -o 换一个文件夹。"),
}


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files, all or none; folders that are missing are made.

    A file that exists keeps its permission bits, and a symbolic link keeps leading to it.

    Raises:
        HuibianError: A folder cannot be made (HB601), a folder stands in a file's place (HB602), or a file
            cannot be written (HB603). Every target is then as it was before.
    """
    targets = {Path(os.path.realpath(path)): path for path in files}
    for target, path in targets.items():
        _check_place(target, path)
    with contextlib.ExitStack() as leftovers, contextlib.ExitStack() as undo:
        staged = {}
        for target, path in targets.items():
            with _blaming(path):
                staged[target] = _stage(target, files[path], leftovers)
        for target, path in targets.items():
            with _blaming(path):
                _replace(target, staged[target], leftovers, undo)
        undo.pop_all()


def _check_place(target: Path, path: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _refuse("HB601", "建不了输出文件夹", path.parent, error)
    if os.path.isdir(target):
        _fail("HB602", "要写的文件那里已有一个同名的文件夹", path, "移走它，或用 -o 换一个文件夹。")


def _stage(target: Path, data: bytes, leftovers: contextlib.ExitStack) -> Path:
    """Write `data` beside its target, on disk and with the target's permissions."""
    temporary = _beside(target, leftovers)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(temporary, flags, _DEFAULT_MODE), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if os.path.exists(target):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    return temporary


def _replace(target: Path, temporary: Path, leftovers: contextlib.ExitStack, undo: contextlib.ExitStack) -> None:
    """Give a staged file its target's name; `undo` puts back what was there."""
    if os.path.exists(target):
        undo.callback(os.replace, _keep(target, leftovers), target)
    else:
        undo.callback(_discard, target)
    os.replace(temporary, target)


def _keep(target: Path, leftovers: contextlib.ExitStack) -> Path:
    """A second name for the file at `target`, or a copy where the file system has no second names."""
    backup = _beside(target, leftovers)
    try:
        os.link(target, backup)
    except OSError:
        shutil.copy2(target, backup)
    return backup


def _beside(target: Path, leftovers: contextlib.ExitStack) -> Path:
    """A free name in the target's folder, short enough to fit wherever the target's does; freed in the end."""
    path = target.with_name(f".huibian-{secrets.token_hex(4)}")
    leftovers.callback(_discard, path)
    return path


def _discard(path: Path) -> None:
    """Remove a file if it is there; what cannot be removed must not hide the fault that led here."""
    with contextlib.suppress(OSError):
        path.unlink()


@contextlib.contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a fault of `path`."""
    try:
        yield
    except OSError as error:
        _refuse("HB603", "写不了文件", path, error)


def _refuse(code: str, what: str, path: Path, error: OSError) -> NoReturn:
    cause, hint = _CAUSES.get(error.errno or 0, (error.strerror, None))
    _fail(code, f"{what}：{cause}", path, hint)


def _fail(code: str, message: str, path: Path, hint: str | None) -> NoReturn:
    raise HuibianError([Diagnostic(Severity.ERROR, code, message, Span(path), hint)])
