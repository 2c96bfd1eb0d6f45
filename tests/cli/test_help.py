from __future__ import annotations

from typing import Annotated

import pytest
import typer

from huibian.cli.help import read_help
from huibian.cli.helptext import CommandHelp, Entry, help_text
from huibian.cli.overview import COMMANDS, HELP_OPTIONS, OVERVIEW
from huibian.cli.program import Program, load_command
from huibian.cli.terminal import columns
from tests.support.english import english_words

VALUES = (
    "render",
    "toc",
    "VISUAL",
    "EDITOR",
    "code",
    "gedit",
    "notepad",
    "bulletin",
    "manifest",
    "layout",
    "masthead",
    "title",
    "articles",
    "sections",
    "yaml",
    "language",
    "server",
)


def told(name: str) -> CommandHelp:
    """What the help of a command says."""
    return read_help(typer.Context(load_command(name), info_name=name, help_option_names=[*HELP_OPTIONS]))


@pytest.mark.parametrize("name", [*COMMANDS, "huibian"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_help_has_no_english_and_fits(name: str, width: int) -> None:
    text = help_text(told(name) if name in COMMANDS else OVERVIEW, width)
    assert english_words(text, *COMMANDS, *VALUES) == []
    folded = text.partition("\n  例：")[0].split("\n")
    assert max(map(columns, folded)) <= min(width, 96)
    assert "显示这份说明" in text


def test_the_measure_of_english_sees_it() -> None:
    assert english_words("Usage: 用法 --json render issue-92.yaml HB101 grid.lines <b", "render") == ["Usage"]
    assert english_words("[required] [default: pdf,docx]") == ["required", "default"]


def parameters(
    one: Annotated[str, typer.Argument(metavar="FOLDER", help="甲")],
    more: Annotated[list[str] | None, typer.Argument(metavar="[清单|版式]", help="乙")] = None,
    number: Annotated[int, typer.Option("--number", "-n", help="丙")] = 3,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="丁")] = True,
    secret: Annotated[bool, typer.Option("--secret", hidden=True)] = False,
) -> None:
    raise AssertionError


def test_says_what_is_needed_and_what_is_taken_without() -> None:
    program = Program(help="程序。", epilog="")
    program.command("do", help="做。", epilog="\b\n例：\n  do\n\b\n完。")(parameters)
    command = typer.main.get_command(program)
    found = read_help(typer.Context(command, info_name="do", help_option_names=["-h", "--help"]))
    assert found.usage == "do [选项] 文件夹 [清单|版式] …"
    assert found.arguments == (Entry("文件夹", "甲（必写）"), Entry("[清单|版式]", "乙"))
    assert found.options[:-1] == (Entry("-n，--number 数", "丙（不写就是 3）"), Entry("--open，--no-open", "丁"))
    assert found.epilog == (("例：", "  do"), ("完。",))
