"""The only module that reads files: it decodes text in whatever encoding it comes, and keeps each character's place.

Where the encoding is a guess (`encoding`), that is always reported.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path, PureWindowsPath
from typing import NoReturn

from msgspec import Struct

from huibian.causes import cause
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.encoding import called, find_encoding
from huibian.filekind import advice, kind_of
from huibian.filenames import closest
from huibian.regex import compiled

# Bytes: a million Han, more than an article may have; the largest photograph a camera takes; a manifest of five
# thousand articles. All are far beyond any issue, and no film is read into memory by mistake.
TEXT_LIMIT = 4 * 2**20
BINARY_LIMIT = 64 * 2**20
SETTINGS_LIMIT = 2**20

_SEARCHED = 2000  # files of a folder among which a similar name is looked for
_FOLDERS_DEEP = 20  # folders in one another
_FOLDERS = 20  # beside which a file is looked for that is not where it should be

ABSENT = "absent"
"""The state of a file that is not there, or cannot be read."""

_noted: ContextVar[dict[Path, str | None] | None] = ContextVar("noted", default=None)

_LINE_END = r"\r\n?"


class Source(Struct, frozen=True, dict=True):
    r"""A text file that has been read.

    Attributes:
        path: Where it lies.
        text: What it says, every line end as `\n`, without byte order mark.
        doubt: A warning that its encoding was guessed; `None` where there is no doubt.

    Its lines are kept once they were asked for: make another one of other text, for `replace` takes them along.
    """

    path: Path
    text: str
    doubt: Diagnostic | None = None

    @cached_property
    def lines(self) -> tuple[str, ...]:
        r"""The lines, without their ends. Only `\n` ends one, as in an editor that counts lines."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.lines[:-1]), initial=0))

    def span(self, offset: int) -> Span:
        """The place of the character at an offset into `text`."""
        starts = self._starts
        line = bisect_right(starts, offset)
        return Span(self.path, line, offset - starts[line - 1] + 1)


@contextlib.contextmanager
def noting() -> Iterator[Mapping[Path, str | None]]:
    """Collect the files that are named or read in this block, each once, in that order.

    They are there also where the block ends in a fault, and those that could not be read are among them. Each has the
    state (see `state`) that it had when it was read first; `None` where it was only named. A block round this one gets
    them too.
    """
    noted: dict[Path, str | None] = {}
    outer, before = _noted.get(), _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(before)
        if outer is not None:
            outer.update({path: outer.get(path) or state for path, state in noted.items()})


@contextlib.contextmanager
def not_noting() -> Iterator[None]:
    """Read in this block what has no say in what is made: a part of the program, a file that is only looked into."""
    before = _noted.set(None)
    try:
        yield
    finally:
        _noted.reset(before)


def note_unchanged(read: Mapping[Path, str | None]) -> bool:
    """Note files that were read before as if they were read again, if all of them are as they were then.

    Args:
        read: What `noting` collected; a file that was only named has no state and may be as it is (see `place`).

    Returns:
        Whether they are; else none is noted.
    """
    if not all(found is None or found == state(path) for path, found in read.items()):
        return False
    for path, found in read.items():
        _note(path)
        if found is not None:
            _note_state(path, found)
    return True


def _note(path: Path) -> None:
    if (noted := _noted.get()) is not None:
        noted.setdefault(path)


def _note_state(path: Path, found: str) -> None:
    if (noted := _noted.get()) is not None and noted[path] is None:
        noted[path] = found


def state(path: Path) -> str:
    """What a file is now, to be compared with what it was: SHA-256 of its bytes, or `ABSENT`.

    Of a folder it is the names in it, each behind a stroke, without hidden ones: programs keep those for themselves.
    """
    try:
        if path.is_dir():
            return _state_of_names(os.listdir(path))
        if path.is_file():  # reading a pipe or a device may never end
            with open(path, "rb", opener=_without_waiting) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # ValueError: a NUL in the name
        pass
    return ABSENT


def place(path: Path) -> str:
    """Where a file lies that is only named, symbolic links followed; `ABSENT` where it is none, or is not there."""
    try:
        return os.path.realpath(path) if os.path.isfile(path) else ABSENT
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return ABSENT


def _state_of_names(names: Iterable[str]) -> str:
    return "/".join(["", *sorted(name for name in names if not name.startswith("."))])


def read(path: Path, at: Span | None = None, limit: int = TEXT_LIMIT) -> Source:
    """Read a text file.

    Args:
        path: The file.
        at: What names it, to be blamed if it cannot be opened; `None` for the file itself.
        limit: How many bytes it may have.

    Raises:
        HuibianError: It cannot be opened (HB101), is no text file or too big (HB102), or has bytes that are no
            text (HB103).
    """
    return decode(_load(path, at or Span(path), limit), path, at, limit)


def decode(data: bytes, path: Path, at: Span | None = None, limit: int = TEXT_LIMIT) -> Source:
    """The text in the bytes of a file.

    Args:
        data: All its bytes.
        path: The file.
        at: What names it, to be blamed if it is no text; `None` for the file itself.
        limit: How many bytes it may have.

    Raises:
        HuibianError: It is no text file or too big (HB102), or has bytes that are no text (HB103).
    """
    if len(data) > limit:
        _refuse_size(path, len(data), limit, at or Span(path))
    kind = kind_of(data)
    if kind is not None:
        _fail("HB102", f"{path.name} 是{kind.value}，不是纯文本", at or Span(path), advice(kind))
    found = find_encoding(data)
    if found.name is None:
        hint = "清单要用纯文本；文章用纯文本（.txt）、Markdown（.md）或 Word 文档（.docx）。"
        _fail("HB102", f"{path.name} 不是文本文件", at or Span(path), hint)
    try:
        text = data[len(found.mark) :].decode(found.name)
    except UnicodeDecodeError as error:
        _refuse_bytes(path, found.name, error)
    text = compiled(_LINE_END).sub("\n", text.removeprefix("\ufeff"))
    return Source(path, text, _doubt(path, found.name) if found.is_guess else None)


def load(path: Path, at: Span | None = None) -> bytes:
    """Read a file that is not text: a picture, a Word file.

    Args:
        path: The file.
        at: What names it, to be blamed if it cannot be opened; `None` for the file itself.

    Raises:
        HuibianError: It cannot be opened (HB101), or is too big for any of these (HB102).
    """
    return _load(path, at or Span(path), BINARY_LIMIT)


def locate(name: str, base: Path, fence: Path, at: Span, *, propose: bool = True) -> Path:
    """The file that an editor names.

    Args:
        name: A relative path, typed on any system.
        base: The folder it is relative to.
        fence: The folder it may not leave, symbolic links followed: the manifest's.
        at: Where it is named.
        propose: Whether to look for a file of a similar name where there is none of this; that takes time.

    Raises:
        HuibianError: It leaves `fence` (HB121), or there is no such file (HB122).
    """
    name = name.replace("\\", "/")  # as typed on Windows
    path = base / name
    if PureWindowsPath(name).anchor or not _is_within(path, fence):
        tail = _tail(name, base) if propose else None
        hint = (
            f"写相对路径：写成 {tail}。" if tail else "把文件放到清单所在的文件夹里，写相对路径，如 articles/01.txt。"
        )
        _fail("HB121", f"{name} 不在清单的文件夹里", at, hint)
    _note(path)
    if os.path.isdir(path):
        _fail("HB122", f"{name} 是文件夹，不是文件", at, "写出文件夹里那个文件的名字。")
    if not os.path.exists(path):
        _fail("HB122", f"找不到文件 {name}", at, _advice_on_missing(name, base, propose=propose))
    return path


def list_folder(folder: Path, fence: Path, at: Span) -> Sequence[os.DirEntry[str]]:
    """What is in a folder, which is noted: a file more or less in it changes what is made of it.

    Args:
        folder: The folder; where there is none, nothing is in it.
        fence: The folder it may not leave, symbolic links followed.
        at: What names it.

    Raises:
        HuibianError: It leaves `fence` (HB121), or cannot be read (HB101).
    """
    if not _is_within(folder, fence):
        _fail("HB121", f"{folder.name or folder} 不在清单的文件夹里", at, "把文件放到清单所在的文件夹里，写相对路径。")
    _note(folder)
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
        _note_state(folder, _state_of_names(entry.name for entry in found))
        return found
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        return ()
    except OSError as error:
        _fail("HB101", f"读不了文件夹 {folder.name}：{cause(error)}", at)


def _is_within(path: Path, folder: Path) -> bool:
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):  # a NUL in the name; no such drive
        return False


def _advice_on_missing(name: str, base: Path, *, propose: bool) -> str:
    """What to do about a file that is not there."""
    if os.path.islink(base / name):
        return "它是一个链接，链接到的文件不在了：把文件放到这里。"
    return (propose and _like(name, base)) or "检查文件名和所在文件夹。"


def _like(name: str, base: Path) -> str | None:
    """The proposal of the file that may be meant; `None` if none is like it."""
    found = base
    for part in name.split("/")[:_FOLDERS_DEEP]:
        if os.path.lexists(found / part):
            found /= part
        elif close := closest(part, _names(found)):
            found /= close
        else:
            break
    else:
        if found != base and not os.path.isdir(found):
            return f"是不是 {found.relative_to(base).as_posix()}？"
    file = name.rpartition("/")[2]
    folders = [each for each in ("", *_names(base)) if file and os.path.isdir(base / each)][:_FOLDERS]
    elsewhere = next((each for each in folders if os.path.isfile(base / each / file)), None)
    return None if elsewhere is None else f"是不是 {(Path(elsewhere) / file).as_posix()}？"


def _tail(name: str, base: Path) -> str | None:
    """The end of a path that is a file in a folder; `None` for none."""
    parts = [part for part in name.split("/")[-_FOLDERS_DEEP:] if part not in ("", ".", "..")]
    tails = ("/".join(parts[start:]) for start in range(len(parts)))
    try:
        return next((tail for tail in tails if os.path.isfile(base / tail) and _is_within(base / tail, base)), None)
    except ValueError:  # a NUL in the name
        return None


def _names(folder: Path) -> Sequence[str]:
    """The names in a folder; none where they are too many to be searched."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _SEARCHED + 1)]
    except OSError:
        return ()
    return sorted(names) if len(names) <= _SEARCHED else ()


def _load(path: Path, at: Span, limit: int) -> bytes:
    _note(path)
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            _fail("HB101", f"{path.name} 是文件夹，不是文件", at, "写出文件夹里那个文件的名字。")
        if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device may never end
            _fail("HB101", f"{path.name} 不是普通文件", at)
        if status.st_size > limit:
            _refuse_size(path, status.st_size, limit, at)
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        _fail("HB101", f"找不到文件 {path.name}", at, _advice_on_missing(path.name, path.parent, propose=True))
    except PermissionError:
        _fail("HB101", f"没有读 {path.name} 的权限", at, "改文件的权限，或关掉正占用它的程序。")
    except OSError as error:
        _fail("HB101", f"读不了 {path.name}：{cause(error)}", at)
    except ValueError:  # a NUL in the name
        _fail("HB101", f"读不了 {path.name}：名字里有不能用的字符", at, "换一个名字。")
    if len(data) > limit:  # it has grown, or is one of those that say they are empty
        _refuse_size(path, len(data), limit, at)
    _note_state(path, hashlib.sha256(data).hexdigest())
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that has taken its place since it was looked at is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_size(path: Path, size: int, limit: int, at: Span) -> NoReturn:
    hint = f"这样的文件最多 {limit // 2**20} MB。"
    _fail("HB102", f"{path.name} 有 {size / 2**20:.1f} MB，太大了", at, hint)


def _doubt(path: Path, encoding: str) -> Diagnostic:
    message = f"认不准文件的编码，按 {called(encoding)} 读"
    hint = "核对文字；如有乱码，用原来的程序打开它，另存为 UTF-8 的纯文本。"
    return Diagnostic(Severity.WARNING, "HB104", message, Span(path), hint)


def _refuse_bytes(path: Path, encoding: str, error: UnicodeDecodeError) -> NoReturn:
    before = compiled(_LINE_END).sub("\n", error.object[: error.start].decode(encoding))
    source = Source(path, before)
    shown = " ".join(f"{byte:02X}" for byte in error.object[error.start : error.end][:4])
    hint = "文件可能传坏了，或混有几种编码：用原来的程序打开它，另存为 UTF-8 的纯文本。"
    _fail("HB103", f"这里的字节 {shown} 按 {called(encoding)} 读不成文字", source.span(len(before)), hint)


def _fail(code: str, message: str, span: Span, hint: str | None = None) -> NoReturn:
    raise HuibianError([Diagnostic(Severity.ERROR, code, message, span, hint)])
