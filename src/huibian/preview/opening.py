"""Opens a file for the user: in the system's program for it, or in an editor at a line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span


def open_file(path: Path) -> None:
    """Open a file in the program that the system has for it; does not wait for that program.

    Raises:
        HuibianError: The system has none (HB622).
    """
    path = path.resolve()
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError as error:
            raise _nothing_opens(path) from error
    else:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        if shutil.which(opener) is None:
            raise _nothing_opens(path)
        start([opener, str(path)])


def start(command: Sequence[str]) -> None:
    """Start a program that goes on when this one ends and says nothing on its terminal."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    threading.Thread(target=process.wait, daemon=True).start()  # else it stays in the system's list when it has ended


def _nothing_opens(path: Path) -> HuibianError:
    message = f"没有能打开 {path.name} 的程序"
    return HuibianError([Diagnostic(Severity.ERROR, "HB622", message, Span(path), "自己在文件夹里打开它。")])
