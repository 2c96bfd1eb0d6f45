"""An article as its file says it: paragraphs, pictures and tables; every character knows its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from huibian.diagnostics import Span
from huibian.frame import Align, Role
from huibian.image import Image


@dataclass(frozen=True, slots=True)
class Inline:
    """Characters of one look that stand together in a file too: character `i` is at `span.shifted(i)`.

    Attributes:
        text: The characters; none where it is the mark of a footnote.
        bold: Whether they are emphasised.
        span: Where the first one stands.
        lead: The heading whose look they have, where a heading runs into its paragraph; else `None`.
        note: The footnote that its mark points to; `None` for text.
    """

    text: str
    bold: bool
    span: Span
    lead: Role | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: one paragraph, and where its first character stands."""

    inlines: tuple[Inline, ...]
    span: Span

    @property
    def text(self) -> str:
        """Its characters."""
        return plain(self.inlines)


@dataclass(frozen=True, slots=True)
class SourceLook:
    """How a paragraph looks in its file: what its writer meant it to be where the words alone do not say.

    Attributes:
        align: How its lines stand; `JUSTIFY` for text that begins at the start edge, as most does.
        is_larger: Whether its type is larger than that of the article's text.
    """

    align: Align
    is_larger: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a heading, or one line of the kinds that stand round the text.

    Attributes:
        role: `PARAGRAPH`, `HEADING_1` to `HEADING_4`, `QUOTATION`, `LIST_ITEM`, `SUBTITLE`, `BYLINE`, `SOURCE`,
            `SIGNATURE`, `DATE` or, above a title, `ARTICLE_LABEL`; as a reader gives it also `ARTICLE_TITLE`, for what
            looks like a title in the file.
        inlines: Its text.
        span: Where its first character stands.
        look: How it looks in the file; `None` where files of its kind do not say.
    """

    role: Role
    inlines: tuple[Inline, ...]
    span: Span
    look: SourceLook | None = None

    @property
    def text(self) -> str:
        """Its characters."""
        return plain(self.inlines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListParagraph(Paragraph):
    """A paragraph of a list.

    Attributes:
        level: How deep the list is, 1 for one that is in no other.
        label: Its number or sign, with which its text begins; empty where it goes on with an item.
    """

    level: int
    label: str


@dataclass(frozen=True, slots=True)
class ArticlePicture:
    """A picture that stands between paragraphs.

    Attributes:
        image: The image.
        caption: What stands under it; empty for nothing.
        span: Where the article names it.
    """

    image: Image
    caption: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table; its text may be empty."""

    inlines: tuple[Inline, ...]
    span: Span

    @property
    def text(self) -> str:
        """Its characters."""
        return plain(self.inlines)


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """A table between paragraphs.

    Attributes:
        caption: What stands above it; empty for nothing.
        aligns: How the text of each column stands; `JUSTIFY` where the article does not say.
        rows: The rows from the top, each with as many cells as `aligns`.
        header: How many of them are header rows.
        span: Where the article has it.
        units: The line above it, under its caption, that says what its numbers are counted in; nothing for none.
        notes: The lines below it that belong to it: where its numbers are from, what they mean.
    """

    caption: tuple[Inline, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    header: int
    span: Span
    units: tuple[Paragraph, ...] = ()
    notes: tuple[Paragraph, ...] = ()


Content: TypeAlias = Paragraph | ArticlePicture | ArticleTable


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    Attributes:
        title: Its title, from the file or from the manifest.
        toc_title: What the contents call it.
        body: Its text, pictures and tables, in order.
        span: Where its title stands in the file.
        labels: What stands above its title: 附件1.
    """

    title: tuple[Inline, ...]
    toc_title: str
    body: tuple[Content, ...]
    span: Span
    labels: tuple[Paragraph, ...] = ()

    def inlines(self) -> Iterator[Inline]:
        """All its text in reading order; the marks of footnotes too, not the text of these."""
        for label in self.labels:
            yield from label.inlines
        yield from self.title
        for content in self.body:
            yield from inlines_of(content)


def inlines_of(content: Content) -> Iterable[Inline]:
    """The text of one content; the marks of footnotes too, not the text of these."""
    match content:
        case Paragraph():
            return content.inlines
        case ArticlePicture():
            return content.caption
        case ArticleTable():
            above, below = ([line.inlines for line in lines] for lines in (content.units, content.notes))
            return chain(content.caption, *above, *(cell.inlines for row in content.rows for cell in row), *below)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The characters of inlines."""
    return "".join(inline.text for inline in inlines)
