from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from huibian.targets import Clash, clashes, comparable_name, possible_inputs


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("article.docx").touch()
    return tmp_path


@pytest.mark.parametrize("make", [Path.symlink_to, Path.hardlink_to])
@pytest.mark.parametrize("first", ["article.docx", "via"])
def test_a_link_to_what_is_read_is_that_file(make: Callable[[Path, str], None], first: str) -> None:
    Path("via").symlink_to("article.docx")
    make(Path("m.docx"), os.path.realpath(first) if make is Path.hardlink_to else first)
    assert clashes([Path("m.docx")], [Path("article.docx")]) == [Clash(Path("m.docx"), Path("article.docx"))]


@pytest.mark.parametrize("name", ["m.docx", "./m.docx", "a/../m.docx", "同/m.docx"])
@pytest.mark.parametrize("there", [True, False])
def test_a_file_has_many_names(here: Path, name: str, there: bool) -> None:
    Path("a").mkdir()
    Path("同").symlink_to(here)
    if there:
        Path("m.docx").touch()
    assert clashes([here / "m.docx"], [Path(name)]) == [Clash(here / "m.docx", Path(name))]


def test_files_apart_are_apart(here: Path) -> None:
    Path("out").mkdir()
    Path("m.docx").touch()
    targets = [Path("m.docx"), Path("out/article.docx"), Path("new.pdf")]
    assert clashes(targets, [Path("article.docx"), Path("m.yaml"), here, Path("out"), Path("nul\0")]) == []


def test_a_file_that_the_system_finds_by_another_spelling_is_that_file(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda path: real(str(path).lower()))
    assert clashes([Path("ARTICLE.docx")], [Path("article.docx")])


def test_a_current_folder_that_is_gone_is_no_fault(here: Path) -> None:
    Path("gone").mkdir()
    os.chdir("gone")
    (here / "gone").rmdir()
    assert clashes([Path("m.pdf")], [Path("a.txt")]) == []
    assert comparable_name(Path("m.pdf")) == "m.pdf"


def test_names_that_some_disk_takes_for_one_have_one_spelling() -> None:
    assert comparable_name(Path("out/Année.PDF")) == comparable_name(Path("out/anne\u0301e.pdf"))
    assert comparable_name(Path("a.pdf")) != comparable_name(Path("b.pdf"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- file: m.docx\n  titel: x", ["in/m.docx"]),
        ('articles: ["a/m.docx", b.txt]', ["in/a/m.docx"]),
        ("- 文章\\m.docx", ["in/文章/m.docx"]),
        ("- {file: m.docx", ["in/m.docx"]),
        ("- n.docx", []),
    ],
)
def test_finds_the_files_that_a_broken_manifest_may_mean(text: str, found: list[str]) -> None:
    assert list(possible_inputs([Path("out/m.docx")], text, Path("in"))) == list(map(Path, found))
