from __future__ import annotations

import errno
import hashlib
import json
import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from huibian import journal, output
from huibian.diagnostics import Diagnostic, HuibianError
from huibian.journal import Replacement
from huibian.output import recover, write_all
from tests.support.killing import NAMES, Killed

ROOT = Path(__file__).resolve().parents[1]


def fault(files: dict[Path, bytes]) -> Diagnostic:
    """The one fault that writing `files` ends with."""
    with pytest.raises(HuibianError) as caught:
        write_all(files)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refuse_second_replace(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let the second of the files fail to take its place, as a file that Word holds open does on Windows."""
    real, calls = os.replace, iter([None, error])

    def replace(source: Path, target: Path) -> None:
        if (failure := next(calls, None)) is not None:
            raise failure
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


def test_writes_every_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_all({tmp_path / "a.pdf": b"pdf", tmp_path / "a.docx": b"docx"})
    assert (tmp_path / "a.pdf").read_bytes() == b"pdf"
    assert (tmp_path / "a.docx").read_bytes() == b"docx"
    assert names(tmp_path) == {"a.pdf", "a.docx"}


def test_makes_missing_folders(tmp_path: Path) -> None:
    write_all({tmp_path / "一" / "二" / "a.pdf": b"x"})
    assert (tmp_path / "一" / "二" / "a.pdf").read_bytes() == b"x"


def test_a_new_file_has_the_permissions_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_all({tmp_path / "a.pdf": b"x"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o640


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    target.chmod(0o604)
    write_all({target: b"new"})
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o604


def test_a_symbolic_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    real = tmp_path / "real.pdf"
    real.write_bytes(b"old")
    link = tmp_path / "a.pdf"
    link.symlink_to(real)
    write_all({link: b"new"})
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "Permission denied"), KeyboardInterrupt()])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_all_files_are_as_before_when_a_later_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, links: bool
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old pdf")
    (tmp_path / "a.docx").write_bytes(b"old docx")
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    refuse_second_replace(monkeypatch, error)
    with pytest.raises((HuibianError, KeyboardInterrupt)):
        write_all({tmp_path / "a.pdf": b"new pdf", tmp_path / "a.docx": b"new docx"})
    assert (tmp_path / "a.pdf").read_bytes() == b"old pdf"
    assert (tmp_path / "a.docx").read_bytes() == b"old docx"
    assert names(tmp_path) == {"a.pdf", "a.docx"}


def no_links(source: Path, target: Path) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_new_file_goes_again_when_a_later_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_second_replace(monkeypatch, OSError(errno.EACCES, "Permission denied"))
    found = fault({tmp_path / "a.pdf": b"x", tmp_path / "a.docx": b"x"})
    assert (found.code, found.span and found.span.file) == ("HB603", tmp_path / "a.docx")
    assert names(tmp_path) == set()


def test_a_full_disk_is_named_and_touches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = fault({tmp_path / "a.pdf": b"new"})
    assert (found.code, found.message) == ("HB603", "写不了文件：磁盘满了")
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert names(tmp_path) == {"a.pdf"}


def test_a_file_that_nobody_can_replace_is_not_put_back_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an immutable one, of which the system refuses both."""
    (tmp_path / "a.pdf").write_bytes(b"old pdf")
    (tmp_path / "a.docx").write_bytes(b"old docx")
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if target.name == "a.docx":
            raise OSError(errno.EPERM, "Operation not permitted")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    found = fault({tmp_path / "a.pdf": b"new pdf", tmp_path / "a.docx": b"new docx"})
    assert (found.code, found.span and found.span.file) == ("HB603", tmp_path / "a.docx")
    assert contents(tmp_path) == OLD


def test_a_folder_in_the_way_stops_all_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    found = fault({tmp_path / "a.pdf": b"x", tmp_path / "a.docx": b"x"})
    assert (found.code, found.span and found.span.file) == ("HB602", tmp_path / "a.docx")
    assert names(tmp_path) == {"a.docx"}


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    assert fault({tmp_path / "out" / "a.pdf": b"x"}).code == "HB601"
    assert fault({tmp_path / "out" / "b" / "a.pdf": b"x"}).code == "HB601"


def test_a_name_too_long_is_named(tmp_path: Path) -> None:
    found = fault({tmp_path / ("长" * 100 + ".pdf"): b"x"})
    assert (found.code, found.message) == ("HB603", "写不了文件：名字太长")
    assert names(tmp_path) == set()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert fault({folder / "a.pdf": b"x"}).code == "HB603"


@pytest.mark.parametrize("kind", ["fifo", "socket", "link to a device"])
def test_only_plain_files_are_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(tmp_path)  # the names of sockets must be short
    match kind:
        case "fifo":
            os.mkfifo("a.pdf")
        case "socket":
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind("a.pdf")
        case _:
            Path("a.pdf").symlink_to(os.devnull)
    found = fault({tmp_path / "a.docx": b"x", tmp_path / "a.pdf": b"x"})
    assert (found.code, found.span and found.span.file) == ("HB605", tmp_path / "a.pdf")
    assert names(tmp_path) == {"a.pdf"}
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_links_into_two_folders_keep_leading_there(tmp_path: Path) -> None:
    for folder, name in (("p", "a.pdf"), ("d", "a.docx")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(b"old")
        (tmp_path / name).symlink_to(tmp_path / folder / name)
    write_all({tmp_path / "a.pdf": b"new", tmp_path / "a.docx": b"new"})
    assert [path.read_bytes() for path in (tmp_path / "p" / "a.pdf", tmp_path / "d" / "a.docx")] == [b"new"] * 2
    assert [names(tmp_path / folder) for folder in "pd"] == [{"a.pdf"}, {"a.docx"}]
    assert names(tmp_path) == {"a.pdf", "a.docx", "p", "d"}


def test_a_link_that_leads_in_a_circle_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "a.pdf")
    assert fault({tmp_path / "a.pdf": b"x"}).code in ("HB601", "HB603")


def killed_runs(folder: Path, *settings: str) -> list[Killed]:
    """What became of a set of files at each moment at which a run was killed."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.support.killing", str(folder / "out"), *settings],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Killed(**json.loads(line)) for line in run.stdout.splitlines()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes by forking them")
@pytest.mark.parametrize(
    ("work", "links", "old"),
    [
        ("writing", "links", NAMES),
        ("writing", "links", ("a.docx",)),
        ("writing", "no-links", NAMES),
        ("writing", "no-links", ()),
        ("mending", "links", NAMES),
        ("mending", "no-links", ("a.docx",)),
    ],
)
def test_a_run_killed_at_any_moment_leaves_a_whole_set_or_the_next_one_mends_it(
    tmp_path: Path, work: str, links: str, old: tuple[str, ...]
) -> None:
    whole = [["old" if name in old else "none" for name in NAMES], ["new"] * len(NAMES)]
    killed = killed_runs(tmp_path, work, links, *old)
    assert [each.call for each in killed if each.left not in whole], "no run was killed half-way"
    for each in killed:
        assert each.mended in whole, each
        assert each.codes == ([] if each.left in whole else ["HB606"]), each
        assert not each.litter, each


def half_way(folder: Path) -> None:
    """Leave what a run leaves that was killed after a.pdf was replaced and before a.docx was."""
    (folder / "a.pdf").write_bytes(b"new pdf")
    (folder / "a.docx").write_bytes(b"old docx")
    (folder / ".huibian-00000001").write_bytes(b"old pdf")
    (folder / ".huibian-00000002").write_bytes(b"new docx")
    (folder / ".huibian-00000003").write_bytes(b"old docx")
    held = journal.claim(folder, 0)
    assert held
    held.write([replacement("a.pdf", b"new pdf", 1), replacement("a.docx", b"new docx", 3)])
    held.close()


def replacement(name: str, new: bytes, old: int) -> Replacement:
    return Replacement(name, hashlib.sha256(new).hexdigest(), f".huibian-{old:08}")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


OLD = {"a.pdf": b"old pdf", "a.docx": b"old docx"}


def test_the_next_set_in_the_folder_begins_with_mending(tmp_path: Path) -> None:
    half_way(tmp_path)
    (told,) = write_all({tmp_path / "b.pdf": b"other"})
    assert (told.code, told.span and told.span.file) == ("HB606", tmp_path / "a.pdf")
    assert contents(tmp_path) == OLD | {"b.pdf": b"other"}


def test_what_was_saved_since_is_not_put_back(tmp_path: Path) -> None:
    half_way(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"saved by hand")
    assert recover(tmp_path) == ()
    assert contents(tmp_path) == {"a.pdf": b"saved by hand", "a.docx": b"old docx"}


def test_a_set_that_cannot_be_put_back_is_told_and_stays_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_way(tmp_path)
    before = contents(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", in_use)
        assert [each.code for each in recover(tmp_path)] == ["HB607"]
        assert fault({tmp_path / "b.pdf": b"x"}).code == "HB607"
    assert contents(tmp_path) == before
    assert [each.code for each in recover(tmp_path)] == ["HB606"]
    assert contents(tmp_path) == OLD


def in_use(source: Path, target: Path) -> None:
    raise OSError(errno.EACCES, "Permission denied")


def test_a_set_whose_old_files_are_gone_is_told(tmp_path: Path) -> None:
    half_way(tmp_path)
    (tmp_path / ".huibian-00000001").unlink()
    (told,) = recover(tmp_path)
    assert (told.code, "以前的已找不到" in told.message) == ("HB606", True)
    assert contents(tmp_path) == OLD | {"a.pdf": b"new pdf"}


def test_an_undoing_that_fails_is_told_and_the_next_run_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    real, calls = os.replace, iter([False, True, True])

    def replace(source: Path, target: Path) -> None:
        if next(calls):
            in_use(source, target)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        assert fault({tmp_path / "a.pdf": b"new pdf", tmp_path / "a.docx": b"new docx"}).code == "HB607"
    assert [each.code for each in recover(tmp_path)] == ["HB606"]
    assert contents(tmp_path) == OLD


def test_litter_of_dead_runs_goes_and_nothing_else(tmp_path: Path) -> None:
    for name in (".huibian-0a1b2c3d", ".huibian-journal", ".huibian", ".huibian-todo", "huibian-1", ".other"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".huibian-folder").mkdir()
    assert recover(tmp_path) == ()
    assert names(tmp_path) == {".huibian", ".huibian-todo", "huibian-1", ".other", ".huibian-folder"}


def test_files_of_a_run_that_is_alive_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".huibian-0a1b2c3d").write_bytes(b"x")
    held = journal.claim(tmp_path, 0)
    assert held
    assert recover(tmp_path) == ()
    monkeypatch.setattr(output, "_LOCK_TIMEOUT", 0)
    assert fault({tmp_path / "a.pdf": b"x"}).code == "HB608"
    assert names(tmp_path) == {".huibian-0a1b2c3d", ".huibian-journal"}
    held.close()


def test_the_folder_that_a_link_leads_to_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "a.pdf").symlink_to(tmp_path / "d" / "a.pdf")
    held = journal.claim(tmp_path / "d", 0)
    assert held
    monkeypatch.setattr(output, "_LOCK_TIMEOUT", 0)
    assert fault({tmp_path / "a.pdf": b"x"}).code == "HB608"
    held.close()
    write_all({tmp_path / "a.pdf": b"x"})
    assert names(tmp_path / "d") == {"a.pdf"}


def test_runs_side_by_side_in_one_folder_wait_for_each_other(tmp_path: Path) -> None:
    sets = [{tmp_path / name: bytes([number]) * 9 for name in NAMES} for number in range(8)]
    threads = [threading.Thread(target=write_all, args=(files,)) for files in sets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names(tmp_path) == set(NAMES)
    assert len(set(contents(tmp_path).values())) == 1


def test_a_folder_without_locks_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(journal, "_lock", no_locks)
    (tmp_path / "a.pdf").write_bytes(b"old pdf")
    write_all({tmp_path / "a.pdf": b"new pdf", tmp_path / "a.docx": b"new docx"})
    assert contents(tmp_path) == {"a.pdf": b"new pdf", "a.docx": b"new docx"}


@pytest.mark.parametrize("number", [errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EPERM])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "chmod", "replace", "link"])
def test_whatever_the_system_refuses_the_set_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    ends = []
    for last in range(9):
        for name, data in OLD.items():
            (tmp_path / name).write_bytes(data)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing_at(last, number, getattr(os, call)))
            ends.append(code_of({tmp_path / "a.pdf": b"new pdf", tmp_path / "a.docx": b"new docx"}))
        left = {name: (tmp_path / name).read_bytes() for name in OLD}
        assert left == ({"a.pdf": b"new pdf", "a.docx": b"new docx"} if ends[-1] is None else OLD)
        recover(tmp_path)
        assert names(tmp_path) == set(OLD)
    assert set(ends) == ({None} if call == "link" else {None, "HB603"})  # a copy does in the place of a link


def code_of(files: dict[Path, bytes]) -> str | None:
    """What writing `files` ends with; `None` where they are written."""
    try:
        write_all(files)
    except HuibianError as error:
        return error.diagnostics[0].code
    return None


def failing_at(last: int, number: int, real):  # type: ignore[no-untyped-def]  # as the function that it stands for
    calls = iter(range(99))

    def call(*args, **kwargs):  # type: ignore[no-untyped-def]
        if next(calls) == last:
            raise OSError(number, os.strerror(number))
        return real(*args, **kwargs)

    return call


def test_a_folder_that_goes_during_the_run_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"

    def gone(folder: Path, timeout: float) -> None:
        folder.rmdir()

    monkeypatch.setattr(journal, "claim", gone)
    found = fault({folder / "a.pdf": b"x"})
    assert (found.code, found.message) == ("HB603", "写不了文件：文件夹不见了")


def test_a_current_folder_that_is_gone_is_a_fault_of_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert fault({Path("out/a.pdf"): b"x"}).code == "HB601"
    write_all({tmp_path / "a.pdf": b"x"})
    assert names(tmp_path) == {"a.pdf"}


def test_an_expendable_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "a"
    output.write_expendable(path, b"one")
    output.write_expendable(path, b"two")
    assert path.read_bytes() == b"two"

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="28"):
        output.write_expendable(path, b"three")
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == ["a"]


def test_a_new_file_is_written_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    output.write_new(tmp_path / "a.yaml", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.yaml": b"new"}


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_a_new_file_takes_the_place_of_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool, there: str
) -> None:
    path = tmp_path / "a.yaml"
    match there:
        case "file":
            path.write_bytes(b"old")
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to("gone")
    if not has_links:
        monkeypatch.setattr("os.link", no_links)
    with pytest.raises(HuibianError, match="HB144"):
        output.write_new(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]
    assert there != "file" or path.read_bytes() == b"old"


def test_a_new_file_is_written_where_no_file_has_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.link", no_links)
    output.write_new(tmp_path / "a.yaml", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.yaml": b"new"}


def test_a_new_file_that_cannot_be_written_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(HuibianError, match="HB603"):
        output.write_new(tmp_path / "gone" / "a.yaml", b"new")
    assert list(tmp_path.iterdir()) == []
