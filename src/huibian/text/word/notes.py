"""The footnotes and endnotes of a Word file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from huibian.diagnostics import Span
from huibian.text.inlines import joined
from huibian.text.model import Note
from huibian.text.remarks import Remarks
from huibian.text.word.flow import TBL, Flow
from huibian.text.word.leaving import begun
from huibian.text.word.package import WordPackage
from huibian.text.word.runs import WordParagraph
from huibian.text.word.xml import Element, W, children, text_of

_KINDS = ("footnotes", "endnotes")
_HINT = "改好或删掉它。"


class WordNotes(Struct):
    """The notes of a file, by kind and id.

    Attributes:
        read: Reads a paragraph whose characters all have one place.
        remarks: Gets every fault.
    """

    read: Callable[[Sequence[Element], Span], WordParagraph]
    remarks: Remarks
    _waiting: dict[tuple[str, str], Element] = field(default_factory=dict)
    _spare: list[Element] = field(default_factory=list)
    _found: dict[tuple[str, str], Note | None] = field(default_factory=dict)
    _inside: bool = False

    def take(self, package: WordPackage) -> None:
        """Learn what notes a file has; the first of an id is the one that Word shows."""
        for kind in _KINDS:
            for each in (each for root in package.related(kind) for each in children(root)):
                if self._waiting.setdefault((kind, each.get(W + "id") or ""), each) is not each:
                    self._spare.append(each)

    def find(self, kind: str, name: str, at: Span) -> Note | None:
        """A note, the same one each time; `None` where there is none to print, which is reported at `at`."""
        if self._inside:
            self.remarks.error("HB222", "脚注里又引用了脚注", at, _HINT)
            return None
        key = (kind, name)
        if key in self._found:
            self.remarks.warning("HB223", "脚注引用了不止一次，各排一条", at)
        else:
            element = self._waiting.pop(key, None)
            self._inside = True
            self._found[key] = None if element is None else self._note(element, at)
            self._inside = False
        note = self._found[key]
        if note is None:
            self.remarks.error("HB222", "这里的脚注没有文字", at, _HINT)
        return note

    def leave_rest(self, at: Span) -> None:
        """Leave out the notes that nothing refers to; the separator lines in the same part have no text."""
        for each in (*self._waiting.values(), *self._spare):
            if text_of(each).strip():
                self.remarks.left_out(f"脚注没有引用，略去了{begun(each)}", at, text_of(each), code="HB223")

    def _note(self, element: Element, at: Span) -> Note | None:
        groups = list(Flow(self.remarks).groups(element, lambda: at))
        paragraphs = [self.read(group, at) for group in groups if group[0].tag != TBL]
        if len(paragraphs) < len(groups) or any(paragraph.pictures for paragraph in paragraphs):
            self.remarks.error("HB222", "脚注里只能有文字", at, "表格、图片移到正文里。")
        lines = [line for paragraph in paragraphs for line in paragraph.lines(self.remarks)]
        if len(lines) > 1:
            self.remarks.warning("HB223", "脚注有几段，接成一段排", at)
        inlines = joined(lines)
        return Note(inlines, inlines[0].span) if inlines else None
