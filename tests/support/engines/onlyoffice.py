"""ONLYOFFICE's layout engine, as its Document Builder has it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.support.engines.folder import FACES, FOLDER, PYTHON, SCRIPTS
from tests.support.engines.process import run, written

_PACKAGE = "document_builder-*.dist-info"
_SILENCE = 120  # seconds without a document; it takes two for most, on an idle machine


def version() -> str:
    """Name and version."""
    (info,) = FOLDER.glob(f"lib/python*/site-packages/{_PACKAGE}")
    return f"ONLYOFFICE {info.name.removesuffix('.dist-info').partition('-')[2]}"


def missing() -> str | None:
    """Why ONLYOFFICE cannot be asked here; `None` if it can."""
    if not any(FOLDER.glob(f"lib/python*/site-packages/{_PACKAGE}")):
        return "no ONLYOFFICE: run `make onlyoffice` (Linux on x86-64 only)"
    return None if any(FACES.glob("*.otf")) else "no faces under the official names: run `make onlyoffice`"


def convert_all(files: Sequence[Path], out: Path, faces: Path = FACES) -> list[Path]:
    """Convert several files in one run.

    It draws "Unregistered Version" across pages, as outlines: there is no text of it to be read back.

    Raises:
        RuntimeError: ONLYOFFICE wrote no PDF for one of them.
    """
    said = run([PYTHON, SCRIPTS / "onlyoffice.py", faces.resolve(), out, *files], _SILENCE)
    return written(files, out, said)
