from __future__ import annotations

import pytest

from huibian.cli.main import run


@pytest.mark.parametrize(
    ("argument", "meant"),
    [
        ("\u2014json", "--json"),
        ("\u2014\u2014json", "--json"),
        ("\u2013json", "--json"),
        ("\uff0d\uff0djson", "--json"),
        ("\u2212-json", "--json"),
        ("\uff0dh", "-h"),
        ("\u2014\uff2aSON", "--json"),
        ("\u2014fonts=x", "--fonts"),
    ],
)
def test_an_option_behind_another_dash_is_told(capsys: pytest.CaptureFixture[str], argument: str, meant: str) -> None:
    assert run(["toc", "a.yaml", argument]) == 2
    assert f"“{argument}”开头要用半角的短横，写成 {meant}\n" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["\u2014version"], ["\u2014help"]])
def test_also_before_a_command(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(arguments) == 2
    assert "半角的短横" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["toc", "--", "\u2014json"], ["toc", "\u2014a.yaml"]])
def test_a_file_may_begin_with_one(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(arguments) == 1
    assert "半角" not in capsys.readouterr().err
