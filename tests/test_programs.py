from __future__ import annotations

import os
from pathlib import Path

import pytest

from huibian.programs import ForbiddenProgramError, find_program, search_path, starting_none


def program(folder: Path, name: str, mode: int = 0o755) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.touch(mode)
    return path


def test_a_program_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / name) for name in ("a", "b", "c")))
    second = program(tmp_path / "b", "kate")
    program(tmp_path / "c", "kate")
    assert find_program("kate") == second
    assert find_program("gedit") is None


@pytest.mark.skipif(os.name == "nt", reason="files have no such rights there")
def test_what_may_not_be_run_is_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "kate", 0o644)
    assert find_program("kate") is None


def test_a_folder_is_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "kate").mkdir()
    assert find_program("kate") is None


@pytest.mark.parametrize("path", ["", ".", "bin", os.pathsep])
def test_one_in_the_current_folder_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    program(tmp_path, "kate")
    program(tmp_path / "bin", "kate")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)
    assert find_program("kate") is None
    assert not search_path()


def test_one_that_is_named_with_its_folder_is_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    named = program(tmp_path, "my editor")
    assert find_program(str(named)) == named
    assert find_program(str(tmp_path / "other")) is None


@pytest.mark.parametrize(
    ("name", "endings", "found"),
    [("code", ".EXE;.CMD", "code.CMD"), ("code", ".EXE", None), ("code.CMD", ".EXE;.CMD", "code.CMD")],
)
def test_windows_knows_endings_that_need_not_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, endings: str, found: str | None
) -> None:
    program(tmp_path, "code.CMD")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PATHEXT", endings)
    here = Path(tmp_path)  # made before: a path made later would be one of Windows
    monkeypatch.setattr("huibian.programs.search_path", lambda: [here])
    monkeypatch.setattr("huibian.programs.os.name", "nt")
    result = find_program(name)
    monkeypatch.undo()
    assert result == (tmp_path / found if found else None)


def test_no_program_is_looked_for_where_none_may_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    there = program(tmp_path, "kate")
    with pytest.raises(ForbiddenProgramError), starting_none():
        find_program("kate")
    assert find_program("kate") == there
