from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from huibian import __version__
from huibian.output import recover
from tests.support.issues import write_issue


def test_runs_as_a_module_and_gives_its_exit_code() -> None:
    shown = subprocess.run([sys.executable, "-m", "huibian", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"huibian {__version__}\n"
    assert subprocess.run([sys.executable, "-m", "huibian", "nosuch"], capture_output=True, check=False).returncode == 2


KILLS = 3  # enough to see that the road is open; `tests/test_output.py` kills at every call


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ends without a word where there is no SIGKILL")
def test_a_render_killed_at_any_time_leaves_a_pair_no_process_and_no_litter(tmp_path: Path) -> None:
    manifest, moments = write_issue(tmp_path), random.Random(8)
    pair = (manifest.with_suffix(".pdf"), manifest.with_suffix(".docx"))
    old, _ = rendered(manifest, pair)
    article = tmp_path / "issue-7-1.txt"
    article.write_text(article.read_text(encoding="utf-8") + "又一段，是新的。\n", encoding="utf-8")
    new, seconds = rendered(manifest, pair)
    for _ in range(KILLS):
        for path, data in zip(pair, old, strict=True):
            path.write_bytes(data)
        with subprocess.Popen([*RENDER, manifest], stdout=subprocess.PIPE) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=moments.uniform(0, seconds))
            process.kill()
            process.communicate(timeout=20)  # the end of its standard output: no process has it any more
        recover(tmp_path)
        assert tuple(path.read_bytes() for path in pair) in (old, new)
        assert {path.name for path in tmp_path.iterdir()} == {article.name, manifest.name, *(p.name for p in pair)}


RENDER: list[str | Path] = [sys.executable, "-m", "huibian", "render", "-q"]


def rendered(manifest: Path, pair: tuple[Path, ...]) -> tuple[tuple[bytes, ...], float]:
    """The bytes of the pair, and how many seconds they took."""
    start = time.monotonic()
    subprocess.run([*RENDER, manifest], check=True)
    return tuple(path.read_bytes() for path in pair), time.monotonic() - start


LEAVING = """
import atexit, sys, tempfile, threading, time
from huibian import __main__
from huibian.cli import main

class Kept:
    def __del__(self):
        print("taken apart")

def run():
    global folder, kept
    folder, kept = tempfile.TemporaryDirectory(), Kept()
    print(folder.name)
    atexit.register(print, "handler")
    threading.Thread(target=lambda: (time.sleep(0.05), print("thread"))).start()
    ENDING

main.run = run
__main__.main()
"""


@pytest.mark.parametrize(
    ("ending", "code", "last"),
    [
        ("return 3", 3, ["thread", "handler"]),
        ("sys.exit(143)", 143, ["thread", "handler", "taken apart"]),
        ("raise ValueError", 1, ["thread", "handler", "taken apart"]),
    ],
)
def test_leaves_when_all_that_waits_for_the_end_is_done(ending: str, code: int, last: list[str]) -> None:
    script = LEAVING.replace("ENDING", ending)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    folder, *told = ended.stdout.split("\n")[:-1]
    assert (ended.returncode, told) == (code, last)
    assert not Path(folder).exists()
    assert ("Traceback" in ended.stderr) is (ending == "raise ValueError")
