"""The program proves its own pages: takes the finished document and the articles, notes every way they disagree.

It reads the document as an exporter would, and trusts nothing that the layout kept on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Document, Link, Page, Role, Rule, Text
from huibian.layout import cjk
from huibian.text.model import Article

_HINT = "这是程序的错误，没有写出文件；请把这一期发给开发者"
_FROM_ARTICLES = frozenset(
    {Role.ARTICLE_TITLE, Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4, Role.PARAGRAPH}
)


def verify(document: Document, articles: Sequence[Sequence[Article]], diagnostics: Diagnostics) -> None:
    """Note an error for each thing that is wrong with the pages.

    Checked: every character of every article stands on the pages once and in order (HB511); nothing leaves its page
    (HB512); no line begins or ends with a mark that may not (HB513, HB514); no line leaves the
    type area (HB515); contents entries name the page their heading is on (HB516).
    """
    _check_text(document, articles, diagnostics)
    for number, page in enumerate(document.pages, 1):
        _check_edges(document, number, page, diagnostics)
    _check_lines(document, diagnostics)
    _check_references(document, diagnostics)


def _check_text(document: Document, articles: Sequence[Sequence[Article]], diagnostics: Diagnostics) -> None:
    placed = _blocks_as_placed(document)
    for span, expected in _expected(articles):
        found = next(placed, None)
        if found != expected:
            diagnostics.error("HB511", f"版面上的文字与原文不同：原文“{_around(expected, found or '')}”", span, _HINT)
            return
    if next(placed, None) is not None:
        diagnostics.error("HB511", "版面上多出了原文没有的文字", None, _HINT)


def _expected(articles: Sequence[Sequence[Article]]) -> Iterator[tuple[Span, str]]:
    for section in articles:
        for article in section:
            yield article.span, "".join(inline.text for inline in article.title)
            for block in article.blocks:
                yield block.span, "".join(inline.text for inline in block.inlines)


def _blocks_as_placed(document: Document) -> Iterator[str]:
    """The text of each block that comes from an article, in the order in which blocks begin on the pages."""
    parts: dict[int, list[str]] = {}
    for page in document.pages:
        for line in page.lines:
            if line.block is not None and document.blocks[line.block].role in _FROM_ARTICLES:
                parts.setdefault(line.block, []).append(line.text)
    return ("".join(lines) for lines in parts.values())


def _around(expected: str, found: str) -> str:
    """The text round the first difference."""
    same = next((i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), len(found))
    return expected[max(0, same - 5) : same + 5]


def _check_edges(document: Document, number: int, page: Page, diagnostics: Diagnostics) -> None:
    for item in page.items:
        left, top, right, bottom = _box(item)
        if left < 0 or top < 0 or right > document.width or bottom > document.height:
            what = item.text if isinstance(item, Text) else "线条"
            diagnostics.error("HB512", f"第{number}张纸放不下“{what}”", None, "缩短这一行，或改版式里它的位置")


def _box(item: Text | Rule | Link) -> tuple[int, int, int, int]:
    if isinstance(item, Text):
        return item.x, item.top, item.x + item.width, item.top + item.height
    if isinstance(item, Rule):
        return item.x, item.y, item.x + item.length, item.y + item.thickness
    return item.x, item.y, item.x + item.width, item.y + item.height


def _check_lines(document: Document, diagnostics: Diagnostics) -> None:
    begun: set[int | None] = set()
    for number, (page, right) in enumerate(zip(document.pages, _right_edges(document), strict=True), 1):
        for line in page.lines:
            _check_line(line, number, line.block not in begun, diagnostics)
            if line.x + line.width > right:
                diagnostics.error("HB515", f"第{number}张纸有一行超出版心：{line.text[:12]}", None, _HINT)
            begun.add(line.block)


def _right_edges(document: Document) -> Iterator[int]:
    """The right edge of each page's type area."""
    for part in document.parts:
        for number in range(1, part.pages + 1):
            mirrored = part.margins.mirrored and number % 2 == 0
            yield document.width - (part.margins.inner if mirrored else part.margins.outer)


def _check_line(line: Text, number: int, opens_block: bool, diagnostics: Diagnostics) -> None:
    text = line.text.strip(" ")
    continued = line.fit is not None and line.fit.next_unit is not None
    if text and cjk.forbids_line_start(text[0]) and not opens_block:
        diagnostics.error("HB513", f"第{number}张纸有一行以“{text[0]}”开头：{text[:12]}", None, _HINT)
    if text and cjk.forbids_line_end(text[-1]) and continued:
        diagnostics.error("HB514", f"第{number}张纸有一行以“{text[-1]}”结尾：{text[-12:]}", None, _HINT)


def _check_references(document: Document, diagnostics: Diagnostics) -> None:
    labels: dict[int, str | None] = {}
    for page in document.pages:
        for line in page.lines:
            if line.block is not None:
                labels.setdefault(line.block, page.label)
    for page in document.pages:
        for line in page.lines:
            for run in line.runs:
                if run.target is not None and labels.get(run.target) != run.text:
                    diagnostics.error("HB516", f"目录页码 {run.text} 与正文不符：{line.text}", None, _HINT)
