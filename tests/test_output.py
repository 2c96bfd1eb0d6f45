from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostic, HuibianError
from huibian.output import write_all


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
