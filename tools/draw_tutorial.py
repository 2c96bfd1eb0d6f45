"""Writes what arrives in the tutorial, `examples/tutorial`: `python -m tools.draw_tutorial`.

Manuscripts as offices send them: text in GBK with CRLF, Word files with a table and a photograph, Markdown, a new Word
file under an old name, and one of the old kind, which LibreOffice makes. All but that one come out equal every time,
byte for byte, with the same Pillow and python-docx; nothing in them is of a real place.
"""

from __future__ import annotations

import datetime
import io
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from PIL import Image, ImageDraw

from tools.draw_examples import canvas, dated, mix, photograph, ridge

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "tutorial"
_DATE = datetime.datetime(2027, 2, 26)
_POLE = math.radians(70)

MEETING = """全县春耕备耕现场会召开
2月18日，全县春耕备耕现场会在禾渡镇召开。县长岑望舒出席并讲话，副县长陆以宁主持会议。
会议指出，今年全县计划播种粮食作物21.6万亩，其中早稻6.2万亩，比去年增加3000亩。当前气温回升快，土壤墒情好，要不误农时，抢抓进度。
一、抓好农资供应
县供销社已储备化肥1.9万吨、农膜420吨，各乡镇供应点3月5日前全部备齐。严查假种子、假化肥，查到一起，处理一起。
二、抓好水利检修
冬修水利工程还有37处没有完工，3月10日前必须全部通水。石鼓岭水库、鹿涧水库从3月15日起为春灌放水。
三、抓好农机调度
全县登记在册的插秧机286台，跨乡镇作业由县农机站统一调度，作业价格提前公布。
会前，与会人员察看了禾渡镇的育秧工厂。一排排秧盘整整齐齐，秧苗刚露出一指高的嫩绿。
（县农业农村局　供稿）
"""

MINUTES = (
    "2月24日，县长岑望舒主持召开县政府第十次常务会议，研究民生实事、渡口修复和档案馆新馆建设等工作。",
    "一、关于2027年民生实事",
    "会议审议并原则同意《云溪县2027年民生实事项目清单》，共十件，其中由县财政出资的四件见表1。各责任单位每季度报告一次进度，"
    "年底由县人大代表票决评分。",
    "二、关于渡口修复",
    "会议听取了望栖渡口修复情况的汇报，要求修旧如旧，老码头的条石一块不换；渡船的检验、船工的保险，由县交通运输局负责落实。",
    "三、关于档案馆新馆",
    "新馆主体结构2月底封顶。会议要求抓紧库房的恒温恒湿设备招标，十月底前完成搬迁，搬迁期间查档不停。",
)
WORKS = (
    ("项目", "责任单位", "投资（万元）"),
    ("乡村公路安防工程86公里", "县交通运输局", "1240"),
    ("老旧水管更换31公里", "县水利局", "865.5"),
    ("村级养老食堂22个", "县民政局", "330"),
    ("乡镇图书室开放到晚上九点", "县文化广电旅游局", "46.8"),
)

FERRY = (
    "正月十六，望栖渡口的木船重新下水。渡口停了四年，码头的条石被洪水冲散了三十多块，去年十月动工修复，今年二月完工。",
    "望栖渡是云溪上最老的渡口，南岸是老街，北岸是沙溪镇的七个村。桥修在上游四公里，赶集的老人宁愿等船。"
    "修复的时候，石匠在江底摸到一块刻着字的条石，认得出“道光”“渡夫”几个字，如今立在码头边上。",
)
FERRY_END = (
    "渡船每天早六点到晚六点，半小时一班，六十五岁以上的老人免费。县交通运输局在船上装了定位和救生设备，船工三班轮换。",
    "（望栖街道　供稿）",
)

VOICES = """# 口述史采集走进十二个村

县地方史志办公室 周默

今年一月起，县地方史志办公室在十二个村采集口述史，已经访谈老人**46位**，录音110小时[^1]。

## 先问名字

采集员到一个村，先请老人说地名：田叫什么，井叫什么，山上的路叫什么。说名字的时候，故事自己就出来了。

> 问：这丘田为什么叫“等娘丘”？
>
> 答：插秧的时候，孩子坐在田埂上等娘。我就坐过。

## 再记声音

录音整理成文字，方言一律照原样记，旁边加注。整理稿交老人听一遍，点了头，才入库。

| 片区 | 村 | 老人 | 录音（小时） |
| :--- | ---: | ---: | ---: |
| 河谷 | 5 | 21 | 52.5 |
| 山区 | 4 | 16 | 39 |
| 城关 | 3 | 9 | 18.5 |

[^1]: 截至2027年2月20日。
"""

READERS = (
    "第九届“读志月”活动2月20日在县图书馆启动。活动为期一个月，主题是“一村一志，一家一谱”。",
    "启动仪式上，县地方史志办公室向十一个乡镇、街道的图书室赠送《云溪县志》《云溪年鉴》共330册。"
    "退休教师顾念慈带来了自己抄录四十年的《下漱村记》，一共九本，全部捐给县档案馆。",
    "活动期间，县图书馆二楼设“翻志”专架，读者在架上找到自己的村、自己的姓，可以免费复印三页带走。",
    "（县图书馆　供稿）",
)

BOATMAN = (
    "老船工施水根",
    "施水根今年七十八岁，在望栖渡撑了五十一年船。",
    "他十五岁上船，师傅教的第一句话是：看水不看岸。",
    "渡口停船的四年里，他每天还是到码头坐一坐。开渡那天，第一篙是他撑的。",
)


def ferry() -> Image.Image:
    """望栖渡: hills in the mist, a wide river, a boat with its boatman, the steps of a landing."""
    dice = random.Random(62)
    image = canvas((222, 226, 226), (240, 226, 200))
    draw = ImageDraw.Draw(image)
    width, tall = image.size
    for layer in range(3):
        hills = ridge(dice, 0.34 + 0.05 * layer, 0.05)
        draw.polygon([*hills, (width, tall), (0, tall)], fill=mix((186, 196, 200), (92, 116, 112), layer / 2))
    shore = tall * 0.5
    draw.rectangle([0, shore, width, tall], fill=(150, 172, 178))
    for _ in range(420):
        y = shore + (tall - shore) * dice.random() ** 1.4
        long = 20 + (y - shore) * dice.uniform(0.1, 0.4)
        x = dice.uniform(-60, width)
        shade = mix((168, 188, 192), (120, 146, 156), dice.random())
        draw.line([(x, y), (x + long, y)], fill=shade, width=round(2 + (y - shore) / 160))
    _boat(draw, (width * 0.54, tall * 0.66))
    for step in range(7):
        y = tall * (0.8 + 0.03 * step)
        stone = mix((168, 160, 148), (120, 112, 104), dice.random())
        draw.polygon([(0, y), (420 + 70 * step, y), (450 + 74 * step, y + 52), (0, y + 52)], fill=stone)
    return photograph(image, 62)


def _boat(draw: ImageDraw.ImageDraw, at: tuple[float, float]) -> None:
    x, y = at
    hull = [
        (x - 330, y - 26),
        (x - 250, y + 34),
        (x + 250, y + 34),
        (x + 350, y - 40),
        (x + 240, y - 6),
        (x - 230, y - 4),
    ]
    draw.polygon(hull, fill=(72, 54, 42))
    draw.chord([x - 140, y - 120, x + 120, y + 70], 180, 360, fill=(126, 106, 82))
    draw.line([(x + 196, y - 8), (x + 196, y - 120)], fill=(52, 60, 72), width=40)
    draw.ellipse([x + 178, y - 164, x + 214, y - 126], fill=(196, 160, 132))
    draw.polygon([(x + 158, y - 148), (x + 196, y - 186), (x + 234, y - 148)], fill=(188, 160, 110))
    foot = (x + 210 + 330 * math.cos(_POLE), y - 200 + 330 * math.sin(_POLE))
    draw.line([(x + 210, y - 200), foot], fill=(120, 98, 66), width=8)


def minutes() -> Document:
    """县政府常务会议: sub-headings by their numbers, and a table under its caption."""
    document = _document("县政府召开第十次常务会议", MINUTES[:3])
    _centred(document, "表1 2027年县财政出资的民生实事")
    table = document.add_table(rows=0, cols=len(WORKS[0]), style="Table Grid")
    for row in WORKS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    for words in MINUTES[3:]:
        document.add_paragraph(words)
    return document


def landing() -> Document:
    """望栖渡口: a photograph with its caption between the paragraphs."""
    document = _document("望栖渡口修复开渡", FERRY)
    data = io.BytesIO()
    ferry().save(data, "JPEG", quality=82)
    document.add_paragraph().add_run().add_picture(data, width=Mm(120))
    _centred(document, "图1 重新下水的渡船")
    for words in FERRY_END:
        document.add_paragraph(words)
    return document


def _document(title: str, paragraphs: Iterable[str]) -> Document:
    document = docx.Document()
    properties = document.core_properties
    properties.created = properties.modified = _DATE
    properties.author, properties.comments = "", ""
    document.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in paragraphs:
        document.add_paragraph(words)
    return document


def _centred(document: Document, words: str) -> None:
    document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.CENTER


def old_word(soffice: str) -> bytes:
    """老船工: a file as Word 97 wrote it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.docx")
        source.write_bytes(dated(_document(BOATMAN[0], BOATMAN[1:]), _DATE))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return Path(folder, "in.doc").read_bytes()


def main(arguments: list[str]) -> None:
    """Write the files; that of the old kind only where an argument names LibreOffice."""
    files = {
        "1 重要会议/1.春耕备耕现场会.txt": MEETING.replace("\n", "\r\n").encode("gbk"),
        "1 重要会议/2.第十次常务会议.docx": dated(minutes(), _DATE),
        "2 工作动态/1.望栖渡口.docx": dated(landing(), _DATE),
        "2 工作动态/2.口述史.md": VOICES.encode(),
        "2 工作动态/10.读志月.doc": dated(_document("“读志月”活动启动", READERS), _DATE),
    }
    if arguments:
        files["3 乡土人物/老船工.doc"] = old_word(arguments[0])
    for name, data in files.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(path.relative_to(FOLDER.parents[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
