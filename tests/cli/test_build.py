from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from huibian import resources
from huibian.batch.work import forget_faces
from huibian.cli.main import run
from tests.support.issues import write_issue
from tests.support.requirements import ROOT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HUIBIAN_CACHE", str(tmp_path / "cache"))


def rows(text: str) -> list[tuple[str, str]]:
    """The issue and the state of each row of the table."""
    lines = [line.split() for line in text.splitlines() if ".yaml" in line]
    return [(line[0], line[-1]) for line in lines]


def test_sets_what_changed_and_says_what_became_of_each(capsys: pytest.CaptureFixture[str], forking: None) -> None:
    for number in (9, 10, 11):
        write_issue(Path(f"往期/{number}"), f"issue-{number}.yaml")
    Path("往期/10/issue-10-1.txt").unlink()
    assert run(["build", "往期", "-j", "2"]) == 1
    told = capsys.readouterr()
    names = [f"往期/{number}/issue-{number}.yaml" for number in (9, 10, 11)]
    assert rows(told.out) == list(zip(names, ["写好", "有错", "写好"], strict=True))
    assert told.out.rstrip().endswith("3 期：写好 2，有错 1")
    assert "错误 HB122 往期/10/issue-10.yaml" in told.err
    assert told.err.endswith("；3 期中有 1 期没有排成。\n")
    assert Path("往期/9/issue-9.pdf").exists()
    assert Path("往期/11/issue-11.docx").exists()

    Path("往期/10/issue-10-1.txt").write_text("标题\n正文。\n", encoding="utf-8")
    assert run(["build", "往期"]) == 0
    assert rows(capsys.readouterr().out) == list(zip(names, ["没变", "写好", "没变"], strict=True))


def test_json_has_each_fact_under_its_key(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("in"), text="１标题\n正文，只一段。\n")
    outcomes = []
    for _ in range(2):
        assert run(["build", "in", "--json", "-o", "out"]) == 0
        outcomes += json.loads(capsys.readouterr().out)["issues"]
    first, second = outcomes
    assert first["messages"]
    assert {**first, "state": "unchanged", "seconds": 0} == second
    assert first["seconds"] > 0
    assert second | {"messages": second["messages"][:1]} == {
        "manifest": "in/issue-7.yaml",
        "state": "unchanged",
        "title": "试刊 2026年1月（总第7期）",
        "pages": 3,
        "body_pages": 1,
        "seconds": 0,
        "files": ["out/issue-7.pdf", "out/issue-7.docx"],
        "messages": [
            {
                "severity": "warning",
                "code": "HB269",
                "message": "有全角的数字、字母，照全角排",
                "file": "in/issue-7-1.txt",
                "line": 1,
                "column": 1,
                "hint": "改成半角的，如 2026、A4；要的就是全角，可不管。",
            }
        ],
    }


def test_a_faulty_issue_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("in")).with_name("issue-7-1.txt").unlink()
    assert run(["build", "in", "--json", "-q"]) == 1
    (issue,) = json.loads(capsys.readouterr().out)["issues"]
    assert (issue["state"], issue["title"], issue["pages"]) == ("faulty", None, None)
    assert [each["code"] for each in issue["messages"]] == ["HB122"]


def test_quiet_says_nothing_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path())
    assert run(["build", "-q", "--format", "pdf"]) == 0
    assert tuple(capsys.readouterr()) == ("", "")
    assert not Path("issue-7.docx").exists()


def test_an_edited_file_is_told_and_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path())
    run(["build", "--format", "docx"])
    Path("issue-7.docx").write_bytes(b"edited")
    capsys.readouterr()
    assert run(["build", "--format", "docx"]) == 0
    told = capsys.readouterr()
    assert rows(told.out) == [("issue-7.yaml", "改过没动")]
    assert "警告 HB612 issue-7.docx" in told.err
    assert run(["render", "issue-7.yaml"]) == 0
    assert Path("issue-7.docx").read_bytes() != b"edited"
    assert run(["build", "-q"]) == 0


def test_a_cache_that_cannot_be_written_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_issue(Path())
    (tmp_path / "file").touch()
    monkeypatch.setenv("HUIBIAN_CACHE", str(tmp_path / "file"))
    assert run(["build", "--format", "pdf"]) == 0
    assert "警告 HB610" in capsys.readouterr().err


def test_nothing_is_written_where_that_would_destroy_a_manuscript(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = write_issue(Path(), "a.yaml"), write_issue(Path(), "b.yaml")
    Path("b-1.txt").rename("a.pdf")
    second.write_text(second.read_text(encoding="utf-8").replace("b-1.txt", "a.pdf"), encoding="utf-8")
    assert run(["build", "-j", "1"]) == 1
    assert "错误 HB604" in capsys.readouterr().err
    assert {path.name for path in Path().iterdir()} == {first.name, "a-1.txt", second.name, "a.pdf"}


def test_a_faulty_catalogue_is_a_fault_of_each_issue(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, forking: None
) -> None:
    (tmp_path / "catalogue.yaml").write_text("faces: 3\n", encoding="utf-8")
    monkeypatch.setattr("huibian.resources.fonts_folder", lambda: tmp_path)
    forget_faces()
    for folder in ("一", "二"):
        write_issue(Path(folder))
    assert run(["build"]) == 1
    forget_faces()
    told = capsys.readouterr()
    assert [state for _, state in rows(told.out)] == ["有错", "有错"]
    assert "HB401" in told.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nosuch"], "build 要给一个文件夹，nosuch 不是"),
        (["a.txt"], "build 要给一个文件夹，a.txt 不是"),
        (["empty"], "empty 和下面各层里没有清单"),
        ([".", "-j", "0"], "-j 后面要写 1 或更大的数"),
        ([".", "--watch", "--json"], "--watch 和 --json 不能一起用"),
        ([".", "--format", "epub"], "--format 不认识“epub”"),
        ([".", "--fonts", "nosuch"], "--fonts 要给一个文件夹"),
        ([".", "-o", "out"], "都要写"),
    ],
)
def test_wrong_usage_is_told_and_nothing_begun(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    for folder in ("一", "二"):
        write_issue(Path(folder))
    Path("a.txt").touch()
    Path("empty").mkdir()
    assert run(["build", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not list(Path().rglob("*.pdf"))


def test_without_the_library_watching_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_issue(Path())
    monkeypatch.setattr("huibian.cli.build.find_spec", lambda name: None)
    assert run(["build", "--watch"]) == 2
    assert "pip install 'huibian[preview]'" in capsys.readouterr().err


def watching(monkeypatch: pytest.MonkeyPatch, *steps: Any) -> None:
    """Let `--watch` see these changes, and then Ctrl+C."""

    def changes(_: object) -> Iterator[None]:
        yield
        for step in steps:
            step()
            yield
        raise KeyboardInterrupt

    monkeypatch.setattr("huibian.batch.watch.changes", changes)
    monkeypatch.setattr("huibian.cli.build.find_spec", lambda name: True)


def test_watching_sets_what_changes_and_tells_a_fault_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = write_issue(Path())
    article = Path("issue-7-1.txt")
    text = article.read_bytes()
    told: list[str] = []

    def look() -> None:
        told.append("".join(capsys.readouterr()))

    def change() -> None:
        look()
        article.write_bytes(text + "又一段。\n".encode())

    def put_back() -> None:
        look()
        article.write_bytes(text)

    def delete(path: Path) -> Any:
        def delete_it() -> None:
            look()
            path.unlink()

        return delete_it

    watching(monkeypatch, look, change, delete(article), look, put_back, delete(manifest), look)
    assert run(["build", "--watch", "--format", "pdf"]) == 0
    look()
    assert ["写好" in each for each in told] == [True, False, True, False, False, True, False, False]
    assert ["HB122" in each for each in told] == [False, False, False, True, False, False, False, False]
    assert ["HB41" in each for each in told] == [True, False, False, False, False, False, False, False]
    assert "没有清单" in told[6]


@pytest.mark.parametrize("set_meanwhile", [False, True])
def test_watching_looks_for_faces_again_where_they_changed_and_nowhere_else(
    set_meanwhile: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_issue(Path())
    Path("字体").mkdir()
    forget = Mock(wraps=forget_faces)
    monkeypatch.setattr("huibian.batch.work.forget_faces", forget)
    counts: list[int] = []

    def change(text: str) -> None:
        counts.append(forget.call_count)
        Path("issue-7-1.txt").write_text(text, encoding="utf-8")

    def add_a_face() -> None:
        face = next(resources.fonts_folder().rglob("FandolFang-Regular.otf"))
        shutil.copy(face, Path("字体") / "fangsong.otf")
        change("标题\n第三段。\n")
        if set_meanwhile:  # by another process, so that there is nothing to set here
            build = [sys.executable, "-m", "huibian", "build", "--quiet", "--format", "pdf", "--fonts", "字体"]
            subprocess.run(build, check=True, capture_output=True)

    steps = [lambda: change("标题\n一段。\n"), lambda: change("标题\n第二段。\n"), add_a_face]
    watching(monkeypatch, *steps, lambda: change("标题\n第四段。\n"))
    assert run(["build", "--watch", "--format", "pdf", "--fonts", "字体"]) == 0
    assert [*counts, forget.call_count] == [1, 1, 1, 1 if set_meanwhile else 2, 2]


def test_watching_ends_where_the_folder_is_gone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_issue(Path("期"))
    watching(monkeypatch, lambda: shutil.rmtree("期"))
    assert run(["build", "期", "--watch", "--format", "pdf"]) == 1
    assert "期 已经不在" in capsys.readouterr().err


def test_watching_ends_badly_where_an_issue_is_faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    write_issue(Path()).with_name("issue-7-1.txt").unlink()
    watching(monkeypatch)
    assert run(["build", "--watch"]) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_ctrl_c_ends_all_and_leaves_nothing_half(tmp_path: Path) -> None:
    for number in range(6):
        write_issue(Path("in"), f"issue-{number}.yaml", articles=12)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "huibian", "build", "in", "-j", "2"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        while not list(Path("in").glob("*.docx")) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in told
    written = [{path.stem for path in Path("in").glob(f"*{ending}")} for ending in (".pdf", ".docx")]
    assert written[0] == written[1]
    assert 0 < len(written[0]) < 6
    assert not list(Path("in").glob(".huibian-*"))


@pytest.mark.parametrize("command", [["render"], ["preview", "--once"]])
def test_what_another_command_wrote_is_kept_where_somebody_edited_it(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.preview.opening.open_file", lambda _: None)
    manifest = write_issue(Path())
    written = manifest.with_suffix(".pdf")
    assert run(["build"]) == 0
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("试刊", "新刊"), encoding="utf-8")
    assert run([*command, "issue-7.yaml"]) == 0
    written.write_bytes(b"edited")
    assert run(["build"]) == 1
    assert "HB613" in capsys.readouterr().err
    assert written.read_bytes() == b"edited"


@pytest.mark.parametrize("command", [["render"], ["preview", "--once"]])
def test_what_another_command_wrote_is_nobodys_edit(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.preview.opening.open_file", lambda _: None)
    manifest = write_issue(Path())
    assert run(["build"]) == 0
    for number in range(2):
        manifest.write_text(manifest.read_text(encoding="utf-8").replace("试刊", f"试刊{number}"), encoding="utf-8")
        assert run([*command, "issue-7.yaml"] if number == 0 else ["build"]) == 0
