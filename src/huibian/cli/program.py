"""The application and its commands, as Typer makes them; their help and their faults are in Chinese.

A command is imported when it is called, so that none waits for what only another one imports.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from huibian.cli.help import read_help
from huibian.cli.helptext import help_text
from huibian.cli.overview import COMMANDS, HELP_OPTIONS, OVERVIEW
from huibian.cli.terminal import help_columns

# What Word and input methods make of one or two hyphens: hyphens and dashes, the minus sign, the full-width hyphen.
_LIKE_DASHES = re.compile("^[-\u2010-\u2015\u2212\uff0d]+")


class ChineseCommand(TyperCommand):
    """A command whose help is in Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(help_text(read_help(ctx), help_columns()))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; a usage error for what was meant as an option and begins with another dash."""
        _refuse_other_dashes(self, ctx, args)
        return super().parse_args(ctx, args)


class ChineseGroup(TyperGroup):
    """The command that has all others; its help is in Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(help_text(OVERVIEW, help_columns()))

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of the help."""
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command, imported now; `None` where none has this name."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; a usage error for what was meant as an option and begins with another dash."""
        _refuse_other_dashes(self, ctx, args[:1])
        return super().parse_args(ctx, args)


class Program(typer.Typer):
    """An application whose every command speaks Chinese."""

    def __init__(self, *, help: str, epilog: str) -> None:
        super().__init__(
            cls=ChineseGroup,
            help=help,
            epilog=epilog,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            add_completion=False,  # its words are English; `completion` says ours
            suggest_commands=False,  # `usage` does
            context_settings={"help_option_names": [*HELP_OPTIONS]},
        )

    def command(self, *names: Any, **settings: Any) -> Callable[[Any], Any]:
        """Make a function a command, as `typer.Typer.command` does."""
        return super().command(*names, **{"cls": ChineseCommand, **settings})


def load_command(name: str) -> Any:
    """Import a command: the function of its name in the module of its name, which has the end of its help too."""
    module = import_module(f"huibian.cli.{name}")
    program = Program(help="", epilog="")
    program.command(name, help=COMMANDS[name], epilog=module.EPILOG)(getattr(module, name))
    return typer.main.get_command(program)


def _refuse_other_dashes(command: TyperCommand | TyperGroup, context: Any, arguments: list[str]) -> None:
    known = {name for each in command.get_params(context) for name in (*each.opts, *each.secondary_opts)}
    for argument in arguments:
        if argument == "--":
            return
        dashes, name = _dashes_and_name(argument)
        meant = ("--" if len(name) > 1 else "-") + name
        if dashes.strip("-") and meant in known:
            msg = f"“{argument}”开头要用半角的短横，写成 {meant}"
            raise typer.BadParameter(msg, ctx=context)


def _dashes_and_name(argument: str) -> tuple[str, str]:
    """What an argument begins with, and the name of the option that may stand behind, in half-width letters."""
    match = _LIKE_DASHES.match(argument)
    if match is None:
        return "", ""
    name = unicodedata.normalize("NFKC", argument[match.end() :]).partition("=")[0]
    return match[0], name.casefold() if len(name) > 1 else name
