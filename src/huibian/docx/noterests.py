"""A footnote that runs on to the next page: the rest is a footnote of its own there, whose mark nobody sees.

Where a word processor parts a long footnote hangs on what it leaves between text and footnotes, in which they differ
by a line and more (`notes.py`). So what stands on each page is a footnote that is kept whole, the first part behind
the mark, each other one behind a mark without width at the start of its page's text, which no word processor counts.
Who edits the text sees the parts move together again: on one page they stand one below the other, as the paragraph
that they were.

A page of nothing but the rest of a footnote has an empty paragraph of 1 pt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct

from huibian.docx.flow import WordPart, WordText
from huibian.docx.notemarks import unseen_mark
from huibian.docx.oxml import Element
from huibian.docx.paragraphs import Paragraphs
from huibian.frame import NoteBlock, NoteNumber, PageIndex


class WordNote(Struct, frozen=True):
    """A footnote of the file, or what is left of one, with its number there: what refers to it names that."""

    number: int
    text: WordText


def numbered_notes(parts: Sequence[WordPart]) -> list[list[WordNote]]:
    """The footnotes of each part, counted in the order in which the text refers to them: LibreOffice goes by it."""
    numbers = count(1)
    return [[WordNote(next(numbers), text) for text in part.notes] for part in parts]


def note_numbers(notes: Iterable[WordNote]) -> dict[NoteNumber, int]:
    """The numbers that footnotes go by in the file; not those of what is left of them."""
    return {
        note.text.block.number: note.number
        for note in notes
        if isinstance(note.text.block, NoteBlock) and not note.text.continues
    }


class Rests(Struct, frozen=True):
    """The footnotes of a part that go on on its pages: their numbers in the file, by page."""

    numbers: Mapping[PageIndex, int]

    def __contains__(self, page: object) -> bool:
        """Whether a footnote goes on on a page."""
        return page in self.numbers

    def mark(self, page: PageIndex) -> list[Element]:
        """What begins the text of a page: the mark of the rest of a footnote, or nothing."""
        return [unseen_mark(self.numbers[page])] if page in self.numbers else []

    def lone(self, pages: Iterable[int], paragraphs: Paragraphs) -> Iterator[Element]:
        """The paragraphs of pages without text, those among some on which a footnote goes on."""
        for page in map(PageIndex, pages):
            if page in self.numbers:
                yield paragraphs.spacer(opens=page > 0, before=self.mark(page))

    def closing(self, pages: Iterable[int], paragraphs: Paragraphs) -> list[Element]:
        """The same at the end of a part; LibreOffice drops a paragraph without text that ends a section."""
        found = list(self.lone(pages, paragraphs))
        return [*found, paragraphs.spacer()] if found else []


def rests_of(notes: Iterable[WordNote]) -> Rests:
    """Those among the footnotes of a part that go on from the page before."""
    return Rests({note.text.pages[0]: note.number for note in notes if note.text.continues})
