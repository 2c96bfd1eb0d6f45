from __future__ import annotations

from pathlib import Path

import pytest

from huibian.batch.manifests import find_manifests

MANIFEST = "layout: bulletin\nmasthead: 月报\n"


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def found(folder: Path, skipped: Path | None = None) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_manifests(folder, skipped)]


def test_finds_them_by_folder_and_number(tmp_path: Path) -> None:
    names = ["b.yaml", "2/issue-9.yaml", "2/issue-10.yaml", "2/2/a.yml", "第九期/a.yaml", "10/A.YAML", "第十期/a.yaml"]
    write(tmp_path, dict.fromkeys(names[::-1], MANIFEST))
    assert found(tmp_path) == names


@pytest.mark.parametrize(
    "content",
    [
        "masthead: 月报\n",
        '"masthead": 月报\n',
        "masthead : 月报\n",
        "masthead：月报\n",
        "Masthead: 月报\n",
        "刊名: 月报\n",
        "a: 1\r\nmasthead: 月报\r\n",
        "\ufeffmasthead: 月报\n",
        "layout: 版式\nmasthead: 县情月报\n".encode("gb18030"),
        "masthead: 县情月报\n".encode("utf-16"),
        b"masthead: \xff\xfe\xff\n" + b"\0" * 9,
    ],
)
def test_a_manifest_in_any_encoding_or_wrong_in_its_first_word_is_one(tmp_path: Path, content: str | bytes) -> None:
    write(tmp_path, {"a.yaml": content})
    assert found(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("content", ["", "extends: bulletin\n", "a:\n  masthead: 月报\n", "title: masthead: no\n"])
def test_other_yaml_is_none(tmp_path: Path, content: str) -> None:
    write(tmp_path, {"a.yaml": content, "a.txt": MANIFEST})
    assert found(tmp_path) == []


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


def test_one_that_cannot_be_read_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.yaml": "x: 1\n"})
    monkeypatch.setattr("huibian.source.BINARY_LIMIT", 1)
    assert found(tmp_path) == ["a.yaml"]
