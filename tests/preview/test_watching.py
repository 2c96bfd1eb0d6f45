from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.preview import watching
from huibian.preview.session import Session
from huibian.preview.watching import follow
from tests.support.issues import ARTICLE, write_issue

BUILDER = IssueBuilder()


@dataclass
class Followed:
    """An issue that is followed, and how to wait for its next render."""

    session: Session
    folder: Path
    told: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not until():
            assert time.monotonic() < end, "nothing was rendered"
            self.told.acquire(timeout=1)

    def rest(self) -> None:
        """Wait until nothing is rendered any more: what was written just before a render is looked at once more."""
        before = -1
        while before != self.session.state.revision:
            before = self.session.state.revision
            time.sleep(0.8)

    def text(self) -> str:
        good = self.session.state.good
        return "" if good is None else "".join(line.text for page in good.seen.lines for line in page)


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    found = Followed(Session(BUILDER, write_issue(tmp_path)), tmp_path)
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(found.session, found.told.release, stop))
    thread.start()
    found.wait(lambda: "共两句" in found.text())
    yield found
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_renders_again_after_a_save(followed: Followed) -> None:
    (followed.folder / "issue-7-1.txt").write_text(ARTICLE.replace("两句", "二句"), encoding="utf-8")
    followed.wait(lambda: "共二句" in followed.text())


def test_renders_again_after_a_save_that_puts_a_new_file_in_place(followed: Followed) -> None:
    (followed.folder / ".new").write_text(ARTICLE.replace("两句", "三句"), encoding="utf-8")
    os.replace(followed.folder / ".new", followed.folder / "issue-7-1.txt")
    followed.wait(lambda: "共三句" in followed.text())


def test_follows_a_manifest_into_another_folder(followed: Followed) -> None:
    article = followed.folder / "来稿" / "新.txt"
    article.parent.mkdir()
    article.write_text("第二篇的标题\n新的一篇。\n", encoding="utf-8")
    manifest = followed.session.manifest
    with manifest.open("a", encoding="utf-8") as file:
        file.write("      - 来稿/新.txt\n")
    followed.wait(lambda: "新的一篇" in followed.text())
    article.write_text("第二篇的标题\n改过的一篇。\n", encoding="utf-8")
    followed.wait(lambda: "改过的一篇" in followed.text())


def test_goes_on_after_a_fault_and_a_file_that_was_gone(followed: Followed) -> None:
    article = followed.folder / "issue-7-1.txt"
    article.unlink()
    followed.wait(lambda: followed.session.state.is_fault)
    article.write_text(ARTICLE.replace("两句", "四句"), encoding="utf-8")
    followed.wait(lambda: "共四句" in followed.text())


def test_leaves_other_files_alone(followed: Followed) -> None:
    followed.rest()
    other, before = followed.folder / "other.txt", followed.session.state.revision
    other.write_text("一", encoding="utf-8")
    followed.wait(lambda: followed.session.state.revision > before)  # a new file may be one that a pattern names
    followed.rest()
    before = followed.session.state.revision
    other.write_text("二二", encoding="utf-8")
    (followed.folder / ".huibian-12345678").write_text("三", encoding="utf-8")
    time.sleep(0.3)
    assert followed.session.state.revision == before


def test_looks_itself_where_the_system_watches_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "OS file watch limit reached")

    monkeypatch.setattr(watching, "watch", refuse)
    monkeypatch.setattr(watching, "_LOOKS", 20)
    stop, found = threading.Event(), Followed(Session(BUILDER, write_issue(tmp_path)), tmp_path)
    thread = threading.Thread(target=follow, args=(found.session, found.told.release, stop))
    thread.start()
    found.wait(lambda: "共两句" in found.text())
    (tmp_path / "issue-7-1.txt").write_text(ARTICLE.replace("两句", "五句"), encoding="utf-8")
    try:
        found.wait(lambda: "共五句" in found.text())
    finally:
        stop.set()
        thread.join(10)
