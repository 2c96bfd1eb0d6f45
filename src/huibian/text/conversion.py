"""Has manuscripts of old and foreign formats converted by LibreOffice into Word files, for the reader of those."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
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
_LOOKED_AT = 16 * 2**20  # bytes of a part, as the reader takes of one
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_PROGRAM = rb"<Application>(LibreOffice)/([\d.]+)"
_FIELD = rb"<w:instrText[^>]*>\s*(\w+)"
_COMPUTED = {  # fields whose result LibreOffice works out again, and why it may differ from what the author saw
    **dict.fromkeys(("DATE", "TIME"), "今天的日期、时间"),
    **dict.fromkeys(("FILENAME", "USERNAME", "USERINITIALS", "USERADDRESS"), "文件名、用户名"),
    **dict.fromkeys(("PAGE", "NUMPAGES", "SECTIONPAGES", "NUMWORDS", "NUMCHARS"), "页码、页数、字数"),
}


def convert_ahead(refs: Iterable[ArticleRef]) -> None:
    """Convert all articles of an issue that look as if they needed it, so that LibreOffice starts once.

    Those that it does not convert are left to `as_word`, and so are all faults.
    """
    files: list[tuple[bytes, FileKind]] = []
    for ref in refs:
        if ref.path.suffix.lower() in _USUAL:
            continue
        with suppress(HuibianError):
            data = source.load(ref.path, ref.span)
            kind = kind_of(data)
            if kind in _ENDINGS:
                files.append((data, kind))
    if files:
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
    converted = _convert([(data, kind)])
    if converted is None:
        return data
    (word,) = converted
    if word is None:
        message = f"{path.name} 是{kind.value}，LibreOffice 转不成 Word 文档"
        hint = f"{advice(kind)}有密码的，先去掉密码。"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB257", message, at, hint)])
    _tell(word, f"{path.name} 是{kind.value}", Span(path), remarks)
    return word


def _convert(files: Sequence[tuple[bytes, FileKind]]) -> list[bytes | None] | None:
    """The Word files that LibreOffice makes of files, `None` for one that it cannot read; `None` if there is none."""
    from huibian.libreoffice import WORD, ForeignFile, convert_all, find_program  # slow to import, seldom needed

    program = find_program()
    if program is None:
        return None
    return convert_all(program, [ForeignFile(data, _ENDINGS[kind]) for data, kind in files], WORD)


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
    found = re.search(_PROGRAM, _part(word, "docProps/app.xml"))
    return " ".join(each.decode() for each in found.groups()) if found else "LibreOffice"


def _fields(part: bytes) -> Sequence[str]:
    return [name.decode(errors="replace").upper() for name in re.findall(_FIELD, part)]


def _part(word: bytes, name: str) -> bytes:
    """The beginning of a part; nothing where there is none, or the file is damaged, which its reader tells."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(word)) as file, file.open(name) as part:
            return part.read(_LOOKED_AT)
    except Exception:  # as many ways to be damaged as the zip has rules
        return b""
