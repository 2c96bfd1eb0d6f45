"""Issues put together at random from the sentences of the examples: real text in a new order."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from huibian import source
from tests.support.requirements import ROOT

# What line breaking is hard about: numbers, words, brackets and quotes of both kinds, dashes, signs.
HARD = (
    "“5G”网络",
    "镇(办)",
    "——",
    "……",
    "50%的",
    "12℃",
    "阿·卜",
    "2020年3月16日",
    "GB/T 9704—2012",
    "www.abc.gov.cn",
    "a@b.com",
    "No.1",
    "《A》",
    "①",
    "120㎡",
    "3×5米",
    "PM2.5",
    "10%～20%",
    "1.5万元、2.5万元",
    "12:30",
    "COVID-19",
    "“2020”",
    "（2020）",
    "WTO、GDP",
    "第3、4条",
    "3—5天",
    "“一带一路”",
    "15例，16例",
    "2019年，2020年",
    "Wi-Fi 6",
    "3.5‰",
    "5°",
    "〔2020〕3号",
    "①②③",
    "a b c",
    "A—B",
)
_MANIFEST = """\
layout: bulletin
masthead: 混编月报
issue: {issue}
month: 2026-01
editor: 某县地方史志办公室
printed: 2026-02-03
sections:
  - title: 本月关注
    articles:
"""


def write_remix(folder: Path, seed: int, *, articles: int = 6, hard: float = 0.0) -> Path:
    """Write an issue of `articles` remixed articles; returns its manifest.

    Args:
        folder: Where to.
        seed: The same seed gives the same issue.
        articles: How many.
        hard: How many hard pieces are put in at random places, for each character of text.
    """
    random_ = random.Random(seed)
    names = [f"remix-{seed}-{number}.txt" for number in range(1, articles + 1)]
    for name in names:
        paragraphs = [_title(random_), *(_paragraph(random_, hard) for _ in range(random_.randint(4, 9)))]
        (folder / name).write_text("\n".join(paragraphs), encoding="utf-8")
    manifest = folder / f"remix-{seed}.yaml"
    entries = "".join(f"      - {name}\n" for name in names)
    manifest.write_text(_MANIFEST.format(issue=seed + 1) + entries, encoding="utf-8")
    return manifest


@cache
def sentences() -> Sequence[str]:
    files = sorted((ROOT / "examples").glob("*/articles/*.txt"))
    text = "".join(source.read(file).text for file in files)
    return re.findall(r"[^。；\s#*]{4,}[。；]", text)


def _title(random_: random.Random) -> str:
    return random_.choice(sentences())[: random_.randint(8, 45)].strip("，。、；：（“《‘— .")


def _paragraph(random_: random.Random, hard: float) -> str:
    text = "".join(random_.choice(sentences()) for _ in range(random_.randint(1, 5)))
    for _ in range(round(len(text) * hard)):
        place = random_.randrange(1, len(text))
        text = text[:place] + random_.choice(HARD) + text[place:]
    return text
