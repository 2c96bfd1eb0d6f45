from __future__ import annotations

from pathlib import Path

from huibian.batch.manifests import find_manifests

MANIFEST = "layout: bulletin\nmasthead: 月报\n"


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def found(folder: Path, skipped: Path | None = None) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_manifests(folder, skipped)]


def test_finds_them_by_folder_and_number(tmp_path: Path) -> None:
    names = ["b.yaml", "2/issue-9.yaml", "2/issue-10.yaml", "2/2/a.yml", "10/A.YAML", "十月/a.yaml", "十一月/a.yaml"]
    write(tmp_path, dict.fromkeys(names[::-1], MANIFEST))
    assert found(tmp_path) == names


def test_other_files_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": MANIFEST, "own.yaml": "extends: bulletin\n", "a.txt": MANIFEST})
    assert found(tmp_path) == ["a.yaml"]


def test_hidden_files_and_folders_and_that_of_outputs_are_left_out(tmp_path: Path) -> None:
    names = [".a.yaml", ".git/a.yaml", "out/a.yaml", "in/a.yaml"]
    write(tmp_path, dict.fromkeys(names, MANIFEST))
    assert found(tmp_path, tmp_path / "out") == ["in/a.yaml"]
    assert found(tmp_path, tmp_path) == ["in/a.yaml", "out/a.yaml"]
    assert found(tmp_path, tmp_path / "not there") == ["in/a.yaml", "out/a.yaml"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path, {"in/a.yaml": MANIFEST})
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "self").symlink_to("self")
    (tmp_path / "z").symlink_to(tmp_path / "in")
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    assert found(tmp_path) == ["in/a.yaml"]


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"a.yaml": MANIFEST})
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "往期").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path / "here") == ["往期/a.yaml"]
