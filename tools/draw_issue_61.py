"""Draws the photographs of the example issue 61 and writes its Word article: `python -m tools.draw_issue_61`.

Equal every time, byte for byte, with the same Pillow and python-docx; nothing in them is of a real place.
"""

from __future__ import annotations

import datetime
import math
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table
from PIL import Image, ImageDraw

from tools.draw_examples import SIZE, Colour, canvas, dated, mix, photograph

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "yunxi-2027-01" / "articles"
_PRINTED = (660, 440)  # two in a row: 220 dots an inch at 76 mm
_DAY = datetime.datetime(2027, 1, 20)
_DECK = 760.0  # where the road over the bridge lies, in the middle
_RISE = 90.0
_WATER = 1180.0
_ARCHES = ((430, 210), (1200, 330), (1970, 210))  # middle and half width of each


@dataclass(frozen=True, slots=True)
class State:
    """What the bridge looks like at a time.

    Attributes:
        sky: Colours of the sky, from top to bottom.
        stone: Colour of its stones.
        water: Colour of the river.
        missing: Which of the panels of its railing are gone.
        weeds: How many tufts of grass stand on it.
    """

    sky: tuple[Colour, Colour]
    stone: Colour
    water: Colour
    missing: frozenset[int]
    weeds: int


BEFORE = State(
    ((196, 202, 206), (222, 222, 214)), (132, 126, 112), (104, 116, 104), frozenset({2, 3, 7, 8, 9, 14, 18, 19}), 420
)
AFTER = State(((150, 190, 222), (236, 232, 218)), (196, 186, 166), (112, 148, 160), frozenset(), 0)


def bridge(state: State) -> Image.Image:
    """米市桥: three arches of stone over a river, hills behind."""
    dice = random.Random(1834)
    image = canvas(*state.sky)
    draw = ImageDraw.Draw(image)
    for layer in range(3):
        top = 560 + 110 * layer
        line = [(x, top + 60 * math.sin(x / (260 - 40 * layer) + 2 * layer)) for x in range(0, 2420, 20)]
        draw.polygon([*line, (2420, 1300), (0, 1300)], fill=mix((178, 192, 190), (88, 112, 88), layer / 2))
    _river(draw, state, dice)
    _body(image, state, dice)
    _railing(draw, state)
    _weeds(draw, state, dice)
    return photograph(image, 61).resize(_PRINTED, Image.Resampling.LANCZOS)


def _road(x: float) -> float:
    """How high the road lies at a place."""
    return _DECK + _RISE * (abs(x - 1200) / 1200) ** 2


def _river(draw: ImageDraw.ImageDraw, state: State, dice: random.Random) -> None:
    draw.rectangle([0, _WATER, 2400, 1600], fill=state.water)
    for _ in range(260):
        x, y = dice.uniform(-100, 2400), dice.uniform(_WATER + 10, 1600)
        shade = mix(state.water, state.sky[1], dice.uniform(0.1, 0.5))
        draw.line([(x, y), (x + dice.uniform(60, 260), y)], fill=shade, width=4)


def _body(image: Image.Image, state: State, dice: random.Random) -> None:
    edge = [(float(x), _road(x)) for x in range(0, 2420, 20)]
    openings = Image.new("L", (SIZE[0] * 2, SIZE[1] * 2), 0)
    mask = ImageDraw.Draw(openings)
    mask.polygon([*edge, (2400, _WATER), (0, _WATER)], fill=255)
    for middle, half in _ARCHES:
        mask.pieslice([middle - half, _WATER - half, middle + half, _WATER + half], 180, 360, fill=0)
    wall = Image.new("RGB", openings.size, state.stone)
    stones = ImageDraw.Draw(wall)
    for row, y in enumerate(range(700, 1200, 44)):
        for x in range(-90 + 45 * (row % 2), 2400, 90):
            shade = mix(state.stone, (96, 92, 84), dice.uniform(0, 0.34))
            stones.rectangle([x, y, x + 86, y + 40], fill=shade)
    for middle, half in _ARCHES:
        box = [middle - half - 46, _WATER - half - 46, middle + half + 46, _WATER + half + 46]
        for start in range(180, 360, 9):
            stones.pieslice(box, start + 0.4, start + 8.6, fill=mix(state.stone, (230, 226, 214), dice.uniform(0, 0.4)))
    image.paste(wall, mask=openings)
    draw = ImageDraw.Draw(image)
    for middle, half in _ARCHES:
        foot = [middle - half, _WATER - half * 0.6, middle + half, _WATER + half * 0.6]
        draw.chord(foot, 0, 180, fill=mix(state.water, state.sky[1], 0.3))


def _railing(draw: ImageDraw.ImageDraw, state: State) -> None:
    posts = range(40, 2400, 116)
    light, dark = mix(state.stone, (240, 238, 230), 0.35), mix(state.stone, (70, 66, 60), 0.4)
    for number, (left, right) in enumerate(pairwise(posts)):
        if number not in state.missing:
            corners = [(left, _road(left) - 84), (right, _road(right) - 84), (right, _road(right)), (left, _road(left))]
            draw.polygon(corners, fill=light, outline=dark, width=5)
    for number, x in enumerate(posts):
        if not {number - 1, number} <= state.missing:
            draw.rectangle([x - 11, _road(x) - 116, x + 11, _road(x)], fill=light, outline=dark, width=3)
            draw.ellipse([x - 15, _road(x) - 146, x + 15, _road(x) - 112], fill=light, outline=dark, width=3)
    draw.line([(x, _road(x) + 6) for x in range(0, 2420, 20)], fill=dark, width=16)


def _weeds(draw: ImageDraw.ImageDraw, state: State, dice: random.Random) -> None:
    for _ in range(state.weeds):
        x = dice.uniform(0, 2400)
        y = _road(x) + (0 if dice.random() < 0.6 else dice.uniform(20, 300))
        green = mix((84, 104, 56), (142, 140, 82), dice.random())
        for blade in range(5):
            lean = (blade - 2) * dice.uniform(5, 14)
            draw.line([(x, y), (x + lean, y - dice.uniform(24, 74))], fill=green, width=5)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the accounts, in 万元: what was planned, what it came to, and that of the year before."""

    name: str
    planned: int
    done: int
    before: int


INCOME = (
    Entry("税收收入", 86200, 88415, 83260),
    Entry("非税收入", 31800, 29746, 32105),
    Entry("上级补助收入", 164500, 171380, 158720),
    Entry("债券转贷收入", 42000, 42000, 38600),
)
SPENDING = (
    Entry("教育", 72400, 73188, 69955),
    Entry("社会保障和就业", 58900, 60274, 56410),
    Entry("卫生健康", 33600, 34125, 33980),
    Entry("农林水", 61200, 63890, 57236),
    Entry("文化旅游体育与传媒", 6100, 5872, 5518),
    Entry("其他各项", 88300, 87205, 84117),
)


def total(entries: tuple[Entry, ...], name: str) -> Entry:
    """All of them together."""
    return Entry(name, *(sum(getattr(each, key) for each in entries) for key in ("planned", "done", "before")))


def article() -> bytes:
    """云溪县2026年财政收支完成情况: a head of two rows, cells over several rows and columns, units, source."""
    document = docx.Document()
    document.add_heading("云溪县2026年财政收支完成情况", 0)
    document.add_paragraph("（县财政局 供稿）")
    income, spending = total(INCOME, "合计"), total(SPENDING, "合计")
    document.add_paragraph(
        f"　　2026年，全县财政总收入{income.done}万元，为预算的{income.done / income.planned:.1%}；"
        f"总支出{spending.done}万元，为预算的{spending.done / spending.planned:.1%}。"
        f"收支相抵，结余{income.done - spending.done}万元，全部结转下年使用。各项收支见下表。"
    )
    for words, side in (
        ("表1 2026年财政收支完成情况", WD_ALIGN_PARAGRAPH.CENTER),
        ("单位：万元", WD_ALIGN_PARAGRAPH.RIGHT),
    ):
        document.add_paragraph(words).alignment = side
    _table(document)
    document.add_paragraph("资料来源：县财政局2026年12月快报；决算以县人民代表大会常务委员会批准的为准。")
    document.add_paragraph(
        "　　支出里增加最多的是农林水，主要用于鹿涧水库溢洪道修复和石鼓岭灌区渠系配套。"
        "县志编修、旧志整理和地名补查的经费列入“文化旅游体育与传媒”，比上年增加86万元。"
    )
    properties = document.core_properties
    properties.author, properties.title = "云溪县财政局", "云溪县2026年财政收支完成情况"
    properties.created = properties.modified = _DAY
    return dated(document, _DAY)


def _table(document: Document) -> None:
    groups = (("收入", INCOME), ("支出", SPENDING))
    table = document.add_table(2 + sum(len(entries) + 1 for _, entries in groups) + 1, 7, style="Table Grid")
    for first, last, words in (
        ((0, 0), (1, 0), "类别"),
        ((0, 1), (1, 1), "项目"),
        ((0, 2), (0, 4), "2026年"),
        ((0, 5), (0, 6), "比上年增减"),
    ):
        _fill(table, first, last, words)
    for column, words in enumerate(("预算", "完成", "完成率", "金额", "幅度"), 2):
        _fill(table, (1, column), (1, column), words)
    row = 2
    for name, entries in groups:
        _fill(table, (row, 0), (row + len(entries), 0), name)
        for each in (*entries, total(entries, "合计")):
            _figures(table, row, each)
            row += 1
    _fill(table, (row, 0), (row, 1), "收支结余")
    _fill(table, (row, 2), (row, 6), f"{total(INCOME, '').done - total(SPENDING, '').done}")


def _figures(table: Table, row: int, entry: Entry) -> None:
    more = entry.done - entry.before
    words = (
        f"{entry.planned}",
        f"{entry.done}",
        f"{entry.done / entry.planned:.1%}",
        f"{more}",
        f"{more / entry.before:.1%}",
    )
    _fill(table, (row, 1), (row, 1), entry.name, WD_ALIGN_PARAGRAPH.LEFT)
    for column, text in enumerate(words, 2):
        _fill(table, (row, column), (row, column), text.replace("-", "−"), WD_ALIGN_PARAGRAPH.RIGHT)


def _fill(
    table: Table,
    first: tuple[int, int],
    last: tuple[int, int],
    words: str,
    side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
) -> None:
    cell = table.cell(*first)
    if first != last:
        cell = cell.merge(table.cell(*last))
    cell.paragraphs[0].add_run(words)
    cell.paragraphs[0].alignment = side


def main() -> None:
    """Write all of them."""
    folder = FOLDER / "tu"
    folder.mkdir(exist_ok=True)
    for name, state in (("mishiqiao-1.jpg", BEFORE), ("mishiqiao-2.jpg", AFTER)):
        bridge(state).save(folder / name, quality=82, optimize=True)
    (FOLDER / "01-caizheng.docx").write_bytes(article())


if __name__ == "__main__":
    main()
