from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import huibian
from huibian import __version__, journal
from huibian.cli.main import run
from huibian.journal import Replacement
from tests.support.issues import MANIFEST, write_issue
from tests.support.references import check_reference
from tests.support.worddocs import png, word_file

FAULTS = Path(__file__).resolve().parents[1] / "cases" / "reports"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def names(folder: str = ".") -> set[str]:
    return {path.name for path in Path(folder).iterdir()}


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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render"], "当前文件夹里没有清单"),
        (["render", "a.yaml", "--nosuch"], "没有选项 --nosuch"),
        (["render", "a.yaml", "--format", "pdf,epub"], "--format 不认识“epub”，可写 pdf、docx"),
        (["render", "a.yaml", "--format", ""], "--format 不认识“”，可写 pdf、docx"),
        (["render", "a.yaml", "--fonts", "nowhere"], "--fonts 要给一个文件夹，nowhere 不是"),
        (["render", "a/x.yaml", "b/x.yaml", "-o", "out"], "a/x.yaml 和 b/x.yaml 都要写 out/x.pdf"),
        (["render", "x.yaml", "./x.yaml"], "x.yaml 和 x.yaml 都要写 x.pdf"),
        (["render", "a/x.yaml", "b/X.yaml", "-o", "out"], "a/x.yaml 和 b/X.yaml 都要写 out/X.pdf"),
        (["toc"], "当前文件夹里没有清单"),
        (["toc", "a.yaml", "b.yaml"], "多写了 b.yaml"),
        (["toc", "a.yaml", "b.yaml", "c.yaml"], "多写了 b.yaml c.yaml"),
        (["nosuch"], "没有命令 nosuch"),
        (["rendr"], "没有命令 rendr，是不是 render？"),
        (["toc", "a.yaml", "--jsno"], "没有选项 --jsno，是不是 --json？"),
        (["render", "--format"], "后面要写上值的选项：--format"),
        (["render", "a.yaml", "--quiet=3"], "后面不写值的选项：--quiet"),
        (["x" * 1000], "x…"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("用法不对：")
    assert words in told.err
    assert not re.search("[Oo]ption |[Aa]rgument|[Cc]ommand", told.err)
    assert re.search(r"^用 huibian( render| toc)? --help 看用法。$", told.err, re.MULTILINE)


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "render" in capsys.readouterr().err


def test_shows_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"huibian {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["render", "--help"], ["toc", "-h"]])
def test_help_has_examples(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(arguments) == 0
    command = arguments[0] if len(arguments) > 1 else "render"
    assert f"\n    huibian {command} issue-92.yaml" in capsys.readouterr().out


def test_shows_the_contents_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("in"), articles=2)
    assert run(["toc", "in/issue-7.yaml", "--pages"]) == 0
    rows = [row.split() for row in capsys.readouterr().out.splitlines()]
    assert [row[::2] for row in rows].count(["第一篇的标题", "1"]) == 2
    assert ["1", "7/22", "本月关注\uff5c第一篇的标题", "段，共两句。这是第二句。"] in rows
    assert names("in") == {"issue-7.yaml", "issue-7-1.txt", "issue-7-2.txt"}


def test_contents_as_json_are_the_only_thing_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("in"))
    assert run(["toc", "in/issue-7.yaml", "--json", "--pages"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["body_pages"] == 1
    assert found["sections"] == [
        {"title": "本月关注", "articles": [{"title": "第一篇的标题", "page": 1}]},
    ]
    assert found["pages"][0]["starts_with"] == "本月关注\uff5c第一篇的标题"


@pytest.mark.parametrize("command", ["render", "toc"])
def test_a_manifest_that_is_not_there_ends_with_one(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert run([command, "gone.yaml"]) == 1
    assert "gone.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("isue-7.yaml", "issue-7.yaml"),
        ("ISSUE-7.YAML", "issue-7.yaml"),
        ("issue-7.yml", "issue-7.yaml"),
        ("issue-7", "issue-7.yaml"),
        ("\uff49ssue-7。yaml", "issue-7.yaml"),
    ],
)
def test_a_manifest_of_a_similar_name_is_proposed(capsys: pytest.CaptureFixture[str], typed: str, meant: str) -> None:
    write_issue(Path("in"))
    assert run(["toc", f"in/{typed}"]) == 1
    assert f"提示：是不是 {meant}？" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"\xff\xfe\xff", b"[1, 2", b"- a", b"a: &a [*a]", b"\x89PNG\r\n\x1a\n", b"?" * 9999]
)
def test_no_manifest_whatever_it_holds_ends_in_a_fault_of_our_own(
    capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    Path("a.yaml").write_bytes(content)
    assert run(["render", "a.yaml"]) == 1
    told = capsys.readouterr().err
    assert "错误 HB" in told
    assert "HB900" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize("case", sorted(FAULTS.iterdir()) if FAULTS.exists() else [], ids=lambda path: path.name)
def test_reports_read_as_the_reference_has_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, case: Path
) -> None:
    monkeypatch.chdir(case)
    assert run(["toc", "issue.yaml"]) == 1
    check_reference(f"reports/{case.name}.txt", capsys.readouterr().err)


HEAVY = ("reportlab", "docx", "yaml", "uharfbuzz", "rich", "lxml")


def imported_by(*arguments: str) -> set[str]:
    """The top-level modules that a run of the command imports."""
    command = [sys.executable, "-X", "importtime", "-m", "huibian", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in told.splitlines() if "import time:" in line}


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(argument: str) -> None:
    found = imported_by(argument)
    assert "typer" in found
    assert found.isdisjoint(HEAVY)


def test_an_interrupted_run_ends_as_shells_expect(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    write_issue(Path("in"))
    monkeypatch.setattr("huibian.output.write_all", interrupt)
    assert run(["render", "in/issue-7.yaml"]) == 130
    assert names("in") == {"issue-7.yaml", "issue-7-1.txt"}


def ended_with_output_to(output: int) -> tuple[int, bytes]:
    """Exit code and complaints of a run whose standard output is the given descriptor, which is closed."""
    with open(output, "wb") as stdout:
        command = [sys.executable, "-m", "huibian", "--help"]
        ended = subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, check=False)
    return ended.returncode, ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output_is_no_traceback() -> None:
    assert ended_with_output_to(os.open("/dev/full", os.O_WRONLY)) == (1, "写不到标准输出：磁盘满了。\n".encode())


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    assert ended_with_output_to(writer) == (1, b"")


def test_a_closed_standard_output_is_no_fault_of_the_program() -> None:
    ended = subprocess.run(
        f"'{sys.executable}' -m huibian --version >&-", shell=True, capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("to", ["2>/dev/full", "2>&-", ">/dev/full 2>&1", ">&- 2>&-", "<&- 2>/dev/full"])
def test_a_run_that_cannot_say_anything_ends_with_one(to: str) -> None:
    command = f"'{sys.executable}' -m huibian toc gone.yaml {to}"
    ended = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, b"", b"")


HOSTILE = "a\x1b[31m\x9b2J\x07\r\n\u202e\u2066\u200f\u2028\x7f"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
QUOTED = json.dumps(HOSTILE)  # YAML reads the same escapes


def rewritten(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8", newline="")


def hostile_runs() -> list[list[str]]:
    """Arguments of runs that quote something hostile, with their files."""
    runs = []
    for number, (old, new) in enumerate(
        [
            ("layout:", f"{QUOTED}: 1\nlayout:"),
            ("layout: bulletin", f"layout: {QUOTED}"),
            ("layout: bulletin", f"layout: {json.dumps(HOSTILE + '.yaml')}"),
            ("layout: bulletin", "layout: mine.yaml"),
            ("masthead: 试刊", f"masthead: {QUOTED}"),
            ("issue: 7", f"issue: {QUOTED}"),
            ("printed: 2026-02-03", f"printed: {QUOTED}"),
            ("issue: 7", f"issue: !{HOSTILE[1:4]} 7"),
            ("masthead: 试刊", f"masthead: {HOSTILE}"),
            ("      - n-1.txt", f"      - {QUOTED}"),
            ("      - n-1.txt", f"      - file: n-1.txt\n        toc: {QUOTED}"),
            ("      - n-1.txt", f"      - file: n-1.txt\n        {QUOTED}: 1"),
        ]
    ):
        manifest = write_issue(Path(f"{number}{HOSTILE}"), "n.yaml")
        (manifest.parent / "mine.yaml").write_text(f"extends: {QUOTED}\n{QUOTED}: {QUOTED}\n", encoding="utf-8")
        rewritten(manifest, (old, new))
        runs.append(["toc", str(manifest), "--pages"])
    for ending, text in (
        (".txt", f"{HOSTILE}题\n正{HOSTILE}文\n"),
        (".md", f"# 题\n\n![]({HOSTILE[:5]}.png)\n\n{HOSTILE}\n"),
    ):
        manifest = write_issue(Path(f"text{HOSTILE}"), "n.yaml")
        (manifest.parent / f"x{ending}").write_text(text, encoding="utf-8", newline="")
        rewritten(manifest, ("- n-1.txt", f"- x{ending}"))
        runs.append(["toc", str(manifest)])
    good = write_issue(Path(f"good{HOSTILE}"), "n.yaml")
    runs.append(["render", str(good), "-o", f"out{HOSTILE}"])
    runs.append(["render", str(good), str(good), "-o", f"out{HOSTILE}"])
    runs.append(["render", str(good), "-o", str(good)])
    runs.append(["toc", str(good), "--json", "--fonts", HOSTILE])
    return [
        *runs,
        [HOSTILE],
        ["toc", HOSTILE],
        ["toc", "a", HOSTILE],
        [f"--{HOSTILE}"],
        ["render", "a", "--format", HOSTILE],
    ]


def test_nothing_that_a_terminal_would_obey_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in hostile_runs():
        run(arguments)
        told = capsys.readouterr()
        assert told.out or told.err
        assert not OBEYED.search(told.out + told.err), arguments
        for line in (told.out + told.err).splitlines():  # none begins with what stood behind a line end of ours
            assert not line.startswith(("␊", "[31m", "�"))


SOURCES = Path(huibian.__file__).parents[1]
RUN = "import sys; from huibian.cli.main import run; sys.exit(run())"


def render_with(redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Render two issues in a shell with its streams led elsewhere."""
    for number in (1, 2):
        write_issue(Path("in"), f"issue-{number}.yaml")
    command = f"'{sys.executable}' -m huibian render in/issue-1.yaml in/issue-2.yaml -o out {redirection}"
    return subprocess.run(command, shell=True, capture_output=True, text=True, check=False)


ALL = {"issue-1.pdf", "issue-1.docx", "issue-2.pdf", "issue-2.docx"}


@pytest.mark.parametrize(
    ("redirection", "code"),
    [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), ("<&-", 0), (">/dev/full", 1), ("2>/dev/full", 1)],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_streams_that_take_nothing_stop_no_issue(redirection: str, code: int) -> None:
    ended = render_with(redirection)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert names("out") == ALL


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
def test_wrong_usage_ends_with_two_also_where_it_cannot_be_told(redirection: str) -> None:
    command = f"'{sys.executable}' -m huibian render --nosuch {redirection}"
    assert subprocess.run(command, shell=True, check=False).returncode == 2


@pytest.mark.parametrize("command", ["render", "toc"])
def test_a_current_folder_that_is_gone_is_told(tmp_path: Path, command: str) -> None:
    manifest = write_issue(tmp_path / "in")
    (tmp_path / "gone").mkdir()
    script = f"cd gone && rmdir ../gone && '{sys.executable}' -c '{RUN}' {command} '{manifest}'"
    environment = os.environ | {"PYTHONPATH": str(SOURCES)}
    ended = subprocess.run(
        script, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "当前文件夹已经不在" in ended.stderr, "Traceback" in ended.stderr) == (2, True, False)
    assert names("in") == {"issue-7.yaml", "issue-7-1.txt"}


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
