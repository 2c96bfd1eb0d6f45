"""Where `make engines` sets up what is not on every machine: engines, and the faces under their official names."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / ".venv-consumers"
PYTHON = FOLDER / "bin" / "python"
FACES = FOLDER / "faces"
SCRIPTS = ROOT / "tools" / "consumers"
