"""What the help of a command says, as facts and as the text that `--help` prints: all of it Chinese.

It knows neither Typer nor msgspec, whose imports take several times as long as all else that `huibian --help` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from huibian.cli.terminal import columns
from huibian.regex import compiled

MARGIN = "  "
HELP = "显示这份说明"
_LINE_COLUMNS = 96  # columns: longer lines are hard to read
_NAME_COLUMNS = 30  # columns: the words for a longer name stand below it
_RAW = "\b"  # a paragraph behind this is not folded
# A word, or a character with the marks that no line begins with.
_PIECE = r" +|[!-~]+[，。；：、！？）》”]*|[^ ][，。；：、！？）》”]*"


class Entry(NamedTuple):
    """What is written on the left of a list in the help, and what it means."""

    name: str
    words: str


class CommandHelp(NamedTuple):
    """What the help of a command says.

    Attributes:
        usage: How it is called.
        about: What it does.
        arguments: What may stand behind it.
        options: Its options.
        commands: The commands that it has, with what each does.
        epilog: Paragraphs of examples and notes; the lines of each stay as they are.
    """

    usage: str
    about: str
    arguments: tuple[Entry, ...]
    options: tuple[Entry, ...]
    commands: tuple[Entry, ...]
    epilog: tuple[tuple[str, ...], ...]


def help_text(told: CommandHelp, width: int) -> str:
    """The help of a command for a terminal of so many columns."""
    room = min(width, _LINE_COLUMNS)
    lists = (("参数", told.arguments), ("选项", told.options), ("命令", told.commands))
    lines = [f"用法：{told.usage}", "", *fold(told.about, room, MARGIN)]
    for title, entries in lists:
        if entries:
            lines += ["", f"{title}：", *_listed(entries, room)]
    for paragraph in told.epilog:
        lines += ["", *(f"{MARGIN}{line}" for line in paragraph)]
    return "\n".join(lines)


def fold(text: str, width: int, margin: str) -> Iterator[str]:
    """The text in lines of so many columns with their margin; a word stays whole, and no line begins with a mark."""
    line = margin
    for piece in compiled(_PIECE).findall(text):
        if columns(line + piece) > width and line.strip():
            yield line.rstrip()
            line = margin
        if line != margin or not piece.isspace():
            line += piece
    if line.strip():
        yield line.rstrip()


def paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """The paragraphs of an epilog; the mark that keeps one as it is goes, since all are kept."""
    lines: list[str] = []
    for line in (*text.split("\n"), _RAW):
        if line.strip() not in (_RAW, ""):
            lines.append(line)
        elif lines:
            yield tuple(lines)
            lines = []


def _listed(entries: Sequence[Entry], width: int) -> Iterator[str]:
    """Names on the left and words on the right."""
    widest = max(columns(entry.name) for entry in entries)
    left = min(widest, _NAME_COLUMNS) + 2 * len(MARGIN)
    for entry in entries:
        first, *further = [*fold(entry.words, width, " " * left)] or [""]
        name = f"{MARGIN}{entry.name}"
        if columns(name) + len(MARGIN) > left:
            yield name
        else:
            first = name + " " * (left - columns(name)) + first.lstrip()
        yield from (first.rstrip(), *further)
