"""The only module that reads files: it decodes text in whatever encoding it comes, and keeps each character's place.

UTF-8, UTF-16 and GB18030 (with GBK and GB2312 in it) are told apart by their structure. The encoding of any other
file is guessed, and the guess is always reported.
"""

from __future__ import annotations

import codecs
import contextlib
import difflib
import hashlib
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path, PureWindowsPath
from typing import NoReturn

from huibian.causes import cause
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.filekind import advice, kind_of

# Bytes: five million Han, the largest photograph a camera takes, a manifest of five thousand articles. All are far
# beyond any issue, and no film is read into memory by mistake.
TEXT_LIMIT = 16 * 2**20
BINARY_LIMIT = 64 * 2**20
SETTINGS_LIMIT = 2**20

_NAME_LIMIT = 255  # characters of a file's name, on every system
_SEARCHED = 2000  # files of a folder among which a similar name is looked for

_BOMS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "cp1252": "西文 Windows-1252"}
_GUESSES = ["gb18030", "big5", "cp1252"]  # what else reaches a mainland office: text from Hong Kong, Taiwan, abroad

ABSENT = "absent"
"""The state of a file that is not there, or cannot be read."""

_noted: ContextVar[dict[Path, str | None] | None] = ContextVar("noted", default=None)

_LINE_END = re.compile(r"\r\n?")
_GARBAGE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_CHINESE_TEXT = re.compile("[\t\n\r -~\u2010-\u203b\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]")
_CHINESE = re.compile("[\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]")


@dataclass(frozen=True)
class Source:
    r"""A text file that has been read.

    Attributes:
        path: Where it lies.
        text: What it says, every line end as `\n`, without byte order mark.
        doubt: A warning that its encoding was guessed; `None` where there is no doubt.
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
        line = bisect_right(self._starts, offset)
        return Span(self.path, line, offset - self._starts[line - 1] + 1)


@contextlib.contextmanager
def noting() -> Iterator[Mapping[Path, str | None]]:
    """Collect the files that are named or read in this block, each once, in that order.

    They are there also where the block ends in a fault, and those that could not be read are among them. Each has the
    state (see `state`) that it had when it was read first; `None` where it was only named.
    """
    noted: dict[Path, str | None] = {}
    before = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(before)


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
    bom, encoding, guessed = _encoding(data)
    if encoding is None:
        hint = "清单要用纯文本；文章用纯文本（.txt）、Markdown（.md）或 Word 文档（.docx）。"
        _fail("HB102", f"{path.name} 不是文本文件", at or Span(path), hint)
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        _refuse_bytes(path, encoding, error)
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    return Source(path, text, _doubt(path, encoding) if guessed else None)


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
        hint = "把文件放到清单所在的文件夹里，写相对路径，如 articles/01.txt。"
        _fail("HB121", f"{name} 不在清单的文件夹里", at, hint)
    _note(path)
    if os.path.isdir(path):
        _fail("HB122", f"{name} 是文件夹，不是文件", at, "写出文件夹里那个文件的名字。")
    if not os.path.exists(path):
        _fail("HB122", f"找不到文件 {name}", at, (propose and _like(name, path)) or "检查文件名和所在文件夹。")
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


def _like(name: str, path: Path) -> str | None:
    """The proposal of the file of the same kind with the most similar name; `None` if none is similar."""
    there = {Path(each).stem: each for each in _siblings(path) if Path(each).suffix == path.suffix}
    close = difflib.get_close_matches(path.stem, there, 1)
    return f"是不是 {Path(name).with_name(there[close[0]]).as_posix()}？" if close else None


def _siblings(path: Path) -> Sequence[str]:
    """The names of a file's folder; none where they are too many to be searched, or where no file has such a name."""
    if len(path.name) > _NAME_LIMIT:
        return ()
    try:
        with os.scandir(path.parent) as entries:
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
        _fail("HB101", f"找不到文件 {path.name}", at, "检查文件名和所在文件夹。")
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


def _encoding(data: bytes) -> tuple[bytes, str | None, bool]:
    """The byte order mark, the encoding (`None` for no text), and whether that is a guess."""
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return bom, marked, False
    if b"\0" in data:  # of text, only UTF-16 has this byte; a few in other text are damage, and have their place
        encoding = _utf16(data)
        if encoding or data.count(b"\0") * 100 > len(data):
            return b"", encoding, False
    if _is_utf8(data):
        return b"", "utf-8", False
    text = _decoded(data, "gb18030")
    if text is not None and _is_likely_chinese(text):
        return b"", "gb18030", False
    if utf16 := _utf16(data):
        return b"", utf16, False
    guess = _guess(data)
    return b"", guess or "gb18030", text is not None or guess is not None


def _is_utf8(data: bytes) -> bool:
    """Whether the file is UTF-8, be it with a few bytes damaged.

    GB18030 makes Han of damaged UTF-8, but wrong ones. In text that really is GB18030, what is no UTF-8 far outweighs
    what happens to look like it.
    """
    if _decoded(data, "utf-8") is not None:
        return True
    text = data.decode("utf-8", errors="replace")
    return len(_CHINESE.findall(text)) > 4 * text.count("\ufffd")


def _is_likely_chinese(text: str) -> bool:
    """Whether text read as GB18030 was: no private or control characters, and not rare characters for the most part.

    Big5 read as GB18030 has both; traditional characters in GBK are still mixed with those that both scripts share.
    """
    if _GARBAGE.search(text):
        return False
    foreign = "".join(char for char in text if char > "\x7f")
    return len(foreign.encode("gb2312", errors="ignore")) >= len(foreign)  # two bytes each: half of them


def _utf16(data: bytes) -> str | None:
    """Which UTF-16 without a byte order mark makes Chinese or plain text of the bytes; `None` for neither."""
    shares = {encoding: _text_share(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.9 else None


def _text_share(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, errors="replace")
    return len(_CHINESE_TEXT.findall(text)) / len(text) if text else 0.0


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    match = from_bytes(data, cp_isolation=_GUESSES).best()
    return None if match is None or _decoded(data, match.encoding) is None else match.encoding


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _doubt(path: Path, encoding: str) -> Diagnostic:
    message = f"认不准文件的编码，按 {_name(encoding)} 读"
    hint = "核对文字；如有乱码，用原来的程序打开它，另存为 UTF-8 的纯文本。"
    return Diagnostic(Severity.WARNING, "HB104", message, Span(path), hint)


def _refuse_bytes(path: Path, encoding: str, error: UnicodeDecodeError) -> NoReturn:
    before = _LINE_END.sub("\n", error.object[: error.start].decode(encoding))
    source = Source(path, before)
    shown = " ".join(f"{byte:02X}" for byte in error.object[error.start : error.end][:4])
    hint = "文件可能传坏了，或混有几种编码：用原来的程序打开它，另存为 UTF-8 的纯文本。"
    _fail("HB103", f"这里的字节 {shown} 按 {_name(encoding)} 读不成文字", source.span(len(before)), hint)


def _name(encoding: str) -> str:
    return _NAMES.get(encoding, encoding.upper())


def _fail(code: str, message: str, span: Span, hint: str | None = None) -> NoReturn:
    raise HuibianError([Diagnostic(Severity.ERROR, code, message, span, hint)])
