from __future__ import annotations

import subprocess
import sys

from huibian import __version__


def test_runs_as_a_module_and_gives_its_exit_code() -> None:
    shown = subprocess.run([sys.executable, "-m", "huibian", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"huibian {__version__}\n"
    assert subprocess.run([sys.executable, "-m", "huibian", "nosuch"], capture_output=True, check=False).returncode == 2
