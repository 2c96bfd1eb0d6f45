from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from huibian import __version__
from huibian.cli.main import run
from tests.support.issues import names, write_issue
from tests.support.references import check_reference

FAULTS = Path(__file__).resolve().parents[1] / "cases" / "reports"

pytestmark = pytest.mark.usefixtures("here")


def test_shows_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"huibian {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["render", "--help"], ["toc", "-h"]])
def test_help_has_examples(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(arguments) == 0
    command = arguments[0] if len(arguments) > 1 else "render"
    assert f"\n    huibian {command} issue-92.yaml" in capsys.readouterr().out


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
