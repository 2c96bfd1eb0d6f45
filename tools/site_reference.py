"""Pages of the site that are made of what the program says itself, so that nothing is written twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import yaml

from huibian.cli.overview import COMMANDS
from huibian.layoutfile.schema import layout_schema
from huibian.manifest.schema import json_schema
from huibian.resources import layouts_folder

_Schema: TypeAlias = Mapping[str, Any]

_FIRST = "bulletin"  # all others extend it
_LONG = 200  # characters of YAML that a cell shows at most
_LISTS = {  # the lists and mappings of a manifest: how an editor names them, in the order in which they are shown
    "": "整期",
    "SectionEntry": "栏目：`sections` 的每一项",
    "ArticleEntry": "文章：`articles` 的每一项",
    "Colophon": "版记：`colophon`",
}


def commands() -> str:
    """What `--help` prints, command by command."""
    names = ["", *sorted(COMMANDS)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        texts = pool.map(_help, names)
    shown = (
        f"## huibian {name}".rstrip() + f"\n\n```text\n{text}\n```\n" for name, text in zip(names, texts, strict=True)
    )
    return "# 命令\n\n每个命令后面加 `--help` 印出来的，就是这些。\n\n" + "\n".join(shown)


def with_manifest_keys(page: str) -> str:
    """The page on manifests with its tables of keys as the schema has them: the first below each of these headings."""
    schema = json.loads(json_schema())
    for name, heading in _LISTS.items():
        head, start, rest = page.partition(f"### {heading}\n")
        prose, table, rest = rest.partition("| 键 |")
        if not (start and table):
            raise ValueError(heading)
        tail = rest.split("\n\n", 1)[1]
        page = f"{head}{start}{prose}{_table(schema['$defs'][name] if name else schema)}\n{tail}"
    return page


def layout_figures() -> str:
    """What each key of a layout may say, and what the layouts that come with huibian say there."""
    schema = json.loads(layout_schema())
    figures = _Figures(schema["$defs"])
    groups = {key: about for key, about in schema["properties"].items() if figures.is_mapping(about)}
    alone = {key: about for key, about in schema["properties"].items() if key not in groups}
    tables = (f"## {key} {about['description']}\n\n{figures.group(key, about)}" for key, about in groups.items())
    head = (
        "# 版式里的数\n\n这些表由程序里的定义和 `layouts/` 里的文件生成。怎样写一个自己的，"
        "见[自己的版式](../site/own-layout.md)；每个数的出处，写在 `layouts/` 的文件里。\n\n"
        "“别的版式”里没有写的，照它 `extends` 的那个版式。\n\n"
    )
    return head + figures.table(alone) + "\n" + "\n".join(tables)


class _Figures:
    """Tables of the keys of layouts."""

    def __init__(self, kinds: Mapping[str, _Schema]) -> None:
        """Take the definitions that a schema refers to by name."""
        paths = sorted(layouts_folder().glob("*.yaml"), key=lambda path: (path.stem != _FIRST, path.stem))
        self._kinds = kinds
        self._layouts = {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in paths}

    def is_mapping(self, about: _Schema) -> bool:
        """Whether a key has keys of its own."""
        return "properties" in self._kind(about)

    def group(self, key: str, about: _Schema) -> str:
        """The tables of a key that has keys of its own; where they are all of one kind, the keys of the kind below."""
        inner = self._kind(about)["properties"]
        kinds = {each.get("$ref") for each in inner.values()}
        if len(inner) > 1 and len(kinds) == 1 and None not in kinds:
            return self.table(inner, key) + "\n" + self.table(self._kind(next(iter(inner.values())))["properties"])
        return self.table(dict(self._leaves(inner)), key)

    def table(self, keys: Mapping[str, _Schema], *path: str) -> str:
        """A table of these keys, which stand in a layout at `path`; without figures where no layout says one."""
        rows = []
        for key, about in keys.items():
            said = {name: self._said(layout, (*path, *key.split("."))) for name, layout in self._layouts.items()}
            first, *others = said.items()
            more = "；".join(f"{name} {value}" for name, value in others if value)
            rows.append((f"`{key}`", about.get("description", ""), self._range(about), first[1], more))
        head = ("键", "意思", "可以写", _FIRST, "别的版式")
        return _without_empty(head, rows)

    def _leaves(self, keys: Mapping[str, _Schema]) -> Iterator[tuple[str, _Schema]]:
        for key, about in keys.items():
            yield key, about
            kind = self._kind(about.get("items", about))
            for inner, more in self._leaves(kind.get("properties", {})):
                yield f"{key}.{inner}", more

    def _kind(self, about: _Schema) -> _Schema:
        """A key's own definition, where it names one: alone, or as what it is when it is given at all."""
        for each in (about, *about.get("anyOf", ())):
            if "$ref" in each:
                return self._kinds[each["$ref"].rpartition("/")[2]]
        return about

    def _range(self, about: _Schema) -> str:
        given = next((each for each in about.get("anyOf", ()) if each.get("type") != "null"), about)
        kind = self._kind(given)
        if "enum" in kind:
            return "、".join(f"`{value}`" for value in kind["enum"])
        if kind.get("type") == "boolean":
            return "`true`、`false`"
        least, most = given.get("x-range", (given.get("minimum"), given.get("maximum")))
        return "" if least is None or most is None else f"{least} 到 {most}"

    @staticmethod
    def _said(layout: Any, path: Iterable[str]) -> str:
        """What a layout says there, as YAML; nothing if it says nothing, or as much as needs lines of its own."""
        for key in path:
            layout = layout.get(key, "") if isinstance(layout, dict) else ""
        text = yaml.safe_dump(
            layout, allow_unicode=True, default_flow_style=True, sort_keys=False, width=_LONG
        ).removesuffix("...\n")
        text = text.replace("'", "").strip()
        return f"`{text}`" if text and len(text) < _LONG else ""


def _help(name: str) -> str:
    command = [sys.executable, "-m", "huibian", *([name] if name else []), "--help"]
    environment = os.environ | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


def _table(mapping: _Schema) -> str:
    needed = mapping.get("required", ())
    rows = [
        (f"`{key}`", "是" if key in needed else "", about.get("description", ""), _examples(about.get("examples", ())))
        for key, about in mapping["properties"].items()
    ]
    return _without_empty(("键", "必写", "写什么", "例"), rows)


def _examples(values: Iterable[object]) -> str:
    return "、".join(f"`{value}`" for value in values)


def _without_empty(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown; a column in which nothing stands is left out."""
    columns = [place for place in range(len(head)) if any(row[place] for row in rows)]
    return _markdown([head[place] for place in columns], ([row[place] for place in columns] for row in rows))


def _markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    names = list(head)
    lines = (names, ["---"] * len(names), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
