from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from huibian import journal
from huibian.build import IssueBuilder
from huibian.cli.main import run
from huibian.journal import Replacement
from tests.support.issues import MANIFEST, names, write_issue
from tests.support.worddocs import png, word_file

pytestmark = pytest.mark.usefixtures("here")


def test_renders_beside_the_manifest_and_says_where_and_how_long(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("期"))
    assert run(["render", "期/issue-7.yaml"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "试刊 2026年1月（总第7期）：正文 1 页，共 3 页",
        "  期/issue-7.pdf",
        "  期/issue-7.docx",
    ]
    assert {"issue-7.pdf", "issue-7.docx"} <= names("期")


def test_writes_into_a_folder_that_it_makes() -> None:
    write_issue(Path("in"))
    assert run(["render", "-o", "新/成品", "in/issue-7.yaml"]) == 0
    assert names("新/成品") == {"issue-7.pdf", "issue-7.docx"}
    assert names("in") == {"issue-7.yaml", "issue-7-1.txt"}


@pytest.mark.parametrize(
    ("formats", "endings"), [("pdf", {".pdf"}), ("DOCX", {".docx"}), ("docx, pdf", {".pdf", ".docx"})]
)
def test_writes_the_formats_asked_for(formats: str, endings: set[str]) -> None:
    write_issue(Path("in"))
    assert run(["render", "in/issue-7.yaml", "-o", "out", "--format", formats]) == 0
    assert names("out") == {f"issue-7{ending}" for ending in endings}


def test_a_faulty_manifest_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2, 3):
        write_issue(Path("in"), f"issue-{number}.yaml")
    Path("in/issue-2-1.txt").unlink()
    assert run(["render", *(f"in/issue-{number}.yaml" for number in (1, 2, 3)), "-o", "out"]) == 1
    assert names("out") == {"issue-1.pdf", "issue-1.docx", "issue-3.pdf", "issue-3.docx"}
    assert capsys.readouterr().err.endswith("；3 期中有 1 期没有排成。\n")


def test_several_issues_have_a_bar_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        write_issue(Path("in"), f"issue-{number}.yaml")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert run(["render", "in/issue-1.yaml", "in/issue-2.yaml", "--format", "pdf"]) == 0
    told = capsys.readouterr()
    assert "2/2" in told.err
    assert told.out.count("in/issue-") == 2
    assert run(["render", "in/issue-1.yaml", "in/issue-2.yaml", "--format", "pdf", "-q"]) == 0
    assert "2/2" not in capsys.readouterr().err


def test_substitutions_are_told_once_for_all_issues(capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2):
        write_issue(Path("in"), f"issue-{number}.yaml")
    assert run(["render", "in/issue-1.yaml", "in/issue-2.yaml"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("警告")]
    assert len(told) == len(set(told))


def test_quiet_says_nothing_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("in"))
    assert run(["render", "-q", "in/issue-7.yaml"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")


def of(*articles: str, layout: str = "bulletin") -> str:
    """A manifest of these articles."""
    text = MANIFEST.replace("layout: bulletin", f"layout: {layout}")
    return text + "".join(f"      - {each}\n" for each in articles)


ARTICLE = "标题\n正文一段，文字而已。\n"

PICTURE = "# 标题\n\n正文一段。\n\n![](m.pdf)\n"

WORD = "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>正文一段，文字而已。</w:t></w:r></w:p>"

# Folders, and the call that would write over one of their files. `-> x` is a link to x, `= x` a hard link.
OVERWRITING: dict[str, tuple[dict[str, str], str]] = {
    "an article": ({"m.yaml": of("m.docx"), "m.docx": "WORD"}, "m.yaml"),
    "an article named otherwise": ({"m.yaml": of("./in/../m.docx"), "m.docx": "WORD", "in/x": ""}, "m.yaml"),
    "a text": ({"m.yaml": of("m.pdf"), "m.pdf": ARTICLE}, "m.yaml"),
    "a picture": ({"m.yaml": of("a.md"), "a.md": PICTURE, "m.pdf": "PNG"}, "m.yaml"),
    "an article in the folder of outputs": ({"m.yaml": of("out/m.docx"), "out/m.docx": "WORD"}, "m.yaml -o out"),
    "a folder of outputs that is a link": (
        {"m.yaml": of("in/m.docx"), "in/m.docx": "WORD", "out": "-> in"},
        "m.yaml -o out",
    ),
    "the manifest, as DOCX": ({"x.docx": of("a.txt"), "a.txt": ARTICLE}, "x.docx"),
    "the manifest, as PDF": ({"x.pdf": of("a.txt"), "a.txt": ARTICLE}, "x.pdf"),
    "an article, by a link": ({"m.yaml": of("a.txt"), "a.txt": ARTICLE, "m.pdf": "-> a.txt"}, "m.yaml"),
    "an article, by a hard link": ({"m.yaml": of("a.txt"), "a.txt": ARTICLE, "m.pdf": "= a.txt"}, "m.yaml"),
    "an article that is a link": ({"m.yaml": of("a.docx"), "a.docx": "-> m.docx", "m.docx": "WORD"}, "m.yaml"),
    "the manifest, by a link": ({"m.yaml": of("a.txt"), "a.txt": ARTICLE, "m.docx": "-> m.yaml"}, "m.yaml"),
    "a picture, by a link": (
        {"m.yaml": of("a.md"), "a.md": PICTURE.replace("m.pdf", "p.png"), "p.png": "PNG", "m.docx": "-> p.png"},
        "m.yaml",
    ),
    "the layout, by a link": (
        {
            "m.yaml": of("a.txt", layout="own.yaml"),
            "a.txt": ARTICLE,
            "own.yaml": "extends: bulletin",
            "m.pdf": "-> own.yaml",
        },
        "m.yaml",
    ),
    "the base of the layout, by a link": (
        {
            "m.yaml": of("a.txt", layout="own.yaml"),
            "a.txt": ARTICLE,
            "own.yaml": "extends: base.yaml",
            "base.yaml": "extends: bulletin",
            "m.pdf": "-> base.yaml",
        },
        "m.yaml",
    ),
    "an article of a later issue": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": of("m.docx"), "m.docx": "WORD"},
        "m.yaml n.yaml",
    ),
    "an article of an earlier issue": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": of("m.docx"), "m.docx": "WORD"},
        "n.yaml m.yaml",
    ),
    "an article of a later issue that is not there yet": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": of("m.docx")},
        "m.yaml n.yaml",
    ),
    "a picture of another issue": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": of("a.md"), "a.md": PICTURE, "m.pdf": "PNG"},
        "m.yaml n.yaml",
    ),
    "a picture of another issue that has faults": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": of("a.md", "gone.txt"), "a.md": PICTURE, "m.pdf": "PNG"},
        "m.yaml n.yaml",
    ),
    "a picture of a faulty article": (
        {
            "m.yaml": of("a.txt"),
            "a.txt": ARTICLE,
            "n.yaml": of("a.md"),
            "a.md": PICTURE + "\n![](gone.png)",
            "m.pdf": "PNG",
        },
        "m.yaml n.yaml",
    ),
    "an article of an issue whose manifest is broken": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": of("m.docx") + "a: [", "m.docx": "WORD"},
        "m.yaml n.yaml",
    ),
    "an article of an issue whose manifest has a wrong key": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": of("{file: m.docx, titel: x}"), "m.docx": "WORD"},
        "m.yaml n.yaml",
    ),
    "another manifest": (
        {"m.yaml": of("a.txt"), "a.txt": ARTICLE, "n.yaml": "-> m.docx", "m.docx": of("a.txt")},
        "m.yaml n.yaml",
    ),
    "the base of another's layout": (
        {
            "m.yaml": of("a.txt"),
            "a.txt": ARTICLE,
            "n.yaml": of("a.txt", layout="own.yaml"),
            "own.yaml": "extends: bulletin",
            "m.pdf": "= own.yaml",
        },
        "m.yaml n.yaml",
    ),
}


def lay_out(files: dict[str, str]) -> None:
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        kind, _, other = content.partition(" ")
        if kind == "->":
            path.symlink_to(other)
        elif kind == "=":
            path.hardlink_to(other)
        else:
            path.write_bytes({"WORD": word_file(WORD), "PNG": png()}.get(content, content.encode()))


def everything() -> dict[Path, bytes | str]:
    """All files here and below, with what they hold, and what links say."""
    files = (path for path in Path().rglob("*") if path.is_symlink() or path.is_file())
    return {path: os.readlink(path) if path.is_symlink() else path.read_bytes() for path in files}


@pytest.mark.parametrize("case", OVERWRITING)
def test_no_output_is_a_file_that_is_read(capsys: pytest.CaptureFixture[str], case: str) -> None:
    files, arguments = OVERWRITING[case]
    lay_out(files)
    before = everything()
    assert run(["render", *arguments.split()]) == 1
    assert everything() == before
    told = capsys.readouterr().err
    assert "错误 HB604" in told
    assert "也是" in told


def test_outputs_beside_the_files_that_are_read_are_written() -> None:
    lay_out({"m.yaml": of("n.docx"), "n.docx": "WORD", "n.yaml": of("in/n.docx"), "in/n.docx": "WORD"})
    assert run(["render", "m.yaml", "n.yaml", "-o", "in/out"]) == 0
    assert names("in/out") == {"m.pdf", "m.docx", "n.pdf", "n.docx"}


def test_a_time_that_is_no_time_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for epoch in ("abc", "0", ""):
        environment = os.environ | {"SOURCE_DATE_EPOCH": epoch}
        write_issue(Path(epoch or "none"))
        command = [sys.executable, "-m", "huibian", "render", f"{epoch or 'none'}/issue-7.yaml"]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr.count("HB900")) == (0, 0)
    assert len({Path(folder, "issue-7.pdf").read_bytes() for folder in ("abc", "0", "none")}) == 1


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_a_computer_without_means_is_told_and_not_blamed_on_us(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    write_issue(Path("in"))
    monkeypatch.setattr("huibian.docx.write.write_docx", refuse)
    assert run(["render", "in/issue-7.yaml", "--format", "docx"]) == 1
    assert "错误 HB130" in capsys.readouterr().err
    assert names("in") == {"issue-7.yaml", "issue-7-1.txt"}


def test_an_issue_that_a_killed_run_left_half_done_is_mended_even_if_it_is_faulty_now(
    capsys: pytest.CaptureFixture[str],
) -> None:
    manifest = write_issue(Path("in"))
    pdf, docx = manifest.with_suffix(".pdf"), manifest.with_suffix(".docx")
    pdf.write_bytes(b"new")
    docx.write_bytes(b"old")
    kept = pdf.with_name(".huibian-00000001")
    kept.write_bytes(b"old")
    held = journal.claim(Path("in"), 0)
    assert held
    held.write(Replacement(path.name, hashlib.sha256(b"new").hexdigest(), kept.name) for path in (pdf, docx))
    held.close()
    Path("in/issue-7-1.txt").unlink()
    assert run(["render", str(manifest)]) == 1
    assert "警告 HB606" in capsys.readouterr().err
    assert (pdf.read_bytes(), docx.read_bytes()) == (b"old", b"old")
    assert names("in") == {"issue-7.yaml", "issue-7.pdf", "issue-7.docx"}


def test_nothing_is_held_for_a_second_render(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run sets each issue once."""
    builder = Mock(wraps=IssueBuilder)
    monkeypatch.setattr("huibian.build.IssueBuilder", builder)
    write_issue(Path("in"))
    assert run(["render", "in/issue-7.yaml"]) == 0
    assert builder.call_args.kwargs == {"sets_again": False}
