"""What SECURITY.md promises, watched from inside: Python tells an audit hook of every file, socket and program."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.manifest.model import ArticleRef
from huibian.text.read import read_article
from tests.support.issues import ARTICLE, write_issue

ROOT = Path(__file__).resolve().parents[1]
# The hook writes at once and to a descriptor of its own: the second process ends without a word.
WATCHED = """\
import json, os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def hook(event, arguments):
    if event not in ("compile", "exec", "import", "marshal.loads", "builtins.id", "code.__new__"):
        os.write(log, (json.dumps([event, [str(each) for each in arguments]]) + "\\n").encode())
sys.addaudithook(hook)
from huibian.cli.main import run
sys.exit(run(sys.argv[1:]))
"""
PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.", "webbrowser.")
NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "telnetlib.", "nntplib.")
NATIVE = ("ctypes.", "winreg.")
# What is read of an issue, what pages are made of, and what a PDF holds of them.
HANDED = (
    "huibian.fontbook.given.",
    "huibian.layout.paragraph.",
    "huibian.pages.beside.",
    "huibian.fontcatalogue.",
    "huibian.layoutfile.",
    "huibian.linebreak.classes.Prohibition",
    "huibian.manifest.model.",
    "huibian.manifest.schema.",
    "huibian.markedyaml.marks.Marks",
    "huibian.reading.",
    "huibian.text.model.",
    "huibian.unchanged.MadeOfFiles",
    "huibian.frame.",
    "huibian.image.",
    "huibian.units.",
    "huibian.diagnostics.",
    "builtins.range",
    "datetime.",
    "huibian.fontbook.metrics.Metrics",
    "huibian.fontbook.subset.",
    "huibian.pdf.drawn.DrawnProgram",
    "huibian.pdf.glyphs.FontProgram",
    "huibian.pdf.structure.",
    "msgspec._utils.rebuild",
    "pathlib.",
)
CHANGES = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
    "shutil.",
)


def watched(tmp_path: Path, arguments: Sequence[str]) -> tuple[int, list[tuple[str, list[str]]]]:
    """Exit code of a run and what it did; its current folder and home are in `tmp_path`."""
    log = tmp_path / "log"
    environment = os.environ | {
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-c", WATCHED, str(log), *arguments]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    lines = log.read_text(encoding="utf-8").splitlines()
    return ended.returncode, [(event, arguments) for event, arguments in map(json.loads, lines)]


def opened(events: list[tuple[str, list[str]]], tmp_path: Path, *, writing: bool) -> set[Path]:
    """The files that were opened for writing, or for reading only; a number is a pipe that was open already."""
    flags = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    found = [given for event, given in events if event == "open" and not given[0].isdigit()]
    return {Path(os.path.realpath(tmp_path / given[0])) for given in found if bool(int(given[2]) & flags) is writing}


def program_folders() -> list[Path]:
    """Python, the installed packages, huibian with its layouts, and the faces."""
    named: tuple[str | Path, ...] = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), ROOT / "src")
    own = (resources.layouts_folder(), resources.fonts_folder(), resources.faces_folder())
    return [Path(os.path.realpath(str(each))) for each in (*named, *own)]


@pytest.fixture(scope="module")
def run_of_everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, list[str]]]]:
    """A render of texts, Markdown, a Word file and pictures into PDF and DOCX."""
    tmp_path = tmp_path_factory.mktemp("watched")
    issue = ROOT / "examples" / "yunxi-2026-11" / "issue-59.yaml"
    code, events = watched(tmp_path, ["render", str(issue), "-o", "out"])
    assert code == 0
    assert {event for event, _ in events} >= {"open", "os.rename"}  # the hook sees
    return tmp_path, events


@pytest.mark.parametrize("forbidden", [PROGRAMS, NETWORK, NATIVE], ids=["programs", "network", "native"])
def test_no_program_is_started_and_nothing_asked_of_the_network(
    run_of_everything: tuple[Path, list[tuple[str, list[str]]]], forbidden: tuple[str, ...]
) -> None:
    _, events = run_of_everything
    assert not [each for each in events if each[0].startswith(forbidden)]


def test_nothing_is_unpickled_but_what_processes_of_one_run_tell_each_other(
    run_of_everything: tuple[Path, list[tuple[str, list[str]]]],
) -> None:
    _, events = run_of_everything
    names = {".".join(given) for event, given in events if event == "pickle.find_class"}
    assert names
    assert {each for each in names if not each.startswith(HANDED)} == set()


def test_so_it_is_with_a_long_issue_that_two_processes_set(tmp_path: Path) -> None:
    text = ARTICLE + "".join(f"第{number}段：某县开了一次会，谈了{number}件事。\n" for number in range(1000))
    manifest = write_issue(tmp_path / "in", text=text, articles=2)
    code, events = watched(tmp_path, ["toc", str(manifest)])
    names = {".".join(given) for event, given in events if event == "pickle.find_class"}
    assert code == 0
    assert "huibian.pages.beside._ToldTexts" in names
    assert {each for each in names if not each.startswith(HANDED)} == set()


def test_only_the_issue_and_the_program_are_read(run_of_everything: tuple[Path, list[tuple[str, list[str]]]]) -> None:
    tmp_path, events = run_of_everything
    out = Path(os.path.realpath(tmp_path / "out"))  # read to see what a killed run left
    allowed = [*program_folders(), ROOT / "examples" / "yunxi-2026-11", out]
    settings = {tmp_path / "home" / name for name in (".reportlab_mods", ".reportlab_settings")}  # ReportLab's own
    read = opened(events, tmp_path, writing=False)
    assert ROOT / "examples" / "yunxi-2026-11" / "articles" / "03-shuwei.docx" in read
    assert not [path for path in read - settings if not any(path.is_relative_to(each) for each in allowed)]


def test_only_the_outputs_are_written(run_of_everything: tuple[Path, list[tuple[str, list[str]]]]) -> None:
    tmp_path, events = run_of_everything
    out = Path(os.path.realpath(tmp_path / "out"))
    assert {path.name for path in out.iterdir()} == {"issue-59.pdf", "issue-59.docx"}
    assert not [path for path in opened(events, tmp_path, writing=True) if not path.is_relative_to(out)]
    changed = [given[0] for event, given in events if event.startswith(CHANGES) and not given[0].isdigit()]
    assert not [each for each in changed if not Path(os.path.realpath(tmp_path / each)).is_relative_to(out)]


def test_nothing_outside_the_folder_of_the_issue_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    outside = {Path(os.path.realpath(tmp_path / name)) for name in ("out.txt", "out.yaml", "out.png")}
    for path in outside:
        path.write_text("a: b\n", encoding="utf-8")
    manifests = [
        _changed(write_issue(folder, f"{number}.yaml"), old, new)
        for number, (old, new) in enumerate(
            [
                ("- 0-1.txt", "- ../out.txt"),
                ("- 1-1.txt", f"- {tmp_path}/out.txt"),
                ("- 2-1.txt", "- link.txt"),
                ("- 3-1.txt", "- inner/out.txt"),
                ("- 4-1.txt", "- picture.md"),
                ("layout: bulletin", "layout: ../out.yaml"),
                ("layout: bulletin", "layout: link.yaml"),
                ("layout: bulletin", "layout: extends.yaml"),
                ("layout: bulletin", "layout: through.yaml"),
            ]
        )
    ]
    (folder / "link.txt").symlink_to(tmp_path / "out.txt")
    (folder / "link.yaml").symlink_to(tmp_path / "out.yaml")
    (folder / "inner").symlink_to(tmp_path)
    (folder / "picture.md").write_text("# 题\n\n![](../out.png)\n\n![](inner/out.png)\n", encoding="utf-8")
    (folder / "extends.yaml").write_text("extends: ../out.yaml\n", encoding="utf-8")
    (folder / "through.yaml").write_text("extends: link.yaml\n", encoding="utf-8")

    code, events = watched(tmp_path, ["render", *map(str, manifests)])

    assert code == 1
    read = opened(events, tmp_path, writing=False)
    assert {*manifests, folder / "picture.md", folder / "extends.yaml", folder / "through.yaml"} <= read
    assert not read & outside
    assert not list(folder.glob("*.pdf"))


ENTITIES = """<?xml version="1.0"?><!DOCTYPE w:document [
<!ENTITY out SYSTEM "file://{outside}"><!ENTITY a "{many}"><!ENTITY b "{more}"><!ENTITY c "{most}">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>题目</w:t></w:r></w:p><w:p><w:r><w:t>前&{name};后</w:t></w:r></w:p></w:body></w:document>"""


@pytest.mark.parametrize("name", ["out", "c"])
def test_an_entity_of_a_word_file_brings_nothing_in(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "out.txt"
    outside.write_text("SECRET", encoding="utf-8")
    plain = io.BytesIO()
    docx.Document().save(plain)
    parts = {"many": "SECRET" * 1000, "more": "&a;" * 1000, "most": "&b;" * 1000}
    document = ENTITIES.format(outside=outside, name=name, **parts)
    path = tmp_path / "issue" / "a.docx"
    path.parent.mkdir()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for each in source.namelist():
            target.writestr(each, document if each == "word/document.xml" else source.read(each))

    diagnostics = Diagnostics()
    article = read_article(ArticleRef(path, Span(path.parent / "issue.yaml", 1, 1)), diagnostics)

    assert "SECRET" not in repr(article)
    assert "SECRET" not in repr(list(diagnostics))


def _changed(manifest: Path, old: str, new: str) -> Path:
    text = manifest.read_text(encoding="utf-8")
    assert old in text
    manifest.write_text(text.replace(old, new), encoding="utf-8")
    return manifest
