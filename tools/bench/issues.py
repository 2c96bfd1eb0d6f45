"""Makes the issues that are measured, of the sentences of the example issues."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from huibian import source

ROOT = Path(__file__).resolve().parents[2]
ISSUE_92 = ROOT.parent / "shared" / "issue-92" / "issue-92.yaml"
LONG = 1_000_000  # characters of a text that is meant to be too long
_UNBROKEN = 99_000  # characters of a paragraph that is nearly too long to be read
_ARTICLE = 600  # characters of a middling article
_PARAGRAPH = 120
_MARKS = "，。；：、！？”’）》 "  # that a paragraph neither begins with nor has before its end
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
    """An issue of one article of a million characters.

    Args:
        folder: Where to put it.
        kind: `paragraph` for paragraphs as long as they may be, `spaces` for such that are blank in their middle,
            `short` for many short ones, `lines` for such as were broken after every line, which is joined again.
    """
    prose = _prose(1, LONG)
    match kind:
        case "paragraph":
            text = "\n".join(prose[start : start + _UNBROKEN] for start in range(0, LONG, _UNBROKEN))
        case "spaces":
            text = "\n".join(f"县里{' ' * _UNBROKEN}测产" for _ in range(0, LONG, _UNBROKEN))
        case "short":
            starts = range(0, LONG, _SHORT)
            text = "\n".join(f"{prose[start : start + _SHORT - 1].strip(_MARKS)}。" for start in starts)
        case "lines":
            text = "\n".join(prose[start : start + _SHORT] for start in range(0, LONG, _SHORT))
        case _:
            raise ValueError(kind)
    return _issue(folder, [f"一篇很长的文章\n{text}\n"])


def _issue(folder: Path, texts: Iterator[str] | Sequence[str]) -> Path:
    folder.mkdir(parents=True)
    names = []
    for number, text in enumerate(texts, 1):
        names.append(f"{number:05}.txt")
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
    return [f"{each}。" for text in texts for each in text.replace("\n", "").split("。") if len(each) > _SHORT]
