"""Tells what a file is by its bytes, whatever its name says: editors rename files, and programs give them odd names."""

from __future__ import annotations

import codecs
import io
from enum import Enum

from huibian.regex import compiled


class FileKind(Enum):
    """A kind of file that is no plain text; the value is what messages call it."""

    WORD = "新版 Word 文档"  # Office Open XML: .docx, .docm, .dotx, .dotm, and what WPS writes today
    WORD_XML = "单个 XML 文件的 Word 文档"
    OLD_WORD = "旧版 Word 或 WPS 文件"
    LOCKED = "有密码的文件"
    SHEET = "电子表格"
    SLIDES = "演示文稿"
    OLD_OFFICE = "旧版 Office 文件"
    ODT = "开放文档（ODT）"
    OFD = "版式文件（OFD）"
    RTF = "富文本（RTF）"
    PDF = "版式文件（PDF）"
    HTML = "网页（HTML）"
    MHTML = "网页存档（MHTML）"
    ZIP = "压缩包"


_SAVE_AS = "在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”。"
_COPY = "把要用的文字、表格复制到 Word 文档里。"
_ASK = "向供稿单位要文字稿，或把文字复制到纯文本（.txt）里。"
_ADVICE = {
    FileKind.WORD: "清单、版式文件要用纯文本（.yaml）。",
    FileKind.WORD_XML: _SAVE_AS,
    FileKind.OLD_WORD: _SAVE_AS,
    FileKind.LOCKED: "在 Word 或 WPS 里打开，去掉密码，再保存。",
    FileKind.SHEET: _COPY,
    FileKind.SLIDES: _COPY,
    FileKind.OLD_OFFICE: _COPY,
    FileKind.ODT: _SAVE_AS,
    FileKind.OFD: _ASK,
    FileKind.RTF: _SAVE_AS,
    FileKind.PDF: _ASK,
    FileKind.HTML: "在浏览器里打开，把文字复制到 Word 文档或纯文本（.txt）里。",
    FileKind.MHTML: "在浏览器里打开，把文字复制到 Word 文档或纯文本（.txt）里。",
    FileKind.ZIP: "解开压缩包，用里面的文件。",
}
_HEAD = 4096  # bytes in which a file says what it is
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_STARTS = ((b"{\\rtf", FileKind.RTF), (b"%PDF-", FileKind.PDF))

# Names of files stand in a zip as they are. More than one kind has some of them: the first of these decides.
_IN_ZIP = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", FileKind.ODT),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", FileKind.SHEET),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", FileKind.SLIDES),
    (b"OFD.xml", FileKind.OFD),
    (b"word/document", FileKind.WORD),
    (b"xl/workbook", FileKind.SHEET),
    (b"ppt/presentation", FileKind.SLIDES),
    (b"[Content_Types].xml", FileKind.WORD),  # its main part may have any name
)
# Names of streams in a compound file, which has them in UTF-16 (MS-CFB, 2.6.1).
_IN_OLE = (
    ("EncryptedPackage", FileKind.LOCKED),
    ("WordDocument", FileKind.OLD_WORD),
    ("Workbook", FileKind.OLD_OFFICE),
    ("PowerPoint Document", FileKind.OLD_OFFICE),
)
_BEFORE = r"\s*(?:<\?xml[^>]*\?>\s*)?(?>(?:<!--.*?-->\s*)*)"  # what may stand before the first element
# What such a file begins with, behind what it has in small letters; without that the pattern is not asked.
_MARKUP = (
    ("<", rf"(?is){_BEFORE}(?:<!doctype\s+html|<(?:html|head|body|meta)[\s>])", FileKind.HTML),
    ("<", r"(?i)\s*<\?xml[^>]*\?>\s*<\?mso-application\s+progid=\"Word\.Document\"", FileKind.WORD_XML),
    ("<", rf"(?s){_BEFORE}<(?:pkg:package|w:wordDocument)\s", FileKind.WORD_XML),
    ("mime-version:", r"(?i)(?:[\w-]+:[^\r\n]*\r?\n)*?MIME-Version:", FileKind.MHTML),
)


def kind_of(data: bytes) -> FileKind | None:
    """The kind of a file; `None` for one that is plain text, or of a kind that is not known.

    Args:
        data: All its bytes: what is in a zip or a compound file stands at the end of it, or anywhere.
    """
    if data.startswith(_ZIP):
        return next((kind for name, kind in _IN_ZIP if name in data), FileKind.ZIP)
    if data.startswith(_OLE):
        # One without any of these names is damaged, or of a program that also calls its files .doc or .wps.
        found = (kind for name, kind in _IN_OLE if name.encode("utf-16-le") in data)
        return next(found, FileKind.OLD_WORD)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    head = _head(data)
    if "<" not in head and ":" not in head:  # as in most texts: small letters take longer to make than all the rest
        return None
    small = head.lower()
    return next((kind for sign, pattern, kind in _MARKUP if sign in small and compiled(pattern).match(head)), None)


def is_own_output(data: bytes) -> bool:
    """Whether a file is a PDF or a DOCX that huibian wrote and nobody has saved since.

    Every word processor adds a part of its own to a DOCX, `docProps/app.xml`; what was changed may be a manuscript.
    """
    if data.startswith(b"%PDF-"):
        return b"<xmp:CreatorTool>huibian " in data
    if not data.startswith(_ZIP) or b"docProps/app.xml" in data:
        return False
    import zipfile  # slow to import, seldom needed

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file, file.open("word/theme/theme1.xml") as theme:
            return b'name="huibian"' in theme.read(_HEAD)
    except Exception:  # as many ways to be damaged as the zip has rules
        return False


def advice(kind: FileKind) -> str:
    """What an editor can do about a file of a kind that cannot be read here."""
    return _ADVICE[kind]


def _head(data: bytes) -> str:
    """The beginning of a file, of which only what is ASCII has to be right."""
    utf16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(data[:2])
    text = data[:_HEAD].decode(utf16 or "latin-1", errors="replace")
    return text.removeprefix("\ufeff").removeprefix("ï»¿")
