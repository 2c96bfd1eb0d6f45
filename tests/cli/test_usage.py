from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import pytest
import typer

from huibian.cli.main import run
from huibian.cli.overview import COMMANDS
from huibian.cli.program import Program
from huibian.cli.usage import UsageError, say_usage
from tests.support.english import english_words


class Color(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


def everything(
    number: Annotated[int, typer.Argument(metavar="N")],
    least: Annotated[int, typer.Option("--least", min=3)] = 3,
    between: Annotated[int, typer.Option("--between", min=3, max=5)] = 3,
    share: Annotated[float, typer.Option("--share")] = 1.5,
    color: Annotated[Color, typer.Option("--color")] = Color.RED,
    file: Annotated[Path | None, typer.Option("--file", exists=True, dir_okay=False)] = None,
    folder: Annotated[Path | None, typer.Option("--folder", exists=True, file_okay=False)] = None,
    two: Annotated[tuple[int, int] | None, typer.Option("--two")] = None,
    needed: Annotated[str, typer.Option("--needed")] = ...,
    flag: Annotated[bool, typer.Option("--flag")] = False,
) -> None:
    pass


WRONG = [
    ([], "没有写数"),
    (["1"], "没有写选项 --needed"),
    (["a", "--needed", "x"], "数 要写整数，不能是 'a'"),
    (["1", "--least", "2"], "选项 --least 不能是 2，最小是 3"),
    (["1", "--between", "6"], "选项 --between 不能是 6，要在 3 到 5 之间"),
    (["1", "--share", "b"], "选项 --share 要写数，不能是 'b'"),
    (["1", "--color", "green"], "选项 --color 不能是 'green'，可写 'red', 'blue'"),
    (["1", "--file", "gone"], "选项 --file 没有 'gone'"),
    (["1", "--file", "."], "选项 --file '.' 是文件夹"),
    (["1", "--folder", __file__], "不是文件夹"),
    (["1", "--two", "1"], "后面要写上值的选项：--two"),
    (["1", "--needed"], "后面要写上值的选项：--needed"),
    (["1", "--flag=3"], "后面不写值的选项：--flag"),
    (["1", "2", "--needed", "x"], "多写了 2"),
    (["1", "--flga"], "没有选项 --flga，是不是 --flag？"),
    (["1", "-x"], "没有选项 -x"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_every_fault_that_typer_knows_is_said_in_chinese(arguments: list[str], words: str) -> None:
    program = Program(help="程序。", epilog="")
    program.command("do")(everything)
    with pytest.raises(UsageError) as fault:
        program(arguments, prog_name="huibian", standalone_mode=False)
    said = say_usage(fault.value)
    assert words in said[0]
    assert english_words(said[0].replace(__file__, ""), "green", "red", "blue", "gone") == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", [["--nosuch"], ["a", "b", "c", "--help=3"], ["-Z"], ["--fonts"], ["\u2014help"]])
def test_no_command_answers_wrong_usage_in_english(
    capsys: pytest.CaptureFixture[str], command: str, wrong: list[str]
) -> None:
    assert run([command, *wrong]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert english_words(told.err, *COMMANDS, "help") == []


def test_what_nobody_foresaw_is_not_said_in_english() -> None:
    assert say_usage(typer.BadParameter("The moon is full today."))[0] == "用法不对：写法不对"


def test_our_own_words_stay() -> None:
    words = "a/x.yaml 和 b/x.yaml 都要写 x.pdf"
    assert say_usage(typer.BadParameter(words))[0] == f"用法不对：{words}"


def test_words_to_choose_from_are_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["SCHEMA"]) == 2
    assert "没有命令 SCHEMA，是不是 schema？" in capsys.readouterr().err
