"""Measures what huibian costs, beside other typesetters where they are on the machine.

Usage: make bench, or ARGS='--only cold start' for some of the tables, or ARGS=--write to put them into the page
docs/performance.md. All commands of a table run in turn, round by round, and the ratios are the medians of those of the
single rounds, so that a busy machine meets all alike.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tools.bench.imports import measure_imports
from tools.bench.issues import ISSUE_92, ROOT, copies, of_articles, of_one_text
from tools.bench.page import PAGE, how_made, machine, with_table
from tools.bench.peers import peers, typst_file, typst_line
from tools.bench.running import Command, Costs, measure, run
from tools.bench.warm import measure_warm

_EXAMPLE = ROOT / "examples" / "yunxi-2026-09" / "issue-57.yaml"
_BATCH = 92  # issues
_SIZES = (1, 10, 100, 1000, 5000)  # the last is the most that an issue may have
_LONG = {
    "paragraphs": "285,000 characters in paragraphs of 95,000",
    "blanks": "the same, but blank in the middle",
    "short": "in paragraphs of 20",
    "lines": "in lines of 20, which are joined again",
    "mixed": "in paragraphs of 600, with digits, letters, brackets and marks at every few characters",
    "items": "a list of 29,900 items",
    "cells": "a table of 29,900 cells",
}
_REFUSED = {"million": "a million characters in one paragraph, refused"}
_MILLI, _MEGA = 1000, 2**20


def _cold(manifest: Path, folder: Path, rounds: int) -> Iterator[str]:
    """A render of an issue that begins with nothing but files on the disk."""
    both, pdf = _render(manifest, folder), _render(manifest, folder, "--format", "pdf")
    no_code = {"PYTHONDONTWRITEBYTECODE": "1"}
    commands = [
        Command("huibian (PDF and DOCX)", [both]),
        Command("the same, byte code not written", [both], no_code),
        Command("huibian (PDF)", [pdf]),
        *peers(manifest, folder),
    ]
    costs = measure(commands, rounds)
    typst = next(each for each in costs if each.name.startswith("Typst"))
    yield from _table(f"{manifest.name}, a whole process, {rounds} rounds", costs, typst)


def _start(manifest: Path, folder: Path, rounds: int) -> Iterator[str]:
    """What answers before anything is set."""
    commands = [
        Command("python -c pass", [[sys.executable, "-c", "pass"]]),
        Command("huibian --help", [_huibian("--help")]),
        Command("huibian --version", [_huibian("--version")]),
        Command("huibian toc", [_huibian("toc", str(manifest))]),
    ]
    costs = measure(commands, rounds)
    yield from _table(f"start-up, {rounds} rounds", costs, costs[0])


def _imports(manifest: Path, folder: Path, rounds: int) -> Iterator[str]:
    """What the imports of a render take, each package by itself."""
    found = measure_imports(["render", "--quiet", str(manifest), "-o", str(folder), "--format", "pdf"], rounds)
    yield f"| imports of a render of {manifest.name} as PDF, {rounds} rounds, of 1 ms and more | modules | ms |"
    yield "| --- | --: | --: |"
    for name, (modules, seconds) in found.items():
        if seconds * _MILLI >= 1:
            yield f"| {name} | {modules} | {seconds * _MILLI:.0f} |"


def _warm(manifest: Path, folder: Path, rounds: int) -> Iterator[str]:
    """From a changed article to pages, in a process that runs already."""
    yield f"| {manifest.name}, one article changed, in a running process, {rounds} rounds | ms |"
    yield "| --- | --: |"
    for name, seconds in measure_warm(manifest, rounds).items():
        yield f"| {name} | {seconds * _MILLI:.0f} |"


def _batch(manifest: Path, folder: Path, rounds: int) -> Iterator[str]:
    """Many issues."""
    issues = copies(manifest, folder / "batch", _BATCH)
    sources = [typst_file(each, each.parent) for each in issues]
    build = _huibian("build", "--quiet", "-j", "2", str(folder / "batch"))
    cache = {"HUIBIAN_CACHE": str(folder / "cache")}
    commands = [
        Command("huibian build -j 2, nothing made yet", [build], cache),
        Command("huibian build -j 2, nothing changed", [build], cache),
        Command("huibian render, a process for each", [_render(issue, issue.parent) for issue in issues]),
        Command("Typst, a process for each", [typst_line(source) for source in sources]),
    ]
    costs = [Costs(command.name, [run(command)]) for command in commands]  # once: the second finds what the first made
    yield from _table(f"{_BATCH} issues like {manifest.name}", costs, costs[-1])


def _size(manifest: Path, folder: Path, rounds: int) -> Iterator[str]:
    """Issues of more and more articles."""
    issues = [of_articles(folder / "size" / str(count), count) for count in _SIZES]
    commands = [
        command
        for count, issue in zip(_SIZES, issues, strict=True)
        for command in (
            Command(f"huibian (PDF and DOCX), {count} articles", [_render(issue, folder)]),
            Command(f"Typst (PDF), {count} articles", [typst_line(typst_file(issue, issue.parent))]),
        )
    ]
    yield from _table("articles of 600 characters in one issue", measure(commands, 1), None)


def _long(manifest: Path, folder: Path, rounds: int) -> Iterator[str]:
    """Articles that take as long as one can, and one that is refused."""
    renders = {kind: [_render(of_one_text(folder / kind, kind), folder)] for kind in (*_LONG, *_REFUSED)}
    commands = [Command(name, renders[kind]) for kind, name in _LONG.items()]
    commands += [Command(name, renders[kind], code=1) for kind, name in _REFUSED.items()]
    yield from _table("one article", measure(commands, 1), None)


_GROUPS: Mapping[str, Callable[[Path, Path, int], Iterator[str]]] = {
    "cold": _cold,
    "start": _start,
    "imports": _imports,
    "warm": _warm,
    "batch": _batch,
    "size": _size,
    "long": _long,
}


def _huibian(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "huibian", *arguments]


def _render(manifest: Path, folder: Path, *options: str) -> list[str]:
    return _huibian("render", "--quiet", str(manifest), "-o", str(folder), *options)


def _table(title: str, costs: Sequence[Costs], base: Costs | None) -> Iterator[str]:
    """A table in Markdown; with `base`, how many times as long as that each takes."""
    columns = ["ms", "ms of CPU", "MB", *(() if base is None else (f"× {base.name}", "× its CPU"))]
    yield f"| {' | '.join([title, *columns])} |"
    yield f"| --- |{' --: |' * len(columns)}"
    for each in costs:
        figures = [f"{each.wall * _MILLI:,.0f}", f"{each.cpu * _MILLI:,.0f}", f"{each.memory / _MEGA:,.0f}"]
        if base is not None:
            figures += [
                f"{each.ratio(base, lambda cost: cost.wall):.2f}",
                f"{each.ratio(base, lambda cost: cost.cpu):.2f}",
            ]
        yield f"| {' | '.join([each.name, *figures])} |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manifest", nargs="?", type=Path, help="an issue of plain texts; the printed one by default")
    parser.add_argument("--only", nargs="+", choices=_GROUPS, default=list(_GROUPS), help="these tables alone")
    parser.add_argument("--rounds", type=int, default=21, help="of the first four tables (%(default)s)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args()


def main() -> None:
    """Measure, and print each table as soon as it is there."""
    arguments = _arguments()
    manifest = arguments.manifest or (ISSUE_92 if ISSUE_92.exists() else _EXAMPLE)
    for group in arguments.only:
        table = []
        with tempfile.TemporaryDirectory() as folder:
            for line in _GROUPS[group](manifest.resolve(), Path(folder), arguments.rounds):
                print(line, flush=True)
                table.append(line)
        print()
        if arguments.write:
            made_by = how_made(group, arguments.manifest)
            page = with_table(PAGE.read_text(encoding="utf-8"), group, made_by, machine(), table)
            PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
