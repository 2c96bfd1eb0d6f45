"""Articles with everything that an article may contain, put together at random."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image as Pillow

from huibian.diagnostics import Span
from huibian.frame import SINGLE, Align, Role
from huibian.image import Image
from huibian.image.read import read_image
from huibian.text.model import Article, ArticlePicture, ArticleTable, Content, Inline, Note, Paragraph, TableCell
from tests.support.remix import HARD, sentences

SPAN = Span(Path("article.md"), 1, 1)
RARE = ("镕", "喆", "堃", "玥", "珺", "𬸦", "䶮", "葛\U000e0100")
NUMBERS = ("12", "3.5%", "1,024", "8600元", "—", "")


def inline(text: str, *, bold: bool = False, lead: Role | None = None) -> Inline:
    """Text that stands nowhere in particular."""
    return Inline(text, bold, SPAN, lead)


def note(text: str) -> Inline:
    """The mark of a footnote."""
    return Inline("", False, SPAN, note=Note((inline(text),), SPAN))


def cell(text: str, *marks: Inline) -> TableCell:
    """A cell of a table."""
    inlines = (*((inline(text),) if text else ()), *marks)
    return TableCell((Paragraph(Role.TABLE_CELL, inlines, SPAN),) if inlines else (), SINGLE, SPAN)


@cache
def image(width: int, height: int, kind: str = "jpeg") -> Image:
    """An image of one colour."""
    data = io.BytesIO()
    Pillow.new("RGB", (width, height), (90, 120, 90)).save(data, kind)
    read = read_image(data.getvalue())
    assert read is not None
    return read


def text_block(role: Role, *inlines: Inline) -> Paragraph:
    """A block of text."""
    return Paragraph(role, inlines, SPAN)


@dataclass
class _Marks:
    """The marks of footnotes that are left for an article."""

    chance: random.Random
    left: int = 20

    def perhaps(self, likely: float) -> list[Inline]:
        """A mark or none."""
        if self.left == 0 or self.chance.random() > likely:
            return []
        self.left -= 1
        return [note(_words(self.chance, self.chance.randint(1, 3)))]


def article(seed: int) -> Article:
    """An article of a dozen paragraphs with tables, pictures, footnotes, rare characters and all kinds of blocks."""
    chance = random.Random(seed)
    title = f"第{seed}篇：{chance.choice(sentences())[:12]}".rstrip("，。；：、")
    return Article((inline(title),), title, tuple(_contents(chance)), SPAN)


def _contents(chance: random.Random) -> Iterator[Content]:
    marks = _Marks(chance)
    yield text_block(Role.BYLINE, inline("（县史志办 供稿）"))
    for number in range(chance.randint(6, 10)):
        if chance.random() < 0.25:
            yield text_block(Role.HEADING_1, inline(f"{'一二三四五六七八九十'[number]}、征集旧志"))
        yield _paragraph(chance, marks)
        kind = chance.random()
        if kind < 0.2:
            yield _table(chance, marks)
            if kind < 0.04:
                yield _table(chance, marks)
        elif kind < 0.35:
            yield _picture(chance)
        elif kind < 0.45:
            yield text_block(Role.QUOTATION, inline(_words(chance, 2)))
        elif kind < 0.55:
            yield text_block(Role.LIST_ITEM, inline(f"{number}." + _words(chance, 1)))
    yield text_block(Role.SIGNATURE, inline("云溪县地方史志办公室"))
    yield text_block(Role.DATE, inline("2026年11月2日"))


def _words(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(sentences()) for _ in range(count))


def _paragraph(chance: random.Random, marks: _Marks) -> Paragraph:
    inlines = [inline("（一）加强领导。", lead=Role.HEADING_2)] if chance.random() < 0.2 else []
    for _ in range(chance.randint(1, 4)):
        inlines += [inline(_words(chance, 1)), *marks.perhaps(0.35)]
    if chance.random() < 0.3:
        inlines.append(
            inline(f"参加的有王{chance.choice(RARE)}、李{chance.choice(RARE)}，", bold=chance.random() < 0.3)
        )
    inlines.append(inline(chance.choice(HARD) + _words(chance, 1)))
    return text_block(Role.PARAGRAPH, *inlines)


def _picture(chance: random.Random) -> ArticlePicture:
    shape = chance.choice(((1200, 800), (900, 900), (700, 1000), (1600, 500)))
    caption = (inline(chance.choice(sentences())[:20].rstrip("，。；：、")),) if chance.random() < 0.7 else ()
    return ArticlePicture(image(*shape, chance.choice(("jpeg", "png"))), caption, SPAN)


def _table(chance: random.Random, marks: _Marks) -> ArticleTable:
    longest = chance.choice((4, 10, 40))  # few characters make narrow columns
    aligns = (Align.JUSTIFY, Align.CENTER, chance.choice((Align.JUSTIFY, Align.START)), Align.END)
    head = tuple(map(cell, ("乡镇", "册数", "征集经过", "金额")))
    rows = [
        (
            cell(f"{chance.choice(RARE)}溪乡" + _words(chance, 1)[:longest]),
            cell(chance.choice(NUMBERS)),
            cell(_words(chance, 1) if chance.random() < 0.8 else "", *marks.perhaps(0.05)),
            cell(chance.choice(NUMBERS), *marks.perhaps(0.02)),
        )
        for _ in range(chance.randint(1, 12))
    ]
    caption = (inline("表1　旧志征集情况"),) if chance.random() < 0.6 else ()
    return ArticleTable(caption, aligns, (head, *rows), 1, SPAN)
