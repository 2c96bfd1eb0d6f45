from __future__ import annotations

import contextlib
import io
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from huibian.cli.ahead import ask_ahead
from huibian.cli.main import run
from huibian.reading import read_ahead
from tests.support.issues import names, write_issue

pytestmark = pytest.mark.usefixtures("here")


def test_the_only_issue_is_asked_for() -> None:
    process = Mock()
    assert ask_ahead(Mock(obj=process), [Path("in/a.yaml")]) is process
    assert pickle.loads(process.write.call_args.args[0]) == Path("in/a.yaml")


@pytest.mark.parametrize("manifests", [[], [Path("a.yaml"), Path("b.yaml")]])
def test_of_several_issues_none_is_asked_for(manifests: list[Path]) -> None:
    process = Mock()
    assert ask_ahead(Mock(obj=process), manifests) is None
    process.write.assert_not_called()


def test_there_may_be_no_process() -> None:
    assert ask_ahead(Mock(obj=None), [Path("a.yaml")]) is None


class Process:
    """A process that reads ahead when it has been asked, all in this one."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.asked.append(data)

    def answers(self) -> io.BytesIO:
        answers = io.BytesIO()
        read_ahead(io.BytesIO(b"".join(self.asked)), answers)
        return io.BytesIO(answers.getvalue())


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Process:
    started = Process()
    first = iter([started])

    @contextlib.contextmanager
    def start(_: Callable[..., None]) -> Iterator[Process | None]:
        yield next(first, None)  # the formats have none

    monkeypatch.setattr("huibian.processes.told_by_own_process", start)
    return started


@pytest.mark.parametrize("command", ["toc", "render"])
def test_a_command_that_sets_an_issue_has_it_read(
    process: Process, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_issue(Path("in"))
    monkeypatch.chdir("in")
    assert run([command]) == 0
    assert len(process.asked) == 1
    assert "试刊" in capsys.readouterr().out or command == "toc"
    assert names() >= ({"issue-7.pdf", "issue-7.docx"} if command == "render" else {"issue-7.yaml"})


@pytest.mark.parametrize("arguments", [["toc", "--nosuch"], ["toc", "--help"], ["render", "in"]])
def test_a_call_that_sets_no_issue_asks_for_none(process: Process, arguments: list[str]) -> None:
    Path("in").mkdir()
    run(arguments)
    assert not process.asked


def test_faults_are_told_once(process: Process, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = write_issue(Path("in"))
    (Path("in") / "issue-7-1.txt").write_text("", encoding="utf-8")
    assert run(["render", str(manifest)]) == 1
    assert process.asked
    assert capsys.readouterr().err.count("HB2") == 1
