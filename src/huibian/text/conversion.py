"""Has manuscripts of old and foreign formats converted by LibreOffice into Word files, which the reader of those takes.

A result is kept in memory, and nowhere else, because the files of an issue are read twice where several are set.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from huibian import source
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.filekind import FileKind, advice, kind_of
from huibian.manifest.model import ArticleRef
from huibian.text.remarks import Remarks

_ENDINGS = {  # of the kinds that are converted
    FileKind.OLD_WORD: "doc",
    FileKind.RTF: "rtf",
    FileKind.ODT: "odt",
    FileKind.WORD_XML: "xml",
}
_USUAL = (".txt", ".md", ".markdown", ".docx")  # how files end that are hardly ever of these kinds
_KEPT = 64 * 2**20  # bytes of results that are kept
_LOOKED_AT = 16 * 2**20  # bytes of a part, as the reader takes of one
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_PROGRAM = re.compile(rb"<Application>(LibreOffice)/([\d.]+)")
_FIELD = re.compile(rb"<w:instrText[^>]*>\s*(\w+)")
_COMPUTED = {  # fields whose result LibreOffice works out again, and why it may differ from what the author saw
    **dict.fromkeys(("DATE", "TIME"), "今天的日期、时间"),
    **dict.fromkeys(("FILENAME", "USERNAME", "USERINITIALS", "USERADDRESS"), "文件名、用户名"),
    **dict.fromkeys(("PAGE", "NUMPAGES", "SECTIONPAGES", "NUMWORDS", "NUMCHARS"), "页码、页数、字数"),
}

_results: dict[bytes, bytes | None] = {}  # by the digest of a file; `None` where LibreOffice could not convert it


def convert_ahead(refs: Iterable[ArticleRef]) -> None:
    """Convert all articles of an issue that look as if they needed it, so that LibreOffice starts once.

    Those that it does not convert are left to `as_word`, and so are all faults.
    """
    files: dict[bytes, tuple[bytes, FileKind]] = {}
    for ref in refs:
        if ref.path.suffix.lower() in _USUAL:
            continue
        with suppress(HuibianError):
            data = source.load(ref.path, ref.span)
            kind = kind_of(data)
            if kind in _ENDINGS and (digest := _digest(data)) not in _results:
                files[digest] = data, kind
    _convert(files)


def as_word(data: bytes, path: Path, at: Span, remarks: Remarks) -> bytes:
    """The Word file that LibreOffice makes of a manuscript, which is told; any other file as it is.

    Args:
        data: The bytes of the file.
        path: What it is called.
        at: What names it.
        remarks: Gets who converted it, and what may differ.

    Raises:
        HuibianError: LibreOffice cannot convert it (HB257).
    """
    kind = kind_of(data)
    if kind not in _ENDINGS:
        return data
    digest = _digest(data)
    if digest not in _results:
        _convert({digest: (data, kind)})
    if digest not in _results:  # there is no LibreOffice
        return data
    word = _results[digest]
    if word is None:
        message = f"{path.name} 是{kind.value}，LibreOffice 转不成 Word 文档"
        hint = f"{advice(kind)}有密码的，先去掉密码。"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB257", message, at, hint)])
    _tell(word, f"{path.name} 是{kind.value}", Span(path), remarks)
    return word


def _convert(files: Mapping[bytes, tuple[bytes, FileKind]]) -> None:
    """Convert files, which are given by their digests, if there is LibreOffice."""
    from huibian.libreoffice import WORD, ForeignFile, convert_all, find_program  # slow to import, seldom needed

    program = find_program() if files else None
    if program is None:
        return
    found = convert_all(program, [ForeignFile(data, _ENDINGS[kind]) for data, kind in files.values()], WORD)
    _results.update(zip(files, found, strict=True))
    while len(_results) > len(files) and sum(len(each or b"") for each in _results.values()) > _KEPT:
        del _results[next(iter(_results))]


def _digest(data: bytes) -> bytes:
    from hashlib import sha256

    return sha256(data).digest()


def _tell(word: bytes, what: str, at: Span, remarks: Remarks) -> None:
    hint = "对照原稿看一遍，特别是编号、表格和图片。"
    remarks.warning("HB256", f"{what}，由 {_program(word)} 转成 Word 文档再排", at, hint)
    names = [name for part in _PARTS for name in _fields(_part(word, part))]
    computed = dict.fromkeys(name for name in names if name in _COMPUTED)
    if computed:
        reasons = "，".join(dict.fromkeys(_COMPUTED[name] for name in computed))
        message = f"域 {'、'.join(computed)} 由 LibreOffice 重新算过：{reasons}，可能和原稿不同"
        remarks.warning("HB258", message, at, "对照原稿改成普通的文字。")


def _program(word: bytes) -> str:
    """The name and version of the program that wrote a Word file."""
    found = _PROGRAM.search(_part(word, "docProps/app.xml"))
    return " ".join(each.decode() for each in found.groups()) if found else "LibreOffice"


def _fields(part: bytes) -> Sequence[str]:
    return [name.decode(errors="replace").upper() for name in _FIELD.findall(part)]


def _part(word: bytes, name: str) -> bytes:
    """The beginning of a part; nothing where there is none, or the file is damaged, which its reader tells."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(word)) as file, file.open(name) as part:
            return part.read(_LOOKED_AT)
    except Exception:  # as many ways to be damaged as the zip has rules
        return b""
