"""Reads the cases of `tests/cases/mistakes`: manifests as people type them, and what they are told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.support.cases import CASES

_CASE = re.compile(r"^=== (?P<name>.+)\n(?P<text>(?:(?!===|>>>).*\n)*)(?P<told>(?:>>> .+\n)*)", re.MULTILINE)
_TOLD = re.compile(r">>> (?P<code>HB\d{3}) (?P<place>\S+) (?P<word>.+)")
_SHORT = {
    "{head}\n": (
        "layout: bulletin\nmasthead: 史志月报\nissue: 92\nmonth: 2020-03\neditor: 云溪县史志办\nprinted: 2020-04-16\n"
    ),
    "{rest}\n": "sections:\n  - title: 本月关注\n    articles:\n      - 01.txt\n",
}
FILES = ("01.txt", "02.txt", "03.md", "04.docx", "来稿/new.txt", "articles/05.txt", "1-总结.txt", "[重要]通知.txt")
"""What lies beside the manifests."""


@dataclass(frozen=True)
class Told:
    """A message: its code, line and column as "2:9", and a word of what it says or advises."""

    code: str
    place: str
    word: str


@dataclass(frozen=True)
class Mistyped:
    """A manifest with what its author is told; nothing for one that is right."""

    name: str
    text: str
    told: tuple[Told, ...]


def read_mistakes() -> list[Mistyped]:
    """The cases of all files, in the order of their names.

    `{head}` stands for six lines that are right, `{rest}` for four lines with a section; `<TAB>`, `<NBSP>`, `<SP>` and
    `<BOM>` for what an editor program takes away or nobody sees.
    """
    return [case for path in sorted((CASES / "mistakes").glob("*.txt")) for case in _read(path.read_text("utf-8"))]


def _read(text: str) -> list[Mistyped]:
    return [
        Mistyped(match["name"], _typed(match["text"]), tuple(Told(*told) for told in _TOLD.findall(match["told"])))
        for match in _CASE.finditer(text)
    ]


def _typed(text: str) -> str:
    for short, long in _SHORT.items():
        text = text.replace(short, long)
    for sign, white in (("<TAB>", "\t"), ("<SP>", " "), ("<BOM>", "\ufeff"), ("<NBSP>", "\u00a0")):
        text = text.replace(sign, white)
    return text
