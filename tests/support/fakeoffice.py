"""A shell script that stands for LibreOffice, and does with the files it is given what a test says."""

from __future__ import annotations

import shlex
from pathlib import Path

# The script keeps what it is told with the command line: each file as `$file`, the folder to write to as `$out`.
_SCRIPT = """\
#!/bin/sh
{start}
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out="$2"; shift ;;
    --convert-to) ending="${{2%%:*}}"; shift ;;
    -*) ;;
    *)
      file="$1"; name="${{1##*/}}"; result="$out/${{name%.*}}.$ending"
      {each}
      ;;
  esac
  shift
done
"""


def fake_office(folder: Path, each: str = 'cp "$file" "$result"', start: str = ":") -> Path:
    """Write the script and give its path.

    Args:
        folder: Where it goes.
        each: Shell commands for each file, which know `$file` and `$result`.
        start: What it does first.
    """
    path = folder / "soffice"
    path.write_text(_SCRIPT.format(start=start, each=each), encoding="utf-8")
    path.chmod(0o755)
    return path


def copying(path: Path) -> str:
    """The command that gives a certain file as result."""
    return f'cp {shlex.quote(str(path))} "$result"'


def pdf_page(width: float, height: float, drawn: str = "") -> bytes:
    """A PDF of one page, in points, with what is drawn on it in the language of PDF.

    ReportLab cannot make it here: our own changes to it hold for the whole process.
    """
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:g} {height:g}]/Contents 4 0 R>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
    ]
    file, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj{each}endobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    return f"{file}{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF\n".encode()
