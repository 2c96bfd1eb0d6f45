from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from huibian.cli.ahead import likely_manifest
from huibian.cli.main import run
from tests.support.issues import MANIFEST, names, write_issue

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("a/1.yaml", "a/1.yaml"),
        ("--quiet a/1.yaml -o a", "a/1.yaml"),
        ("a/1.yaml b/2.yaml", None),
        ("a/1.yaml gone.yaml", "a/1.yaml"),
        ("a", "a/1.yaml"),
        ("a -o out", "a/1.yaml"),
        ("a b", None),
        ("b --fonts a", None),
        ("out", None),
        ("two", None),
        ("", "3.yaml"),
        ("--format pdf", "3.yaml"),
        ("gone", "3.yaml"),
    ],
)
def test_the_only_manifest_is_the_likely_one(arguments: str, found: str | None) -> None:
    for name in ("a/1.yaml", "b/2.yaml", "3.yaml", "two/4.yaml", "two/5.yaml", "out/x.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(MANIFEST, encoding="utf-8")
    Path("layout.yaml").write_text("extends: bulletin\n", encoding="utf-8")
    assert likely_manifest(arguments.split()) == (None if found is None else Path(found))


def test_a_folder_that_cannot_be_read_has_no_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> list[str]:
        raise PermissionError

    monkeypatch.setattr("os.listdir", refuse)
    assert likely_manifest([]) is None


class Process:
    """A process that reads ahead, all in this one."""

    def __init__(self, work: Callable[[BinaryIO, BinaryIO], None]) -> None:
        self._work = work
        self.times_asked = 0

    def answers(self) -> io.BytesIO:
        self.times_asked += 1
        answers = io.BytesIO()
        self._work(io.BytesIO(), answers)
        return io.BytesIO(answers.getvalue())


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """The processes that read ahead; those of the formats cannot be had."""
    processes: list[Process] = []

    @contextlib.contextmanager
    def start(work: Callable[[BinaryIO, BinaryIO], None]) -> Iterator[Process | None]:
        if "read_ahead" not in repr(work):
            yield None
            return
        processes.append(Process(work))
        yield processes[-1]

    monkeypatch.setattr("huibian.processes.told_by_own_process", start)
    return processes


@pytest.mark.parametrize("command", ["toc", "render"])
def test_a_command_about_one_issue_has_it_read(
    started: list[Process], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_issue(Path("in"))
    monkeypatch.chdir("in")
    assert run([command]) == 0
    assert [each.times_asked for each in started] == [1]
    assert names() >= ({"issue-7.pdf", "issue-7.docx"} if command == "render" else {"issue-7.yaml"})


@pytest.mark.parametrize("arguments", [["toc", "--help"], ["render", "in"], ["explain", "issue-7.yaml"]])
def test_other_calls_have_none_read(started: list[Process], arguments: list[str]) -> None:
    Path("in").mkdir()
    write_issue(Path())
    run(arguments)
    assert not started


def test_a_manifest_that_was_read_in_vain_does_no_harm(started: list[Process]) -> None:
    """Which issue is meant, only those know that read the command line."""
    write_issue(Path("in"))
    write_issue(Path("other"), "issue-8.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("huibian.cli.ahead.likely_manifest", lambda _: Path("other/issue-8.yaml"))
        assert run(["render", "in/issue-7.yaml"]) == 0
    assert [each.times_asked for each in started] == [0]
    assert names("in") >= {"issue-7.pdf", "issue-7.docx"}
    assert names("other") == {"issue-8.yaml", "issue-8-1.txt"}


def test_faults_are_told_once(started: list[Process], capsys: pytest.CaptureFixture[str]) -> None:
    manifest = write_issue(Path("in"))
    (Path("in") / "issue-7-1.txt").write_text("", encoding="utf-8")
    assert run(["render", str(manifest)]) == 1
    assert started
    assert capsys.readouterr().err.count("HB2") == 1
