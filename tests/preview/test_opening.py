from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError
from huibian.preview.opening import open_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the program that opens files has another name")


def fake_program(folder: Path, name: str) -> Path:
    """A program that writes down its arguments, line by line; gives the file."""
    said = folder / "said"
    program = folder / name
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}.new\nmv {said}.new {said}\n', encoding="utf-8")
    program.chmod(0o755)
    return said


def read_soon(path: Path) -> list[str]:
    for _ in range(200):
        if path.exists():
            break
        time.sleep(0.01)
    return path.read_text(encoding="utf-8").splitlines()


def test_opens_a_file_by_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = fake_program(tmp_path, "xdg-open")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    open_file(Path("-期.pdf"))
    assert read_soon(said) == [str(tmp_path / "-期.pdf")]


def test_says_so_where_nothing_opens_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HuibianError, match=r"HB622 没有能打开 期\.pdf 的程序"):
        open_file(Path("期.pdf"))
