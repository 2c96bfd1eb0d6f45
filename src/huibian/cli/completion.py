"""Completes commands, options and values in a shell: `--install-completion` and `--show-completion`, in Chinese.

Typer has the scripts for each shell and answers them; its own options and answers are English.
"""

from __future__ import annotations

import os

import typer

from huibian.causes import cause
from huibian.cli.report import format_path
from huibian.cli.terminal import echo

_VARIABLE = "_HUIBIAN_COMPLETE"  # tells Typer that a shell asks, and what
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
INSTALL_HELP = "让终端补全命令和选项（按 Tab 键）：装到现在用的 bash、zsh、fish 或 PowerShell 里"
SHOW_HELP = "写出补全的脚本，自己装"


def listen() -> None:
    """Make ready to answer a shell, where one asks."""
    if _VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


def install(wanted: bool) -> None:
    """Install completion for the shell that runs huibian, and end."""
    if not wanted:
        return
    from typer._completion_shared import install as install_script

    shell = _shell()
    try:
        _, path = install_script(shell=shell, prog_name="huibian", complete_var=_VARIABLE)
    except OSError as error:
        msg = f"装不了补全：{cause(error)}"
        raise typer.BadParameter(msg) from error
    echo(f"{shell} 的补全装在 {format_path(path)}，重新打开终端就能用。")
    raise typer.Exit


def show(wanted: bool) -> None:
    """Print the script for the shell that runs huibian, and end."""
    if not wanted:
        return
    from typer._completion_shared import get_completion_script

    script = get_completion_script(prog_name="huibian", complete_var=_VARIABLE, shell=_shell())
    echo(*script.split("\n"))
    raise typer.Exit


def _shell() -> str:
    """The shell that runs huibian; a usage error for one that cannot complete."""
    from typer._completion_shared import _get_shell_name

    name = _get_shell_name()
    if name not in _SHELLS:
        msg = f"认不出终端用的是哪种 shell，只有 {'、'.join(_SHELLS)} 能补全"
        raise typer.BadParameter(msg)
    return name
