"""The footnotes of a Markdown file, found by the labels that its text refers to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token
from msgspec import Struct, field

from huibian.diagnostics import Span
from huibian.text.inlines import joined
from huibian.text.markdown.spans import Passage, shortened
from huibian.text.model import Note
from huibian.text.remarks import Remarks

_MEANINGLESS = ("inline", "paragraph_open", "paragraph_close")


class _NoteDefinition(Struct):
    tokens: list[Token]
    span: Span
    references: int = 0
    note: Note | None = None
    is_read: bool = False


class MarkdownNotes(Struct):
    """The footnotes of a file.

    Attributes:
        line: The place of a line, counted from 0.
        passage: Reads one paragraph.
        remarks: Gets every fault.
    """

    line: Callable[[int], Span]
    passage: Callable[[Token], Passage]
    remarks: Remarks
    _definitions: dict[str, _NoteDefinition] = field(default_factory=dict)
    _inside: bool = False

    def take(self, tokens: Sequence[Token]) -> list[Token]:
        """Keep the definitions, and give the tokens without them."""
        open_: list[list[Token]] = [[]]
        for token in tokens:
            if token.type == "footnote_reference_open":
                open_.append([])
                label, span = token.meta["label"], self.line((token.map or [0])[0])
                self.remarks.tally.used(f"[^{label}]:", span)
                if label in self._definitions:
                    self.remarks.error("HB222", f"脚注 [^{label}] 写了两次", span, "给其中一条另起一个名字。")
                self._definitions[label] = _NoteDefinition(open_[-1], span)
            elif token.type == "footnote_reference_close":
                open_.pop()
            else:
                open_[-1].append(token)
        (body,) = open_
        return body

    def find(self, label: str, at: Span) -> Note | None:
        """The footnote of a label; `None` where there is none to print, which is reported at `at`."""
        definition = self._definitions.get(label)
        if self._inside:
            self.remarks.error("HB222", "脚注里又引用了脚注", at, "把两条脚注写成一条。")
            return None
        if definition is None:
            self.remarks.error("HB222", f"没有脚注 [^{label}]", at, f"在文末写一行：[^{label}]: 脚注的文字")
            return None
        definition.references += 1
        if definition.references == 2:
            self.remarks.warning("HB223", f"脚注 [^{label}] 引用了不止一次，每次各排一条", at)
        return self._read(definition)

    def note_unused(self) -> None:
        """Tell of the footnotes that nothing refers to."""
        for label, definition in self._definitions.items():
            if not definition.references:
                note = self._read(definition)
                text = "" if note is None else note.text
                message = f"略去了没有引用的脚注 [^{label}]“{shortened(text)}”"
                self.remarks.left_out(message, definition.span, text, code="HB223")

    def _read(self, definition: _NoteDefinition) -> Note | None:
        """Its note, the same however often it is asked for."""
        if not definition.is_read:
            definition.is_read = True
            definition.note = self._note(definition)
        return definition.note

    def _note(self, definition: _NoteDefinition) -> Note | None:
        self._inside = True
        passages = [self.passage(token) for token in definition.tokens if token.type == "inline"]
        self._inside = False
        lines = [line for passage in passages for line in passage.paragraphs]
        if any(token.type not in _MEANINGLESS for token in definition.tokens) or any(
            each.pictures for each in passages
        ):
            self.remarks.error("HB222", "脚注里只能有文字", definition.span, "表格、图片、列表移到正文里。")
        if len(lines) > 1:
            self.remarks.warning("HB223", "脚注有几段，接成一段排", definition.span)
        if not lines:
            self.remarks.error("HB222", "脚注没有文字", definition.span, "在冒号后面写上脚注。")
            return None
        inlines = joined(lines)
        return Note(inlines, inlines[0].span)
