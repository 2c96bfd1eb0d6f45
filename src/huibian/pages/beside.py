"""Sets a long issue from its end in another process, while this one sets it from its start; they meet in the middle.

What the other has set is taken as texts that were set before, which have no other say in the pages than the time that
they take. So nothing hangs on how far it comes, nor on whether there is such a process.
"""

from __future__ import annotations

import contextlib
import io
import pickle
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook, FoundFaces
from huibian.kept import Kept
from huibian.layout.paragraph import SetText, SetTexts
from huibian.layoutfile.definition import Layout
from huibian.manifest.model import Issue
from huibian.pages.body import set_body
from huibian.pages.compose import collector_of
from huibian.processes import OwnProcess, told_by_own_process
from huibian.text.model import Article, Content, Paragraph

_LONG = 40_000  # characters; fewer are set before the other process has begun to be of use
_PIECE = 2_000  # characters of an article that are told together, if a paragraph is not longer
_TURN = 16  # texts that are set here before the other is asked again what it has set
_MET = 50  # lines in a row, all of them set by the other: from there on it has set everything
_SIZE = 8  # bytes before what is told at once, which say how long that is


class _ToldTexts(Struct, frozen=True):
    """What is told at once: texts, and the faces that these need."""

    texts: Sequence[tuple[Hashable, SetText]]
    faces: FoundFaces


class TextsBeside(Kept[Hashable, SetText]):
    """Texts that were set before, and those that another process sets meanwhile.

    Args:
        kept: The texts that were set before, which get all others.
        fonts: The faces, which get to know those that the other process found.
        process: The other process.
        end_process: Ends it.
    """

    def __init__(self, kept: SetTexts, fonts: FontBook, process: OwnProcess, end_process: Callable[[], None]) -> None:
        super().__init__()
        self._kept = kept
        self._fonts = fonts
        self._process: OwnProcess | None = process
        self._end_process = end_process
        self._others: set[int] = set()  # the identities of what the other has set
        self._in_a_row = 0
        self._unfound = 0
        self._told = bytearray()
        self._whole = io.BytesIO()
        self._unpickler = pickle.Unpickler(self._whole)  # what articles have in common comes once

    def find(self, key: Hashable) -> SetText | None:
        """See `Kept.find`."""
        found = self._kept.find(key)
        if found is None:
            self._unfound += 1
            if self._unfound % _TURN == 0 and self._take():
                found = self._kept.find(key)
        if self._process is not None:
            self._look_for_meeting(found)
        return found

    def keep(self, key: Hashable, value: SetText) -> None:
        """See `Kept.keep`."""
        self._kept.keep(key, value)

    def end_round(self) -> None:
        """See `Kept.end_round`."""
        self._kept.end_round()

    def end(self) -> None:
        """Take no more, and let go of what that took; the other process, which may be busy still, is ended."""
        self._process = None
        self._end_process()
        self._told.clear()
        self._others.clear()
        self._unpickler = pickle.Unpickler(self._whole)

    def _look_for_meeting(self, found: SetText | None) -> None:
        """End where both have met: what the other goes on to set was set here.

        A few lines may be the same by chance: cells of a table, headings.
        """
        if found is None:
            self._in_a_row = 0
        elif id(found) in self._others:
            self._in_a_row += len(found.lines)
            if self._in_a_row >= _MET:
                self.end()

    def _take(self) -> bool:
        """Take what has been told; whether there was anything."""
        has_taken = False
        while self._process is not None and (data := self._process.told()):
            self._told += data
            while (end := _SIZE + int.from_bytes(self._told[:_SIZE])) <= len(self._told):
                self._add(self._load(bytes(self._told[_SIZE:end])))
                del self._told[:end]
                has_taken = True
        return has_taken

    def _load(self, data: bytes) -> _ToldTexts:
        self._whole.seek(0)
        self._whole.truncate()
        self._whole.write(data)
        self._whole.seek(0)
        told: _ToldTexts = self._unpickler.load()
        return told

    def _add(self, told: _ToldTexts) -> None:
        self._fonts.add_found(told.faces)
        for key, text in told.texts:
            self._kept.keep(key, text)
            self._others.add(id(text))


@contextlib.contextmanager
def texts_beside(
    issue: Issue, articles: Sequence[Sequence[Article]], layout: Layout, fonts: FontBook, texts: SetTexts
) -> Iterator[SetTexts]:
    """The texts for `compose`, whose other arguments these are, that another process sets meanwhile.

    Yields:
        The texts; those that were given, where the issue is short or there is no such process.
    """
    if _length(articles) < _LONG:
        yield texts
        return
    with contextlib.ExitStack() as held:
        process = held.enter_context(told_by_own_process(partial(_set_from_end, issue, articles, layout, fonts)))
        if process is None:
            yield texts
            return
        beside = TextsBeside(texts, fonts, process, held.close)
        try:
            yield beside
        finally:
            beside.end()


def _length(articles: Sequence[Sequence[Article]]) -> int:
    """How many characters the paragraphs of articles have."""
    return sum(_length_of(content) for members in articles for article in members for content in article.body)


def _length_of(content: Content) -> int:
    return sum(len(inline.text) for inline in content.inlines) if isinstance(content, Paragraph) else 0


def _set_from_end(
    issue: Issue,
    articles: Sequence[Sequence[Article]],
    layout: Layout,
    fonts: FontBook,
    _: BinaryIO,
    answers: BinaryIO,
) -> None:
    """Set the pieces of articles, the last one first, and tell the texts of each; what is wrong is told elsewhere."""
    texts, whole = _UntoldTexts(), io.BytesIO()
    pickler = pickle.Pickler(whole, pickle.HIGHEST_PROTOCOL)
    collector = collector_of(layout, fonts, Diagnostics(), texts)
    for section, members in zip(reversed(issue.sections), reversed(articles), strict=True):
        for piece in chain.from_iterable(map(_pieces, reversed(members))):
            known = fonts.count_found
            with contextlib.suppress(Exception):
                set_body(replace(issue, sections=(section,)), [[piece]], collector)
            pickler.dump(_ToldTexts(texts.take(), fonts.found(known)))
            answers.write(whole.tell().to_bytes(_SIZE) + whole.getvalue())
            answers.flush()
            whole.seek(0)
            whole.truncate()


def _pieces(article: Article) -> Iterator[Article]:
    """An article in pieces, each with its title, the last one first."""
    piece: list[Content] = []
    length = 0
    for content in reversed(article.body):
        piece.append(content)
        length += _length_of(content)
        if length >= _PIECE:
            yield replace(article, body=tuple(reversed(piece)))
            piece, length = [], 0
    yield replace(article, body=tuple(reversed(piece)))


class _UntoldTexts(Kept[Hashable, SetText]):
    """Texts that remember which of them were not told yet.

    Those with marks of footnotes are never told: what these say hangs on all that stands before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._untold: list[tuple[Hashable, SetText]] = []

    def keep(self, key: Hashable, value: SetText) -> None:
        """See `Kept.keep`."""
        super().keep(key, value)
        if not any(line.notes for line in value.lines):
            self._untold.append((key, value))

    def take(self) -> Sequence[tuple[Hashable, SetText]]:
        """Those that were kept since this was asked last."""
        taken, self._untold = self._untold, []
        return taken
