"""Tells what may be an article from what else lies in a folder of manuscripts."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from pathlib import Path, PurePath

from huibian import source
from huibian.diagnostics import HuibianError
from huibian.filekind import is_own_output


class OtherFile(Enum):
    """What is no article; the value is what messages call it."""

    HIDDEN = "隐藏文件、临时文件"
    PICTURE = "图片"
    SETTINGS = "清单、版式文件"
    OUTPUT = "排好的成品"
    LINK = "链接的文件夹"  # one that is looked through may lead in a circle, or out of the issue


_ENDINGS = {
    OtherFile.PICTURE: (
        ".jpg .jpeg .jpe .jfif .png .gif .bmp .dib .tif .tiff .webp .emf .wmf .svg .heic .heif .avif .ico .psd "
        ".ai .eps .raw .cr2 .nef"
    ),
    OtherFile.HIDDEN: ".tmp .temp .part .crdownload .ini .db",  # Thumbs.db and desktop.ini are Windows's own
    OtherFile.SETTINGS: ".yaml .yml",
}
_KINDS = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_HIDDEN = (".", "~$")  # ~$会议.docx is Word's and WPS's while 会议.docx is open, .~lock.会议.docx# is LibreOffice's
_WRITTEN = (".pdf", ".docx")


def other_kind(path: Path, beside: Collection[str]) -> OtherFile | None:
    """What a file is that is no article; `None` for one that may be an article, be it of a kind that cannot be read.

    Args:
        path: The file.
        beside: The names of all files of its folder, in lower case.
    """
    name = path.name.lower()
    if is_hidden(name):
        return OtherFile.HIDDEN
    stem, ending = PurePath(name).stem, PurePath(name).suffix
    if ending not in _WRITTEN:
        return _KINDS.get(ending)
    is_beside = any(f"{stem}{settings}" in beside for settings in (".yaml", ".yml"))
    return OtherFile.OUTPUT if is_beside or _is_written(path) else None


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is a program's own, and no one's work."""
    return name.startswith(_HIDDEN)


def _is_written(path: Path) -> bool:
    try:
        with source.not_noting():  # what is not taken has no say in the issue
            return is_own_output(source.load(path))
    except HuibianError:  # its reader will tell
        return False
