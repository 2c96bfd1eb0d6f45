"""Takes a command, gives what its help says: as facts, and as the text that `--help` prints, all of it Chinese.

Typer's own help has English in it, and folds Chinese where it is twice as wide as the terminal.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import typer
from msgspec import Struct
from typer.core import TyperArgument, TyperGroup, TyperOption

from huibian.cli.terminal import columns

Parameter: TypeAlias = TyperArgument | TyperOption

MARGIN = "  "
_LINE_COLUMNS = 96  # columns: longer lines are hard to read
_NAME_COLUMNS = 30  # columns: the words for a longer name stand below it
# What stands for a value, where it is not written in Chinese, or as words to choose from.
_VALUES = {
    "MANIFEST": "清单",
    "DIR": "文件夹",
    "FOLDER": "文件夹",
    "DIRECTORY": "文件夹",
    "FILE": "文件",
    "PATH": "文件",
    "NAME": "名字",
    "LIST": "列表",
    "N": "数",
    "INTEGER": "数",
    "INT": "数",
    "FLOAT": "数",
    "DATE": "日期",
    "YYYY-MM": "年-月",
    "YYYY-MM-DD": "年-月-日",
    "CODE": "编号",
    "KEY": "键",
    "TITLE": "标题",
}
_VALUE = "内容"
_HELP = "显示这份说明"
_RAW = "\b"  # a paragraph behind this is not folded
# A word, or a character with the marks that no line begins with.
_PIECE = re.compile(r" +|[!-~]+[，。；：、！？）》”]*|[^ ][，。；：、！？）》”]*")


class Entry(Struct, frozen=True):
    """What is written on the left of a list in the help, and what it means."""

    name: str
    words: str


class CommandHelp(Struct, frozen=True):
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


def read_help(context: typer.Context) -> CommandHelp:
    """What the help of the command in a context says."""
    command = context.command
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    arguments = [each for each in parameters if isinstance(each, TyperArgument)]
    options = [each for each in parameters if isinstance(each, TyperOption)]
    commands = _commands(context)
    placeholders = [*map(_placeholder, arguments), *(["命令 …"] if commands else [])]
    return CommandHelp(
        usage=" ".join((context.command_path, "[选项]", *placeholders)),
        about=inspect.cleandoc(command.help or ""),
        arguments=tuple(Entry(value_name(each), _words(each)) for each in arguments),
        options=tuple(
            Entry(_option_name(each), _HELP if _asks_help(each, context) else _words(each)) for each in options
        ),
        commands=commands,
        epilog=tuple(_paragraphs(command.epilog or "")),
    )


def help_text(context: typer.Context, width: int) -> str:
    """The help of the command in a context, for a terminal of so many columns."""
    told, room = read_help(context), min(width, _LINE_COLUMNS)
    lists = (("参数", told.arguments), ("选项", told.options), ("命令", told.commands))
    lines = [f"用法：{told.usage}", "", *fold(told.about, room, MARGIN)]
    for title, entries in lists:
        if entries:
            lines += ["", f"{title}：", *_listed(entries, room)]
    for paragraph in told.epilog:
        lines += ["", *(f"{MARGIN}{line}" for line in paragraph)]
    return "\n".join(lines)


def value_name(parameter: Parameter) -> str:
    """What stands for the value of an argument or option, in Chinese, or the words to choose from."""
    name = parameter.metavar or parameter.type.name
    is_own = parameter.metavar is not None and not (name.isascii() and name == name.upper())
    return _VALUES.get(name.strip("<>[]").upper(), name if is_own else _VALUE)


def fold(text: str, width: int, margin: str) -> Iterator[str]:
    """The text in lines of so many columns with their margin; a word stays whole, and no line begins with a mark."""
    line = margin
    for piece in _PIECE.findall(text):
        if columns(line + piece) > width and line.strip():
            yield line.rstrip()
            line = margin
        if line != margin or not piece.isspace():
            line += piece
    if line.strip():
        yield line.rstrip()


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


def _commands(context: typer.Context) -> tuple[Entry, ...]:
    group = context.command
    if not isinstance(group, TyperGroup):
        return ()
    found = ((name, group.get_command(context, name)) for name in group.list_commands(context))
    return tuple(Entry(name, inspect.cleandoc(each.help or "")) for name, each in found if each and not each.hidden)


def _placeholder(argument: TyperArgument) -> str:
    name = value_name(argument) + (" …" if argument.nargs == -1 else "")
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _option_name(option: TyperOption) -> str:
    names = "，".join(sorted((*option.opts, *option.secondary_opts), key=lambda name: name.startswith("--")))
    return names if option.is_flag else f"{names} {value_name(option)}"


def _asks_help(option: TyperOption, context: typer.Context) -> bool:
    return set(option.opts) == set(context.help_option_names)


def _words(parameter: Parameter) -> str:
    """What a parameter means, whether it is needed, and what it is without."""
    default = parameter.default
    if parameter.required:
        note = "（必写）"
    elif isinstance(default, bool | Path) or callable(default) or default in (None, "", ()):
        note = ""  # of a folder its words say which
    else:
        note = f"（不写就是 {default}）"
    return f"{parameter.help or ''}{note}"


def _paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """The paragraphs of an epilog; the mark that keeps one as it is goes, since all are kept."""
    lines: list[str] = []
    for line in (*inspect.cleandoc(text).split("\n"), _RAW):
        if line.strip() not in (_RAW, ""):
            lines.append(line)
        elif lines:
            yield tuple(lines)
            lines = []
