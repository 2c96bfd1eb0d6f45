"""Opens what the user wants to see in the program that the system has for it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.programs import find_program


def open_file(path: Path) -> None:
    """Open a file in the program that the system has for it; does not wait for that program.

    Raises:
        HuibianError: The system has none (HB622).
    """
    if not _open(str(path.resolve())):
        message = f"没有能打开 {path.name} 的程序"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB622", message, Span(path), "自己在文件夹里打开它。")])


def open_page(address: str) -> bool:
    """Open a page in the browser of the system, where it has one with windows; gives whether it has."""
    has_windows = sys.platform in ("win32", "darwin") or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return has_windows and _open(address)


def start(command: Sequence[str]) -> None:
    """Start a program that goes on when this one ends and says nothing on its terminal."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    threading.Thread(target=process.wait, daemon=True).start()  # else it stays in the system's list when it has ended


def _open(what: str) -> bool:
    """Have the system open a file or a page; gives whether it has a program for that."""
    if sys.platform == "win32":
        try:
            os.startfile(what)
        except OSError:
            return False
        return True
    opener = find_program("open" if sys.platform == "darwin" else "xdg-open")
    if opener is not None:
        start([str(opener), what])
    return opener is not None
