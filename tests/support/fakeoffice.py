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
