"""Takes the contents of an article, refuses what takes too long to set: the bounds are those of docs/limits.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Severity, Span
from huibian.text.model import ArticleTable, Content, Inline, PictureRow, inlines_of

_LONGEST_ARTICLE = 300_000  # characters of a file: some 500 pages, more than a book has
_MOST_PARAGRAPHS = 30_000  # and pictures, and cells of tables
_MOST_NOTES = 5_000  # footnotes of an article
_MOST_IN_CELL = 1_000  # paragraphs of a cell: a form that holds a whole report has some hundred
_LONGEST_PARAGRAPH = 100_000  # characters: some 200 pages
_HINT = "分成几篇，在清单里一篇一行。"
_EMBEDDED = "](data:"  # a picture in a Markdown file, letter by letter


def check_text(text: str, path: Path) -> None:
    """Refuse a text file that has so many characters, before it is parsed.

    Raises:
        HuibianError: They are too many for an article (HB228).
    """
    hint = "文件里写着图片本身（data:…）：把图片存成文件，在文章里写文件名。" if _EMBEDDED in text else _HINT
    _check(len(text), _LONGEST_ARTICLE, "个字符", Span(path), hint)


def check_size(contents: Sequence[Content], path: Path) -> None:
    """Refuse an article that has too much in it.

    Raises:
        HuibianError: It has too many characters, paragraphs or footnotes, or too many paragraphs in a cell (HB228).
    """
    texts = list(chain.from_iterable(map(_texts, contents)))
    inlines = list(chain.from_iterable(texts))
    _check(sum(len(inline.text) for inline in inlines), _LONGEST_ARTICLE, "个字符", Span(path))
    side_by_side = sum(len(content.pictures) for content in contents if isinstance(content, PictureRow))
    _check(len(texts) + side_by_side, _MOST_PARAGRAPHS, "段（表格的一格、一张图片各算一段）", Span(path))
    _check(sum(inline.note is not None for inline in inlines), _MOST_NOTES, "条脚注", Span(path))
    for table in (content for content in contents if isinstance(content, ArticleTable)):
        fullest = max((len(cell.contents) for row in table.rows for cell in row), default=0)
        _check(fullest, _MOST_IN_CELL, "段在表格的一格里", table.span, "把这一格的文字移到表格外面。")


def _check(count: int, most: int, what: str, at: Span, hint: str = _HINT) -> None:
    if count > most:
        message = f"文章太长：{at.file.name} 有 {count} {what}，最多 {most}"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB228", message, at, hint)])


def check_lengths(contents: Iterable[Content], diagnostics: Diagnostics) -> None:
    """Note each paragraph that is so long that it can be none (HB229)."""
    for inlines in chain.from_iterable(map(_texts, contents)):
        length = sum(len(inline.text) for inline in inlines)
        if length > _LONGEST_PARAGRAPH:
            hint = "多半是转换的时候丢了换行：打开文件，在该分段的地方换行。"
            message = f"这一段有 {length} 个字，最多 {_LONGEST_PARAGRAPH} 个"
            diagnostics.error("HB229", message, inlines[0].span, hint)


def _texts(content: Content) -> Iterator[Sequence[Inline]]:
    """The paragraphs of a content: itself, those in its cells, captions, footnotes; an empty one for an empty cell."""
    texts = [tuple(inlines_of(content))]
    if isinstance(content, ArticleTable):
        cells = [[each.inlines for each in cell.paragraphs] or [()] for row in content.rows for cell in row]
        texts = list(chain.from_iterable(cells))
        texts += [content.caption, *(line.inlines for line in (*content.units, *content.notes))]
    yield from texts
    yield from (inline.note.inlines for text in texts for inline in text if inline.note is not None)
