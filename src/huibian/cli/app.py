"""The command line as Typer reads it: the options of huibian itself, and which command is called."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huibian import __version__
from huibian.cli import completion
from huibian.cli.overview import ABOUT, EPILOG, OPTIONS
from huibian.cli.program import Program
from huibian.cli.terminal import echo
from huibian.cli.usage import UsageError, say_usage

if TYPE_CHECKING:
    from huibian.reading import Ahead

app = Program(help=ABOUT, epilog=EPILOG)


def call(arguments: Sequence[str], reader: Ahead | None = None) -> int:
    """Run the command that arguments name.

    Args:
        arguments: The words after `huibian`.
        reader: What reads an issue ahead, for commands that set one; `None` for none.

    Returns:
        The exit code.

    Raises:
        KeyboardInterrupt: The user wants it to end.
        OSError: Something could not be printed.
    """
    completion.listen()
    try:
        code: int | None = app(args=arguments, prog_name="huibian", standalone_mode=False, obj=reader)
    except UsageError as error:
        with suppress(OSError):  # the exit code says it too
            echo(*say_usage(error), err=True)
        return 2
    except typer.Abort as abort:
        raise KeyboardInterrupt from abort
    return code or 0


def _show_version(wanted: bool) -> None:
    if wanted:
        echo(f"huibian {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _huibian(
    context: typer.Context,
    _: Annotated[  # eager, so that typer loads nothing for the other options first
        bool, typer.Option("--version", help=OPTIONS["--version"], is_eager=True, callback=_show_version)
    ] = False,
    __: Annotated[
        bool,
        typer.Option(
            "--install-completion", help=OPTIONS["--install-completion"], is_eager=True, callback=completion.install
        ),
    ] = False,
    ___: Annotated[
        bool,
        typer.Option("--show-completion", help=OPTIONS["--show-completion"], is_eager=True, callback=completion.show),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        echo(*context.get_help().split("\n"), err=True)
        raise typer.Exit(2)
    try:
        Path.cwd()
    except OSError as error:  # another has removed it; ReportLab cannot even be loaded there
        msg = "当前文件夹已经不在，换到一个在的文件夹（cd）再运行"
        raise typer.BadParameter(msg) from error
