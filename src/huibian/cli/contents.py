"""Lists what stands on which page of a finished document: the contents as set, and how full each page is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from huibian.cli.terminal import as_json_escapes, shown
from huibian.frame import BlockNumber, Document, Heading, PartKind, Role, RunKind, TextBlock, TextLine

_WORDS = 12  # characters of a page's first and last words
_CONTENTS = {Role.SECTION_HEAD: Role.CONTENTS_SECTION, Role.ARTICLE_TITLE: Role.CONTENTS_ARTICLE}


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """A line of the contents and the page number that stands there."""

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class ListedSection:
    """A section of the contents."""

    title: str
    articles: tuple[ListedArticle, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """How a body page begins and ends, and how many of its `of` grid lines are filled."""

    page: int
    starts_with: str
    ends_with: str
    lines: int
    of: int


@dataclass(frozen=True, slots=True)
class Listing:
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
    facts = asdict(listing)
    if listing.pages is None:
        del facts["pages"]
    return as_json_escapes(json.dumps(facts, ensure_ascii=ascii_only, indent=2))


def print_tables(listing: Listing) -> None:
    """Print the contents to standard output as tables."""
    from rich.console import Console  # slow to import, and only needed here

    console = Console(highlight=False)
    console.print(f"{shown(listing.title)}，正文 {listing.body_pages} 页", style="bold", markup=False, emoji=False)
    console.print(_contents_table(listing))
    if listing.pages is not None:
        console.print(_fillings_table(listing.pages))


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
    grid = next(part.grid for part in document.parts if part.kind is PartKind.BODY)
    body = (page for page in document.pages if page.part is PartKind.BODY)
    for number, page in enumerate(body, 1):
        text, last = _text(page.lines), page.lines[-1]
        yield Filling(number, text[:_WORDS], text[-_WORDS:], (last.foot - grid.top) // grid.pitch, grid.lines)


def _text(lines: Sequence[TextLine]) -> str:
    return "".join(line.text for line in lines)


def _contents_table(listing: Listing) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text as RichText

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("目录", overflow="fold")
    table.add_column("页", justify="right")
    for section in listing.sections:
        table.add_row(RichText(shown(section.title), style="bold"), "")
        for entry in section.articles:
            table.add_row(RichText(f"　{shown(entry.title)}"), str(entry.page))
    return table


def _fillings_table(pages: Sequence[Filling]) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text as RichText

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("页", justify="right")
    table.add_column("行", justify="right")
    table.add_column("起", overflow="fold")
    table.add_column("止", overflow="fold")
    for page in pages:
        row = f"{page.lines}/{page.of}"
        table.add_row(str(page.page), row, RichText(shown(page.starts_with)), RichText(shown(page.ends_with)))
    return table
