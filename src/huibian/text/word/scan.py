"""Takes the bytes of a part of a Word file, gives all text in it, found without the reader and its tree.

It knows nothing of paragraphs, fields or revisions, only which elements hold text; so its result can be compared
with the reader's. It also checks that a part can be read at all, before a tree is built of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from msgspec import Struct, field

from huibian.diagnostics import Span
from huibian.text.tally import Written

MOST_NODES = 400_000  # elements and attributes of all parts; a book of 300 pages has 150,000
DEEPEST = 160  # elements in each other; a text box in a table in a text box takes 40
_MOST_CHARACTERS = 600_000  # of all text, deleted and doubled too: twice what an article may have
_MOST_PARAGRAPHS = 60_000  # that have text, wherever they stand: twice what an article may have
_MOST_FORMS = 8  # alternatives in each other; a drawing in a text box takes 2

_ALTERNATIVE = "}AlternateContent"
_TEXTS = ("}t", "}delText", "/chart}v")


class Reason(NamedTuple):
    """Why a part is not read: the code of the message, its words, and what to do."""

    code: str
    message: str
    hint: str


class Unfit(Exception):
    """A part that is not to be read; carries the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


class Scan(Struct):
    """All text of a file, part by part.

    Attributes:
        path: The file.
        written: Its text, cut where paragraphs end; without lines, which only the reader can count.
        nodes: How many elements and attributes it has at most.
    """

    path: Path
    written: list[Written] = field(default_factory=list)
    nodes: int = 0
    characters: int = 0

    def take(self, data: bytes, *, counts: bool) -> None:
        """Look through a part, before a tree is built of it.

        Args:
            data: The part.
            counts: Whether its text is text of the document.

        Raises:
            Unfit: It has a DTD, is too deep or too long.
            ExpatError: It is no XML.
        """
        self.nodes += data.count(b"<") - data.count(b"</") + data.count(b"=")
        if self.nodes > MOST_NODES:
            raise Unfit(Reason("HB232", f"里的内容超过 {MOST_NODES // 10_000} 万项", "分成几篇文章。"))
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        if counts:
            walker = _Walker(self)
            parser.buffer_text = True
            parser.ordered_attributes = True
            parser.StartElementHandler = walker.start
            parser.EndElementHandler = walker.end
            parser.CharacterDataHandler = walker.characters
        parser.Parse(data, True)


class _Walker(Struct):
    scan: Scan
    open: list[bool] = field(default_factory=list)  # whether each element that is open holds text
    found: list[str] = field(default_factory=list)
    forms: int = 0  # alternatives that are open

    def start(self, name: str, attributes: Sequence[str]) -> None:
        self.open.append(f"}}{name}".endswith(_TEXTS))  # some have no namespace
        if name.endswith("}textpath"):  # the words of WordArt
            self.found += [of for key, of in zip(attributes[::2], attributes[1::2], strict=True) if key == "string"]
        if name.endswith(_ALTERNATIVE):
            self.forms += 1
        if len(self.open) > DEEPEST or self.forms > _MOST_FORMS:
            most = DEEPEST if len(self.open) > DEEPEST else _MOST_FORMS
            raise Unfit(Reason("HB232", f"里表格、文本框套了 {most} 层以上", "把文字复制到新的 Word 文件里再试。"))

    def end(self, name: str) -> None:
        self.open.pop()
        if name.endswith(_ALTERNATIVE):
            self.forms -= 1
        if not self.open or name.endswith("}p"):
            self.finish()

    def characters(self, text: str) -> None:
        if self.open[-1]:
            self.found.append(text)

    def finish(self) -> None:
        text = "".join(self.found)
        self.found.clear()
        if text:
            self.scan.written.append(Written(text, Span(self.scan.path)))
            self.scan.characters += len(text)
        if self.scan.characters > _MOST_CHARACTERS:
            raise Unfit(Reason("HB232", f"里的文字超过 {_MOST_CHARACTERS // 10_000} 万个字", "分成几篇文章。"))
        if len(self.scan.written) > _MOST_PARAGRAPHS:
            raise Unfit(Reason("HB232", f"里的文字超过 {_MOST_PARAGRAPHS // 10_000} 万段", "分成几篇文章。"))


def _refuse_doctype(*_: object) -> None:
    hint = "在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”。"
    raise Unfit(Reason("HB230", "里有 DTD，不是 Word 写的", hint))
