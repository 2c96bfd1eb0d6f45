"""Takes a document, gives its parts as Word needs them: each block whole, with its lines and rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias, TypeVar, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.frame import (
    ArtifactLine,
    BlockNumber,
    Border,
    Document,
    Link,
    NoteBlock,
    NoteSeparator,
    Page,
    PageIndex,
    PageNumber,
    PageSize,
    PageStart,
    Part,
    PictureBlock,
    PlacedPicture,
    Rule,
    RunKind,
    TableBlock,
    TextBlock,
    TextLine,
    TurnedLine,
)
from huibian.units import ZERO, Length


class WordText(Struct, frozen=True):
    """A block of text with all its lines, whatever pages they stand on, and its rules; or a part of one.

    Attributes:
        number: Its number in the document.
        block: What it is.
        lines: Its lines.
        pages: The page of each line.
        rules: Its rules.
        space_before: White above it.
        breaks_page: Whether it is written with a page break before it.
        continues: Whether lines of the same block stand in a paragraph before.
        is_continued: Whether lines of the same block stand in a paragraph after.
        keep_lines: Whether one page has to hold all its lines though its style does not say so.
        keep_next: Whether it has to stay with the next block though its style does not say so.
    """

    number: BlockNumber
    block: TextBlock
    lines: tuple[TextLine, ...]
    pages: tuple[PageIndex, ...]
    rules: tuple[Rule, ...]
    space_before: Length
    breaks_page: bool
    continues: bool = False
    is_continued: bool = False
    keep_lines: bool = False
    keep_next: bool = False

    def part(self, start: int, end: int) -> WordText:
        """The lines from `start` to `end` as a paragraph of their own."""
        return replace(
            self,
            lines=self.lines[start:end],
            pages=self.pages[start:end],
            space_before=ZERO if start else self.space_before,
            continues=start > 0,
            is_continued=end < len(self.lines),
        )

    def on_page(self, page: PageIndex) -> WordText:
        """What stands of it on a page, as a paragraph of its own; without lines where nothing does."""
        start, end = bisect_left(self.pages, page), bisect_right(self.pages, page)
        return self if end - start == len(self.lines) else self.part(start, end)

    @property
    def has_tab(self) -> bool:
        """Whether something stands behind a tab, at the end edge of its last line."""
        return any(run.kind is RunKind.TAB for line in self.lines for run in line.runs)


class WordPicture(Struct, frozen=True):
    """A picture and where it stands; the other attributes are those of `WordText`."""

    number: BlockNumber
    block: PictureBlock
    picture: PlacedPicture
    pages: tuple[PageIndex, ...]
    space_before: Length
    breaks_page: bool


class WordTable(Struct, frozen=True):
    """A table, or its rows on one page that lies on its side.

    `rows` are the rows, `cells` is what stands in their cells and in those of the header, by number, the other
    attributes those of `WordText`.
    """

    number: BlockNumber
    block: TableBlock
    rows: range
    cells: Mapping[BlockNumber, WordText | WordPicture]
    space_before: Length
    breaks_page: bool

    @property
    def pages(self) -> tuple[PageIndex, ...]:
        """The page of each of its rows."""
        return tuple(self.block.rows[row].page for row in self.rows)

    @property
    def written(self) -> list[int]:
        """Its rows, and before them the header, which is written again where the table goes on."""
        return list(dict.fromkeys((*range(self.block.header), *self.rows)))


WordBlock: TypeAlias = WordText | WordPicture | WordTable
_CellPart = TypeVar("_CellPart", bound=WordText | WordPicture)


class WordPart(Struct, frozen=True):
    """A part with its pages and blocks, or a section of one: upright pages that follow one another, or a turned page.

    Attributes:
        part: What it is; of a section, its own number of pages and its first page's number, of a turned page, its
            margins too. The grid is that of upright pages.
        pages: Its pages.
        head: Its blocks at fixed places above the text that runs on.
        body: Its blocks one under another: without the cells of tables and the footnotes.
        notes: Its footnotes; of one that runs on, what stands on each page by itself.
        foot: Its blocks at fixed places below the text that runs on.
    """

    part: Part
    pages: tuple[Page, ...]
    head: tuple[WordText, ...]
    body: tuple[WordBlock, ...]
    notes: tuple[WordText, ...]
    foot: tuple[WordText, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether it is one page of blocks at fixed places, without text that runs on."""
        return bool(self.head) and not self.body

    @property
    def size(self) -> PageSize:
        """Its paper."""
        return self.pages[0].size

    @property
    def is_turned(self) -> bool:
        """Whether it is a page that lies on its side."""
        return self.pages[0].is_turned

    @property
    def width(self) -> Length:
        """Width of its type area."""
        return self.size.width - self.part.margins.inner - self.part.margins.outer

    def left(self, page: int) -> Length:
        """Left edge of the type area on a page of the part, from 0."""
        return self.part.margins.left(PageNumber(self.part.first + page))

    @property
    def filled(self) -> Length | None:
        """How far down text stands on any of its pages; `None` if it never ran over to another."""
        return max(page.foot for page in self.pages) if any(page.is_full for page in self.pages) else None


def flow(document: Document) -> list[WordPart]:
    """The parts of a document, in order; one with pages that lie on their sides in as many sections as it needs."""
    pages = iter(document.pages)
    found: list[WordPart] = []
    for part in document.parts:
        whole = _part(document, part, tuple(next(pages) for _ in range(part.pages)))
        found += _sections(whole)
    return found


def _sections(whole: WordPart) -> Iterator[WordPart]:
    """A part, cut before and behind each page that lies on its side.

    Such a page has the margins of its own side of the sheet, and where it stands in the file a table begins and ends,
    so that every word processor has the same rows on it.
    """
    turned = [page.is_turned for page in whole.pages]
    starts = [index for index, here in enumerate(turned) if index == 0 or here or turned[index - 1]]
    for start, end in pairwise([*starts, len(turned)]):
        yield _section(whole, range(start, end)) if any(turned) else whole


def _section(whole: WordPart, pages: range) -> WordPart:
    """Some pages of a part, with the blocks that stand on them; only tables stand on pages of two sections."""
    first, last = pages.start == 0, pages.stop == len(whole.pages)
    body = [part for block in whole.body for part in _on_pages(block, pages)]
    if body and not first:
        body[0] = replace(body[0], breaks_page=False)  # a section begins a page
    number = PageNumber(whole.part.first + pages.start)
    margins = whole.part.margins
    if whole.pages[pages.start].is_turned:
        margins = margins.turned(number)
    return WordPart(
        part=replace(whole.part, pages=len(pages), first=number, margins=margins),
        pages=whole.pages[pages.start : pages.stop],
        head=whole.head if first else (),
        body=tuple(body),
        notes=tuple(_part_from(note, pages.start) for note in whole.notes if note.pages[0] in pages),
        foot=whole.foot if last else (),
    )


def _on_pages(block: WordBlock, pages: range) -> Iterator[WordBlock]:
    """What of a block stands on some pages, counted from the first of these."""
    if not isinstance(block, WordTable):
        if block.pages[0] in pages:
            assert block.pages[-1] in pages
            yield _counted_from(block, pages.start)
        return
    rows = [row for row, page in zip(block.rows, block.pages, strict=True) if page in pages]
    if rows:
        white = ZERO if rows[0] else block.space_before
        part = replace(block, rows=range(rows[0], rows[-1] + 1), space_before=white)
        slots = (slot for row in part.written for slot in part.block.rows[row].cells)
        cells = {number: block.cells[number] for slot in slots for number in slot.blocks}
        yield _counted_from(replace(part, cells=cells), pages.start)


def _counted_from(block: WordBlock, start: int) -> WordBlock:
    """A block whose pages are counted from page `start` on."""
    match block:
        case WordText() | WordPicture():
            return _part_from(block, start)
        case WordTable():
            rows = tuple(replace(row, page=PageIndex(row.page - start)) for row in block.block.rows)
            cells = {number: _part_from(cell, start) for number, cell in block.cells.items()}
            return replace(block, block=replace(block.block, rows=rows), cells=cells)
        case _:
            assert_never(block)


def _part_from(part: _CellPart, start: int) -> _CellPart:
    return replace(part, pages=tuple(PageIndex(page - start) for page in part.pages))


class _Found(Struct):
    """What stands on the pages of a part, by the block that it belongs to."""

    lines: dict[BlockNumber, list[TextLine]] = field(default_factory=dict)
    pages: dict[BlockNumber, list[PageIndex]] = field(default_factory=dict)
    rules: dict[BlockNumber, list[Rule]] = field(default_factory=dict)
    pictures: dict[BlockNumber, PlacedPicture] = field(default_factory=dict)


def _part(document: Document, part: Part, pages: tuple[Page, ...]) -> WordPart:
    found = _found(pages)
    body = [_block(document, number, found) for number in map(BlockNumber, part.body)]
    notes = [each for each in body if isinstance(each, WordText) and isinstance(each.block, NoteBlock)]
    elsewhere = {number for block in body if isinstance(block, WordTable) for number in block.cells}
    elsewhere.update(note.number for note in notes)
    return WordPart(
        part=part,
        pages=pages,
        head=tuple(_texts(document, part.head, found)),
        body=tuple(block for block in body if block.number not in elsewhere),
        notes=tuple(note.on_page(page) for note in notes for page in dict.fromkeys(note.pages)),
        foot=tuple(_texts(document, part.foot, found)),
    )


def _found(pages: Sequence[Page]) -> _Found:
    found = _Found()
    for index, page in enumerate(pages):
        for item in page.items:
            match item:
                case TextLine():
                    found.lines.setdefault(item.block, []).append(item)
                    found.pages.setdefault(item.block, []).append(PageIndex(index))
                case PlacedPicture():
                    found.pictures[item.block] = item
                    found.pages[item.block] = [PageIndex(index)]
                case Rule():
                    found.rules.setdefault(item.block, []).append(item)
                case ArtifactLine() | TurnedLine() | Link() | Border() | NoteSeparator():
                    pass  # Word makes them itself, from what is said of the blocks
                case _:
                    assert_never(item)
    return found


def _texts(document: Document, numbers: range, found: _Found) -> Iterator[WordText]:
    for number in map(BlockNumber, numbers):
        block = document.blocks[number]
        if isinstance(block, TextBlock):
            yield _text(number, block, found)


def _block(document: Document, number: BlockNumber, found: _Found) -> WordBlock:
    block = document.blocks[number]
    match block:
        case TextBlock():
            return _text(number, block, found)
        case PictureBlock():
            return _picture(number, block, found)
        case TableBlock():
            numbers = [each for row in block.rows for cell in row.cells for each in cell.blocks]
            cells = {each: _in_cell(document, each, found) for each in numbers}
            breaks = block.start is not PageStart.FLOWS
            return WordTable(number, block, range(len(block.rows)), cells, block.space_before, breaks)
        case _:
            assert_never(block)


def _in_cell(document: Document, number: BlockNumber, found: _Found) -> WordText | WordPicture:
    block = document.blocks[number]
    assert not isinstance(block, TableBlock)  # there are no tables in tables
    return _picture(number, block, found) if isinstance(block, PictureBlock) else _text(number, block, found)


def _picture(number: BlockNumber, block: PictureBlock, found: _Found) -> WordPicture:
    pages, breaks = tuple(found.pages[number]), block.start is not PageStart.FLOWS
    return WordPicture(number, block, found.pictures[number], pages, block.space_before, breaks)


def _text(number: BlockNumber, block: TextBlock, found: _Found) -> WordText:
    return WordText(
        number=number,
        block=block,
        lines=tuple(found.lines.get(number, ())),
        pages=tuple(found.pages.get(number, ())),
        rules=tuple(found.rules.get(number, ())),
        space_before=block.space_before,
        breaks_page=block.start is not PageStart.FLOWS,
    )
