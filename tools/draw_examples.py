"""Draws the pictures of the example issue 59 and writes its Word article: `python -m tools.draw_examples`.

Equal every time, byte for byte, with the same Pillow and python-docx; nothing in them is of a real place.
"""

from __future__ import annotations

import datetime
import io
import math
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from huibian.fontbook.files import package_folder

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "yunxi-2026-11" / "articles"
SIZE = (1200, 800)  # 254 dots an inch at 12 cm
_SCALE = 2  # drawn larger, so that edges are smooth
_DATE = datetime.datetime(2026, 12, 1)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

Colour = tuple[int, int, int]
Point = tuple[float, float]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def canvas(top: Colour, bottom: Colour, size: tuple[int, int] = SIZE) -> Image.Image:
    """A sky that goes from one colour to another."""
    image = Image.new("RGB", (1, size[1] * _SCALE))
    for row in range(image.height):
        image.putpixel((0, row), mix(top, bottom, row / image.height))
    return image.resize((size[0] * _SCALE, size[1] * _SCALE))


def photograph(image: Image.Image, seed: int) -> Image.Image:
    """What a camera makes of it: softer, darker at the corners, a little grain."""
    image = image.resize(SIZE, Image.Resampling.LANCZOS)
    width, height = SIZE
    shade = Image.new("L", (60, 40))
    for x in range(60):
        for y in range(40):
            far = math.hypot((x - 29.5) / 30, (y - 19.5) / 20)
            shade.putpixel((x, y), round(255 - 58 * max(0.0, far - 0.45)))
    image = ImageChops.multiply(image, shade.resize(SIZE, Image.Resampling.BICUBIC).convert("RGB"))
    dice = random.Random(seed)
    grain = Image.frombytes("L", (width // 2, height // 2), bytes(dice.choices(range(122, 135), k=width * height // 4)))
    grain = grain.resize(SIZE, Image.Resampling.BILINEAR).convert("RGB")
    return ImageChops.add(image, grain, 1, -128)


def ridge(dice: random.Random, height: float, roughness: float) -> list[Point]:
    """A skyline over the whole width: waves of ever shorter length."""
    waves = [(roughness / n**1.15, n * dice.uniform(0.7, 1.3), dice.uniform(0, math.tau)) for n in range(1, 24)]
    width, tall = SIZE[0] * _SCALE, SIZE[1] * _SCALE
    return [
        (x, tall * (height + sum(size * math.sin(turn * x / width * 4 + start) for size, turn, start in waves)))
        for x in range(0, width + 8, 8)
    ]


def mountains() -> Image.Image:
    """石鼓岭: ridges that fade into the mist, a path down the nearest slope."""
    dice = random.Random(59)
    image = canvas((246, 214, 178), (206, 217, 222))
    draw = ImageDraw.Draw(image)
    sun = Image.new("L", image.size)
    ImageDraw.Draw(sun).ellipse([1560, 170, 1760, 370], fill=255)
    image.paste((255, 240, 206), mask=sun.filter(ImageFilter.GaussianBlur(18)))
    width, tall = image.size
    far, near = (188, 198, 204), (38, 58, 54)
    for layer in range(7):
        share = layer / 6
        line = ridge(dice, 0.34 + 0.075 * layer, 0.055 + 0.02 * share)
        draw.polygon([*line, (width, tall), (0, tall)], fill=mix(far, near, share**1.3))
        mist = Image.new("L", image.size)
        ImageDraw.Draw(mist).polygon([(x, y + 90) for x, y in line] + [(width, tall), (0, tall)], fill=70)
        if layer < 6:
            image.paste((226, 226, 222), mask=mist.filter(ImageFilter.GaussianBlur(60)))
    draw = ImageDraw.Draw(image)
    _path(draw)
    _trees(draw, dice)
    return photograph(image, 1)


def _path(draw: ImageDraw.ImageDraw) -> None:
    for step in range(160):
        share = step / 160
        x = 1980 - 760 * share + 110 * math.sin(share * 11)
        y = 1180 + 420 * share
        draw.ellipse([x, y, x + 5 + 22 * share, y + 3 + 9 * share], fill=(150, 140, 116))


def _trees(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    for _ in range(240):
        x, y = dice.uniform(-40, 2440), dice.uniform(1330, 1640)
        tall = (y - 1150) * dice.uniform(0.14, 0.3)
        shade = mix((30, 48, 42), (58, 78, 58), dice.random())
        for part in range(3):
            half = tall * (0.17 + 0.09 * part)
            top = y - tall + tall * 0.24 * part
            draw.polygon([(x, top), (x - half, top + tall * 0.46), (x + half, top + tall * 0.46)], fill=shade)


def street() -> Image.Image:
    """南门巷: two rows of old houses, a paved lane that narrows towards an arch."""
    dice = random.Random(11)
    image = canvas((176, 200, 220), (236, 230, 216))
    draw = ImageDraw.Draw(image)
    width, tall = image.size
    end = (width * 0.52, tall * 0.50)
    draw.polygon(
        [(0, tall), (width, tall), (end[0] + 120, end[1] + 60), (end[0] - 120, end[1] + 60)], fill=(132, 128, 122)
    )
    for row in range(1, 26):
        share = (row / 26) ** 1.9
        y = end[1] + 60 + (tall - end[1] - 60) * share
        half = 120 + (width * 0.54 - 120) * share
        draw.line([(end[0] - half, y), (end[0] + half, y)], fill=(108, 104, 99), width=1 + round(4 * share))
    for left in (True, False):
        for house in range(6, -1, -1):
            _house(draw, dice, left, house, end, image.size)
    _arch(draw, end)
    draw.polygon([(width * 0.86, tall), (width, tall * 0.9), (width, tall)], fill=(92, 88, 84))
    return photograph(image, 2)


def _house(
    draw: ImageDraw.ImageDraw, dice: random.Random, left: bool, number: int, end: Point, size: tuple[int, int]
) -> None:
    """A house, seen aslant: 0 is the nearest."""
    width, tall = size
    edge = 0.0 if left else float(width)
    vanish = end[0] - 100 if left else end[0] + 100

    def along(share: float, height: float) -> Point:
        x = edge + (vanish - edge) * share
        foot, top = tall * (1.06 - 0.475 * share), tall * (0.02 + 0.42 * share)
        return x, foot + (top - foot) * height

    first, last = 1 - 0.74**number, 1 - 0.74 ** (number + 1)
    storey = 0.78 + dice.uniform(-0.06, 0.1)
    wall = mix((226, 218, 202), (164, 148, 130), dice.random())
    wall = mix(wall, (206, 206, 204), last * 0.6)
    draw.polygon([along(first, 0), along(first, storey), along(last, storey), along(last, 0)], fill=wall)
    brick = mix(wall, (110, 100, 92), 0.55)
    draw.polygon([along(first, 0), along(first, 0.16), along(last, 0.16), along(last, 0)], fill=brick)
    dark = mix((58, 46, 40), wall, last * 0.5)
    span = last - first

    def panel(start: float, stop: float, low: float, high: float, colour: Colour) -> None:
        one, other = first + span * start, first + span * stop
        draw.polygon([along(one, low), along(one, high), along(other, high), along(other, low)], fill=colour)

    panel(0.36, 0.62, 0.0, 0.38, dark)
    panel(0.38, 0.485, 0.01, 0.36, mix(dark, (128, 74, 48), 0.55))
    panel(0.495, 0.60, 0.01, 0.36, mix(dark, (128, 74, 48), 0.45))
    panel(0.65, 0.71, 0.27, 0.33, (62, 92, 140))  # the plate of the house
    for start in (0.1, 0.7):
        panel(start, start + 0.2, 0.5, 0.66, dark)
        for bar in range(1, 4):
            panel(start + 0.05 * bar - 0.006, start + 0.05 * bar + 0.006, 0.5, 0.66, mix(wall, dark, 0.35))
    tile = mix((74, 76, 80), (190, 196, 200), last * 0.55)
    lean = 0.13
    roof = [along(first - 0.02, storey - 0.03), along(first, storey + lean), along(last, storey + lean)]
    draw.polygon([*roof, along(last + 0.01, storey - 0.03)], fill=tile)
    for course in range(1, 14):
        share = first + span * course / 14
        draw.line(
            [along(share, storey - 0.025), along(share, storey + lean)], fill=mix(tile, (40, 42, 46), 0.45), width=3
        )
    if number in (1, 3):
        x, y = along((first + last) / 2, storey - 0.1)
        drop = 70 * 0.74**number
        draw.ellipse([x - drop * 0.7, y, x + drop * 0.7, y + drop * 1.5], fill=(186, 52, 40))


def _arch(draw: ImageDraw.ImageDraw, end: Point) -> None:
    x, y = end
    draw.rectangle([x - 122, y - 120, x + 122, y + 66], fill=(186, 180, 170))
    draw.polygon([(x - 150, y - 112), (x, y - 190), (x + 150, y - 112)], fill=(104, 106, 110))
    draw.pieslice([x - 62, y - 74, x + 62, y + 50], 180, 360, fill=(232, 230, 222))
    draw.rectangle([x - 62, y - 13, x + 62, y + 66], fill=(232, 230, 222))


def face(size: int) -> ImageFont.FreeTypeFont:
    """A face for the words in a drawing."""
    folder = package_folder("pylopdf_fonts_zh_cn")
    assert folder is not None
    return ImageFont.truetype(str(next(folder.rglob("NotoSansSC-Regular.otf"))), size * _SCALE)


TOWNS = [  # where they lie in the drawing, and how many names each has new
    ("鹿涧乡", 300, 170, 150),
    ("竹陂乡", 560, 140, 131),
    ("石漱镇", 820, 190, 186),
    ("禾渡镇", 960, 400, 160),
    ("望栖街道", 600, 380, 90),
    ("东篱街道", 740, 500, 64),
    ("云门镇", 330, 400, 120),
    ("梅坞乡", 320, 600, 87),
    ("白露乡", 500, 620, 101),
    ("沙溪镇", 680, 660, 78),
    ("清泉镇", 880, 620, 119),
]


def map_of_names() -> Image.Image:
    """全县: towns as circles as large as what they have, the river and its two feeders."""
    image = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), "white")
    draw = ImageDraw.Draw(image)
    outline = [
        (150, 210),
        (300, 60),
        (600, 40),
        (900, 70),
        (1080, 260),
        (1100, 480),
        (1000, 730),
        (700, 760),
        (420, 730),
    ]
    outline += [(230, 600), (170, 420)]
    draw.polygon(_scaled(outline), fill=(240, 240, 236), outline=(120, 120, 120), width=6)
    for course in (
        [(280, 90), (420, 270), (520, 400), (660, 470), (800, 570), (970, 700)],
        [(760, 80), (700, 250), (690, 380), (660, 470)],
    ):
        draw.line(_scaled(course), fill=(140, 170, 196), width=16, joint="curve")
    for name, x, y, count in TOWNS:
        half = math.sqrt(count) * 3.6
        draw.ellipse(
            _scaled([(x - half, y - half), (x + half, y + half)]), fill=(196, 106, 84), outline="white", width=4
        )
        _words(draw, (x, y), str(count), 26, "white")
        _words(draw, (x, y + half + 20), name, 26, (40, 40, 40))
    return image.resize(SIZE, Image.Resampling.LANCZOS).quantize(48)


LEVELS = {"石鼓岭水库": (78, 71, 83), "鹿涧水库": (64, 58, 76), "竹陂水库": (81, 66, 79)}
MONTHS = ("9月", "10月", "11月")
SHADES: tuple[Colour, ...] = ((190, 200, 210), (120, 146, 172), (54, 86, 122))


def chart_of_levels() -> Image.Image:
    """三座水库: for each month, how full each is in per cent."""
    image = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), "white")
    draw = ImageDraw.Draw(image)
    foot, full = 660.0, 560.0
    for percent in range(0, 101, 20):
        y = foot - full * percent / 100
        draw.line(_scaled([(130, y), (1140, y)]), fill=(200, 200, 200) if percent else (60, 60, 60), width=4)
        _words(draw, (85, y), f"{percent}", 26, (60, 60, 60))
    _words(draw, (120, 45), "蓄水率（%）", 26, (60, 60, 60))
    for index, (name, values) in enumerate(LEVELS.items()):
        left = 200 + 320 * index
        for month, amount in enumerate(values):
            x, y = left + 76 * month, foot - full * amount / 100
            draw.rectangle(_scaled([(x, y), (x + 64, foot - 2)]), fill=SHADES[month])
            _words(draw, (x + 32, y - 20), str(amount), 24, (40, 40, 40))
        _words(draw, (left + 108, 695), name, 28, (40, 40, 40))
    for month, label in enumerate(MONTHS):
        x = 430 + 150 * month
        draw.rectangle(_scaled([(x, 744), (x + 30, 768)]), fill=SHADES[month])
        _words(draw, (x + 70, 756), label, 26, (40, 40, 40))
    return image.resize(SIZE, Image.Resampling.LANCZOS).quantize(32)


def _scaled(points: list[Any]) -> list[Point]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]


def _words(draw: ImageDraw.ImageDraw, at: Point, text: str, size: int, colour: Any) -> None:
    draw.text((at[0] * _SCALE, at[1] * _SCALE), text, font=face(size), fill=colour, anchor="mm")


ROWS = [
    ("水库", "总库容（万立方米）", "月末蓄水（万立方米）", "蓄水率", "比上月"),
    ("石鼓岭水库", "4860", "4034", "83%", "高12个百分点"),
    ("鹿涧水库", "1275", "969", "76%", "高18个百分点"),
    ("竹陂水库", "930", "735", "79%", "高13个百分点"),
]
NOTE = "蓄水率指月末蓄水量占总库容的比例，按县水文站2026年11月30日8时读数计算。"


def article() -> bytes:
    """云溪县三座水库蓄水情况: headings by style, numbers by Word, a table, a chart, a footnote."""
    document = docx.Document()
    document.add_heading("全县三座水库蓄水情况（2026年11月）", 0)
    document.add_paragraph("（县水利局 供稿）")
    first = document.add_paragraph("　　截至11月30日，全县三座水库共蓄水")
    first.add_run("5738万立方米").bold = True
    first.add_run("，比上月末增加934万立方米，比去年同期多643万立方米。三座水库蓄水率")
    _footnote(document, first)
    first.add_run("都在七成半以上，今冬明春城乡供水和春灌用水有保障。")
    document.add_heading("各水库蓄水", 1)
    caption = document.add_paragraph("表1 三座水库蓄水情况")
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _table(document)
    picture = io.BytesIO()
    chart_of_levels().save(picture, "PNG", optimize=True)
    document.add_paragraph().add_run().add_picture(picture, width=Mm(120))
    document.add_paragraph("图1 三座水库9月至11月蓄水率", style="Caption")
    document.add_heading("几点说明", 1)
    for text in (
        "石鼓岭水库11月中旬起按冬季方案调度，每日向县城供水3.1万立方米，发电服从供水。",
        "鹿涧水库溢洪道修复工程11月22日完工，汛限水位恢复到设计值，蓄水率回升最快。",
        "竹陂水库库尾清淤继续进行，预计明年2月底完成，可恢复库容26万立方米。",
    ):
        _numbered(document.add_paragraph(text))
    document.add_paragraph("　　下一次通报时间为2027年1月5日。各乡镇如发现水质、水位异常，请随时与县水利局联系。")
    document.add_paragraph("云溪县水利局")
    document.add_paragraph("2026年12月1日")
    _define_list(document)
    properties = document.core_properties
    properties.author, properties.title = "云溪县水利局", "全县三座水库蓄水情况"
    properties.created = properties.modified = _DATE
    return dated(document, _DATE)


def _table(document: Document) -> None:
    table = document.add_table(len(ROWS), len(ROWS[0]), style="Table Grid")
    for row, words in enumerate(ROWS):
        for column, text in enumerate(words):
            paragraph = table.cell(row, column).paragraphs[0]
            paragraph.add_run(text).bold = row == 0
            right = WD_ALIGN_PARAGRAPH.RIGHT if column in (1, 2) else WD_ALIGN_PARAGRAPH.CENTER
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if column == 0 else right


def _footnote(document: Document, paragraph: Paragraph) -> None:
    text = f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t>{NOTE}</w:t></w:r></w:p></w:footnote>'
    data = f"<w:footnotes {_W}>{text}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, data, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    paragraph._p.append(parse_xml(f'<w:r {_W}><w:footnoteReference w:id="1"/></w:r>'))


def _numbered(paragraph: Paragraph) -> None:
    number = f'<w:numPr {_W}><w:ilvl w:val="0"/><w:numId w:val="59"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(number))


def _define_list(document: Document) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>'
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="59">{level}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {_W} w:numId="59"><w:abstractNumId w:val="59"/></w:num>'))


def dated(document: Document, day: datetime.datetime) -> bytes:
    """The file with the same date on every part of it."""
    written, changed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.infolist():
            part = zipfile.ZipInfo(each.filename, (day.year, day.month, day.day, 0, 0, 0))
            target.writestr(part, source.read(each), zipfile.ZIP_DEFLATED)
    return changed.getvalue()


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "shiguling.jpg": mountains,
    "nanmenxiang.jpg": street,
    "ditu.png": map_of_names,
}


def main() -> None:
    """Write all of them."""
    folder = FOLDER / "tu"
    folder.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / name, quality=82, optimize=True)
    (FOLDER / "03-shuwei.docx").write_bytes(article())


if __name__ == "__main__":
    main()
