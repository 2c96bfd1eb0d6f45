"""Takes the bytes of a .docx file, gives its parts; a file that is damaged, or no .docx, is refused with advice.

Only parts that are needed are unpacked, and none beyond the limits below. The sizes that the file states are not
trusted.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct, field

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.filekind import FileKind, advice, kind_of
from huibian.text.tally import Written
from huibian.text.word.scan import Reason, Scan, Unfit
from huibian.text.word.xml import Element, W

_MOST_PARTS = 10_000  # files in the zip; a report with a hundred photographs has 150
_LONGEST_PART = 16 * 2**20  # bytes unpacked of a part that is XML; a book of 300 pages has 5 MB
_LONGEST_XML = 32 * 2**20  # of all such parts that are read
_LONGEST_PICTURES = 128 * 2**20  # of all pictures that are shown: twice what they have packed, since they hardly shrink

_MOST_INFLATED = 500  # times its packed size; a table of ten thousand like rows has 200, a bomb 1,000
_UNSUSPECTED = 2**20  # bytes that may be of any proportion

_STYLES = ("styles", "numbering")  # parts that say how text looks
TEXTS = ("footnotes", "endnotes", "header", "footer", "comments", "diagramData", "chart", "chartEx")
_ENTRY = b"PK\x01\x02"  # how each file begins in the directory of a zip
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ECMA-376, part 2, annex B; others unpack without bound
_STRICT = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_DAMAGED = "在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”；打不开的，请供稿单位重发。"


class Relation(NamedTuple):
    """What a part is to the document, and its name in the zip; `None` where it lies outside the file."""

    kind: str
    name: str | None


class WordPackage(Struct, frozen=True):
    """A Word file.

    Attributes:
        document: `w:document`.
        roots: The roots of the other parts, by kind ("footnotes", "header") and by the name of the part.
        relations: What the document names, by the names it uses.
        written: All text of the document and of the parts that have some.
    """

    document: Element
    roots: Mapping[str, Mapping[str, Element]]
    relations: Mapping[str, Relation]
    written: Sequence[Written]
    _parts: _Parts

    def related(self, kind: str) -> Sequence[Element]:
        """The roots of the parts of a kind."""
        return tuple(self.roots.get(kind, {}).values())

    def root(self, kind: str) -> Element | None:
        """The root of the part of a kind; `None` where there is none."""
        return next(iter(self.related(kind)), None)

    def part_of(self, relation: str | None) -> str | None:
        """The part that a relation leads to; `None` where it leads to none of the file."""
        found = self.relations.get(relation or "")
        return None if found is None or found.name is None or not self._parts.has(found.name) else found.name.lower()

    def image(self, part: str) -> bytes:
        """The bytes of a picture that `part_of` gave, none if damaged.

        Raises:
            Unfit: It is too big, with those before it.
        """
        return self._parts.picture(part)


def open_package(data: bytes, path: Path, at: Span) -> WordPackage:
    """Open a Word file.

    Args:
        data: Its bytes.
        path: What it is called.
        at: What names it.

    Raises:
        HuibianError: It is not a whole Word file of today's format (HB230), or beyond the limits (HB232).
    """
    kind = kind_of(data)
    if kind is None:
        _refuse(f"{path.name} 不是 Word 文档", at, "文件名的结尾要和内容相符；纯文本用 .txt，Markdown 用 .md。")
    if kind is not FileKind.WORD:
        _refuse(f"{path.name} 是{kind.value}", at, advice(kind))
    try:
        return _opened(data, path)
    except Unfit as error:
        reason = error.reason
        _refuse(f"{path.name} {reason.message}", at, reason.hint, reason.code)
    except Exception:  # a damaged file fails in as many ways as zip and XML have rules
        _refuse(f"{path.name} 已损坏，或不是 Word 文档", at, _DAMAGED)


class _Parts(Struct):
    """The parts of a zip, unpacked within the limits."""

    file: zipfile.ZipFile
    names: Mapping[str, str]
    scan: Scan
    unpacked: int = 0
    shown: int = 0  # bytes of pictures
    pictures: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes, path: Path) -> _Parts:
        if data.count(_ENTRY) > _MOST_PARTS:
            raise Unfit(Reason("HB232", f"里有 {_MOST_PARTS} 个以上的文件", _DAMAGED))
        file = zipfile.ZipFile(io.BytesIO(data))
        return cls(file, {name.lower().lstrip("/"): name for name in file.namelist()}, Scan(path))

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def root(self, name: str, *, counts: bool = False) -> Element:
        """The root of a part that is XML."""
        data = self._unpack(name, min(_LONGEST_PART, _LONGEST_XML - self.unpacked))
        self.unpacked += len(data)
        self.scan.take(data, counts=counts)
        if b"purl.oclc.org" in data:  # Strict Office Open XML: the same elements under other names
            data = _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
        return etree.fromstring(data, _parser())

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part names, by the names it uses; the whole file's for an empty name."""
        folder, base = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", f"{base}.rels")
        root = self.root(listing) if self.has(listing) else None
        return (
            {}
            if root is None
            else {each.get("Id") or "": _relation(each, folder) for each in root.iter("{*}Relationship")}
        )

    def picture(self, name: str) -> bytes:
        """A picture, which stays unpacked: a metafile is asked for twice, and counts once."""
        if name not in self.pictures:
            try:
                self.pictures[name] = self._unpack(name, _LONGEST_PICTURES - self.shown)
            except Unfit:
                raise
            except Exception:  # as many ways to be damaged as the zip has rules
                self.pictures[name] = b""
            self.shown += len(self.pictures[name])
        return self.pictures[name]

    def _unpack(self, name: str, most: int) -> bytes:
        entry = self.file.getinfo(self.names[name.lower()])
        if entry.compress_type not in _METHODS:
            raise zipfile.BadZipFile
        with self.file.open(entry) as packed:
            data = packed.read(most + 1)
        if len(data) > most:
            limit = f"每部分最多 {_LONGEST_PART >> 20} MB，图片一共最多 {_LONGEST_PICTURES >> 20} MB"
            raise Unfit(Reason("HB232", f"解开后太大（{limit}）", "分成几篇文章，或把图片缩小。"))
        if len(data) > max(_UNSUSPECTED, _MOST_INFLATED * entry.compress_size):
            raise Unfit(Reason("HB232", f"里有一部分解开后是原来的 {_MOST_INFLATED} 倍以上", _DAMAGED))
        return data


def _opened(data: bytes, path: Path) -> WordPackage:
    parts = _Parts.of(data, path)
    main = next(each.name for each in parts.relations("").values() if each.kind == "officeDocument" and each.name)
    relations = parts.relations(main)
    document = parts.root(main, counts=True)
    if next(document.iter(W + "body"), None) is None:
        msg = "no body"
        raise ValueError(msg)
    roots: dict[str, dict[str, Element]] = {}
    seen = {main}
    for kind, name in relations.values():
        if kind in (*_STYLES, *TEXTS) and name is not None and name not in seen and parts.has(name):
            seen.add(name)
            roots.setdefault(kind, {})[name] = parts.root(name, counts=kind in TEXTS)
    return WordPackage(document, roots, relations, parts.scan.written, parts)


def _relation(element: Element, folder: str) -> Relation:
    kind = (element.get("Type") or "").rpartition("/")[2]
    if element.get("TargetMode") == "External":
        return Relation(kind, None)
    target = unquote((element.get("Target") or "").replace("\\", "/"))
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))


def _parser() -> etree.XMLParser:
    """One that opens nothing; its own limits are off, those of `Scan` are tighter."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )


def _refuse(message: str, at: Span, hint: str, code: str = "HB230") -> NoReturn:
    raise HuibianError([Diagnostic(Severity.ERROR, code, message, at, hint)])
