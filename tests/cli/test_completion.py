from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import huibian
from huibian.cli.main import run
from tests.support.english import english_words

SOURCES = Path(huibian.__file__).parents[1]
ASKED = {
    "bash": {"COMP_WORDS": "huibian re", "COMP_CWORD": "1"},
    "zsh": {"_TYPER_COMPLETE_ARGS": "huibian re"},
    "fish": {"_TYPER_COMPLETE_ARGS": "huibian re", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "powershell": {"_TYPER_COMPLETE_ARGS": "huibian re", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "re"},
}


@pytest.mark.parametrize("shell", ASKED)
def test_answers_a_shell(shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_HUIBIAN_COMPLETE", f"complete_{shell}")
    for name, value in ASKED[shell].items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        run([])
    told = capsys.readouterr().out
    assert "render" in told
    assert "toc" not in told
    assert ("排版" in told) is (shell != "bash")  # which shows names alone


@pytest.mark.parametrize("shell", [*ASKED, "pwsh"])
def test_shows_the_script_of_a_shell(
    shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: shell)
    assert run(["--show-completion"]) == 0
    assert "_HUIBIAN_COMPLETE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("shell", "file"),
    [
        ("bash", ".bash_completions/huibian.sh"),
        ("zsh", ".zfunc/_huibian"),
        ("fish", ".config/fish/completions/huibian.fish"),
    ],
)
def test_installs_for_a_shell(
    shell: str, file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: shell)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert run(["--install-completion"]) == 0
    assert capsys.readouterr().out == f"{shell} 的补全装在 {file}，重新打开终端就能用。\n"
    assert "_HUIBIAN_COMPLETE" in (tmp_path / file).read_text(encoding="utf-8")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[int], None]:
    """Puts a PowerShell in the path that names a profile below a folder with Han, and ends with a code."""
    if sys.platform == "win32":
        pytest.skip("a script of sh stands for PowerShell")
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "pwsh")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)

    def put(code: int) -> None:
        program = tmp_path / "bin" / "pwsh"
        program.parent.mkdir()
        profile = base64.b64encode(str(tmp_path / "张三" / "文档" / "profile.ps1").encode()).decode()
        program.write_text(f"#!/bin/sh\nprintf '%s\\r\\n' {profile}\nexit {code}\n", encoding="utf-8")
        program.chmod(0o755)

    return put


def test_installs_where_the_path_of_a_profile_has_han(
    answers: Callable[[int], None], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answers(0)
    assert run(["--install-completion"]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "pwsh 的补全装在 张三/文档/profile.ps1，重新打开终端就能用。"
    assert "_HUIBIAN_COMPLETE" in (tmp_path / "张三" / "文档" / "profile.ps1").read_text(encoding="utf-8")


def test_a_powershell_that_names_no_profile_is_told(
    answers: Callable[[int], None], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answers(1)
    assert run(["--install-completion"]) == 2
    assert "装不了补全：pwsh 没有说出配置文件在哪里" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize("shell", [None, "csh"])
def test_another_shell_is_told(
    option: str, shell: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: shell)
    assert run([option]) == 2
    told = capsys.readouterr().err
    assert "认不出终端用的是哪种 shell" in told
    assert english_words(told, "shell") == []


def test_a_home_that_takes_no_file_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "fish")
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    assert run(["--install-completion"]) == 2
    assert "装不了补全：路径中间有一个是文件" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_a_real_bash_completes(tmp_path: Path) -> None:
    program = tmp_path / "huibian"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m huibian "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = """
        source <(python_script)
        COMP_WORDS=(huibian sch); COMP_CWORD=1
        _huibian_completion huibian
        echo "${COMPREPLY[@]}"
    """
    from typer._completion_shared import get_completion_script

    source = get_completion_script(prog_name="huibian", complete_var="_HUIBIAN_COMPLETE", shell="bash")
    (tmp_path / "script").write_text(source, encoding="utf-8")
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(SOURCES)}
    ended = subprocess.run(
        ["bash", "--norc", "-c", script.replace("<(python_script)", f"'{tmp_path}/script'")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "schema\n"
