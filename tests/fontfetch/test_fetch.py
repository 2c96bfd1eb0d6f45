from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from huibian import resources
from huibian.diagnostics import HuibianError, Severity
from huibian.fontbook import index_of
from huibian.fontcatalogue import Catalogue, read
from huibian.fontfetch import Fetched, can_fetch, fetch, lacking, wheels
from tests.support.freefaces import LICENCE, LIKE, PLAIN, free_catalogue, write_apt
from tests.support.requirements import require
from tests.support.wheels import write_wheel

Fetch = Callable[..., Fetched]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the free faces are to be."""
    return tmp_path / "faces" / "free"


@pytest.fixture
def run(folder: Path) -> Fetch:
    def run(catalogue: Catalogue, *scripts: str) -> Fetched:
        return fetch(catalogue, folder, scripts, lambda what, done, total: None)

    return run


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with apt-get and no network; gives where its packages lie."""
    require("dpkg")
    programs, archives = tmp_path / "bin", tmp_path / "archives"
    programs.mkdir()
    write_apt(programs, archives)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return archives


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A machine without apt-get, whose pip finds the package `tiny-fonts` in a folder; gives the sum of its wheel."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "registry"))
    return write_wheel(tmp_path / "registry", "tiny-fonts", {"like.ttf": LIKE, "OFL": LICENCE.encode()})


def _codes(fetched: Fetched) -> list[str]:
    return [each.code for each in fetched.diagnostics]


@pytest.mark.usefixtures("apt")
def test_everything_is_fetched_with_its_licence_and_only_once(run: Fetch, folder: Path) -> None:
    fetched = run(free_catalogue())
    assert (sorted(fetched.faces), fetched.missing, fetched.diagnostics) == (["P.ttf", "T.ttf"], {}, ())
    assert not lacking(free_catalogue(), folder)
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) == [
        "P.ttf",
        "T.ttf",
        "fetched.json",
        "licences/tiny.copyright.txt",
    ]
    assert (folder / "P.ttf").read_bytes() == PLAIN
    assert run(free_catalogue()).faces == ()


@pytest.mark.usefixtures("apt")
def test_the_faces_of_an_optional_script_are_fetched_alone_where_it_is_asked_for_and_kept(
    run: Fetch, folder: Path
) -> None:
    run(free_catalogue())
    assert run(free_catalogue(), "rare").faces == ("R.ttf",)
    assert (folder / "licences/rare.copyright.txt").is_file()
    (folder / "R.ttf").unlink()
    assert run(free_catalogue()).faces == ("R.ttf",)


@pytest.mark.usefixtures("apt")
@pytest.mark.parametrize(("name", "again"), [("P.ttf", ["P.ttf"]), ("licences/tiny.copyright.txt", ["P.ttf", "T.ttf"])])
def test_a_damaged_file_is_fetched_again(name: str, again: list[str], run: Fetch, folder: Path) -> None:
    run(free_catalogue())
    (folder / name).write_bytes(b"damaged")
    assert sorted(run(free_catalogue()).faces) == again
    assert not lacking(free_catalogue(), folder)


@pytest.mark.usefixtures("apt")
def test_what_cannot_be_written_names_no_option_that_the_command_has_not(run: Fetch, folder: Path) -> None:
    folder.parent.touch()
    with pytest.raises(HuibianError) as raised:
        run(free_catalogue())
    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.hint) == ("HB601", "换一个文件夹。")


@pytest.mark.usefixtures("apt")
def test_of_debian_what_is_not_the_registered_file_is_named_and_the_rest_is_written(run: Fetch, folder: Path) -> None:
    fetched = run(free_catalogue(plain=b"a newer font"))
    assert fetched.faces == ("T.ttf",)
    assert fetched.has_failed
    assert _codes(fetched) == ["HB414", "HB413"]  # and no stand-in comes from anywhere
    assert not (folder / "P.ttf").exists()


def test_a_package_that_does_not_come_keeps_no_other_from_coming(apt: Path, run: Fetch) -> None:
    (apt / "rare.deb").unlink()
    fetched = run(free_catalogue(), "rare")
    assert sorted(fetched.faces) == ["P.ttf", "T.ttf"]
    assert list(fetched.missing) == ["R.ttf"]
    assert _codes(fetched) == ["HB413"]


def test_without_apt_the_stand_ins_come_from_python_with_their_licence(archive: str, run: Fetch, folder: Path) -> None:
    catalogue = free_catalogue(archive=archive)
    fetched = run(catalogue)
    assert fetched.faces == ("L.ttf",)
    assert (folder / "L.ttf").read_bytes() == LIKE
    assert (folder / "licences/tiny-fonts.OFL.txt").read_text(encoding="utf-8") == LICENCE
    assert list(fetched.missing) == ["P.ttf", "T.ttf"]
    assert not fetched.has_failed
    (warning,) = fetched.diagnostics
    assert (warning.severity, warning.code) == (Severity.WARNING, "HB415")
    assert warning.message.endswith("：P、T")
    assert run(catalogue).faces == ()


@pytest.mark.usefixtures("apt")
def test_where_debian_gives_the_face_its_stand_in_is_not_fetched(run: Fetch, folder: Path) -> None:
    assert "L.ttf" not in run(free_catalogue()).faces
    assert not (folder / "L.ttf").exists()


def test_a_wheel_of_another_sum_is_refused_and_nothing_is_written(archive: str, run: Fetch, folder: Path) -> None:
    fetched = run(free_catalogue(archive=archive[::-1]))
    assert _codes(fetched) == ["HB415", "HB413"]
    assert fetched.has_failed
    assert not folder.exists()


def test_without_pip_it_is_said_what_else_can_be_done(
    archive: str, run: Fetch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "has_pip", lambda: False)
    fetched = run(free_catalogue(archive=archive))
    assert _codes(fetched) == ["HB415", "HB412"]
    assert str(folder.parent) in (fetched.diagnostics[1].hint or "")


def test_an_interrupted_download_leaves_nothing(
    archive: str, run: Fetch, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("huibian.fontfetch.wheels.read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(free_catalogue(archive=archive))
    assert not folder.exists()
    assert not list((tmp_path / "temporary").iterdir())


def test_what_a_machine_can_fetch(archive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    faces = free_catalogue(archive=archive).faces
    assert [name for name, design in faces.items() if can_fetch(design)] == ["like"]
    monkeypatch.setattr(wheels, "has_pip", lambda: False)
    assert not any(map(can_fetch, faces.values()))


@pytest.mark.debian_fonts
def test_the_fetched_faces_are_those_of_the_catalogue() -> None:
    folder = resources.faces_folder() / "free"
    catalogue = read(resources.fonts_folder() / "catalogue.yaml")
    assert not lacking(catalogue, folder)
    for design in catalogue.faces.values():
        if design.debian and design.debian.file.postscript_name:
            assert index_of(folder / design.files[0].name, design.debian.file.postscript_name) == 0


def test_the_catalogue_names_the_stand_in_of_every_face_of_python() -> None:
    catalogue = read(resources.fonts_folder() / "catalogue.yaml")
    wheels_ = [design for design in catalogue.faces.values() if design.wheel]
    assert len(wheels_) > 3
    assert all(design.instead_of for design in wheels_)
