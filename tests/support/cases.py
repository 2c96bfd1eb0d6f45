"""Reads case files: comment lines, settings, then blocks divided by lines of `---`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    name: str
    settings: dict[str, str]
    blocks: tuple[str, ...]


def read_cases(folder: str) -> list[Case]:
    """Every case of a folder under `tests/cases`, in the order of their names."""
    return [_read(path) for path in sorted((CASES / folder).glob("*.txt"))]


def _read(path: Path) -> Case:
    head, *blocks = path.read_text(encoding="utf-8").split("---\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines() if not line.startswith("#"))
    return Case(path.stem, settings, tuple(block.removesuffix("\n") for block in blocks))
