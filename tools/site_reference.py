"""Pages of the site that are made of what the program says itself, so that nothing is written twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from typer.main import get_group

from huibian.cli.main import app
from huibian.manifest.schema import json_schema

_LISTS = {  # the lists and mappings of a manifest: how an editor names them, in the order in which they are shown
    "": "整期",
    "SectionEntry": "栏目：`sections` 的每一项",
    "ArticleEntry": "文章：`articles` 的每一项",
    "Colophon": "版记：`colophon`",
}


def commands() -> str:
    """What `--help` prints, command by command."""
    names = ["", *sorted(get_group(app).commands)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        texts = pool.map(_help, names)
    shown = (
        f"## huibian {name}".rstrip() + f"\n\n```text\n{text}\n```\n" for name, text in zip(names, texts, strict=True)
    )
    return "# 命令\n\n每个命令后面加 `--help` 印出来的，就是这些。\n\n" + "\n".join(shown)


def manifest_keys() -> str:
    """The keys of a manifest, as its schema has them."""
    schema = json.loads(json_schema())
    tables = (f"## {words}\n\n" + _table(schema["$defs"][name] if name else schema) for name, words in _LISTS.items())
    head = "# 清单的键\n\n这些表由程序里的定义生成。每行怎样写，见[清单怎样写](../manifest.md)。\n\n"
    return head + "\n".join(tables)


def _help(name: str) -> str:
    command = [sys.executable, "-m", "huibian", *([name] if name else []), "--help"]
    environment = os.environ | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


def _table(mapping: Mapping[str, Any]) -> str:
    needed = mapping.get("required", ())
    rows = (
        (f"`{key}`", "是" if key in needed else "", about.get("description", ""), _examples(about.get("examples", ())))
        for key, about in mapping["properties"].items()
    )
    return _markdown(("键", "必写", "写什么", "例"), rows)


def _examples(values: Iterable[object]) -> str:
    return "、".join(f"`{value}`" for value in values)


def _markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    names = list(head)
    lines = (names, ["---"] * len(names), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
