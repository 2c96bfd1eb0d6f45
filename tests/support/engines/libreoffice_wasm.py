"""A recent LibreOffice, built as WebAssembly and run by node."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.support.engines.folder import FACES, FOLDER, SCRIPTS
from tests.support.engines.process import run, written

_PACKAGE = FOLDER / "node_modules" / "@matbee" / "libreoffice-converter"
_LIBREOFFICE = "24.8"  # what the package holds; its PDFs say so
_SILENCE = 120  # seconds without a document: it hangs now and then, at its start more than later
_TRIES = 4
# Beside V8's optimizing compiler no document came out in ten tries. By the baseline compiler alone all do.
_OPTIONS = ("--liftoff-only",)


def version() -> str:
    """Name and version."""
    package = json.loads((_PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    return f"LibreOffice {_LIBREOFFICE} (WASM {package})"


def missing() -> str | None:
    """Why it cannot be asked here; `None` if it can."""
    if shutil.which("node") is None:
        return "not installed: node"
    return None if _PACKAGE.is_dir() else "no LibreOffice as WebAssembly: run `make engines`"


def convert_all(files: Sequence[Path], out: Path, faces: Path = FACES) -> list[Path]:
    """Convert several files; what is not there when it hangs or ends is tried again.

    Raises:
        RuntimeError: It wrote no PDF for one of them.
    """
    said = ""
    for _ in range(_TRIES):
        left = [file for file in files if not (out / f"{file.stem}.pdf").exists()]
        if not left:
            break
        said = run(["node", *_OPTIONS, SCRIPTS / "libreoffice.mjs", _PACKAGE, faces, out, *left], _SILENCE)
    return written(files, out, said)
