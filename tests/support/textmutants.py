"""Damaged text and Markdown files, the same for the same seed: what hands, mail servers and telephones do to one."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from huibian import source
from huibian.characters import unified
from huibian.diagnostics import Severity
from tests.support.articles import inlines_of
from tests.support.cases import read_cases
from tests.support.mutants import read_mutant
from tests.support.requirements import ROOT

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
_MOST_CHANGES = 6

_HAN = re.compile("[\u3400-\u9fff]")
# What is used and not set: names of footnotes and files, what a fence says, the label of a caption.
_NAMES = re.compile(
    r"\[\^[^\]\s]+\]|\](?:\([^)]*\)?|\[[^\]]*\])|^.*(?:`{3}|~{3}).*$|^[\s>]*[表图]\s?[：:]", re.MULTILINE
)
_TELLING = {"HB211", "HB214", "HB218", "HB223", "HB266"}  # that something is left out

_TEXT_MARKS = (
    *("# ", "##", "**", "***", "\u3000\u3000", "\t", "\xa0", "\u2003", "\u200b", "\ufeff", "\x00", "\u2028"),
    *("\x85", "\x1c", "\x0b", "\ue000", "\ufffd", "\u2f00", "\ufe0f", "\r", "\r\n", "\n\r", "\n\n", "表：", "图1 "),
    *("（一）", "一、", "作者：林知远\n", "2026年9月3日", "各位代表：\n", "附件1\n", "😀"),
    *("e\u0301", "\n\u3000\n"),
)
_MARKDOWN_MARKS = (
    *("```", "~~~~", "\n```\n", "\n```python 说明\n", "`", "``", "[", "]", "](", "(", ")", "!["),
    *("![图](a.png", ' "题")', "|", "\\|", "\n|---|---|\n", "\n|:-:|\n"),
    *("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n", "[^1]", "[^甲]", "\n[^1]: 注 ", "\n[^甲]: "),
    *("\n\n[^2]: 又一注\n\n    第二段\n", "&copy;", "&amp", "&#x4e00;", "&#0;", "&nbsp;", "&hellip;", "<!--"),
    *("-->", "<!-- 注释 -->", "<b>", "</b>", "<br>", "<div>", "</div>", "<http://a.example/甲>"),
    *("<a@b.example>", "<?", "?>", "<![CDATA[", "]]>", "\n- ", "\n* ", "\n+ ", "\n1. ", "\n12) ", "\n  "),
    *("\n    ", "\n> ", ">", ">> ", "\n---\n", "\n===\n", "\n***\n", "\n- - -\n", "\n* * *", "\n# ", " #\n"),
    *("\n###### ", "\\", "\\\n", "  \n", "\\*", "*", "_", "***", "[甲]: 乙.png '题'\n"),
    *("\n[甲]: <b c> (题)\n", "[甲][乙]", "[甲][]", "[甲]", '[链接](http://a.example "题名")', "~~"),
    *("---\ntitle: 题\n---\n", "\n---", "[a]: b\n", "![甲]", "![图][甲]", "<b](c)>", "]:", "[^", "^", "@"),
    *(":", "=", "\n-\n"),
)

_SEEDS = (
    "# 标题\n\n正文[^1]与![图](a.png \"题\")和[链接](http://a.example '名')。\n\n"
    "[^1]: 注**粗**`码`\n    续\n\n    又一段\n",
    "标题\n===\n\n> 引文\n> > 深处\n续行\n> - 项\n>   1) 号\n\n1. 一\n   - 二\n\n     三\n10. 四\n\n***\n- - -\n",
    "---\nlayout: 页\n---\n# 题 #\n\n"
    "| 甲 | 乙\\|丙 |\n|:-:|---|\n| `码\\|` | **粗** [^n] | 多 |\n| 少 |\n\n[^n]: 注\n[^x]: 未用\n",
    "# 题\n\n```python 说明\n代码\n  缩进\n```\n\n~~~\n未关的代码\n没有换行",
    "# 题\n\n[甲]: a.png '题'\n[乙]: <b c>\n  (名)\n[甲]: 重复\n\n"
    '![图][甲] ![][甲]\n\n[甲][乙] [乙] [丙](<x y> "名")\n',
    "# 题\n\n&copy; &#x4e00; &nbsp; \\* \\甲 a\\\nb  \nc <b>粗</b> <!-- 注 --> <http://a.b> <a@b.c>\n\n<!--\n块\n-->\n",
    "题\n各位代表：\n一、总体情况\n今年以来，工作有序。\n（一）抓学习。认真学。\n"
    "附件：1.表\n某某局\n2026年9月3日\n（此件公开发布）\n",
)


def text_mutants(seed: int, count: int) -> Iterator[bytes]:
    """Damaged .txt files."""
    return _mutants(random.Random(seed), count, _texts(), _TEXT_MARKS)


def markdown_mutants(seed: int, count: int) -> Iterator[bytes]:
    """Damaged .md files; every tenth is of nothing but marks and a few words."""
    return _mutants(random.Random(seed), count, _markdowns(), (*_TEXT_MARKS, *_MARKDOWN_MARKS))


def check(path: Path, data: bytes) -> None:
    """Read a mutant and make sure that it is an article without loss, or that its faults are told.

    Apart from the program's own account: each Han character of the file is in the article, or the name of something,
    or something is told to be left out.
    """
    read, found = read_mutant(path, data)
    if read is None or any(each.severity is Severity.ERROR for each in found):
        return
    codes = {each.code for each in found}
    said = "".join(inline.text for inline in (*read.title, *inlines_of(read)))
    said += "".join(inline.text for each in read.title if each.note for inline in each.note.inlines)
    text = _unified(source.read(path).text)
    missing = Counter(_HAN.findall(text)) - Counter(_HAN.findall(_unified(said)))
    names = Counter(_HAN.findall("".join(_NAMES.findall(text))))
    assert not missing - names or codes & _TELLING, missing - names


def _unified(text: str) -> str:
    return "".join(map(unified, text))


@cache
def _texts() -> tuple[str, ...]:
    return (*_examples("*.txt"), *(case.blocks[0] for case in read_cases("text")))


@cache
def _markdowns() -> tuple[str, ...]:
    cases = ("\n---\n".join(case.blocks[:-1]) for case in read_cases("markdown"))
    return (*_examples("*.md"), *cases, *_SEEDS, *_SEEDS, *_texts()[::6])


def _examples(pattern: str) -> Iterator[str]:
    paths = sorted((ROOT / "examples").glob(f"*/articles/{pattern}"))
    return (source.read(path).text for path in paths)


def _mutants(rng: random.Random, count: int, originals: Sequence[str], marks: Sequence[str]) -> Iterator[bytes]:
    changes: tuple[Callable[[str], str], ...] = (
        *(partial(_with_mark, rng, marks),) * 5,
        *(partial(change, rng) for change in (_without_line, _without_characters, _twice, _moved, _ended_otherwise)),
        partial(_spliced, rng, originals),
    )
    for number in range(count):
        text = _of_marks(rng, marks) if number % 10 == 9 else rng.choice(originals)
        for _ in range(rng.randint(1, _MOST_CHANGES)):
            text = rng.choice(changes)(text)
        yield _encoded(rng, text)


def _of_marks(rng: random.Random, marks: Sequence[str]) -> str:
    words = ("题\n\n", "甲", "乙文", "字。", "A1", " ", "\n", "\n\n")
    return "".join(rng.choice(rng.choice((marks, words))) for _ in range(rng.randint(3, 40)))


def _with_mark(rng: random.Random, marks: Sequence[str], text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(marks) + text[at:]


def _without_line(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _without_characters(rng: random.Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.randint(1, 9) :]


def _twice(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    return "\n".join([*lines[:at], lines[at], *lines[at:]])


def _moved(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    line = lines.pop(rng.randrange(len(lines)))
    lines.insert(rng.randint(0, len(lines)), line)
    return "\n".join(lines)


def _ended_otherwise(rng: random.Random, text: str) -> str:
    """Other ends of lines, on some of them, or none at the end of the file."""
    if rng.random() < 0.3:
        return text.rstrip("\n")
    ends = rng.choice((("\r\n",), ("\r",), ("\n", "\r\n", "\r"), ("\n", "  \n", "\\\n", "\n\n")))
    return "".join(line + rng.choice(ends) for line in text.split("\n"))


def _spliced(rng: random.Random, originals: Sequence[str], text: str) -> str:
    other = rng.choice(originals)
    at, begin = rng.randint(0, len(text)), rng.randint(0, len(other))
    return text[:at] + other[begin : begin + rng.randint(1, 200)] + text[at:]


def _encoded(rng: random.Random, text: str) -> bytes:
    """The bytes in some encoding, one time in eight cut short or with a byte changed."""
    data = text.encode(rng.choice(_ENCODINGS), errors="replace")
    damage = rng.random()
    if damage < 0.06:
        return data[: rng.randint(0, len(data))]
    if damage < 0.12 and data:
        at = rng.randrange(len(data))
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return data
