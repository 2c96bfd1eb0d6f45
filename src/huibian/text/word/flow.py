"""Finds the paragraphs of a body, a cell or a footnote in order, whatever elements are wrapped round them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from huibian.diagnostics import Span
from huibian.text.remarks import Remarks
from huibian.text.word.leaving import leave, leave_deleted, leave_others, leave_shown, tell_revision
from huibian.text.word.xml import (
    GONE,
    MC,
    PICTURES,
    Element,
    W,
    alternatives,
    children,
    holds,
    is_properties,
    own_text,
    text_of,
    value,
)

Where: TypeAlias = Callable[[], Span]
P, TBL = W + "p", W + "tbl"
_ELSEWHERE = (W + "altChunk", W + "subDoc")
_BLOCKS = (P, TBL, *_ELSEWHERE)
_LOOSE = (*PICTURES, W + "sym", W + "footnoteReference", W + "endnoteReference")


class Flow(Struct, frozen=True):
    """The way through a file.

    Attributes:
        remarks: Gets what is left out on it.
    """

    remarks: Remarks

    def groups(self, container: Element, where: Where) -> Iterator[Sequence[Element]]:
        """Each table alone, and each paragraph with those before it whose marks are deleted: they are one.

        Args:
            container: What holds them.
            where: Where the next of them stands.
        """
        group: list[Element] = []
        for each in (block for child in children(container) for block in self._blocks(child, where)):
            if each.tag == TBL:
                if group:
                    yield group
                yield [each]
                group = []
                continue
            group.append(each)
            if any(each.find(f"{W}pPr/{W}rPr/{gone}") is not None for gone in GONE):
                tell_revision(self.remarks, where())
            else:
                yield group
                group = []
        if group:
            yield group

    def inside(self, element: Element, tag: str, at: Span) -> Iterator[Element]:
        """The rows of a table or the cells of a row, whatever is wrapped round them."""
        for child in children(element):
            yield from self._inside(child, tag, at)

    def branch(self, element: Element, at: Span) -> Iterator[Element]:
        """The branch of an alternative that is read, if it has any."""
        chosen, others = alternatives(element)
        if chosen is not None:
            leave_others(self.remarks, chosen, others, at)
            yield chosen

    def _inside(self, element: Element, tag: str, at: Span) -> Iterator[Element]:
        if element.tag == tag:
            yield element
        elif element.tag in GONE:
            leave_deleted(self.remarks, element, at)
        elif element.tag == MC + "AlternateContent":
            for branch in self.branch(element, at):
                yield from self._inside(branch, tag, at)
        elif not is_properties(element) and holds(element, tag):
            yield from self.inside(element, tag, at)
        else:
            leave_shown(self.remarks, "表格里放错地方的内容", element, at)

    def _blocks(self, element: Element, where: Where) -> Iterator[Element]:
        """The paragraphs and tables in an element, and text that stands loose between them."""
        if element.tag in (P, TBL):
            yield element
        elif element.tag == MC + "AlternateContent":
            for branch in self.branch(element, where()):
                yield from self._blocks(branch, where)
        elif self._is_left(element, where):
            return
        elif element.tag != W + "r" and own_text(element) is None and holds(element, *_BLOCKS):
            for child in children(element):
                yield from self._blocks(child, where)
        elif holds(element, *_LOOSE) or text_of(element):
            yield element

    def _is_left(self, element: Element, where: Where) -> bool:
        """Whether an element is no text of the article; if so, that is reported."""
        if element.tag in GONE:
            leave_deleted(self.remarks, element, where())
        elif element.tag in _ELSEWHERE:
            tell_elsewhere(self.remarks, where())
        elif is_properties(element):
            leave_shown(self.remarks, "放错地方的内容", element, where())
        elif _is_contents(element):
            leave(self.remarks, "目录", element, where())
        else:
            return False
        return True


def tell_elsewhere(remarks: Remarks, at: Span) -> None:
    """Tell of another file that Word shows in this place."""
    hint = "在 Word 里打开，另存为“Word 文档（.docx）”；还不行的，把那个文件的文字复制进来。"
    remarks.error("HB234", "正文里插入了另一个文件，读不到它的文字", at, hint)


def _is_contents(element: Element) -> bool:
    """Whether an element is a table of contents that Word keeps up."""
    return value(element, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents"
