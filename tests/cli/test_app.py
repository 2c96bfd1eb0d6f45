from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import huibian
from huibian.cli.main import run
from tests.support.issues import names, write_issue

pytestmark = pytest.mark.usefixtures("here")


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


SOURCES = Path(huibian.__file__).parents[1]

RUN = "import sys; from huibian.cli.main import run; sys.exit(run())"


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
