from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError, Span
from huibian.preview import editors
from huibian.preview.editors import VARIABLES, open_at
from tests.preview.test_opening import fake_program, read_soon


@pytest.fixture(autouse=True)
def _no_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was started, and what the system was asked to open."""
    found: list[object] = []
    monkeypatch.setattr(editors, "start", found.append)
    monkeypatch.setattr(editors, "open_file", found.append)
    return found


FILE = Path("/期/01.txt")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("code", ["code", "--goto", "/期/01.txt:12:3"]),
        ("code --reuse-window", ["code", "--reuse-window", "--goto", "/期/01.txt:12:3"]),
        ("notepad++.exe", ["notepad++.exe", "-n12", "-c3", "/期/01.txt"]),
        ("/opt/Sublime/subl", ["/opt/Sublime/subl", "/期/01.txt:12:3"]),
        ("my-editor", ["my-editor", "/期/01.txt"]),
        ("my-editor -l {line} {file}", ["my-editor", "-l", "12", "/期/01.txt"]),
        ("'my editor' {file}", ["my editor", "/期/01.txt"]),
        ("vim", ["vim", "/期/01.txt"]),  # whoever says so knows why
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths look otherwise")
def test_tells_an_editor_the_line(
    editor: str, command: list[str], opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editors, "find_program", Path)
    monkeypatch.setenv("HUIBIAN_EDITOR", editor)
    open_at(Span(FILE, 12, 3))
    assert opened == [command]


@pytest.mark.parametrize(
    ("settings", "program"),
    [
        ({"EDITOR": "gedit"}, "gedit"),
        ({"EDITOR": "gedit", "VISUAL": "kate"}, "kate"),
        ({"EDITOR": "gedit", "VISUAL": "kate", "HUIBIAN_EDITOR": "code"}, "code"),
        ({"EDITOR": "code", "VISUAL": "/usr/bin/vim"}, "code"),
        ({"EDITOR": "nano", "VISUAL": ""}, None),
        ({}, None),
    ],
)
def test_takes_the_first_editor_that_needs_no_terminal(
    settings: dict[str, str], program: str | None, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editors, "find_program", Path)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    open_at(Span(FILE, 1))
    (first,) = opened
    assert first == FILE if program is None else isinstance(first, list) and first[0] == program


def test_a_name_is_no_part_of_a_pattern(opened: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editors, "find_program", Path)
    monkeypatch.setenv("HUIBIAN_EDITOR", "my-editor {file} {line}")
    place = Span(Path("/期/{line}.txt").resolve(), 7)
    open_at(place)
    assert opened == [["my-editor", str(place.file), "7"]]


def test_a_word_file_is_opened_by_the_system(opened: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_EDITOR", "code")
    open_at(Span(Path("/期/01.docx"), 3))
    assert opened == [Path("/期/01.docx")]


@pytest.mark.parametrize("name", ["01.bat", "01.desktop", "01", "01.sh"])
def test_the_system_is_not_asked_for_what_it_might_run(name: str, opened: list[object]) -> None:
    with pytest.raises(HuibianError, match="HB623"):
        open_at(Span(Path(name), 1))
    assert opened == []


@pytest.mark.parametrize("name", ["01.command", "01.desktop", "01"])
def test_nor_for_that_by_the_name_of_a_text(tmp_path: Path, name: str, opened: list[object]) -> None:
    (tmp_path / name).touch()
    (tmp_path / "01.txt").symlink_to(name)
    with pytest.raises(HuibianError, match="HB623"):
        open_at(Span(tmp_path / "01.txt", 1))
    assert opened == []


@pytest.mark.parametrize("name", ["a&calc.txt", "100%.txt"])
def test_a_script_of_windows_is_told_no_name_that_it_would_obey(
    name: str, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIBIAN_EDITOR", "code")
    monkeypatch.setattr(editors, "find_program", lambda _: Path("C:/code.CMD"))
    open_at(Span(Path(name), 1))
    assert opened == [Path(name)]


@pytest.mark.skipif(sys.platform != "linux", reason="the program is a script of the shell")
def test_starts_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = fake_program(tmp_path, "gedit")
    monkeypatch.setenv("HUIBIAN_EDITOR", str(tmp_path / "gedit"))
    open_at(Span(tmp_path / "甲 乙.txt", 4, 2))
    assert read_soon(said) == ["+4:2", str(tmp_path / "甲 乙.txt")]


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of the shell")
def test_an_editor_that_lies_among_the_manuscripts_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[object]
) -> None:
    fake_program(tmp_path, "gedit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", os.environ["PATH"])))
    monkeypatch.setenv("HUIBIAN_EDITOR", "gedit")
    with pytest.raises(HuibianError, match="HB622 打不开编辑器 gedit"):
        open_at(Span(tmp_path / "01.txt", 4))
    assert opened == []


def test_says_so_where_there_is_no_such_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_EDITOR", "/no/such/editor")
    with pytest.raises(HuibianError, match="HB622 打不开编辑器"):
        open_at(Span(FILE, 4))


def test_says_so_where_nobody_can_read_what_the_editor_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_EDITOR", "'my editor")
    with pytest.raises(HuibianError, match="HB622 打不开编辑器 'my editor"):
        open_at(Span(FILE, 4))
