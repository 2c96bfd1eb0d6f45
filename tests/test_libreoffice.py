from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from huibian import libreoffice
from huibian.libreoffice import WORD, ForeignFile, Target, convert_all, find_program
from tests.support.fakeoffice import fake_office

PLAIN = Target("docx", "any")
FIRST, BAD, LAST = (ForeignFile(data, "doc") for data in (b"first", b"bad", b"last"))


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where folders are made; nothing may be left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_files_are_converted_in_one_start(tmp_path: Path, temporary_folder: Path) -> None:
    log = tmp_path / "log"
    program = fake_office(tmp_path, start=f'echo "$@" >> {log}')
    assert convert_all(program, [FIRST, LAST], WORD) == [b"first", b"last"]
    (started,) = log.read_text().splitlines()
    assert "--headless" in started
    assert "--convert-to docx:MS Word 2007 XML" in started
    assert not list(temporary_folder.iterdir())


def test_what_was_converted_is_remembered_as_long_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "_remembered", {})
    monkeypatch.setattr(libreoffice, "_REMEMBERED", 9)  # bytes: those of two
    log = tmp_path / "log"
    program = fake_office(tmp_path, f'cp "$file" "$result"; cat "$file" >> {log}')
    assert convert_all(program, [FIRST, FIRST, LAST], PLAIN) == [b"first", b"first", b"last"]
    assert convert_all(program, [LAST, FIRST], PLAIN) == [b"last", b"first"]
    assert log.read_text() == "firstlast"
    convert_all(program, [BAD], PLAIN)
    convert_all(program, [LAST, FIRST], PLAIN)
    assert log.read_text() == "firstlastbadfirst"
    assert convert_all(program, [FIRST], Target("pdf", "any")) == [b"first"]
    assert log.read_text() == "firstlastbadfirstfirst"


def test_what_could_not_be_converted_is_not_tried_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    program = fake_office(tmp_path, f"echo tried >> {log}")
    assert [convert_all(program, [BAD], PLAIN) for _ in range(2)] == [[None], [None]]
    assert log.read_text() == "tried\n"


@pytest.mark.parametrize("each", ["exit 0", "exit 1", ': > "$result"', "kill -9 $$"])
def test_one_that_comes_to_nothing_is_none_and_leaves_nothing(
    tmp_path: Path, temporary_folder: Path, each: str
) -> None:
    assert convert_all(fake_office(tmp_path, each), [FIRST], PLAIN) == [None]
    assert not list(temporary_folder.iterdir())


def test_a_program_that_is_none_converts_nothing(tmp_path: Path) -> None:
    (tmp_path / "soffice").write_bytes(b"\0")
    assert convert_all(tmp_path / "soffice", [FIRST], PLAIN) == [None]
    assert convert_all(tmp_path / "none", [FIRST], PLAIN) == [None]


@pytest.mark.parametrize("end", ["exit 1", "sleep 60"])
def test_a_bad_file_does_not_take_those_after_it_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS_LIMIT", 1)
    monkeypatch.setattr(libreoffice, "_SECONDS_MORE", 0.1)
    program = fake_office(tmp_path, f'if [ "$(cat "$file")" = bad ]; then {end}; fi; cp "$file" "$result"')
    assert convert_all(program, [FIRST, BAD, LAST], PLAIN) == [b"first", None, b"last"]


@pytest.mark.parametrize(("limit", "result"), [(5, b"first"), (4, None)])
def test_a_result_has_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, result: bytes | None
) -> None:
    monkeypatch.setattr(libreoffice, "_RESULT_LIMIT", limit)
    monkeypatch.setattr(libreoffice, "_bound", lambda _: None)  # which would not let it be written
    assert convert_all(fake_office(tmp_path), [FIRST], PLAIN) == [result]


def test_what_takes_too_long_ends_with_all_that_it_started(
    tmp_path: Path, temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS_LIMIT", 0.5)
    pids = tmp_path / "pids"
    program = fake_office(tmp_path, f"sleep 60 & echo $! $$ > {pids}; wait")
    begun = time.monotonic()
    assert convert_all(program, [FIRST], PLAIN) == [None]
    assert time.monotonic() - begun < 30
    assert not [pid for pid in map(int, pids.read_text().split()) if _runs(pid)]
    assert not list(temporary_folder.iterdir())


def test_it_ends_when_the_process_is_to_end_while_another_thread_converts(
    tmp_path: Path, temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "ENDING", threading.Event())
    program, results = fake_office(tmp_path, "sleep 60"), list[object]()
    file = ForeignFile(b"never ends", "doc")
    thread = threading.Thread(target=lambda: results.append(convert_all(program, [file], WORD)))
    thread.start()
    while not any(temporary_folder.iterdir()):
        time.sleep(0.01)
    libreoffice.ENDING.set()
    thread.join(20)
    assert results == [[None]]
    assert not any(temporary_folder.iterdir())


def test_an_interruption_ends_it_and_leaves_nothing(
    tmp_path: Path, temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    def interrupt(process: int) -> None:
        started.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(libreoffice, "_bound", interrupt)
    with pytest.raises(KeyboardInterrupt):
        convert_all(fake_office(tmp_path, "sleep 60"), [FIRST], PLAIN)
    assert not _runs(started[0])
    assert not list(temporary_folder.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="there are no signals here")
@pytest.mark.parametrize(
    ("wish", "handler", "ended"),
    [
        (signal.SIGINT, signal.default_int_handler, KeyboardInterrupt),
        (signal.SIGTERM, signal.SIG_DFL, SystemExit),
        (signal.SIGHUP, signal.SIG_DFL, SystemExit),
    ],
)
def test_a_wish_to_end_is_followed_wherever_it_finds_the_process(
    tmp_path: Path,
    temporary_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    wish: signal.Signals,
    handler: Any,
    ended: type[BaseException],
) -> None:
    before = signal.signal(wish, handler)  # what started the tests may have had them ignore it
    started: list[int] = []

    class Collected:
        def __del__(self) -> None:  # Python drops what is raised here
            os.kill(os.getpid(), wish)

    def be_asked(process: int) -> None:
        started.append(process)
        Collected()

    monkeypatch.setattr(libreoffice, "SECONDS_LIMIT", 20)
    monkeypatch.setattr(libreoffice, "_bound", be_asked)
    begun = time.monotonic()
    try:
        with pytest.raises(ended):
            convert_all(fake_office(tmp_path, "sleep 60"), [FIRST], PLAIN)
    finally:
        signal.signal(wish, before)
    assert time.monotonic() - begun < 15
    assert not _runs(started[0])
    assert not list(temporary_folder.iterdir())


KILLED = """\
import sys, tempfile
from pathlib import Path
from huibian.libreoffice import WORD, ForeignFile, convert_all
tempfile.tempdir = sys.argv[2]
convert_all(Path(sys.argv[1]), [ForeignFile(b"", "doc")], WORD)
"""


@pytest.mark.skipif(os.name != "posix", reason="there are no signals here")
def test_when_the_system_ends_this_process_it_ends_too_and_leaves_nothing(
    tmp_path: Path, temporary_folder: Path
) -> None:
    started = tmp_path / "started"
    program = fake_office(tmp_path, f"echo $$ > {started}.new; mv {started}.new {started}; sleep 60")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(program), str(temporary_folder)]) as process:
        try:
            while not started.exists():
                assert process.poll() is None
                time.sleep(0.01)
            process.terminate()
            assert process.wait(60) == 128 + signal.SIGTERM
        finally:
            process.kill()  # which does nothing to one that has ended
    assert not _runs(int(started.read_text()))
    assert not list(temporary_folder.iterdir())


def _runs(pid: int) -> bool:
    """Whether a process runs still; one that has been killed may wait for whoever asks how it ended."""
    try:
        os.kill(pid, 0)
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_it_knows_nothing_of_the_user_and_runs_no_macros(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example")
    monkeypatch.setenv("PASSWORD", "secret")
    profile = 'for each in "$@"; do case "$each" in -env*) cat "${each#*file://}"/user/*.xcu ;; esac; done'
    log = tmp_path / "log"
    program = fake_office(tmp_path, start=f"(env; pwd; {profile}) > {log}")
    convert_all(program, [FIRST], PLAIN)
    said = log.read_text(encoding="utf-8")
    assert "secret" not in said
    assert "proxy.example" not in said
    assert f"HOME={tmp_path}/temporary/huibian-" in said
    assert said.count(f"{tmp_path}/temporary/huibian-") > 5
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in said
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in said


@pytest.mark.skipif(sys.platform != "linux", reason="no limits for running processes here")
def test_its_memory_and_what_it_writes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "_MEMORY_LIMIT", 2**30)
    monkeypatch.setattr(libreoffice, "_RESULT_LIMIT", 2**20)
    log = tmp_path / "log"
    program = fake_office(tmp_path, start=f"sleep 0.3; (ulimit -v; ulimit -c; ulimit -f) > {log}")
    convert_all(program, [FIRST], PLAIN)
    assert log.read_text().split() == [str(2**20), "0", str(2**20 // 512)]


@pytest.mark.skipif(not libreoffice._without_network(), reason="this system lets nobody do without the network")
def test_it_has_no_network(tmp_path: Path) -> None:
    log = tmp_path / "log"
    convert_all(fake_office(tmp_path, start=f"cat /proc/self/net/dev > {log}"), [FIRST], PLAIN)
    lines = log.read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in lines] == ["lo"]


def test_the_program_is_on_the_path_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake_office(tmp_path)
    monkeypatch.setattr(libreoffice, "_FOLDERS", ())
    monkeypatch.delenv("HUIBIAN_SOFFICE")
    monkeypatch.setenv("PATH", os.pathsep.join(("/none", str(tmp_path))))
    assert find_program() == program
    program.rename(tmp_path / "other")
    assert find_program() is None
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(tmp_path / "other"))
    assert find_program() == tmp_path / "other"
    (tmp_path / "other").chmod(0o644)
    assert find_program() is None


def test_it_may_stand_where_installers_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake_office(tmp_path)
    monkeypatch.delenv("HUIBIAN_SOFFICE")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "_FOLDERS", (str(tmp_path),))
    assert find_program() == program
    monkeypatch.setenv("HUIBIAN_SOFFICE", "")
    assert find_program() is None


@pytest.mark.parametrize("path", ["", ".", "bin"])
def test_a_program_in_the_current_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    (tmp_path / "bin").mkdir()
    for folder in (tmp_path, tmp_path / "bin"):
        fake_office(folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(libreoffice, "_FOLDERS", ())
    monkeypatch.delenv("HUIBIAN_SOFFICE")
    monkeypatch.setenv("PATH", path)
    assert find_program() is None


@pytest.mark.skipif(os.name != "posix", reason="another system takes the network away otherwise")
@pytest.mark.parametrize("path", ["", ".", "bin"])
def test_nothing_else_in_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    log = tmp_path / "log"
    (tmp_path / "bin").mkdir()
    for program in (folder / name for folder in (tmp_path, tmp_path / "bin") for name in ("unshare", "true")):
        program.write_text(f"#!/bin/sh\necho $0 >> {shlex.quote(str(log))}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join((path, os.environ["PATH"])))
    libreoffice._without_network()
    assert not log.exists()


def test_a_file_of_a_hostile_name_cannot_be(tmp_path: Path) -> None:
    """Files are numbered: what an editor calls them never reaches a command line."""
    log = tmp_path / "log"
    convert_all(fake_office(tmp_path, f'echo "$name" >> {shlex.quote(str(log))}'), [FIRST, LAST], PLAIN)
    assert log.read_text().split()[:2] == ["0.doc", "1.doc"]
