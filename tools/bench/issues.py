"""Makes the issues that are measured, of the sentences of the example issues."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from huibian import source

ROOT = Path(__file__).resolve().parents[2]
ISSUE_92 = ROOT.parent / "shared" / "issue-92" / "issue-92.yaml"
LONGEST = 285_000  # characters of a text that is nearly too long to be read, without the ends of its lines
MOST = 29_900  # paragraphs, or cells, of such a text
_UNBROKEN = 95_000  # characters of such a paragraph
_MILLION = 1_000_000
_ARTICLE = 600  # characters of a middling article
_PARAGRAPH = 120
_UNSAID = {ord("\n"): None, ord("*"): None}  # ends of lines, and marks of bold
_MARKS = "，。；：、！？”’）》 "  # that a paragraph neither begins with nor has before its end
_FEW = 6  # characters of a cell, and of an item of a list
_COLUMNS = 6
_MIXED = ("A", "12", "3.5%", "km²", "（", "）", "“", "”", "、", "……", "——")
_SHORT = 20  # characters of a short paragraph, and of a line of a text that was broken after each


def copies(manifest: Path, folder: Path, count: int) -> list[Path]:
    """So many issues, each in a folder of its own, like one that there is but for its number.

    The paragraphs of each have their sentences in another order, so that nothing that was set for one is in the next.
    """
    data = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    made = []
    for number in range(1, count + 1):
        place = folder / f"{number:03}"
        shutil.copytree(manifest.parent, place, ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.yaml"))
        for article in place.rglob("*.txt"):
            lines = source.read(article).lines
            article.write_text("\n".join(_turned(line, number - 1) for line in lines), encoding="utf-8")
        made.append(_write(place / f"issue-{number}.yaml", data | {"issue": number}))
    return made


def _turned(line: str, by: int) -> str:
    """A paragraph with so many of its first sentences behind the others."""
    *sentences, rest = line.split("。")
    by %= max(1, len(sentences))
    return "。".join([*sentences[by:], *sentences[:by], rest])


def of_articles(folder: Path, count: int) -> Path:
    """An issue of so many middling articles."""
    texts = (f"第{number}篇测产简讯\n" + "\n".join(_paragraphs(number)) for number in range(1, count + 1))
    return _issue(folder, texts)


def of_one_text(folder: Path, kind: str) -> Path:
    """An issue of one article that takes as long as one can.

    Args:
        folder: Where to put it.
        kind: What it is full of, a key of `LONG_TEXTS`.
    """
    text = LONG_TEXTS[kind]()
    ending = ".md" if text.startswith(("- ", "| ")) else ".txt"
    title = "# 一篇很长的文章\n" if ending == ".md" else "一篇很长的文章"
    return _issue(folder, [f"{title}\n{text}\n"], ending)


def _long_paragraphs() -> str:
    prose = _prose(1, LONGEST)
    return "\n".join(prose[start : start + _UNBROKEN] for start in range(0, LONGEST, _UNBROKEN))


def _blank_paragraphs() -> str:
    return "\n".join(f"县里{' ' * _UNBROKEN}测产" for _ in range(0, LONGEST, _UNBROKEN))


def _short_paragraphs() -> str:
    prose = _prose(1, LONGEST)
    starts = range(0, LONGEST, _SHORT)
    return "\n".join(f"{prose[start : start + _SHORT - 1].strip(_MARKS)}。" for start in starts)


def _broken_lines() -> str:
    wide = (char for char in _prose(1, 2 * LONGEST) if not char.isascii())  # so that all lines are equally wide
    prose = "".join(islice(wide, LONGEST))
    return "\n".join(prose[start : start + _SHORT] for start in range(0, LONGEST, _SHORT))


def _mixed_paragraphs() -> str:
    chance, prose = random.Random(1), iter(_prose(1, LONGEST))
    parts = ("".join([char, *islice(prose, chance.randrange(4)), chance.choice(_MIXED)]) for char in prose)
    text = "".join(parts)[:LONGEST]
    return "\n".join(text[start : start + _ARTICLE] for start in range(0, LONGEST, _ARTICLE))


def _items() -> str:
    return "\n".join(f"- {_words(number)}" for number in range(MOST))


def _cells() -> str:
    rows = (range(start, start + _COLUMNS) for start in range(0, MOST, _COLUMNS))
    lines = [f"| {' | '.join(map(_words, row))} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * _COLUMNS}", *lines[1:]])


def _words(number: int) -> str:
    """A few characters of the prose, other ones for other numbers."""
    start = number * _FEW % LONGEST
    return _known_prose()[start : start + _FEW].strip(_MARKS) or "测产"


@cache
def _known_prose() -> str:
    return _prose(1, LONGEST)


def _one_paragraph() -> str:
    return _prose(1, _MILLION)


LONG_TEXTS: Mapping[str, Callable[[], str]] = {
    "paragraphs": _long_paragraphs,
    "blanks": _blank_paragraphs,
    "short": _short_paragraphs,
    "lines": _broken_lines,
    "mixed": _mixed_paragraphs,
    "items": _items,
    "cells": _cells,
    "million": _one_paragraph,
}


def _issue(folder: Path, texts: Iterator[str] | Sequence[str], ending: str = ".txt") -> Path:
    folder.mkdir(parents=True)
    names = []
    for number, text in enumerate(texts, 1):
        names.append(f"{number:05}{ending}")
        (folder / names[-1]).write_text(text, encoding="utf-8")
    return _write(
        folder / "issue.yaml",
        {
            "layout": "gbt9704",
            "masthead": "云溪史志月报",
            "issue": 1,
            "month": "2026-09",
            "editor": "云溪县地方史志办公室",
            "printed": "2026-10-15",
            "sections": [{"title": "简讯", "articles": names}],
            "colophon": {"publisher": "云溪县地方史志办公室", "copies": 130},
        },
    )


def _write(path: Path, data: Mapping[str, Any]) -> Path:
    path.write_text(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _paragraphs(seed: int) -> Iterator[str]:
    prose = _prose(seed, _ARTICLE)
    for start in range(0, _ARTICLE, _PARAGRAPH):
        yield prose[start : start + _PARAGRAPH].strip(_MARKS) + "。"


def _prose(seed: int, length: int) -> str:
    """Running text; the same for the same seed."""
    chance = random.Random(seed)
    parts: list[str] = []
    left = length
    while left > 0:
        parts.append(chance.choice(_sentences()))
        left -= len(parts[-1])
    return "".join(parts)[:length]


@cache
def _sentences() -> Sequence[str]:
    folder = ROOT / "examples" / "linchuan-annual" / "articles"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [f"{each}。" for text in texts for each in text.translate(_UNSAID).split("。") if len(each) > _SHORT]
