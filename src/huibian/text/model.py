"""An article as its file says it: paragraphs, pictures and tables; every character knows its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import Align, CellSize, Role
from huibian.image import Image


class Inline(Struct, frozen=True):
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


class Note(Struct, frozen=True):
    """A footnote: one paragraph, and where its first character stands."""

    inlines: tuple[Inline, ...]
    span: Span

    @property
    def text(self) -> str:
        """Its characters."""
        return plain(self.inlines)


class SourceLook(Struct, frozen=True):
    """How a paragraph looks in its file: what its writer meant it to be where the words alone do not say.

    Attributes:
        align: How its lines stand; `JUSTIFY` for text that begins at the start edge, as most does.
        is_larger: Whether its type is larger than that of the article's text.
    """

    align: Align
    is_larger: bool


class Paragraph(Struct, frozen=True):
    """A paragraph or a heading, or one line of the kinds that stand round the text.

    Attributes:
        role: What it is. `ARTICLE_TITLE`, for what looks like a title in the file, only a reader gives; no paragraph
            of an article has it.
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


class ListParagraph(Paragraph, frozen=True, kw_only=True):
    """A paragraph of a list.

    Attributes:
        level: How deep the list is, 1 for one that is in no other.
        label: Its number or sign, with which its text begins; empty where it goes on with an item.
    """

    level: int
    label: str


class CaptionSide(StrEnum):
    """On which side of its picture a caption stands."""

    START = "start"
    END = "end"


class CaptionBeside(Struct, frozen=True):
    """How a caption stands beside its picture.

    Attributes:
        side: On which side.
        share: Of the width that both have, the percent that are the picture's; 1 to 99.
    """

    side: CaptionSide
    share: int


class ArticlePicture(Struct, frozen=True):
    """A picture that stands between paragraphs.

    Attributes:
        image: The image.
        caption: What stands under it, or beside it; empty for nothing.
        span: Where the article names it.
        beside: How its caption stands beside it; `None` for one that stands under it.
    """

    image: Image
    caption: tuple[Inline, ...]
    span: Span
    beside: CaptionBeside | None = None


class PictureRow(Struct, frozen=True):
    """Pictures that stand side by side, each with its own caption.

    Attributes:
        pictures: Two at least, from the left.
        caption: What stands under them all; empty for nothing.
        span: Where the article has them.
    """

    pictures: tuple[ArticlePicture, ...]
    caption: tuple[Inline, ...]
    span: Span


CellContent: TypeAlias = Paragraph | ArticlePicture


class TableCell(Struct, frozen=True):
    """One cell of a table.

    Attributes:
        contents: Its paragraphs and pictures, from the top; none in an empty cell.
        size: Over how many columns and rows it reaches.
        span: Where the article has it.
    """

    contents: tuple[CellContent, ...]
    size: CellSize
    span: Span

    def inlines(self) -> Iterator[Inline]:
        """All its text, the captions of its pictures too."""
        return chain.from_iterable(map(inlines_of, self.contents))

    @property
    def text(self) -> str:
        """Its characters."""
        return plain(tuple(self.inlines()))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs, without its pictures."""
        return (content for content in self.contents if isinstance(content, Paragraph))

    @property
    def pictures(self) -> Iterator[ArticlePicture]:
        """Its pictures, without its paragraphs."""
        return (content for content in self.contents if isinstance(content, ArticlePicture))


class ArticleTable(Struct, frozen=True):
    """A table between paragraphs.

    Attributes:
        caption: What stands above it; empty for nothing.
        aligns: How the text of each column stands; `JUSTIFY` where the article does not say.
        rows: The rows from the top, each with the cells that begin in it; every place of the grid belongs to one cell.
        header: How many of them are header rows; no cell reaches out of these.
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

    def columns(self) -> Iterator[tuple[int, ...]]:
        """The first column of each cell, row by row, from 0."""
        taken = [0] * len(self.aligns)  # how many rows from here on each column is taken by a cell of a row above
        for row in self.rows:
            starts = []
            column = 0
            for cell in row:
                while taken[column]:
                    column += 1
                starts.append(column)
                taken[column : column + cell.size.columns] = [cell.size.rows] * cell.size.columns
                column += cell.size.columns
            yield tuple(starts)
            taken = [max(0, left - 1) for left in taken]


Content: TypeAlias = Paragraph | ArticlePicture | PictureRow | ArticleTable


class Article(Struct, frozen=True):
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
        case PictureRow():
            return chain(*(picture.caption for picture in content.pictures), content.caption)
        case ArticleTable():
            above, below = ([line.inlines for line in lines] for lines in (content.units, content.notes))
            return chain(content.caption, *above, *(cell.inlines() for row in content.rows for cell in row), *below)


def pictures_of(content: Content) -> Iterator[ArticlePicture]:
    """The pictures of one content."""
    match content:
        case Paragraph():
            pass
        case ArticlePicture():
            yield content
        case PictureRow():
            yield from content.pictures
        case ArticleTable():
            yield from (picture for row in content.rows for cell in row for picture in cell.pictures)


def row_of_pictures(
    pictures: Sequence[ArticlePicture], caption: tuple[Inline, ...], span: Span
) -> ArticlePicture | PictureRow:
    """Pictures that stand side by side; of a single one, what stands under them all is the caption."""
    if len(pictures) > 1:
        return PictureRow(tuple(pictures), caption, span)
    (picture,) = pictures
    return replace(picture, caption=(*picture.caption, *caption)) if caption else picture


def plain(inlines: tuple[Inline, ...]) -> str:
    """The characters of inlines."""
    return "".join([inline.text for inline in inlines])  # a list: asked so often that a generator costs too much
