"""`make issues` with a stand-in for huibian that copies its manifest, so that only make is on trial."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from huibian.makerule import make_rule

RULES = Path(__file__).resolve().parents[2] / "tools" / "issues.mk"
STAND_IN = """\
#!/bin/sh
# usage: huibian render --depfile MANIFEST
stem="${3%.yaml}"
echo "rendered $(basename "$stem")"
grep -q faulty "$3" && exit 1
cp "$3" "$stem.pdf"; cp "$3" "$stem.docx"; cp "$3.rule" "$stem.d"
"""


@pytest.fixture(autouse=True)
def issues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two issues, of one article each, and a file of YAML that is no issue."""
    monkeypatch.chdir(tmp_path)
    Path("huibian").write_text(STAND_IN, encoding="utf-8")
    Path("huibian").chmod(0o755)
    for name in ("一", "二"):
        write_issue(Path("issues", name), name)
    Path("issues/notes.yaml").write_text("title: masthead: no\n", encoding="utf-8")
    return Path("issues")


def write_issue(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    manifest, article = folder / f"{name}.yaml", folder / "文章 1.txt"
    manifest.write_text(f"layout: bulletin\nmasthead: {name}\n", encoding="utf-8")
    article.touch()
    rule = make_rule([manifest.with_suffix(".pdf"), manifest.with_suffix(".docx")], [manifest, article])
    Path(f"{manifest}.rule").write_text(rule, encoding="utf-8")
    for path in (manifest, article):
        os.utime(path, (1e9, 1e9))


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "-k", "-j2", "-f", str(RULES), "HUIBIAN=./huibian", "ISSUES_DIR=issues", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rendered() -> list[str]:
    """The issues that make had rendered."""
    lines = make().stdout.splitlines()
    return sorted(line.removeprefix("rendered ") for line in lines if line.startswith("rendered "))


def touch(path: Path) -> None:
    """Make a file newer than all that was made before."""
    os.utime(path, (4e9, 4e9))


def test_renders_every_issue_once_then_nothing() -> None:
    assert rendered() == ["一", "二"]
    assert rendered() == []


def test_renders_again_what_an_article_or_a_manifest_changed(issues: Path) -> None:
    rendered()
    touch(issues / "一" / "文章 1.txt")
    assert rendered() == ["一"]
    os.utime(issues / "一" / "文章 1.txt", (1e9, 1e9))
    touch(issues / "二" / "二.yaml")
    assert rendered() == ["二"]


def test_an_article_that_is_gone_is_no_reason_to_stop(issues: Path) -> None:
    rendered()
    (issues / "一" / "文章 1.txt").unlink()
    assert rendered() == ["一"]


@pytest.mark.parametrize("ending", ["pdf", "docx", "d"])
def test_renders_again_what_lost_a_file(issues: Path, ending: str) -> None:
    rendered()
    (issues / "二" / f"二.{ending}").unlink()
    assert rendered() == ["二"]


def test_a_faulty_issue_does_not_stop_the_others(issues: Path) -> None:
    manifest = issues / "一" / "一.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "faulty: yes\n", encoding="utf-8")
    assert rendered() == ["一", "二"]
    assert make().returncode != 0
    assert rendered() == ["一"]


def test_a_name_with_a_space_is_refused_by_name(issues: Path) -> None:
    write_issue(issues / "第 三", "三")
    ended = make()
    assert ended.returncode != 0
    assert "第 三" in ended.stderr


def test_a_folder_without_issues_is_named() -> None:
    ended = make("ISSUES_DIR=huibian")
    assert ended.returncode != 0
    assert "no issue under huibian" in ended.stderr


def test_renders_an_issue_whose_folder_was_copied(issues: Path) -> None:
    rendered()
    shutil.copytree(issues / "一", issues / "三")

    assert rendered() == ["一"]
