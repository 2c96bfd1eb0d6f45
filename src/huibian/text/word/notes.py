"""The footnotes and endnotes of a Word file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from huibian.diagnostics import Span
from huibian.text.inlines import cleaned, joined
from huibian.text.model import Note
from huibian.text.remarks import Remarks
from huibian.text.word.package import Package
from huibian.text.word.runs import Paragraph
from huibian.text.word.xml import Element, W

_ITEMS = {"footnotes": W + "footnote", "endnotes": W + "endnote"}


@dataclass(slots=True)
class Notes:
    """The notes of a file, by kind and id.

    Attributes:
        read: Reads a paragraph whose characters all have one place.
        remarks: Gets every fault.
    """

    read: Callable[[Element, Span], Paragraph]
    remarks: Remarks
    _notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    _inside: bool = False

    def take(self, package: Package) -> None:
        """Learn what notes a file has."""
        for kind, tag in _ITEMS.items():
            for root in package.related(kind):
                for each in root.findall(tag):
                    self._notes[kind, each.get(W + "id") or ""] = each

    def find(self, kind: str, name: str, at: Span) -> Note | None:
        """A note; `None` where there is none to print, which is told at `at`."""
        element = self._notes.get((kind, name))
        if element is None or self._inside:
            self.remarks.error(
                "HB222", "脚注里又引用了脚注" if self._inside else "这里的脚注没有文字", at, "改好或删掉它。"
            )
            return None
        self._inside = True
        paragraphs = [self.read(each, at) for each in element.iter(W + "p")]
        self._inside = False
        if any(paragraph.pictures for paragraph in paragraphs):
            self.remarks.error("HB222", "脚注里只能有文字", at, "表格、图片移到正文里。")
        lines = [line for paragraph in paragraphs for line in cleaned(paragraph.inlines, self.remarks)]
        if len(lines) > 1:
            self.remarks.warning("HB223", "脚注有几段，接成一段排", at)
        if not lines:
            self.remarks.error("HB222", "这里的脚注没有文字", at, "改好或删掉它。")
            return None
        inlines = joined(lines)
        return Note(inlines, inlines[0].span)
