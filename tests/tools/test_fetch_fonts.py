from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from huibian import resources
from huibian.fontbook.catalogue import Catalogue, DebianFile, read
from huibian.fontbook.faces import index_of, load
from huibian.frame import Face
from tests.support.fonts import tiny_collection, tiny_font
from tests.support.requirements import require
from tools import fetch_fonts
from tools.fetch_fonts import FetchError

PLAIN = tiny_font("汉", name="Plain")
RARE = tiny_font("𠀀", name="Rare")
COLLECTION = tiny_collection([("汉字", "Tiny-JP"), ("汉字，", "Tiny-SC")])


def _catalogue(plain: bytes = PLAIN) -> Catalogue:
    """A catalogue of two free faces: one plain file, and one face of a collection, trimmed."""
    plain_file = {"package": "tiny", "file": "/usr/share/fonts/plain.ttf", "sha256": _sum(plain)}
    trimmed_file = {
        "package": "tiny",
        "file": "/usr/share/fonts/tiny.ttc#Tiny-SC",
        "sha256": _sum(COLLECTION),
        "trim": True,
    }
    faces = {
        "plain": {"label": "P", "files": ["P.ttf"], "debian": plain_file},
        "trimmed": {"label": "T", "files": ["T.ttf"], "debian": trimmed_file},
        "own": {"label": "O", "files": ["own.ttf"]},
    }
    names = {"east_asian": "汉体", "western": "Roman"}
    roles = {"han": {"label": "汉体", "names": names, "stroke": 0, "faces": ["own", "plain"]}}
    rare = {"package": "rare", "file": "/usr/share/fonts/rare.ttf", "sha256": _sum(RARE)}
    faces["rare"] = {"label": "R", "files": ["R.ttf"], "debian": rare}
    script = {"label": "生僻字", "codes": "U+20000", "names": names, "language": "zh-CN", "stroke": 0, "optional": True}
    return Catalogue.model_validate(
        {
            "platforms": {},
            "western": "U+0020",
            "kept": "U+6C49, U+FF0C",
            "faces": faces,
            "roles": roles,
            "scripts": {"rare": script | {"faces": ["own", "rare"]}},
        }
    )


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """What the packages `tiny` and `rare` unpack to."""
    root = tmp_path / "root"
    fonts = root / "usr/share/fonts"
    fonts.mkdir(parents=True)
    for name, data in (("plain.ttf", PLAIN), ("tiny.ttc", COLLECTION), ("rare.ttf", RARE)):
        (fonts / name).write_bytes(data)
    for package in ("tiny", "rare"):
        licence = root / "usr/share/doc" / package
        licence.mkdir(parents=True)
        (licence / "copyright").write_text("Do as you like.", encoding="utf-8")
    return root


@pytest.fixture
def package(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets `download` find the package `tiny` without any network."""
    require("dpkg")
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        "Package: tiny\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: tiny\n",
        encoding="utf-8",
    )
    control.parent.chmod(0o755)  # dpkg-deb takes no less, whatever the umask
    archive = tmp_path / "tiny.deb"
    subprocess.run(["dpkg-deb", "--build", str(root), str(archive)], check=True, capture_output=True)
    monkeypatch.setattr(fetch_fonts, "download", lambda packages, folder: [archive])


def _trimmed_file(**changes: object) -> DebianFile:
    file = _catalogue().faces["trimmed"].debian
    assert file is not None
    return file.model_copy(update=changes)


def test_a_face_is_taken_from_a_collection_by_name_and_trimmed(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.ttf"
    path.write_bytes(fetch_fonts.make(_trimmed_file(), root, _catalogue().kept))
    loaded = load(Face("made", path))
    assert loaded.postscript_name == "Tiny-SC"
    assert [loaded.glyph_id(char) is not None for char in "汉，字"] == [True, True, False]


def test_a_file_that_is_not_the_pinned_one_is_refused(root: Path) -> None:
    (root / "usr/share/fonts/tiny.ttc").write_bytes(COLLECTION + b"\0")
    with pytest.raises(FetchError, match=r"tiny\.ttc"):
        fetch_fonts.make(_trimmed_file(), root, _catalogue().kept)


def test_a_file_that_is_not_in_the_package_is_refused(root: Path) -> None:
    (root / "usr/share/fonts/tiny.ttc").unlink()
    with pytest.raises(FetchError, match="没有这个文件"):
        fetch_fonts.make(_trimmed_file(), root, _catalogue().kept)


def _fetch(catalogue: Catalogue, folder: Path, *scripts: str) -> list[str]:
    """Fetch what is missing; returns the names of the faces that were."""
    missing = fetch_fonts.missing_faces(catalogue, folder, scripts)
    if missing:
        fetch_fonts.fetch(catalogue, folder, missing)
    return sorted(missing)


@pytest.mark.usefixtures("package")
def test_everything_is_fetched_with_its_licence_and_only_once(tmp_path: Path) -> None:
    folder = tmp_path / "free"
    assert _fetch(_catalogue(), folder) == ["P.ttf", "T.ttf"]
    assert not fetch_fonts.missing_faces(_catalogue(), folder)
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) == [
        "P.ttf",
        "T.ttf",
        "fetched.json",
        "licences/tiny.copyright.txt",
    ]
    assert (folder / "P.ttf").read_bytes() == PLAIN


@pytest.mark.usefixtures("package")
def test_the_faces_of_an_optional_script_are_fetched_alone_where_it_is_asked_for_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "free"
    _fetch(_catalogue(), folder)
    assert _fetch(_catalogue(), folder, "rare") == ["R.ttf"]
    assert (folder / "licences/rare.copyright.txt").is_file()
    assert not fetch_fonts.missing_faces(_catalogue(), folder)
    (folder / "R.ttf").unlink()
    assert _fetch(_catalogue(), folder) == ["R.ttf"]


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(("name", "again"), [("P.ttf", ["P.ttf"]), ("licences/tiny.copyright.txt", ["P.ttf", "T.ttf"])])
def test_a_damaged_file_is_fetched_again(name: str, again: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "free"
    _fetch(_catalogue(), folder)
    (folder / name).write_bytes(b"damaged")
    assert _fetch(_catalogue(), folder) == again
    assert not fetch_fonts.missing_faces(_catalogue(), folder)


@pytest.mark.usefixtures("package")
def test_of_a_new_recipe_only_what_it_changes_is_fetched_again(tmp_path: Path) -> None:
    folder = tmp_path / "free"
    _fetch(_catalogue(), folder)
    assert list(fetch_fonts.missing_faces(_catalogue(plain=b"a newer font"), folder)) == ["P.ttf"]
    kept = _catalogue().model_copy(update={"kept": (range(0x20, 0x7F),)})
    assert list(fetch_fonts.missing_faces(kept, folder)) == ["T.ttf"]


@pytest.mark.usefixtures("package")
def test_nothing_is_written_when_one_file_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        _fetch(_catalogue(plain=b"a newer font"), tmp_path / "free")
    assert not (tmp_path / "free").exists()


def _command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where commands are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    _command(folder, "dpkg-deb", "exit 0")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("LISTS", str(folder / "lists"))
    return folder


# Knows packages only after an update, and puts them into the folder it runs in.
_APT = (
    '[ $1 = update ] && : > "$LISTS" && exit 0\n[ -f "$LISTS" ] && : > "$2.deb" && exit 0\necho no lists >&2; exit 100'
)


def test_packages_are_downloaded_into_the_folder(commands: Path, tmp_path: Path) -> None:
    _command(commands, "apt-get", _APT)
    (commands / "lists").touch()
    assert fetch_fonts.download(["tiny"], tmp_path) == [tmp_path / "tiny.deb"]


def test_root_refreshes_empty_package_lists(commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _command(commands, "apt-get", _APT)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert fetch_fonts.download(["tiny"], tmp_path) == [tmp_path / "tiny.deb"]


def test_others_are_told_to_refresh_them(commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _command(commands, "apt-get", _APT)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(FetchError, match=r"(?s)no lists.*sudo apt-get update"):
        fetch_fonts.download(["tiny"], tmp_path)


@pytest.mark.usefixtures("commands")
def test_without_apt_the_message_says_what_else_can_be_done(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"fonts/README\.md"):
        fetch_fonts.download(["tiny"], tmp_path)


@pytest.mark.usefixtures("package")
def test_the_command_fetches_once_and_writes_the_aliases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path / "faces"))
    monkeypatch.setattr("tools.fetch_fonts.catalogues.read", lambda path: _catalogue())
    assert fetch_fonts.main() == 0
    assert "写好 2 个字体" in capsys.readouterr().out
    assert fetch_fonts.main() == 0
    assert "字体齐全" in capsys.readouterr().out
    assert fetch_fonts.main(["--script", "rare"]) == 0
    assert "写好 1 个字体" in capsys.readouterr().out
    assert "汉体" in (tmp_path / "faces" / "fontconfig.conf").read_text(encoding="utf-8")


@pytest.mark.usefixtures("package")
def test_the_command_fails_with_a_message_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path / "faces"))
    monkeypatch.setattr("tools.fetch_fonts.catalogues.read", lambda path: _catalogue(plain=b"a newer font"))
    assert fetch_fonts.main() == 1
    assert "plain.ttf" in capsys.readouterr().err


@pytest.mark.debian_fonts
def test_the_fetched_faces_are_those_of_the_catalogue() -> None:
    folder = resources.faces_folder() / "free"
    catalogue = read(resources.fonts_folder() / "catalogue.yaml")
    assert not fetch_fonts.missing_faces(catalogue, folder)
    for design in catalogue.faces.values():
        if design.debian and design.debian.file.postscript_name:
            assert index_of(folder / design.files[0].name, design.debian.file.postscript_name) == 0
