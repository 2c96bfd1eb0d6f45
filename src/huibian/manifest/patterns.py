"""Finds the files that a pattern such as 来稿/*.txt stands for, in the order of their numbers.

`*` stands for any characters and `?` for one, both within a name; `**` for any folders. Brackets stand for themselves:
editors write them into names.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import translate
from pathlib import Path, PureWindowsPath
from typing import NoReturn

from msgspec import Struct, field

from huibian import source
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.manuscripts import OtherFile, is_hidden, other_kind
from huibian.naturalorder import natural_key

_WILD = re.compile(r"[*?]")
_ANY_FOLDERS = "**"
_MOST_LOOKED_AT = 100_000  # files and folders, of a pattern: nobody keeps so many beside an issue
_DEEPEST = 50  # folders in one another


def is_pattern(name: str, folder: Path) -> bool:
    """Whether a name stands for several files; `False` where a file of just this name is there.

    Args:
        name: What a manifest says.
        folder: The manifest's.
    """
    return _WILD.search(name) is not None and not os.path.lexists(folder / name)


def expand(pattern: str, folder: Path, at: Span) -> list[str]:
    """The files that a pattern stands for, relative to the manifest, in natural order.

    Hidden files, pictures, manifests and what huibian has written are none of them, and folders neither.

    Args:
        pattern: A relative path with `*` or `?` in it, typed on any system.
        folder: The manifest's, which it may not leave.
        at: Where the pattern stands.

    Raises:
        HuibianError: It leaves the folder (HB121), stands for nothing (HB140), or has too much to look at (HB141).
    """
    if PureWindowsPath(pattern).anchor:
        _fail("HB121", f"{pattern} 不在清单的文件夹里", at, "写相对路径，如 来稿/*.txt。")
    parts = [part for part in pattern.replace("\\", "/").split("/") if part not in ("", ".")]
    parts = [part for part, before in zip(parts, ["", *parts], strict=False) if not part == before == _ANY_FOLDERS]
    found = sorted(set(_Walk(folder, at).files("", parts)), key=natural_key)
    if not found:
        _fail("HB140", f"没有文件合于 {pattern}", at, _cure(parts, folder))
    return found


class Survey(Struct, frozen=True):
    """What lies in a folder and the folders in it.

    Attributes:
        files: What may be articles, relative to the manifest, in natural order.
        others: What is none, and why; without hidden files.
    """

    files: Sequence[str]
    others: Mapping[str, OtherFile]


def survey(inside: str, folder: Path, at: Span) -> Survey:
    """Look for articles without a pattern.

    Args:
        inside: The folder to look through, relative to the manifest, with a / behind it; empty for the manifest's own.
        folder: The manifest's, which is not left.
        at: What to blame.

    Raises:
        HuibianError: The folder is outside (HB121), or there is too much to look at (HB141).
    """
    walk = _Walk(folder, at)
    found = sorted(set(walk.files(inside, [_ANY_FOLDERS])), key=natural_key)
    return Survey(found, walk.others)


class _Walk(Struct):
    """A walk through the folders of an issue, and what it passed that matched and is no article."""

    folder: Path
    at: Span
    looked_at: int = 0
    others: dict[str, OtherFile] = field(default_factory=dict)

    def files(self, inside: str, parts: Sequence[str]) -> Iterator[str]:
        """The files in a folder, relative to the issue's, that the rest of a pattern stands for."""
        part, *rest = parts
        while rest and not _WILD.search(part):
            inside, (part, *rest) = f"{inside}{part}/", rest
        entries = self._entries(inside)
        if part == _ANY_FOLDERS and entries:
            yield from self.files(inside, rest or ["*"])
            for name in self._folders(inside, entries):
                yield from self.files(f"{inside}{name}/", [part, *rest])
            return
        matching = re.compile(translate(_comparable(part).replace("[", "[[]")))
        beside = frozenset(entry.name.lower() for entry in entries)
        for entry in entries:
            if not matching.match(_comparable(entry.name)) or is_hidden(entry.name):
                continue
            if rest and os.path.isdir(entry.path):
                yield from self.files(f"{inside}{entry.name}/", rest)
            elif not rest and not os.path.isdir(entry.path):  # its reader tells what is no file, or not there any more
                kind = other_kind(Path(entry.path), beside)
                if kind is None:
                    yield inside + entry.name
                else:
                    self.others[inside + entry.name] = kind

    def _folders(self, inside: str, entries: Iterable[os.DirEntry[str]]) -> Iterator[str]:
        """The folders of a folder that `**` looks through."""
        for entry in entries:
            if is_hidden(entry.name) or not os.path.isdir(entry.path):
                continue
            if entry.is_symlink():
                self.others[inside + entry.name] = OtherFile.LINK
            else:
                yield entry.name

    def _entries(self, inside: str) -> Sequence[os.DirEntry[str]]:
        """What is in a folder, relative to the issue's, as long as that is not too much to look at (HB141)."""
        entries = source.list_folder(self.folder / inside, self.folder, self.at)
        self.looked_at += len(entries)
        if self.looked_at > _MOST_LOOKED_AT or inside.count("/") > _DEEPEST:
            hint = "把稿件放到一个文件夹里，只写那个文件夹，如 来稿/*.txt。"
            message = f"文件夹套得超过 {_DEEPEST} 层，或要看的文件超过 {_MOST_LOOKED_AT} 个"
            _fail("HB141", message, self.at, hint)
        return entries


def _comparable(name: str) -> str:
    """A name without what systems tell apart and people do not: upper and lower case, and how é is written."""
    return unicodedata.normalize("NFC", name).casefold()


def _cure(parts: Sequence[str], folder: Path) -> str:
    """What to do about a pattern that stands for nothing."""
    reached = ""
    for part in parts[:-1]:
        if _WILD.search(part):
            break
        reached += f"{part}/"
        if not os.path.isdir(folder / reached):
            return f"没有文件夹 {reached.rstrip('/')}：检查它的名字。"
    return "检查文件夹和文件名的结尾，如 .docx；图片、清单、隐藏文件和排好的成品不算。"


def _fail(code: str, message: str, at: Span, hint: str) -> NoReturn:
    raise HuibianError([Diagnostic(Severity.ERROR, code, message, at, hint)])
