"""Layout engines that set our DOCX: each a module that converts files to PDF, all with the same few functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tests.support.engines import libreoffice, libreoffice_wasm, onlyoffice


class Engine(Protocol):
    """What a module of this package offers."""

    def version(self) -> str:
        """Name and version, as the engine gives them."""

    def missing(self) -> str | None:
        """Why it cannot be asked here; `None` if it can."""

    def convert_all(self, files: Sequence[Path], out: Path, faces: Path) -> list[Path]:
        """Convert several DOCX in one run; returns the PDFs in folder `out`.

        Args:
            files: The DOCX, each with a name of its own.
            out: Where to.
            faces: Folder with the faces under their official names.

        Raises:
            RuntimeError: The engine wrote no PDF for one of them, even when asked again.
        """


ENGINES: Mapping[str, Engine] = {
    "libreoffice": libreoffice,
    "libreoffice-wasm": libreoffice_wasm,
    "onlyoffice": onlyoffice,
}
