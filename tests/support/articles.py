"""Articles as the lines of a case file say them, and their characters with their places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from huibian.diagnostics import Diagnostic, Diagnostics, Span
from huibian.frame import SINGLE
from huibian.manifest.model import ArticleRef, Override
from huibian.text.model import Article, ArticlePicture, ArticleTable, Content, Inline, Paragraph, PictureRow, TableCell
from huibian.text.read import read_article


def read_file(
    path: Path,
    data: str | bytes,
    title: Override | None = None,
    toc: str | None = None,
    manifest: Path | None = None,
) -> tuple[Article, list[Diagnostic]]:
    """An article written to a file, beside its manifest or not, and read again, with all that was said of it."""
    read, found = try_file(path, data, title, toc, manifest)
    assert read is not None
    return read, found


def try_file(
    path: Path,
    data: str | bytes,
    title: Override | None = None,
    toc: str | None = None,
    manifest: Path | None = None,
) -> tuple[Article | None, list[Diagnostic]]:
    """The same of a file that may be none to read."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    diagnostics = Diagnostics()
    at = Span(manifest or path.parent / "issue.yaml", 9, 9)
    read = read_article(ArticleRef(path, at, title, toc), diagnostics)
    return read, list(diagnostics)


def brief(found: list[Diagnostic]) -> list[str]:
    """Severity, code and place of each."""
    return [f"{d.severity} {d.code} {place(d.span) if d.span else ''}".rstrip() for d in found]


def dump(read: Article | None) -> list[str]:
    """Each content with role, place and text; nothing of an article that could not be read."""
    if read is None:
        return []
    labels = [line for label in read.labels for line in _lines(label)]
    title = f"title {place(read.title[0].span)} {words(read.title)}"
    return [*labels, title, *(line for content in read.body for line in _lines(content))]


def _lines(content: Content) -> Iterator[str]:
    match content:
        case Paragraph():
            yield f"{content.role} {place(content.span)} {words(content.inlines)}"
        case ArticlePicture(image):
            size = f"{image.format} {image.width}x{image.height}"
            side = "" if content.beside is None else f" {content.beside.side} {content.beside.share}%"
            yield f"picture {place(content.span)} {size}{side} {words(content.caption)}".rstrip()
        case PictureRow():
            yield f"row of pictures {place(content.span)} {words(content.caption)}".rstrip()
            for picture in content.pictures:
                yield from _lines(picture)
        case ArticleTable():
            aligns = "".join(align[0] for align in content.aligns)
            yield f"table {place(content.span)} {aligns} {content.header} {words(content.caption)}".rstrip()
            for row in content.rows:
                yield "row " + " | ".join(map(_cell, row))
            for line in (*content.units, *content.notes):
                yield f"{line.role} {place(line.span)} {words(line.inlines)}"


def _cell(cell: TableCell) -> str:
    """The place of a cell, how many columns and rows it reaches over if it is more than one, and what stands in it."""
    size = "" if cell.size == SINGLE else f"{cell.size.columns}x{cell.size.rows}"
    contents = " / ".join(
        words(each.inlines) if isinstance(each, Paragraph) else f"picture {words(each.caption)}".rstrip()
        for each in cell.contents
    )
    return " ".join(filter(None, (place(cell.span), size, contents)))


def place(span: Span) -> str:
    return ":".join(str(part) for part in (span.line, span.column) if part is not None)


def words(inlines: tuple[Inline, ...]) -> str:
    """The text: [bold], <run-in headings>, {footnotes}; however many inlines it is cut into."""
    marked = "".join(_marked(inline) for inline in inlines)
    return marked.replace("][", "").replace("><", "")


def _marked(inline: Inline) -> str:
    if inline.note is not None:
        return f"{{{words(inline.note.inlines)}}}"
    text = f"[{inline.text}]" if inline.bold else inline.text
    return f"<{text}>" if inline.lead else text


def inlines_of(read: Article) -> Iterator[Inline]:
    """Every inline of an article but its title's, those of footnotes after their marks."""
    for content in (*read.labels, *read.body):
        yield from _of_content(content)


def _of_content(content: Content) -> Iterator[Inline]:
    match content:
        case Paragraph():
            yield from _with_notes(content.inlines)
        case ArticlePicture():
            yield from _with_notes(content.caption)
        case PictureRow():
            yield from chain.from_iterable(map(_of_content, content.pictures))
            yield from _with_notes(content.caption)
        case ArticleTable():
            yield from _with_notes(content.caption)
            yield from chain.from_iterable(map(_of_content, content.units))
            cells = chain.from_iterable(content.rows)
            yield from chain.from_iterable(_of_content(each) for cell in cells for each in cell.contents)
            yield from chain.from_iterable(map(_of_content, content.notes))


def _with_notes(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if inline.note is not None:
            yield from inline.note.inlines
