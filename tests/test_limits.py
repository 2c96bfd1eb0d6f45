"""`docs/limits.md` says what the program does: each number is the constant it names, and no limit is left unsaid."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Sized
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "huibian"
DOCUMENT = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| [^|]+ \| (?P<number>\d+) (?P<unit>\S+) \|.*\| `(?P<module>[\w.]+)\.(?P<name>\w+)` \|$", re.MULTILINE
)
MESSAGES = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
NAMED_SO = re.compile(r"_?(?:\w+_)?(?:LIMIT|MOST|LONGEST|DEEPEST|WIDEST)(?:_\w+)?(?<!_SHOWN)")


def rows() -> list[tuple[str, str, int]]:
    units = {"MB": 2**20}
    return [
        (row["module"], row["name"], int(row["number"]) * units.get(row["unit"], 1)) for row in ROW.finditer(DOCUMENT)
    ]


def constants() -> set[str]:
    """The whole numbers that modules name as limits."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if NAMED_SO.fullmatch(name) and isinstance(value_of(module, name), int):
                    found.add(f"{module}.{name}")
    return found


def value_of(module: str, name: str) -> object:
    return getattr(importlib.import_module(module if module.startswith("PIL.") else f"huibian.{module}"), name)


@pytest.mark.parametrize(("module", "name", "number"), rows(), ids=lambda value: str(value))
def test_each_limit_is_what_the_document_says(module: str, name: str, number: int) -> None:
    value = value_of(module, name)
    assert (len(value) if isinstance(value, Sized) else value) == number


def test_each_row_names_its_constant() -> None:
    tables = [
        line for line in DOCUMENT.splitlines() if line.startswith("| ") and not line.startswith(("| 什么", "| ---"))
    ]
    assert len(rows()) == len(tables) > 20


def test_no_limit_is_left_unsaid() -> None:
    assert constants() <= {f"{module}.{name}" for module, name, _ in rows()}


def test_the_codes_of_the_limits_are_messages() -> None:
    codes = set(re.findall(r"HB\d{3}", DOCUMENT))
    assert codes <= set(re.findall(r"HB\d{3}", MESSAGES))
