"""Completes commands, options and values in a shell: `--install-completion` and `--show-completion`, in Chinese.

Typer has the scripts for each shell and answers them; its own options and answers are English.
"""

from __future__ import annotations

import os
from pathlib import Path

import typer

from huibian.causes import cause
from huibian.cli.terminal import echo

_VARIABLE = "_HUIBIAN_COMPLETE"  # tells Typer that a shell asks, and what
_POWERSHELLS = ("powershell", "pwsh")
_SHELLS = ("bash", "zsh", "fish", *_POWERSHELLS)
# In Base64, since how PowerShell encodes what it prints depends on the system.
_TELL_PROFILE = "[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($PROFILE))"


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

    from huibian.cli.report import format_path

    shell = _shell()
    try:
        if shell in _POWERSHELLS:
            path = _install_in_powershell(shell)
        else:
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
    echo(*_script(_shell()).split("\n"))
    raise typer.Exit


def _script(shell: str) -> str:
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="huibian", complete_var=_VARIABLE, shell=shell)


def _install_in_powershell(shell: str) -> Path:
    """Add the script to the profile of PowerShell, and let PowerShell run that.

    Typer does the same, but takes a path with Han in it for another one.
    """
    import subprocess

    subprocess.run([shell, "-Command", "Set-ExecutionPolicy", "Unrestricted", "-Scope", "CurrentUser"], check=False)
    path = _profile(shell)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{_script(shell)}\n")
    return path


def _profile(shell: str) -> Path:
    """The file that PowerShell runs when it starts; a usage error where it does not tell."""
    import base64
    import subprocess

    told = subprocess.run([shell, "-NoProfile", "-Command", _TELL_PROFILE], stdout=subprocess.PIPE, check=False)
    try:
        path = base64.b64decode(told.stdout.strip(), validate=True).decode()
    except ValueError:
        path = ""
    if told.returncode or not path:
        msg = f"装不了补全：{shell} 没有说出配置文件在哪里"
        raise typer.BadParameter(msg)
    return Path(path)


def _shell() -> str:
    """The shell that runs huibian; a usage error for one that cannot complete."""
    from typer._completion_shared import _get_shell_name

    name = _get_shell_name()
    if name not in _SHELLS:
        msg = f"认不出终端用的是哪种 shell，只有 {'、'.join(_SHELLS)} 能补全"
        raise typer.BadParameter(msg)
    return name
