"""Which manifest a command means: the one that is named, or the only one of a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import typer

from huibian.causes import cause
from huibian.cli.report import format_path

_LISTED = 10  # names in a message


def find_manifest(path: Path | None) -> Path:
    """The manifest that a command was given, or the only one that lies in a folder.

    Args:
        path: A manifest, there or not; a folder; or `None` for the current folder.

    Raises:
        typer.BadParameter: The folder has no manifest, or several; the message lists what is there.
    """
    folder = Path() if path is None else path
    if not os.path.isdir(folder):  # unlike Path.is_dir, it takes names that are too long
        return folder
    found = manifests_in(folder)
    if len(found) == 1:
        return found[0]
    from huibian.manifest.files import yaml_files

    where = "当前文件夹" if path is None else f"{format_path(path)} "
    if found:
        msg = f"{where}里有 {len(found)} 份清单，要写明是哪一份：{_listed(found)}"
    elif files := yaml_files(folder):
        msg = f"{where}里没有清单：{_listed(files)} 没有“masthead:”一行"
    else:
        msg = f"{where}里没有清单（.yaml）；用 huibian new 从稿件做一份，或写明清单在哪里"
    raise typer.BadParameter(msg)


def manifests_in(folder: Path) -> list[Path]:
    """The manifests that lie in a folder, by the numbers in their names.

    Raises:
        typer.BadParameter: The folder cannot be read.
    """
    from huibian.manifest import files  # needed only where a folder is searched

    try:
        return files.manifests_in(folder)
    except OSError as error:
        msg = f"打不开文件夹 {format_path(folder)}：{cause(error)}"
        raise typer.BadParameter(msg) from error


def _listed(files: Sequence[Path]) -> str:
    more = f" 等 {len(files)} 份" if len(files) > _LISTED else ""
    return "、".join(format_path(file) for file in files[:_LISTED]) + more
