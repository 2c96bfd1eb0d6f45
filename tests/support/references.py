"""Reference files: what a test must get, kept under `tests/ref`; `make refs` writes them."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "ref"


def check_reference(name: str, text: str) -> None:
    """Compare `text` with the reference file of that name, or write it when `make refs` asks for that."""
    path = FOLDER / name
    if os.environ.get("HUIBIAN_REFS") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"no reference {name}: run `make refs` and read what it writes"
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; if that is meant, run `make refs`"
