"""Articles with tables that are too wide for a page as it is, or longer than one."""

from __future__ import annotations

from huibian.frame import Align, Document, Role
from huibian.layoutfile.definition import Layout
from huibian.text.model import Article, ArticleTable, Content, Paragraph
from tests.support import contents
from tests.support.examples import SHORT
from tests.support.layouts import compose_articles

WORDS = "县地方史志办公室组织各乡镇开展旧志征集工作，共征得旧志十二种、家谱三十四部。"


def figures(columns: int, rows: int, caption: str = "表1　各乡镇旧志征集情况") -> ArticleTable:
    """A table of names and numbers with one header row."""
    head = tuple(contents.cell(f"第{column}项指标" if column else "乡镇") for column in range(columns))
    body = [
        (
            contents.cell(f"青溪乡{row}"),
            *(contents.cell(f"{(row * 37 + column * 91) % 9000 + 1000}.5") for column in range(1, columns)),
        )
        for row in range(rows)
    ]
    named = (contents.inline(caption),) if caption else ()
    return ArticleTable(named, (Align.JUSTIFY,) * columns, (head, *body), 1, contents.SPAN)


def words(count: int) -> Paragraph:
    """A paragraph of so many sentences."""
    return contents.text_block(Role.PARAGRAPH, contents.inline(WORDS * count))


def heading() -> Paragraph:
    """A heading of the first level."""
    return contents.text_block(Role.HEADING_1, contents.inline("一、征集情况"))


def article(*body: Content, title: str = "旧志征集统计") -> Article:
    """An article of some contents."""
    return Article((contents.inline(title),), title, body, contents.SPAN)


def tabled(layout: Layout) -> Document:
    """An issue with a table of 12 columns, and one of 20 over several pages, between text."""
    blocks = (words(6), figures(12, 9), words(3), heading(), figures(20, 20), words(9), figures(20, 1, ""), words(1))
    chosen = layout.model_copy(update={"required": ()})
    return compose_articles(chosen, SHORT, [article(*blocks), article(figures(20, 2), words(2))])
