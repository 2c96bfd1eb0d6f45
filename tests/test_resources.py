from __future__ import annotations

import re
from pathlib import Path

import pytest

from huibian import resources


def test_a_checkout_has_its_layouts_and_its_font_catalogue() -> None:
    assert (resources.layouts_folder() / "bulletin.yaml").is_file()
    assert (resources.fonts_folder() / "catalogue.yaml").is_file()


@pytest.mark.parametrize("name", ["manifest", "layout"])
def test_a_checkout_has_the_schemas(name: resources.SchemaName) -> None:
    assert resources.schema(name).is_file()


def test_the_example_names_articles_that_are_there() -> None:
    example = resources.example()
    named = re.findall(r"- (articles/\S+)", example.read_text(encoding="utf-8"))
    assert len(named) == 3
    assert all((example.parent / name).is_file() for name in named)


def test_faces_lie_beside_the_catalogue_of_a_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIBIAN_FONTS", raising=False)
    assert resources.faces_folder() == resources.fonts_folder()


def test_the_environment_names_another_folder_for_faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path))
    assert resources.faces_folder() == tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    data = tmp_path / "_data"
    data.mkdir()
    monkeypatch.setattr(resources, "_INSTALLED", data)
    monkeypatch.delenv("HUIBIAN_FONTS", raising=False)
    return data


def test_an_installed_copy_reads_its_own_data(installed: Path) -> None:
    assert resources.layouts_folder() == installed / "layouts"
    assert resources.fonts_folder() == installed / "fonts"
    assert resources.schema("layout").parent == installed / "docs"
    assert resources.example().is_relative_to(installed)


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [
        ("linux", "XDG_DATA_HOME", ""),
        ("linux", "HOME", ".local/share"),
        ("win32", "LOCALAPPDATA", ""),
        ("win32", "HOME", "AppData/Local"),
        ("darwin", "HOME", "Library/Application Support"),
    ],
)
@pytest.mark.usefixtures("installed")
def test_an_installed_copy_keeps_faces_with_the_user(
    platform: str, variable: str, below: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for other in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr("sys.platform", platform)
    assert resources.faces_folder() == tmp_path / below / "huibian" / "fonts"


@pytest.mark.parametrize(
    ("platform", "environment", "below"),
    [
        ("linux", {"XDG_CACHE_HOME": "chosen"}, "chosen/huibian"),
        ("linux", {}, "home/.cache/huibian"),
        ("darwin", {}, "home/Library/Caches/huibian"),
        ("win32", {"LOCALAPPDATA": "chosen"}, "chosen/huibian/Cache"),
        ("win32", {"HUIBIAN_CACHE": "named"}, "named"),
    ],
)
def test_what_can_be_worked_out_again_lies_in_the_users_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, environment: dict[str, str], below: str
) -> None:
    for name in ("XDG_CACHE_HOME", "HUIBIAN_CACHE", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert resources.cache_folder() == tmp_path / below


def test_a_folder_of_the_cache_that_depends_on_the_current_one_is_not_heeded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("HUIBIAN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert resources.cache_folder() == tmp_path / ".cache" / "huibian"


def test_the_named_folder_of_the_cache_is_the_same_from_everywhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HUIBIAN_CACHE", "c")
    monkeypatch.chdir(tmp_path)
    assert resources.cache_folder() == tmp_path / "c"
