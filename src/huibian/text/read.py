"""Takes an article file, gives the article: its first line is the title, every other one a paragraph or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from huibian import source
from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.frame import Role
from huibian.manifest.model import ArticleRef
from huibian.text.headings import marked, numbered
from huibian.text.lines import Line, read_lines
from huibian.text.model import Article, Block, Inline

_LONGEST_TITLE = 60  # characters: more than two lines of print; a title as long as that is a paragraph
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")  # just two: 138****5678 stays


def read_article(ref: ArticleRef, diagnostics: Diagnostics) -> Article:
    """Read an article.

    Args:
        ref: The file, and what the manifest says of it.
        diagnostics: Gets every fault. Where one is an error, the article is not the whole of the file.
    """
    try:
        file = source.read(ref.path, ref.span)
    except HuibianError as error:
        diagnostics.extend(error.diagnostics)
        return Article((), "", (), ref.span)
    if file.doubt:
        diagnostics.add(file.doubt)
    blocks = tuple(_blocks(read_lines(file, diagnostics), diagnostics))
    if not blocks:
        hint = "文章的第一行是标题，下面是正文。"
        diagnostics.error("HB201", "文件里没有文字", Span(ref.path), hint)
        return Article((), "", (), Span(ref.path))
    _check_title(blocks[0], diagnostics)
    if len(blocks) == 1:
        diagnostics.warning("HB202", "只有标题，没有正文", blocks[0].span)
    title = blocks[0].inlines if ref.title is None else (Inline(ref.title.text, False, ref.title.span),)
    toc_title = "".join(inline.text for inline in title) if ref.toc is None else ref.toc
    return Article(title, toc_title, blocks[1:], blocks[0].span)


def _blocks(lines: list[Line], diagnostics: Diagnostics) -> Iterator[Block]:
    for line in lines:
        span, heading = line.span(0), marked(line.text)
        if heading is not None:
            line = line.cut(heading[1], len(line.text))
        elif line.text[0] in "#\uff03":
            diagnostics.warning("HB211", "按正文排：# 后面没有空格，不是小标题", span, "小标题写成“## 标题”。")
        if not line.text:
            diagnostics.warning("HB211", "略去了没有文字的小标题", span)
            continue
        inlines = tuple(_inlines(line, diagnostics))
        text = "".join(inline.text for inline in inlines)
        role = heading[0] if heading else numbered(text) or Role.PARAGRAPH
        yield Block(role, inlines, inlines[0].span)


def _inlines(line: Line, diagnostics: Diagnostics) -> Iterator[Inline]:
    """The text of a line, cut where bold begins and ends and where characters were left out."""
    marks = [match.start() for match in _BOLD.finditer(line.text)]
    if len(marks) % 2:
        hint = "粗体的前后各写一对 **；要的就是星号，可不管。"
        diagnostics.warning("HB210", "** 没有配成对，照原样排", line.span(marks.pop()), hint)
    starts = [0, *(mark + 2 for mark in marks)]
    ends = [*marks, len(line.text)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for part in _unbroken(line.cut(start, end)):
            yield Inline(part.text, index % 2 == 1, part.span(0))


def _unbroken(line: Line) -> Iterator[Line]:
    """The parts of a line whose characters stand side by side in the file."""
    start = 0
    for index in range(1, len(line.text) + 1):
        if index == len(line.text) or line.columns[index] != line.columns[index - 1] + 1:
            yield line.cut(start, index)
            start = index


def _check_title(title: Block, diagnostics: Diagnostics) -> None:
    if len(title.text) > _LONGEST_TITLE or title.text.endswith("。"):
        hint = "文件的第一行是标题；标题和正文之间要换行。"
        diagnostics.warning("HB203", f"标题像是正文（{len(title.text)} 个字）", title.span, hint)
