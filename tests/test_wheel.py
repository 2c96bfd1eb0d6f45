"""The wheel has all that an installed huibian reads, and its page on a package index leads nowhere wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

from tests.support.requirements import ROOT

CALL = """
import sys
from huibian import resources
from huibian.linebreak.dictionary import words
from huibian.cli.main import run
from huibian.manifest.read import read_issue
from huibian.diagnostics import Diagnostics
assert "site-packages" not in str(resources.schema("layout")), resources.schema("layout")
assert words("召开地方志工作会议") == ["召开", "地方志", "工作", "会议"]
found = Diagnostics()
print(len(read_issue(resources.example(), found).sections), len(found))
sys.exit(run(["explain", "HB101"]) or run(["explain", "layout.grid.lines"]) or run(["schema", "layout", "--path"]))
"""


MADE = {f"huibian/linebreak/jieba/words.{suffix}" for suffix in ("trie", "entries")}


def build(target: str, checkout: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    return subprocess.run(command, cwd=checkout, check=False, capture_output=True, encoding="utf-8")


def built(target: str, checkout: Path, folder: Path) -> Path:
    build(target, checkout, folder).check_returncode()
    (path,) = folder.iterdir()
    return path


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def test_an_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(built("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    names = names_in(wheel)
    assert set(names) > MADE
    assert sorted(names_in(built("wheel", source, tmp_path / "wheel"))) == sorted(names)


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_none_is_built_without_the_dictionary(target: str, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    (bare / "docs").mkdir(parents=True)
    for name in ("pyproject.toml", "hatch_build.py", "LICENSE", "docs/pypi.md"):
        shutil.copyfile(ROOT / name, bare / name)
    ended = build(target, bare, tmp_path / "dist")
    assert ended.returncode != 0
    assert all(f"src/{name}" in ended.stderr for name in MADE)
    assert "`make words`" in ended.stderr
    assert not list(tmp_path.glob("dist/*"))


def test_an_installed_copy_explains_and_has_an_example(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    command = [sys.executable, "-c", CALL]
    environment = {"PYTHONPATH": str(tmp_path / "installed"), "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert ended.stderr == ""
    lines = ended.stdout.splitlines()
    assert lines[0] == "2 0"
    assert "HB101（错误）" in lines
    assert "  写法：整数，从 1 到 200" in lines
    assert Path(lines[-1]) == tmp_path / "installed" / "huibian" / "_data" / "docs" / "layout.schema.json"
    assert Path(lines[-1]).is_file()


def test_it_carries_its_licence_and_that_of_the_dictionary(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        licences = {name for name in archive.namelist() if name.endswith("/LICENSE")}
    folder = next(name.partition("/")[0] for name in licences if ".dist-info" in name)
    assert {f"{folder}/licenses/LICENSE", f"{folder}/licenses/src/huibian/linebreak/jieba/LICENSE"} <= licences
    assert "huibian/linebreak/jieba/LICENSE" in licences


def test_it_carries_the_man_page_and_no_picture(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = message_from_string(next(archive.read(name).decode() for name in names if name.endswith("METADATA")))
    assert any(name.endswith(".data/data/share/man/man1/huibian.1") for name in names)
    assert [name for name in names if name.endswith((".png", ".pdf"))] == []
    links = re.findall(r"\]\(([^)]+)\)|(?:href|src)=\"([^\"]+)\"", str(metadata.get_payload()))
    assert [link for found in links for link in found if link and not link.startswith("https://")] == []
