"""Takes the bytes of a .docx file, gives its parts; what is none, or damaged, is refused with what to do about it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.text.word.xml import Element, W

if TYPE_CHECKING:
    from docx.opc.part import Part

_LIMIT = 512 * 2**20  # bytes unpacked; a file of a hundred photographs has less
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file.

    Attributes:
        body: `w:body`.
        part: The part it stands in, which knows the others.
        roots: The roots of the other parts, by their kind ("footnotes", "header").
    """

    body: Element
    part: Part
    roots: Mapping[str, Sequence[Element]]

    def related(self, kind: str) -> Sequence[Element]:
        """The roots of the parts of a kind."""
        return self.roots.get(kind, ())

    def root(self, kind: str) -> Element | None:
        """The root of the part of a kind; `None` where there is none."""
        return next(iter(self.related(kind)), None)

    def image(self, name: str | None) -> bytes | None:
        """The bytes of a picture by its relation; `None` where it is not in the file."""
        relation = self.part.rels.get(name or "")
        return None if relation is None or relation.is_external else relation.target_part.blob


def open_package(data: bytes, path: Path, at: Span) -> Package:
    """Open a Word file.

    Args:
        data: Its bytes.
        path: What it is called.
        at: What names it.

    Raises:
        HuibianError: It is not a whole Word file of today's format (HB230).
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            _refuse(f"{path.name} 有密码，读不了", at, "在 Word 或 WPS 里打开，去掉密码，再保存。")
        _refuse(f"{path.name} 是旧版 Word 或 WPS 文件", at, "在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”。")
    if not data.startswith(b"PK"):
        _refuse(f"{path.name} 不是 Word 文档", at, "文件名的结尾要和内容相符；纯文本用 .txt，Markdown 用 .md。")
    try:
        return _opened(data)
    except Exception:  # a damaged file fails in as many ways as zip, XML and python-docx have rules
        hint = "在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”；打不开的，请供稿单位重发。"
        _refuse(f"{path.name} 已损坏，或不是 Word 文档", at, hint)


def _opened(data: bytes) -> Package:
    import docx
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if sum(each.file_size for each in file.infolist()) > _LIMIT:
            msg = "too big when unpacked"
            raise ValueError(msg)
    document = docx.Document(io.BytesIO(data))
    body = document.element.find(W + "body")
    if body is None:
        msg = "no body"
        raise ValueError(msg)
    roots: dict[str, list[Element]] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _KINDS and not relation.is_external:
            roots.setdefault(kind, []).append(parse_xml(relation.target_part.blob))
    return Package(body, document.part, roots)


def _refuse(message: str, at: Span, hint: str) -> NoReturn:
    raise HuibianError([Diagnostic(Severity.ERROR, "HB230", message, at, hint)])
