"""Lists what stands on which page of a finished document: the contents as set, and how full each page is."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, to_builtins

from huibian.cli.helptext import fold
from huibian.cli.terminal import as_json_escapes, columns, echo, shown
from huibian.frame import (
    BlockNumber,
    Document,
    Heading,
    NoteBlock,
    PageEnd,
    PartKind,
    PlacedPicture,
    Role,
    RunKind,
    TableBlock,
    TextBlock,
    TextLine,
)

_WORDS = 12  # characters of a page's first and last words
_STROKE = "\uff5c"
_INDENT = "  "
_LEADER = 6  # columns: three dots and the white round them, at least, and one to spare
_LINE_COLUMNS = 80
_COLUMNS = 13  # before the first words of a page
_BECAUSE = {
    PageEnd.FULL: "排满了",
    PageEnd.PART: "正文到这里为止",
    PageEnd.ORDERED: "版式规定下一篇另起一面",
    PageEnd.TURNED: "前后两面，有一面横排",
    PageEnd.HEADING: "下面是标题，不和后面的文字分开",
    PageEnd.PICTURE: "下面的图放不下",
    PageEnd.TABLE: "下面的表放不下",
    PageEnd.ROW: "表格的下一行放不下",
    PageEnd.NOTES: "下一行的脚注放不下",
    PageEnd.LINES: "下面几行不分开",
}
_CONTENTS = {Role.SECTION_HEAD: Role.CONTENTS_SECTION, Role.ARTICLE_TITLE: Role.CONTENTS_ARTICLE}


class ListedArticle(Struct, frozen=True):
    """A line of the contents and the page number that stands there."""

    title: str
    page: int


class ListedSection(Struct, frozen=True):
    """A section of the contents."""

    title: str
    articles: tuple[ListedArticle, ...]


class Filling(Struct, frozen=True):
    """How a body page begins and ends, what is on it, and how full it is.

    Attributes:
        page: Its number.
        starts_with: Its first words; a stroke parts a heading, or a paragraph, from the next.
        ends_with: Its last ones; footnotes are not among them.
        lines: Grid lines that are filled.
        of: Grid lines that it holds.
        empty: Grid lines left empty at its end, above the footnotes.
        because: Why they are: a `PageEnd`; "full" where none is.
        pictures: How many pictures stand on it.
        tables: How many tables stand on it, in whole or in part.
        notes: How many footnotes stand on it, in whole or in part.
    """

    page: int
    starts_with: str
    ends_with: str
    lines: int
    of: int
    empty: int
    because: str
    pictures: int
    tables: int
    notes: int


class Listing(Struct, frozen=True):
    """The contents of an issue; `pages` is `None` where nobody asked for them."""

    title: str
    body_pages: int
    sections: tuple[ListedSection, ...]
    pages: tuple[Filling, ...] | None = None


def read(document: Document, *, with_pages: bool = False) -> Listing:
    """The contents as they are set, not as they were planned; with the body pages if they are asked for."""
    sections: list[tuple[str, list[ListedArticle]]] = []
    for role, title, number in _entries(document):
        if role is Role.CONTENTS_SECTION:
            sections.append((title, []))
        elif role is Role.CONTENTS_ARTICLE:
            sections[-1][1].append(ListedArticle(title, int(number)))
    return Listing(
        title=document.metadata.title,
        body_pages=sum(part.pages for part in document.parts if part.kind is PartKind.BODY),
        sections=tuple(ListedSection(title, tuple(entries)) for title, entries in sections),
        pages=tuple(_fillings(document)) if with_pages else None,
    )


def as_json(listing: Listing, *, ascii_only: bool) -> str:
    """The contents as JSON, one key for each fact; `pages` is left out where nobody asked for them."""
    facts = to_builtins(listing)
    if listing.pages is None:
        del facts["pages"]
    return as_json_escapes(json.dumps(facts, ensure_ascii=ascii_only, indent=2))


def print_listing(listing: Listing) -> None:
    """Print the contents to standard output, as wide as the terminal."""
    width = _width()
    echo(label=f"{listing.title}，正文 {listing.body_pages} 页")
    for section in listing.sections:
        echo("")
        echo(label=section.title)
        for entry in section.articles:
            echo(*led_to(entry, width))
    if listing.pages is not None:
        echo("", *_filling_lines(listing.pages, width))


def led_to(entry: ListedArticle, width: int) -> Iterator[str]:
    """The title of an article, and a row of dots that leads to its page, as in the contents of the issue."""
    page = str(entry.page)
    *lines, last = [*fold(shown(entry.title), width - len(page) - _LEADER, _INDENT)] or [_INDENT]
    yield from lines
    yield f"{last} {'.' * (width - columns(last) - len(page) - 2)} {page}"


def _entries(document: Document) -> Iterator[tuple[Role, str, str]]:
    """Role, words and page number of each block of the contents; of each heading where the layout has no contents."""
    if all(page.part is not PartKind.CONTENTS for page in document.pages):
        yield from _headings(document)
        return
    lines = [line for page in document.pages if page.part is PartKind.CONTENTS for line in page.lines]
    for number, found in groupby(lines, key=lambda line: line.block):
        block, of_block = document.blocks[number], tuple(found)
        runs = [run for line in of_block for run in line.runs]
        page = "".join(run.text for run in runs if run.kind is RunKind.PAGE_REFERENCE)
        if isinstance(block, TextBlock):
            yield block.role, _text(of_block), page


def _headings(document: Document) -> Iterator[tuple[Role, str, str]]:
    """The sections and articles with the pages that they begin on, as the contents would have them."""
    first = next(part.first for part in document.parts if part.kind is PartKind.BODY)
    pages = (page for page in document.pages if page.part is PartKind.BODY)
    found: dict[BlockNumber, int] = {}
    for number, page in enumerate(pages, first):
        for line in page.lines:
            found.setdefault(line.block, number)
    for block, number in found.items():
        heading = document.blocks[block]
        if isinstance(heading, Heading) and heading.role in _CONTENTS:
            yield _CONTENTS[heading.role], heading.title, str(number)


def _fillings(document: Document) -> Iterator[Filling]:
    tables = [
        {row.page for row in block.rows} for block in document.blocks if isinstance(block, TableBlock) and block.outer
    ]  # those without borders hold pictures side by side
    body = (page for page in document.pages if page.part is PartKind.BODY)
    for number, page in enumerate(body, 1):
        fill = page.fill
        assert fill is not None  # text runs on in the body
        notes = {line.block for line in page.lines if isinstance(document.blocks[line.block], NoteBlock)}
        words = _words([line for line in page.lines if line.block not in notes])
        yield Filling(
            page=int(page.label or number),
            starts_with=words[:_WORDS].rstrip(_STROKE),
            ends_with=words[-_WORDS:].lstrip(_STROKE),
            lines=fill.of - fill.empty,
            of=fill.of,
            empty=fill.empty,
            because=str(fill.end),
            pictures=sum(isinstance(item, PlacedPicture) for item in page.items),
            tables=sum(number - 1 in pages for pages in tables),
            notes=len(notes),
        )


def _words(lines: Sequence[TextLine]) -> str:
    """What lines say, with a stroke between the blocks that they belong to."""
    return _STROKE.join(_text(tuple(of_block)) for _, of_block in groupby(lines, key=lambda line: line.block))


def _text(lines: Sequence[TextLine]) -> str:
    return "".join(line.text for line in lines)


def _filling_lines(pages: Sequence[Filling], width: int) -> Iterator[str]:
    """A line for each page, and one below it that says what else there is."""
    room = (width - _COLUMNS) // 2
    yield f"{'页':>3} {'行':>5}  {_padded('起', room)}  止"
    for page in pages:
        start, end = _padded(shown(page.starts_with), room), shown(page.ends_with)
        yield f"{page.page:>4} {page.lines:>3}/{page.of:<2}  {start}  {end}".rstrip()
        if notes := "；".join(_notes(page)):
            yield from fold(notes, width, " " * _COLUMNS)


def _notes(page: Filling) -> Iterator[str]:
    """What else there is on a page, and why it is not full."""
    counts = ((page.pictures, "幅图"), (page.tables, "张表"), (page.notes, "条脚注"))
    if there := "，".join(f"{count} {what}" for count, what in counts if count):
        yield there
    if page.empty:
        yield f"空 {page.empty} 行：{_BECAUSE[PageEnd(page.because)]}"


def _padded(text: str, room: int) -> str:
    """The text with white behind it up to so many columns."""
    return text + " " * (room - columns(text))


def _width() -> int:
    """How many columns a line has: what the terminal has, but no more than can be read; the same everywhere else."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return min(shutil.get_terminal_size().columns, _LINE_COLUMNS) if is_terminal else _LINE_COLUMNS
