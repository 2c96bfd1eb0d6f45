"""From the words behind `huibian` to an exit code.

Exit codes: 0 done, 1 the issue has faults, 2 wrong usage, and 130 when interrupted, as shells expect.
Typer is imported only where it has something to read, and a command only when it runs, so that help and version come at
once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from huibian import __version__
from huibian.cli.helptext import help_text
from huibian.cli.overview import HELP_OPTIONS, OVERVIEW
from huibian.cli.terminal import echo, help_columns, soften_streams

if TYPE_CHECKING:
    from huibian.reading import Ahead

_SETTING = ("render", "toc")  # commands about an issue that another process reads ahead
_OUTSIDE = 130  # ended by Ctrl-C


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after `huibian`; `None` for those of this process.

    Returns:
        The exit code.
    """
    soften_streams()
    try:
        code = _answer(sys.argv[1:] if arguments is None else [*arguments])
        if sys.stdout is not None:  # there is none where the caller closed it
            sys.stdout.flush()
    except KeyboardInterrupt:
        return _OUTSIDE
    except OSError as error:  # whoever read our output has gone, or its disk is full
        _abandon_output()
        if not isinstance(error, BrokenPipeError):
            from huibian.causes import cause

            with suppress(OSError):
                echo(f"写不到标准输出：{cause(error)}。", err=True)
        return 1
    return code


def _answer(arguments: list[str]) -> int:
    """Do what the arguments ask for; gives the exit code."""
    match arguments:
        case ["--version"]:
            echo(f"huibian {__version__}")
        case [option] if option in HELP_OPTIONS:
            echo(*help_text(OVERVIEW, help_columns()).split("\n"))
        case [command, *others] if command in _SETTING and {*HELP_OPTIONS}.isdisjoint(others):
            from huibian.cli.ahead import reading_ahead

            with reading_ahead(others) as reader:
                return _call(arguments, reader)
        case _:
            return _call(arguments)
    return 0


def _call(arguments: list[str], reader: Ahead | None = None) -> int:
    from huibian.cli.app import call

    return call(arguments, reader)


def _abandon_output() -> None:
    """Give up standard output, so that the interpreter does not complain about it again at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
