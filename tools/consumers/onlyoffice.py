"""Converts DOCX to PDF by ONLYOFFICE: `onlyoffice.py FACES OUT FILE.docx...`.

Run by the Python of `make engines`, where its package is. It takes its faces from folder FACES and from nowhere else.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docbuilder import CDocBuilder


def main() -> None:
    """Convert every file to a PDF of its name in folder OUT."""
    faces, out, *files = sys.argv[1:]
    builder = CDocBuilder()
    builder.SetProperty("--fonts-dir", faces)
    builder.SetProperty("--fonts-system", "false")
    builder.SetProperty("--check-fonts", "true")
    for file in files:
        builder.OpenFile(file, "")
        builder.SaveFile("pdf", str(Path(out) / f"{Path(file).stem}.pdf"))
        builder.CloseFile()
        print(file, flush=True)


if __name__ == "__main__":
    main()
