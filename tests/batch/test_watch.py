from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from huibian.batch.watch import changes

pytest.importorskip("watchfiles")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("huibian.batch.watch._QUIET", 60)
    monkeypatch.setattr("huibian.batch.watch._LOOK", 50)
    folder = tmp_path / ".hidden" / "期"  # what the folder itself is called does not count
    folder.mkdir(parents=True)
    (folder / "a.txt").touch()
    (folder / "sub").mkdir()
    return folder


def comes(found: Iterator[None], change: Callable[[], object], seconds: float = 5) -> bool:
    """Whether a change is given, once it is made."""
    given = threading.Event()

    def wait() -> None:
        next(found)
        given.set()

    threading.Thread(target=wait, daemon=True).start()
    change()
    return given.wait(seconds)


def test_gives_at_once_and_after_each_change(folder: Path) -> None:
    found = changes([folder])
    next(found)
    assert comes(found, lambda: (folder / "a.txt").write_text("新", encoding="utf-8"))
    assert comes(found, lambda: (folder / "sub" / "b.txt").touch())
    assert comes(found, (folder / "a.txt").unlink)
    assert comes(found, lambda: shutil.rmtree(folder / "sub"))


def test_hidden_files_are_left_out(folder: Path) -> None:
    found = changes([folder])
    next(found)
    assert not comes(found, lambda: (folder / ".huibian-journal").touch(), 0.4)
