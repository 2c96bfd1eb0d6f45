"""Plays the tutorial of the site at a terminal, with nothing but a wheel of huibian.

What stands in its blocks `console` behind a `$` is typed, the answers too, and the block shows what is printed then. A
block with a title shows the file of that name. A test compares all that with the page; `make refs` writes the page.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "site" / "tutorial.md"
MANIFEST = "issue-62.yaml"
ARRIVED = ROOT / "examples" / "tutorial"
DAY = "2027, 2, 26"
ANSWERS = (
    *("", "云溪史志月报", "62", "", "云溪县地方史志办公室", "2027-03-10", ""),
    *(
        "内部资料 注意保存",
        "县委书记，县长，各乡镇人民政府，县直各单位。",
        "",
        "云溪县地方史志办公室",
        "6205157",
        "",
        "130",
    ),
)
_TYPED = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n.*?```\n", re.DOTALL)
_SHOWN = re.compile(r'```(?P<kind>\w+) title="(?P<file>[^"]+)"\n.*?```\n', re.DOTALL)
_PROMPT = "：".encode()
_PROGRAM = f"""
import datetime, sys

class Day(datetime.date):
    today = classmethod(lambda cls: cls({DAY}))

datetime.date = Day
from huibian.cli.main import run

sys.exit(run())
"""


class Desk:
    """A user's machine with huibian installed, the free faces fetched, and a folder of what arrived."""

    def __init__(self, place: Path) -> None:
        """Set it up in an empty folder."""
        self.folder = place / "2027年2月"
        self._home, packages = place / "home", place / "packages"
        shutil.copytree(ARRIVED, self.folder)
        faces = self._home / ".local" / "share" / "huibian" / "fonts"
        faces.mkdir(parents=True)
        (faces / "free").symlink_to(ROOT / "fonts" / "free")
        wheel = next(WheelBuilder(str(ROOT)).build(directory=str(place), versions=["standard"]))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages)
        self._environment = os.environ | {
            "HOME": str(self._home),
            "PYTHONPATH": str(packages),
            "TERM": "dumb",
            "NO_COLOR": "1",
            "HUIBIAN_SOFFICE": "",  # as on most machines of those who have Word
        }
        for name in ("HUIBIAN_FONTS", "XDG_DATA_HOME"):
            self._environment.pop(name, None)

    def type(self, command: str, answers: tuple[str, ...] = ()) -> str:
        """What the terminal shows of a command, with the answers to what it asks."""
        _, *arguments = shlex.split(command)
        master, slave = pty.openpty()
        with os.fdopen(master, "rb+", buffering=0) as terminal:
            program = [sys.executable, "-c", _PROGRAM, *arguments]
            process = subprocess.Popen(
                program, cwd=self.folder, env=self._environment, stdin=slave, stdout=slave, stderr=slave, close_fds=True
            )
            os.close(slave)
            shown, left = b"", list(answers)
            while piece := _read(terminal.fileno()):
                shown += piece
                if left and shown.endswith(_PROMPT):
                    os.write(terminal.fileno(), f"{left.pop(0)}\n".encode())
            process.wait()
        return shown.decode().replace("\r\n", "\n").replace(str(self._home), "~")

    def played(self, page: str) -> str:
        """The page with what the commands in it print, and the files that they write."""

        def typed(block: re.Match[str]) -> str:
            command = block["command"]
            return f"```console\n$ {command}\n{self.type(command, ANSWERS)}```\n"

        def shown(block: re.Match[str]) -> str:
            text = (self.folder / block["file"]).read_text(encoding="utf-8")
            lines = [line for line in text.splitlines(keepends=True) if not line.startswith("# yaml-language-server")]
            return f'```{block["kind"]} title="{block["file"]}"\n{"".join(lines)}```\n'

        return _SHOWN.sub(shown, _TYPED.sub(typed, page))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the program has ended
        return b""
