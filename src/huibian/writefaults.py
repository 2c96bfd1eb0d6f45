"""Says of a file that cannot be written why the system refuses, and what to do."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from huibian.causes import cause
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span

_CAUSES = {
    errno.EACCES: ("没有写的权限，或正被别的程序打开", "关掉打开着它的程序，或换一个可写的文件夹。"),
    errno.EPERM: ("没有写的权限，或文件设成了不可更改", "换一个可写的文件夹。"),
    errno.EROFS: ("这里只能读", "换一个可写的文件夹。"),
    errno.ENOSPC: ("磁盘满了", "腾出空间，或换一个文件夹。"),
    errno.EDQUOT: ("磁盘配额用完了", "腾出空间，或换一个文件夹。"),
    errno.EIO: ("磁盘读写出错", "检查磁盘，或换一个文件夹。"),
    errno.EFBIG: ("文件太大，这个磁盘放不下", "换一个文件夹。"),
    errno.ENAMETOOLONG: ("名字太长", "换一个短些的名字。"),
    errno.EEXIST: ("那里有一个同名的文件", "换一个文件夹。"),
    errno.ENOTDIR: ("路径中间有一个是文件", "换一个文件夹。"),
    errno.ENOENT: ("文件夹不见了", "检查文件夹还在不在，再运行一次。"),
    errno.ELOOP: ("链接绕成了圈", "移走这个链接。"),
    errno.EMFILE: ("打开的文件太多", "关掉一些程序，或放宽 ulimit -n，再运行一次。"),
    errno.ENFILE: ("打开的文件太多", "关掉一些程序，再运行一次。"),
}


@contextlib.contextmanager
def reporting(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a fault of a file (HB603)."""
    try:
        yield
    except OSError as error:
        fail_because("HB603", "写不了文件", path, error)


def fail_because(code: str, what: str, path: Path, error: OSError) -> NoReturn:
    """End with a fault of a file: what could not be done, why, and what to do about that."""
    why, hint = _CAUSES.get(error.errno or 0, (cause(error), None))
    fail(code, f"{what}：{why}", path, hint)


def fail(code: str, message: str, path: Path, hint: str | None) -> NoReturn:
    """End with a fault of a file."""
    raise HuibianError([Diagnostic(Severity.ERROR, code, message, Span(path), hint)])
