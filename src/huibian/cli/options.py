"""Options that several commands have, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huibian.cli.report import format_path

if TYPE_CHECKING:
    from huibian.exports import Format

Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="DIR", help="写到这个文件夹；不给就写在清单旁边")
]
Formats = Annotated[str, typer.Option("--format", metavar="LIST", help="写哪几种，用逗号隔开")]
Fonts = Annotated[
    Path | None,
    typer.Option("--fonts", metavar="DIR", help="先用这个文件夹里的字体"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="只报错误")]


def faces_folder(fonts: Path | None) -> Path | None:
    """The folder of faces; a usage error for anything else."""
    if fonts is not None and not fonts.is_dir():
        msg = f"--fonts 要给一个文件夹，{format_path(fonts)} 不是"
        raise typer.BadParameter(msg)
    return fonts


def read_formats(text: str) -> list[Format]:
    """Read "pdf,docx"; a usage error for anything else."""
    from huibian.exports import Format

    names = [name.strip().lower() for name in text.split(",")]
    unknown = [name for name in names if name not in list(Format)]
    if unknown:
        msg = f"--format 不认识“{unknown[0]}”，可写 {'、'.join(Format)}"
        raise typer.BadParameter(msg)
    return [each for each in Format if each in names]


def all_targets(plan: Iterable[tuple[Path, Mapping[Format, Path]]]) -> list[Path]:
    """All files that are going to be written; a usage error where two manifests would write the same one."""
    from huibian.targets import comparable_name

    writers: dict[str, Path] = {}
    targets = []
    for manifest, paths in plan:
        for path in paths.values():
            key = comparable_name(path)
            if key in writers:
                first, second = format_path(writers[key]), format_path(manifest)
                msg = f"{first} 和 {second} 都要写 {format_path(path)}；改一个名字，或分开写到两个文件夹"
                raise typer.BadParameter(msg)
            writers[key] = manifest
            targets.append(path)
    return targets
