"""Text to judge lines by: half of it the prose of the example issues, half sentences full of what is hard to break.

All of it is about invented places.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SEED = 57
_EXAMPLES = Path(__file__).parents[1] / "examples"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 40  # characters: what is shorter is a heading or fills no line

_PLACES = ["云溪县", "柳湾镇", "石桥乡", "南浦街道", "青禾村", "望江社区", "松岭林场", "白鹭洲"]
_OFFICES = ["县志编纂委员会", "镇人民政府", "县发展和改革局", "县档案馆", "水利工程管理所", "区统计局", "文化站"]
_WORKS = ["云溪县志", "柳湾镇志（1986—2015）", "青禾村史", "石桥乡水利志", "南浦风物·桥梁卷", "年鉴编写规范（试行）"]
_SAYINGS = ["先查后写", "一事一档", "存史、资政、育人", "修一部志，留一方根", "能用原件就不用抄件", "问清楚了吗？"]
_DEEDS = ["核对旧稿", "补拍照片", "整理口述", "修缮古桥", "疏浚河道", "走访农户", "更换管网", "登记文物"]
_NAMES = ["Margaret Holloway", "Edwin Thorne", "Clara Lindqvist", "Jonas Albrecht"]
_TERMS = ["PDF/A", "GIS", "OCR", "Wi-Fi", "Excel", "Blue River Survey", "Markdown", "LED"]
_ADDRESSES = [
    "https://www.yunxi.example/records/2026/index.html?page=3&sort=date",
    "http://archive.liuwan.example/fang-zhi/volume_12/map-07.jpg",
    "zhishi@yunxi.example",
]
_SENTENCES = [
    "{year}年{month}月{day}日，{place}召开《{work}》编纂工作推进会，{office}等{small}家单位的{count}人参加。",
    "会议提出“{saying}”的要求，并对《{work}》《{other}》两部书稿（初稿）逐章作了讨论。",
    "全年完成投资{decimal}亿元，比上年增长{decimal}%，其中{place}占{percent}%，{deed}用去{big}万元。",
    "{place}至{place2}的道路长{decimal}公里、宽{small}米，沿线栽树{big}株，受益农户{count}户。",
    "据测量，七月平均气温为{decimal}℃，水库容量{big} m³，干渠全长{decimal} km，每公顷产量{big} kg。",
    "老人回忆说：“那一年——也就是{year}年——水退了，大家才从‘{place}’搬回来……”",
    "调查组查阅了英国人{name}的游记，又用{term}软件比对{year}—{later}年的地图，所得结论与旧志不同。",
    "资料见 {address}，如有疑问，请与{office}（电话：0371-{phone}）联系。",
    "工作分三步：一是{deed}；二是{deed2}；三是由{office}（含各村联络员）复核，做到“{saying}”。",
    "这座桥始建于清代，长{decimal}米，{year}年重修时耗资{big}元，碑文写有“{saying}”等字。",
    "为什么要{deed}？因为{small}年间散失的照片、账册、契约已有{count}件之多！",
    "{place}耕地{big}亩，人均{decimal}亩；{place2}有林地{decimal}万亩，出产竹木、茶叶、药材……",
    "依照《{work}》（云志〔{year}〕{small}号）的规定，{deed}须在{month}月{day}日前完成，误差不超过{decimal}‰。",
    "各单位要抓好{deed}、{deed2}两件事，不等不靠，边查边改，把{place}的家底弄清楚。",
]


def paragraphs(characters: int, seed: int = SEED) -> list[str]:
    """Paragraphs of together exactly so many characters; equal seeds give equal text.

    Args:
        characters: How many, spaces counted.
        seed: What the choices depend on.
    """
    chance = random.Random(seed)
    found: list[str] = []
    left = characters
    prose = _prose()
    while left > 0:
        text = next(prose, "") if left > characters / 2 else ""
        text = text or "".join(_sentence(chance) for _ in range(chance.randint(1, 5)))
        if left - len(text) < 60:  # a last paragraph of plain characters rounds the sum up
            text = ("书稿照此办理" * left)[: left - 1] + "。"
        found.append(text)
        left -= len(text)
    return found


def _prose() -> Iterator[str]:
    """The paragraphs of the examples that the face of the comparison has: GB 2312, without ∶, which XeLaTeX loses."""
    for file in sorted(_EXAMPLES.glob("*/articles/*.txt")):
        with suppress(UnicodeDecodeError):  # some are there to show other encodings
            for line in file.read_text(encoding="utf-8").splitlines():
                text = line.strip()
                if len(text) >= _SHORTEST and _HAN.match(text) and _is_common(text):
                    yield text


def _is_common(text: str) -> bool:
    if "∶" in text:
        return False
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _sentence(chance: random.Random) -> str:
    place, place2 = chance.sample(_PLACES, 2)
    deed, deed2 = chance.sample(_DEEDS, 2)
    work, other = chance.sample(_WORKS, 2)
    year = chance.randint(1912, 2010)
    return chance.choice(_SENTENCES).format(
        place=place,
        place2=place2,
        deed=deed,
        deed2=deed2,
        work=work,
        other=other,
        office=chance.choice(_OFFICES),
        saying=chance.choice(_SAYINGS),
        name=chance.choice(_NAMES),
        term=chance.choice(_TERMS),
        address=chance.choice(_ADDRESSES),
        year=year,
        later=year + chance.randint(2, 15),
        month=chance.randint(1, 12),
        day=chance.randint(1, 28),
        small=chance.randint(3, 48),
        count=chance.randint(50, 999),
        big=chance.choice([str(chance.randint(1000, 99999)), f"{chance.randint(1, 99)},{chance.randint(100, 999)}"]),
        decimal=f"{chance.uniform(1, 99):.{chance.randint(1, 2)}f}",
        percent=chance.randint(5, 95),
        phone=chance.randint(60000000, 69999999),
    )
