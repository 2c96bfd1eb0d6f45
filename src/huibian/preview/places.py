"""Which line of a page is from which line of a file, and the other way round."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from huibian.diagnostics import Span
from huibian.frame import BlockNumber, BlockSource, Document, Page, PageIndex, PartKind, PlacedPicture, TextLine
from huibian.units import Length


class Box(Struct, frozen=True):
    """A rectangle on a page: its left and upper edges, from those of the page, its width and its height."""

    x: Length
    y: Length
    width: Length
    height: Length


class ShownLine(Struct, frozen=True):
    """A line of text on a page, or a picture, which has no text.

    Attributes:
        box: Where it stands.
        text: What it says.
        source: Where its first character is from; `None` where no file says it, as for an empty cell.
    """

    box: Box
    text: str
    source: Span | None


class PageLine(Struct, frozen=True):
    """A line of an issue: its page, and which of the lines there it is, both from 0."""

    page: PageIndex
    line: int


def shown_lines(document: Document) -> list[list[ShownLine]]:
    """What stands on each page and belongs to a block, in reading order."""
    read: defaultdict[BlockNumber, int] = defaultdict(int)  # characters of each block so far
    return [list(_of_page(document, page, read)) for page in document.pages]


def _of_page(document: Document, page: Page, read: defaultdict[BlockNumber, int]) -> Iterable[ShownLine]:
    for item in page.items:
        if isinstance(item, TextLine):
            text = item.text
            place = place_of(document.sources[item.block], read[item.block])
            read[item.block] += len(text)
            yield ShownLine(Box(item.x, item.top, item.width, item.height), text, place)
        elif isinstance(item, PlacedPicture):
            box = Box(item.x, item.y, item.width, item.height)
            yield ShownLine(box, "", place_of(document.sources[item.block], 0))


def place_of(source: BlockSource, index: int) -> Span | None:
    """Where a character of a block is from; behind its last one, where that is. `None` where nothing is known.

    Emoji that no face has stand in the file alone, so behind one the column is as much too small.
    """
    place = None
    for piece in source:
        place = piece.span.shifted(min(index, piece.length))
        if index < piece.length:
            break
        index -= piece.length
    return place


class Index:
    """Finds the line of a page that shows a place of a file.

    Args:
        document: The pages.
        lines: What stands on them.
    """

    def __init__(self, document: Document, lines: Sequence[Sequence[ShownLine]]) -> None:
        found: defaultdict[Path, list[tuple[tuple[int, int], PageLine]]] = defaultdict(list)
        for page, of_page in enumerate(lines):
            if document.pages[page].part is PartKind.CONTENTS:
                continue  # it says again what stands above the text
            for number, line in enumerate(of_page):
                if line.source is not None:
                    found[line.source.file].append((_key(line.source), PageLine(PageIndex(page), number)))
        for of_file in found.values():
            of_file.sort(key=lambda each: each[0])
        self._found: Mapping[Path, Sequence[tuple[tuple[int, int], PageLine]]] = found

    def line_of(self, span: Span) -> PageLine | None:
        """The last line that begins at a place or before it, else the first of its file; `None` for no line of it."""
        of_file = self._found.get(span.file)
        if not of_file:
            return None
        return of_file[max(0, bisect_right(of_file, _key(span), key=lambda each: each[0]) - 1)][1]


def _key(span: Span) -> tuple[int, int]:
    return span.line or 0, span.column or 0
