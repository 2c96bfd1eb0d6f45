"""The LibreOffice of this machine."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.support.engines.folder import ROOT
from tests.support.engines.process import run, written

# Makes LibreOffice find the free faces under the official names; written by `make fonts`.
ALIASES = ROOT / "fonts" / "fontconfig.conf"
# A page that it puts between two odd or two even ones stays in the PDF, as a page without anything.
_FILTER = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
_SILENCE = 300  # seconds; only keeps a conversion from hanging for ever, on a busy machine too
_FONTCONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
</fontconfig>
"""


@cache
def version() -> str:
    """Name and version, without the build."""
    said = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.split()[:2])


def missing() -> str | None:
    """Why LibreOffice cannot be asked here; `None` if it can."""
    return None if shutil.which("soffice") else "not installed: soffice"


def convert_all(files: Sequence[Path], out: Path, faces: Path | None = None) -> list[Path]:
    """Convert several files in one run, with a profile of its own.

    Args:
        files: The DOCX, each with a name of its own.
        out: Where to.
        faces: Folder with the faces under their official names; `None` for the free faces and the aliases that
            `make fonts` writes.

    Raises:
        RuntimeError: LibreOffice wrote no PDF for one of them.
    """
    with tempfile.TemporaryDirectory(prefix="huibian-soffice-") as temporary:
        profile, fontconfig = Path(temporary) / "profile", Path(temporary) / "fonts.conf"
        if faces is not None:
            fontconfig.write_text(_FONTCONFIG.format(folder=faces.resolve()), encoding="utf-8")
        command: list[str | Path] = [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--convert-to", _FILTER, "--outdir", out),
            *files,
        ]
        said = run(command, _SILENCE, {"FONTCONFIG_FILE": str(ALIASES if faces is None else fontconfig)})
    return written(files, out, said)
