"""Each part of what an issue is made of, changed alone: exactly the issues that have it are set again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from huibian.batch import fingerprint, look
from huibian.batch.issues import IssueState
from huibian.exports import Format
from tests.support.batches import built, looked, plan_of, to_build
from tests.support.issues import MANIFEST, write_issue
from tests.support.worddocs import png

BOTH = ["照片", "文字"]
FONT_FILES = look._font_files  # most tests have a folder of faces that is quick to read


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two issues that are set: one of a Markdown article with a picture in a layout of its own, one of a text."""
    folder = tmp_path_factory.mktemp("往期")
    (folder / "照片").mkdir()
    text = MANIFEST.replace("layout: bulletin", "layout: own.yaml") + "      - a.md\n"
    (folder / "照片" / "照片.yaml").write_text(text, encoding="utf-8")
    (folder / "照片" / "own.yaml").write_text("extends: base.yaml\n", encoding="utf-8")
    (folder / "照片" / "base.yaml").write_text("extends: bulletin\n", encoding="utf-8")
    (folder / "照片" / "a.md").write_text("# 标题\n\n正文一段。\n\n![](a.png)\n", encoding="utf-8")
    (folder / "照片" / "a.png").write_bytes(png())
    write_issue(folder / "文字", "文字.yaml")
    (folder / "face.ttf").write_bytes(b"one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUIBIAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setattr("huibian.batch.look._font_files", lambda fonts: (folder / "face.ttf",))
        for manifest in manifests(folder):
            assert built(manifest).state is IssueState.WRITTEN
        yield folder


@pytest.fixture
def changing(issues: Path, tmp_path: Path) -> Iterator[Path]:
    """The same; what a test changes there is put back."""
    kept = shutil.copytree(issues, tmp_path / "kept")
    yield issues
    shutil.rmtree(issues)
    shutil.copytree(kept, issues)


def manifests(folder: Path) -> list[Path]:
    return [folder / name / f"{name}.yaml" for name in BOTH]


def add_line(path: Path) -> None:
    path.write_bytes(path.read_bytes() + "\n# 多一行\n".encode())


def test_nothing_is_set_where_nothing_changed(issues: Path) -> None:
    found = looked(manifests(issues))
    assert found.tasks == []
    assert [result.state for result in found.settled.values()] == [IssueState.UNCHANGED] * 2
    assert [(result.title, result.pages) for result in found.settled.values()] == [("试刊 2026年1月（总第7期）", 3)] * 2


def test_files_that_are_newer_but_the_same_are_no_change(changing: Path) -> None:
    for path in changing.rglob("*"):
        os.utime(path, (4e9, 4e9))
    assert to_build(manifests(changing)) == []


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("照片/照片.yaml", ["照片"]),
        ("照片/a.md", ["照片"]),
        ("照片/a.png", ["照片"]),
        ("照片/own.yaml", ["照片"]),
        ("照片/base.yaml", ["照片"]),
        ("文字/文字.yaml", ["文字"]),
        ("文字/文字-1.txt", ["文字"]),
        ("face.ttf", BOTH),
        ("文字/另一篇.txt", []),
    ],
)
def test_each_file_that_changes_has_its_issue_set(changing: Path, file: str, names: list[str]) -> None:
    path = changing / file
    before = os.stat(path) if path.exists() else None
    path.write_bytes((path.read_bytes() if before else b"") + b"\n")
    if before is not None:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a synchronised folder may have it
    assert to_build(manifests(changing)) == names


@pytest.mark.parametrize("file", ["照片/照片.pdf", "照片/照片.docx", "照片/a.png", "照片/base.yaml"])
def test_a_file_that_is_gone_has_its_issue_set(changing: Path, file: str) -> None:
    (changing / file).unlink()
    assert to_build(manifests(changing)) == ["照片"]


def test_what_is_changed_back_is_no_change(changing: Path) -> None:
    path = changing / "文字" / "文字-1.txt"
    before = path.read_bytes()
    add_line(path)
    path.write_bytes(before)
    assert to_build(manifests(changing)) == []


def test_files_that_somebody_edited_stay_and_are_told(changing: Path) -> None:
    path = changing / "文字" / "文字.docx"
    path.write_bytes(b"edited")
    found = looked(manifests(changing))
    result = found.settled[changing / "文字" / "文字.yaml"]
    assert found.tasks == []
    assert result.state is IssueState.EDITED
    assert [(each.code, each.span and each.span.file) for each in result.messages] == [("HB612", path)]


def other(value: object) -> Callable[..., object]:
    return lambda *_: value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("huibian.__version__", "9"),
        ("huibian.batch.fingerprint._program", other("other code")),
        ("huibian.batch.fingerprint._libraries", other("other libraries")),
        ("huibian.libreoffice.find_program", other(Path(__file__))),
    ],
)
def test_another_program_sets_all(issues: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    monkeypatch.setattr(name, value)
    assert to_build(manifests(issues)) == BOTH


def test_another_library_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint._libraries()
    fingerprint._libraries.cache_clear()
    monkeypatch.setattr("huibian.batch.fingerprint.version", lambda name: "9" if name == "reportlab" else "")
    try:
        assert fingerprint._libraries() != before
    finally:
        fingerprint._libraries.cache_clear()


def test_other_options_set_all(issues: Path, tmp_path: Path) -> None:
    found = manifests(issues)
    assert len(look.look(plan_of(found, [Format.PDF]), None).tasks) == 2
    assert len(look.look(plan_of(found), tmp_path).tasks) == 2


def test_a_face_that_comes_counts_though_nothing_named_it(tmp_path: Path) -> None:
    before = FONT_FILES(tmp_path)
    (tmp_path / "readme.txt").touch()
    assert FONT_FILES(tmp_path) == before
    (tmp_path / "SimFang.ttf").touch()
    assert set(FONT_FILES(tmp_path)) - set(before) == {tmp_path / "SimFang.ttf"}


def test_a_folder_that_was_copied_is_set(issues: Path, tmp_path: Path) -> None:
    shutil.copytree(issues, tmp_path / "copy")
    assert to_build(manifests(tmp_path / "copy")) == BOTH


def test_a_second_manifest_with_the_same_targets_is_another_issue(issues: Path, tmp_path: Path) -> None:
    manifest = issues / "文字" / "文字.yaml"
    other_one = tmp_path / "文字.yaml"
    shutil.copy(manifest, other_one)
    paths = plan_of([manifest])[manifest]
    assert [task.manifest for task in look.look({other_one: paths}, None).tasks] == [other_one]
