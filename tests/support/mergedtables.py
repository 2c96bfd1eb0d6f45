"""Articles whose tables have merged cells with several paragraphs and pictures, put together at random."""

from __future__ import annotations

import random
from collections.abc import Iterator

from msgspec.structs import replace

from huibian.frame import SINGLE, Align, CellSize, Role
from huibian.text.model import (
    Article,
    ArticlePicture,
    ArticleTable,
    CaptionBeside,
    CaptionSide,
    CellContent,
    Content,
    Paragraph,
    PictureRow,
    TableCell,
)
from tests.support.contents import SPAN, image, inline
from tests.support.remix import sentences

_COLUMNS = 5
_SHAPES = ((1200, 800), (900, 900), (700, 1000))


def merged_article(seed: int) -> Article:
    """Text, a table over several pages, pictures side by side and again; then some with their captions beside them."""
    chance = random.Random(seed)
    title = f"第{seed}篇：合并的格"
    return Article((inline(title),), title, tuple(_contents(chance)), SPAN)


def _contents(chance: random.Random) -> Iterator[Content]:
    for number in range(3):
        yield Paragraph(Role.PARAGRAPH, (inline(_words(chance, chance.randint(2, 9))),), SPAN)
        caption = (inline(f"表{number + 1}　旧志征集情况"),) if chance.random() < 0.7 else ()
        yield _table(chance, caption)
        yield Paragraph(Role.PARAGRAPH, (inline(_words(chance, chance.randint(1, 5))),), SPAN)
        pictures = tuple(_picture(chance, likely=0.6) for _ in range(chance.randint(2, 5)))
        yield PictureRow(pictures, (inline("图1　征集旧志"),) if chance.random() < 0.5 else (), SPAN)
    yield Paragraph(Role.PARAGRAPH, (inline(_words(chance, 3)),), SPAN)
    yield from (_with_caption_beside(chance, side) for side in (*CaptionSide, *CaptionSide))
    yield PictureRow(tuple(_with_caption_beside(chance, side) for side in CaptionSide), (), SPAN)
    yield Paragraph(Role.PARAGRAPH, (inline(_words(chance, 3)),), SPAN)


def _with_caption_beside(chance: random.Random, side: CaptionSide) -> ArticlePicture:
    return replace(_picture(chance, likely=1), beside=CaptionBeside(side, chance.choice((35, 50, 65))))


def _words(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(sentences()) for _ in range(count))


def _picture(chance: random.Random, likely: float) -> ArticlePicture:
    words = chance.choice(sentences())[: chance.choice((6, 12, 30))].rstrip("，。；：、")
    caption = (inline(words),) if chance.random() < likely else ()
    return ArticlePicture(image(*chance.choice(_SHAPES)), caption, SPAN)


def _table(chance: random.Random, caption: tuple[object, ...]) -> ArticleTable:
    """A head of two rows, one cell of it over both and one over two columns; below it cells of all sizes."""
    head = [
        [_cell("乡镇", CellSize(1, 2)), _cell("旧志", CellSize(2, 1)), _cell("家谱（含支谱）", CellSize(2, 1))],
        [_cell(text, SINGLE) for text in ("册数", "页数", "册数", "来历")],
    ]
    body = list(_body(chance, chance.randint(6, 20)))
    aligns = (Align.JUSTIFY, Align.JUSTIFY, chance.choice((Align.END, Align.JUSTIFY)), Align.CENTER, Align.JUSTIFY)
    rows = tuple(tuple(row) for row in (*head, *body))
    return ArticleTable((inline("表　旧志征集情况"),) if caption else (), aligns, rows, 2, SPAN)


def _body(chance: random.Random, count: int) -> Iterator[list[TableCell]]:
    """Rows; what is over two columns or up to three rows is drawn by lot."""
    taken = [0] * _COLUMNS
    for row in range(count):
        cells = []
        for column in range(_COLUMNS):
            if taken[column]:
                continue
            free = column + 1 < _COLUMNS and not taken[column + 1]
            size = CellSize(
                2 if free and chance.random() < 0.15 else 1,
                min(chance.choice((1, 1, 1, 2, 3)), count - row),
            )
            taken[column : column + size.columns] = [size.rows] * size.columns
            cells.append(TableCell(tuple(_held(chance)), size, SPAN))
        if len({taken[column] for column in range(_COLUMNS)}) == 1 and taken[0] > 1:  # a row of its own is none
            cells[0] = TableCell(cells[0].contents, CellSize(cells[0].size.columns, 1), SPAN)
            taken[: cells[0].size.columns] = [1] * cells[0].size.columns
        yield cells
        taken = [max(0, left - 1) for left in taken]


def _held(chance: random.Random) -> Iterator[CellContent]:
    kind = chance.random()
    if kind < 0.1:
        return
    if kind < 0.16:
        yield _picture(chance, likely=0.3)
    for _ in range(chance.choice((1, 1, 1, 2, 3)) if kind < 0.4 else 1):
        words = _words(chance, 1)[: chance.choice((3, 6, 20))]
        yield Paragraph(Role.TABLE_CELL, (inline(f"{words}{chance.randint(1, 9999)}"),), SPAN)


def _cell(text: str, size: CellSize) -> TableCell:
    return TableCell((Paragraph(Role.TABLE_CELL, (inline(text),), SPAN),), size, SPAN)
