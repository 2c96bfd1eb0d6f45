"""Articles with tables that are too wide for a page as it is, or longer than one."""

from __future__ import annotations

from msgspec.structs import replace

from huibian.frame import SINGLE, Align, Document, Role
from huibian.layoutfile.definition import Layout
from huibian.text.model import Article, ArticleTable, Content, Paragraph, TableCell
from tests.support import contents
from tests.support.examples import SHORT
from tests.support.layouts import compose_articles

_DECIMALS = (".5", "", ".25")
WORDS = "县地方史志办公室组织各乡镇开展旧志征集工作，共征得旧志十二种、家谱三十四部。"


def figures(columns: int, rows: int, caption: str = "表1　各乡镇旧志征集情况") -> ArticleTable:
    """A table of names and numbers with one header row."""
    head = tuple(contents.cell(f"第{column}项指标" if column else "乡镇") for column in range(columns))
    body = [
        (
            contents.cell(f"青溪乡{row}"),
            *(
                contents.cell(f"{(row * 37 + column * 91) % 9000 + 1000}{_DECIMALS[row % 3]}")
                for column in range(1, columns)
            ),
        )
        for row in range(rows)
    ]
    named = (contents.inline(caption),) if caption else ()
    return ArticleTable(named, (Align.JUSTIFY,) * columns, (head, *body), 1, contents.SPAN)


def noted(table: ArticleTable) -> ArticleTable:
    """A table with what it is counted in above it, and two notes below."""
    units = contents.text_block(Role.TABLE_UNITS, contents.inline("单位：册"))
    notes = ("资料来源：县地方史志办公室", "注：" + WORDS)
    lines = tuple(contents.text_block(Role.TABLE_NOTE, contents.inline(text)) for text in notes)
    return replace(table, units=(units,), notes=lines)


def tall(count: int) -> ArticleTable:
    """A table with a row of so many sentences in two cells, one of them in several paragraphs."""
    head, last = (tuple(map(contents.cell, row)) for row in (("乡镇", "经过"), ("石漱镇", WORDS)))
    first = TableCell(tuple(words(count // 3) for _ in range(2)), SINGLE, contents.SPAN)
    high = (first, contents.cell(WORDS * count))
    return ArticleTable((), (Align.JUSTIFY,) * 2, (head, high, last), 1, contents.SPAN)


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
    wide, long = noted(figures(12, 9)), noted(figures(20, 20))
    blocks: list[Content] = [words(6), wide, words(3), heading(), long, words(9), figures(20, 1, ""), words(1)]
    blocks += [noted(figures(3, rows)) for rows in range(18, 22)]  # some with their last row held for the notes
    blocks += [words(1), tall(50), words(1)]
    chosen = replace(layout, required=())
    return compose_articles(chosen, SHORT, [article(*blocks), article(figures(20, 2), words(2))])


def footnoted(layout: Layout) -> Document:
    """An issue with turned pages of both sides and footnotes everywhere: in a table, above, below and before one."""
    note = contents.note("见《云溪县志》卷三。")
    plain = figures(20, 4)
    head, *body = plain.rows
    in_cell = replace(plain, rows=(head, (contents.cell("青溪乡", note, note), *body[0][1:]), *body[1:]))
    above = replace(plain, caption=(*plain.caption, note))
    below = replace(plain, notes=(contents.text_block(Role.TABLE_NOTE, contents.inline("注：" + WORDS), note),))
    before = contents.text_block(Role.PARAGRAPH, contents.inline(WORDS), note)
    long = replace(above, rows=(head, *body * 6))
    blocks: list[Content] = [in_cell, before, plain, above, below, words(1), long, words(1)]
    return compose_articles(replace(layout, required=()), SHORT, [article(*blocks)])
