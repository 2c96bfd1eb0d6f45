"""Takes a command, gives what its help says, as facts in Chinese.

Typer's own help has English in it, and folds Chinese where it is twice as wide as the terminal.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import typer
from typer.core import TyperArgument, TyperOption

from huibian.cli.helptext import HELP, CommandHelp, Entry, paragraphs

Parameter: TypeAlias = TyperArgument | TyperOption

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


def read_help(context: typer.Context) -> CommandHelp:
    """What the help of the command in a context says; `OVERVIEW` is that of the command that has all others."""
    command = context.command
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    arguments = [each for each in parameters if isinstance(each, TyperArgument)]
    options = [each for each in parameters if isinstance(each, TyperOption)]
    return CommandHelp(
        usage=" ".join((context.command_path, "[选项]", *map(_placeholder, arguments))),
        about=command.help or "",
        arguments=tuple(Entry(value_name(each), _words(each)) for each in arguments),
        options=tuple(
            Entry(_option_name(each), HELP if _asks_help(each, context) else _words(each)) for each in options
        ),
        commands=(),
        epilog=tuple(paragraphs(command.epilog or "")),
    )


def value_name(parameter: Parameter) -> str:
    """What stands for the value of an argument or option, in Chinese, or the words to choose from."""
    name = parameter.metavar or parameter.type.name
    is_own = parameter.metavar is not None and not (name.isascii() and name == name.upper())
    return _VALUES.get(name.strip("<>[]").upper(), name if is_own else _VALUE)


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
