"""`huibian schema`: the JSON Schema of manifests and layouts, for editors."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from huibian import resources
from huibian.cli.nearest import nearest
from huibian.cli.terminal import as_json_escapes, echo

EPILOG = """\b
例：
  huibian schema                        清单的
  huibian schema layout                 版式的
  huibian schema --path                 只说文件在哪里
\b
VS Code 里装好 YAML 扩展，在清单的第一行写上
  # yaml-language-server: $schema=文件在哪里
就能边写边提示，错了当场标红。"""

_NAMES: dict[str, resources.SchemaName] = {
    "manifest": "manifest",
    "layout": "layout",
    "清单": "manifest",
    "版式": "layout",
}


def schema(
    name: Annotated[str, typer.Argument(metavar="[manifest|layout]", help="清单或版式")] = "manifest",
    path: Annotated[bool, typer.Option("--path", help="只写出文件的位置")] = False,
) -> None:
    """Print a schema, or where its file lies."""
    from huibian import source

    if name not in _NAMES:
        near = nearest(name, _NAMES)
        hint = f"，是不是 {near[0]}？" if near else "，可写 manifest（清单）、layout（版式）"
        msg = f"没有叫“{name}”的{hint}"
        raise typer.BadParameter(msg)
    file = resources.schema(_NAMES[name])
    if path:
        echo(str(file))
        return
    text = source.read(file).text.rstrip("\n")
    if "utf" not in (sys.stdout.encoding or "").lower():
        text = json.dumps(json.loads(text), indent=2)
    echo(*as_json_escapes(text).split("\n"))
