"""LibreOffice as a consumer of our DOCX: convert files to PDF, read the lines of a PDF back."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

ROOT = Path(__file__).resolve().parents[2]
# Makes LibreOffice find the free faces under the official names; written by `make fonts`.
FONTCONFIG = ROOT / "fonts" / "fontconfig.conf"
_TIMEOUT = 300
_LINE_END_HYPHEN = "\x02"  # what pdfium makes of a hyphen at a line's end


def missing() -> str | None:
    """Why LibreOffice cannot be asked here; `None` if it can."""
    if shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    if not FONTCONFIG.exists():
        return f"{FONTCONFIG} is missing: run `make fonts`"
    return None


def convert(docx: Path, out: Path) -> Path:
    """Convert one DOCX; returns the PDF in folder `out`."""
    return convert_all([docx], out)[0]


def convert_all(files: Sequence[Path], out: Path, *, fontconfig: Path = FONTCONFIG) -> list[Path]:
    """Convert several files in one run of LibreOffice, with a profile of its own.

    Raises:
        RuntimeError: LibreOffice wrote no PDF for one of them.
    """
    with tempfile.TemporaryDirectory(prefix="huibian-soffice-") as profile:
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(out)),
            *map(str, files),
        ]
        environment = os.environ | {"FONTCONFIG_FILE": str(fontconfig)}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    pdfs = [out / f"{file.stem}.pdf" for file in files]
    absent = [pdf.name for pdf in pdfs if not pdf.exists()]
    if absent:
        msg = f"LibreOffice did not write {', '.join(absent)}: {run.stdout}{run.stderr}"
        raise RuntimeError(msg)
    return pdfs


def pages_of_lines(pdf: Path) -> list[list[str]]:
    """The text of each line of each page, without white space; a line is what shares a baseline."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_lines(page) for page in document]
    finally:
        document.close()


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    lines: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index)).replace(_LINE_END_HYPHEN, "-")
        if char.isspace() or char == "\0" or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        lines[round(y.value)].append((x.value, char))
    text.close()
    return [_joined(sorted(chars)) for _, chars in sorted(_merged(lines).items(), reverse=True)]


def _joined(chars: list[tuple[float, str]]) -> str:
    """The characters of a line; of one beyond the BMP, LibreOffice's PDF has the two halves that UTF-16 makes of it."""
    return "".join(char for _, char in chars).encode("utf-16", "surrogatepass").decode("utf-16")


def _merged(lines: dict[int, list[tuple[float, str]]]) -> dict[int, list[tuple[float, str]]]:
    """Join baselines that rounding has put a point apart."""
    merged: dict[int, list[tuple[float, str]]] = {}
    for y in sorted(lines):
        merged.setdefault(y - 1 if y - 1 in merged else y, []).extend(lines[y])
    return merged
