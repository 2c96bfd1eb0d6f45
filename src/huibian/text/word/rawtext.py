"""Puts the text of one paragraph of a Word file together, and takes out of it again what is the code of a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.text.model import Inline, Note, plain

_CUT = Inline("", False, Span(Path()))  # in the place of text that was taken out


class RawText(Struct):
    """The text of a paragraph so far.

    Attributes:
        at: Where it begins.
        inlines: Its inlines; what is taken out leaves one behind until the end, so that no place has to be moved.
        length: Of its text, in characters.
    """

    at: Span
    inlines: list[Inline] = field(default_factory=list)
    length: int = 0
    _texts: list[int] = field(default_factory=list)  # which of its inlines are text

    @property
    def here(self) -> Span:
        """Where what comes next stands."""
        return self.at.shifted(self.length)

    @property
    def last(self) -> str:
        """The text of its last inline."""
        return self.inlines[-1].text if self.inlines else ""

    def add(self, text: str, *, bold: bool) -> None:
        """Add characters."""
        self._texts.append(len(self.inlines))
        self.inlines.append(Inline(text, bold, self.here))
        self.length += len(text)

    def refer(self, note: Note) -> None:
        """Add the mark of a footnote."""
        self.inlines.append(Inline("", False, self.here, note=note))

    def cut(self, start: int) -> str:
        """Take out all text from an inline on, and give it; the marks of footnotes in it stay."""
        found: list[str] = []
        while self._texts and self._texts[-1] >= start:
            which = self._texts.pop()
            found.append(self.inlines[which].text)
            self.inlines[which] = _CUT
        while self.inlines and self.inlines[-1] is _CUT:
            self.inlines.pop()
        text = "".join(reversed(found))
        self.length -= len(text)
        return text

    def finished(self) -> list[Inline]:
        """All of it; marks of footnotes stand where the text behind them does."""
        if not any(each is _CUT for each in self.inlines):
            return self.inlines
        length, kept = 0, []
        for each in self.inlines:
            if each is not _CUT:
                kept.append(each if each.note is None else replace(each, span=self.at.shifted(length)))
                length += len(each.text)
        return kept


def in_one(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """The inlines, those of one look side by side as one: Word cuts text wherever somebody changed or misspelt it."""
    for (is_text, _), group in groupby(inlines, key=lambda each: (each.note is None, each.bold)):
        first, *others = group
        if is_text and others:
            yield replace(first, text=plain((first, *others)))
        else:
            yield from (first, *others)
