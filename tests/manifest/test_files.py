from __future__ import annotations

from pathlib import Path

import pytest

from huibian.manifest.files import is_manifest, is_yaml, manifests_in, yaml_files


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("layout: x\r\nmasthead: 月报\r\n".encode("utf-16"), True),
        ("layout: 版式\nmasthead: 县情月报\n".encode("gb18030"), True),
        ("\ufeffmasthead: 月报".encode(), True),
        (b"masthead: \xff\xfe\xff\n" + b"\0" * 9, True),
        ("刊名：月报".encode(), True),
        (b'"masthead": x', True),
        (b"'masthead' : x", True),
        (b"Masthead: x", True),
        (b"# masthead: x", False),
        (b" masthead: x", False),
        (b"title: masthead: x", False),
        (b"mastheads: x", False),
        (b"", False),
        (b"\x89PNG\r\n\x1a\n\0\0", False),
    ],
)
def test_a_manifest_has_the_name_of_a_bulletin_at_its_top(tmp_path: Path, data: bytes, expected: bool) -> None:
    (tmp_path / "m.yaml").write_bytes(data)
    assert is_manifest(tmp_path / "m.yaml") is expected


def test_one_that_cannot_be_read_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.yaml").write_text("x: 1\n", encoding="utf-8")
    monkeypatch.setattr("huibian.source.BINARY_LIMIT", 1)
    assert is_manifest(tmp_path / "m.yaml")


@pytest.mark.parametrize(
    ("name", "expected"), [("m.yaml", True), ("M.YML", True), (".m.yaml", False), ("m.txt", False)]
)
def test_tells_a_yaml_file_by_its_name(tmp_path: Path, name: str, expected: bool) -> None:
    (tmp_path / name).write_bytes(b"")
    assert is_yaml(tmp_path / name) is expected


def test_a_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").mkdir()
    assert not is_yaml(tmp_path / "m.yaml")


def test_the_manifests_of_a_folder_come_by_the_numbers_in_their_names(tmp_path: Path) -> None:
    for name in ("10.yaml", "9.yml", ".8.yaml", "7.txt"):
        (tmp_path / name).write_text("masthead: 月报\n", encoding="utf-8")
    (tmp_path / "6.yaml").write_text("extends: bulletin\n", encoding="utf-8")
    (tmp_path / "5.yaml").mkdir()
    assert [path.name for path in yaml_files(tmp_path)] == ["6.yaml", "9.yml", "10.yaml"]
    assert [path.name for path in manifests_in(tmp_path)] == ["9.yml", "10.yaml"]
    with pytest.raises(FileNotFoundError):
        yaml_files(tmp_path / "gone")
