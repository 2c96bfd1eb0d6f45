from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from huibian import journal
from huibian.journal import Journal, Replacement, claim, is_work_file

REPLACEMENTS = (Replacement("a.pdf", "0" * 64, ".huibian-00000001"), Replacement("标题 一.docx", "1" * 64, None))


def claimed(folder: Path) -> Journal:
    held = claim(folder, 0)
    assert held is not None
    return held


def record(folder: Path, entries: Any, **changes: Any) -> None:
    """Leave a journal with steps, as a run leaves it that was killed."""
    path = folder / journal.NAME
    path.touch()
    path.write_text(json.dumps({"file": path.stat().st_ino, "steps": entries} | changes), encoding="utf-8")


def test_an_empty_journal_is_removed_when_it_is_closed(tmp_path: Path) -> None:
    held = claimed(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".huibian-journal"]
    assert held.read() == ()
    held.close()
    assert list(tmp_path.iterdir()) == []


def test_steps_stay_until_they_are_cleared(tmp_path: Path) -> None:
    held = claimed(tmp_path)
    held.write(REPLACEMENTS)
    held.close()
    again = claimed(tmp_path)
    assert again.read() == REPLACEMENTS
    again.clear()
    assert again.read() == ()
    again.close()
    assert list(tmp_path.iterdir()) == []


def test_one_run_has_it_at_a_time(tmp_path: Path) -> None:
    held = claimed(tmp_path)
    with pytest.raises(TimeoutError):
        claim(tmp_path, 0)
    held.close()
    claimed(tmp_path).close()


def test_a_journal_that_its_run_removed_is_not_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, path = journal._lock, tmp_path / journal.NAME
    removals = iter([True, False])

    def lock(descriptor: int) -> None:
        real(descriptor)
        if next(removals):
            path.unlink()

    monkeypatch.setattr(journal, "_lock", lock)
    held = claim(tmp_path, 1)
    assert held is not None
    assert path.exists()
    held.close()


def test_the_lock_goes_with_the_process(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from huibian.journal import claim; "
        "held = claim(Path(sys.argv[1]), 0); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(TimeoutError):
            claim(tmp_path, 0)
        process.kill()
        process.wait()
        claimed(tmp_path).close()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL])
def test_there_is_none_where_there_are_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(journal, "_lock", refuse)
    assert claim(tmp_path, 0) is None
    assert list(tmp_path.iterdir()) == []


def test_there_is_none_where_nothing_can_be_made(tmp_path: Path) -> None:
    assert claim(tmp_path / "nowhere", 0) is None


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "folder", "another's"])
def test_what_another_user_may_have_put_there_is_no_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path, precious = tmp_path / journal.NAME, tmp_path / "precious"
    precious.write_bytes(b"precious")
    match kind:
        case "link":
            path.symlink_to(precious)
        case "hard link":
            path.hardlink_to(precious)
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case _:
            path.touch()
            monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    assert claim(tmp_path, 0) is None
    assert precious.read_bytes() == b"precious"


SOUND = {"name": "a.pdf", "new": "0" * 64, "old": ".huibian-00000001"}


def test_records_of_its_own_are_read(tmp_path: Path) -> None:
    record(tmp_path, [SOUND])
    held = claimed(tmp_path)
    assert held.read() == (Replacement(**SOUND),)
    held.clear()
    held.close()


@pytest.mark.parametrize(
    "change",
    [
        *(
            {"name": name}
            for name in ("../a.pdf", "/etc/passwd", "b/a.pdf", "", ".", "..", ".huibian-0a1b2c3d", "a\0", 1)
        ),
        *(
            {"old": old}
            for old in (
                "../.huibian-00000001",
                "b.pdf",
                "/else/.huibian-00000001",
                ".huibian-00000001/../b",
                ".huibian-mine",
                1,
            )
        ),
        {"more": "x"},
    ],
    ids=str,
)
def test_steps_that_lead_out_of_the_folder_or_to_other_files_are_none(tmp_path: Path, change: dict[str, Any]) -> None:
    record(tmp_path, [SOUND, SOUND | change])
    held = claimed(tmp_path)
    assert held.read() == ()
    held.clear()
    held.close()


@pytest.mark.parametrize("changes", [{"file": 1}, {"file": None}, {"steps": 1}, {"steps": [1]}], ids=str)
def test_records_of_another_file_or_of_no_sense_are_none(tmp_path: Path, changes: dict[str, Any]) -> None:
    record(tmp_path, [SOUND], **changes)
    held = claimed(tmp_path)
    assert held.read() == ()
    held.clear()
    held.close()


@pytest.mark.parametrize("cut", [1, 20, -1])
def test_records_that_are_cut_off_are_none(tmp_path: Path, cut: int) -> None:
    record(tmp_path, [SOUND])
    path = tmp_path / journal.NAME
    os.truncate(path, len(path.read_bytes()[:cut]))
    held = claimed(tmp_path)
    assert held.read() == ()
    held.clear()
    held.close()


@pytest.mark.parametrize("content", [b"[" * 2**20, b"\xff" * 99, b"null", b"{}", b"[]", b"1e999"])
def test_any_bytes_are_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / journal.NAME).write_bytes(content)
    held = claimed(tmp_path)
    assert held.read() == ()
    held.clear()
    held.close()


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        (".huibian-journal", True),
        (".huibian-0a1b2c3d", True),
        (".huibian", False),
        ("a.huibian-1", False),
        *((f".huibian-{name}", False) for name in ("todo.md", "0a1b2c3", "0a1b2c3d4", "0a1b2c3d.txt", "0A1B2C3D", "")),
    ],
)
def test_knows_its_own_files_by_their_names(name: str, ours: bool) -> None:
    assert is_work_file(name) is ours
