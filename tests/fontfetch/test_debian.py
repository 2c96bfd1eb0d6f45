from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostics
from huibian.fontbook import load
from huibian.fontcatalogue import DebianFile
from huibian.fontfetch import debian
from huibian.frame import Face
from tests.support.freefaces import COLLECTION, LICENCE, free_catalogue, write_command, write_root

# Knows packages only after an update, and puts them into the folder it runs in.
_APT = (
    '[ $1 = update ] && : > "$LISTS" && exit 0\n[ -f "$LISTS" ] && : > "$2.deb" && exit 0\necho no lists >&2; exit 100'
)


def _trimmed() -> DebianFile:
    file = free_catalogue().faces["trimmed"].debian
    assert file is not None
    return file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_root(tmp_path / "root", "tiny")
    return tmp_path / "root"


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where commands are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    write_command(folder, "dpkg-deb", "exit 0")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("LISTS", str(folder / "lists"))
    return folder


def _download(folder: Path) -> tuple[list[Path], list[tuple[str, str | None]]]:
    diagnostics = Diagnostics()
    found = debian.download(["tiny"], folder, lambda what, done, total: None, diagnostics)
    return found, [(each.message, each.hint) for each in diagnostics]


def test_a_face_is_taken_from_a_collection_by_name_and_trimmed(root: Path, tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    data = debian.made(_trimmed(), root, free_catalogue().kept, diagnostics)
    assert data is not None
    path = tmp_path / "made.ttf"
    path.write_bytes(data)
    loaded = load(Face("made", path))
    assert loaded.postscript_name == "Tiny-SC"
    assert [loaded.glyph_id(char) is not None for char in "汉，字"] == [True, True, False]
    assert not list(diagnostics)


def test_a_file_that_is_not_the_registered_one_is_refused(root: Path) -> None:
    (root / "usr/share/fonts/tiny.ttc").write_bytes(COLLECTION + b"\0")
    diagnostics = Diagnostics()
    assert debian.made(_trimmed(), root, free_catalogue().kept, diagnostics) is None
    assert [(each.code, "tiny.ttc" in each.message) for each in diagnostics] == [("HB414", True)]


def test_a_file_that_its_package_does_not_have_is_none(root: Path) -> None:
    (root / "usr/share/fonts/tiny.ttc").unlink()
    assert debian.made(_trimmed(), root, free_catalogue().kept, Diagnostics()) is None


def test_licences_are_named_by_their_packages(root: Path) -> None:
    assert debian.licences(root, ["tiny", "none"]) == {"licences/tiny.copyright.txt": LICENCE.encode()}


def test_packages_are_downloaded_into_the_folder(commands: Path, tmp_path: Path) -> None:
    write_command(commands, "apt-get", _APT)
    (commands / "lists").touch()
    assert debian.is_here()
    assert _download(tmp_path) == ([tmp_path / "tiny.deb"], [])


def test_root_refreshes_empty_package_lists(commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_command(commands, "apt-get", _APT)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert _download(tmp_path) == ([tmp_path / "tiny.deb"], [])


def test_others_are_told_to_refresh_them(commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_command(commands, "apt-get", _APT)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    found, ((message, hint),) = _download(tmp_path)
    assert found == []
    assert message.endswith("no lists")
    assert "sudo apt-get update" in (hint or "")


@pytest.mark.usefixtures("commands")
def test_a_machine_without_apt_is_known() -> None:
    assert not debian.is_here()
