from __future__ import annotations

import sys
from pathlib import Path

import pytest

from huibian.cli.main import run
from tests.preview.test_opening import fake_program, read_soon
from tests.support.issues import write_issue

pytestmark = pytest.mark.usefixtures("here")


def test_draws_the_pages_and_says_where_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path())
    assert run(["preview", "issue-7.yaml", "--png", "图", "--dpi", "36"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "试刊 2026年1月（总第7期）：3 页",
        f"  {Path('图/page-001.png')} … page-003.png",
    ]
    assert len(list(Path("图").iterdir())) == 3


def test_a_faulty_issue_is_told_and_draws_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path(), text="")
    assert run(["preview", "issue-7.yaml", "--png", "图"]) == 1
    assert "HB201" in capsys.readouterr().err
    assert not Path("图").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the program that opens files has another name")
def test_writes_the_pdf_once_and_opens_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write_issue(Path())
    said = fake_program(Path.cwd(), "xdg-open")
    monkeypatch.setenv("PATH", str(Path.cwd()), prepend=":")
    assert run(["preview", "issue-7.yaml", "--once"]) == 0
    assert read_soon(said) == [str(Path("issue-7.pdf").resolve())]
    assert capsys.readouterr().out.splitlines() == ["试刊 2026年1月（总第7期）：3 页", "  issue-7.pdf"]


@pytest.mark.parametrize("lacking", ["starlette", "uvicorn", "watchfiles"])
def test_without_the_extra_it_says_how_to_install_it(
    lacking: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_issue(Path())
    for module in [name for name in sys.modules if name.startswith("huibian.preview.")]:
        package, _, name = module.rpartition(".")
        monkeypatch.setattr(sys.modules[package], name, sys.modules[module])  # so it is put back there too
        monkeypatch.delitem(sys.modules, module)
    for module in [lacking, *(name for name in sys.modules if name.startswith(f"{lacking}."))]:
        monkeypatch.setitem(sys.modules, module, None)
    assert run(["preview", "issue-7.yaml"]) == 2
    assert f"浏览器预览还要装几个包（缺 {lacking}）：pip install 'huibian[preview]'" in capsys.readouterr().err
    assert run(["preview", "issue-7.yaml", "--png", "图", "--dpi", "36"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--png", "图", "--once"], "--png 和 --once 只能写一个"),
        (["--png", "图", "--fonts", "没有"], "--fonts 要给一个文件夹，没有 不是"),
        (["--png", "图", "--dpi", "35"], ""),
        (["--png", "图", "--dpi", "601"], ""),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", "issue-7.yaml", *arguments]) == 2
    assert words in capsys.readouterr().err
