from __future__ import annotations

from pathlib import Path

import pytest

from huibian.fontbook.files import FontFiles, package_folder, search_path


def _folder(path: Path, *names: str) -> Path:
    path.mkdir(parents=True)
    for name in names:
        (path / name).touch()
    return path


def test_an_earlier_folder_wins_over_a_better_name(tmp_path: Path) -> None:
    first = _folder(tmp_path / "first", "b.ttf", "other.ttf")
    second = _folder(tmp_path / "second", "a.ttf", "b.ttf")
    files = FontFiles([first, second], ["a.ttf", "b.ttf"])
    assert files.find(["a.ttf", "b.ttf"]) == [("b.ttf", first / "b.ttf"), ("a.ttf", second / "a.ttf")]


def test_within_a_folder_the_better_name_comes_first(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "one", "a.ttf", "b.ttf")
    files = FontFiles([folder], ["b.ttf", "a.ttf"])
    assert [name for name, _ in files.find(["b.ttf", "a.ttf"])] == ["b.ttf", "a.ttf"]


def test_upper_and_lower_case_are_the_same(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "one", "SimFang.TTF")
    assert FontFiles([folder], ["simfang.ttf"]).find(["simfang.ttf"]) == [("simfang.ttf", folder / "SimFang.TTF")]


def test_files_without_a_wanted_name_and_folders_are_passed_over(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "one", "unknown.ttf")
    (folder / "a.ttf").mkdir()
    (folder / "below").mkdir()
    (folder / "below" / "b.ttf").touch()
    assert FontFiles([folder, tmp_path / "absent"], ["a.ttf", "b.ttf"]).find(["a.ttf", "b.ttf"]) == []


def test_a_user_comes_before_the_platform_and_the_free_set_last(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NATIVE", str(tmp_path))
    assets = [_folder(tmp_path / name / "AssetData") for name in ("x.asset", "y.asset")]
    path = search_path([tmp_path / "own"], ["$NATIVE/absent", "$NATIVE/*.asset/AssetData"])
    assert path == [tmp_path / "own", *assets, tmp_path / "own" / "free"]


def test_a_package_is_found_without_importing_it() -> None:
    folder = package_folder("pylopdf_fonts_zh_cn")
    assert folder is not None
    assert (folder / "NotoSerifSC-Regular.otf").is_file()
    assert package_folder("no_such_package_of_fonts") is None


def test_knows_all_its_files(tmp_path: Path) -> None:
    first = _folder(tmp_path / "first", "b.ttf", "other.ttf")
    second = _folder(tmp_path / "second", "a.ttf", "b.ttf")
    assert set(FontFiles([first, second], ["a.ttf", "b.ttf"]).paths) == {first / "b.ttf", second / "a.ttf"}
