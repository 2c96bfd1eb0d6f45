from __future__ import annotations

from typing import Annotated

import pytest
import typer

from huibian.cli import help as told
from huibian.cli.help import Entry, fold, help_text, read_help
from huibian.cli.main import app
from huibian.cli.program import Program
from huibian.cli.terminal import columns
from tests.support.english import english_words

GROUP = typer.main.get_group(app)
COMMANDS = GROUP.list_commands(typer.Context(GROUP))
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


def context(*names: str) -> typer.Context:
    """The context of a command, or of the group."""
    above = typer.Context(GROUP, info_name="huibian", help_option_names=["-h", "--help"])
    if not names:
        return above
    command = GROUP.get_command(above, names[0])
    assert command is not None
    return typer.Context(command, info_name=names[0], parent=above)


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_help_has_no_english_and_fits(name: str, width: int) -> None:
    text = help_text(context(*filter(None, [name])), width)
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


def test_a_long_name_has_its_words_below() -> None:
    entries = [Entry("--" + "长" * 15, "甲"), Entry("-a", "乙乙")]
    assert list(told._listed(entries, 80)) == ["  --" + "长" * 15, " " * 34 + "甲", "  -a" + " " * 30 + "乙乙"]


def test_no_line_begins_with_a_mark_and_words_stay_whole() -> None:
    assert list(fold("一二三，四五 PowerShell 里。", 10, "  ")) == ["  一二三，", "  四五", "  PowerShell", "  里。"]
    assert list(fold("一二三四，", 10, "  ")) == ["  一二三", "  四，"]
    assert list(fold("甲乙丙丁", 10, "  ")) == ["  甲乙丙丁"]
    assert list(fold("甲乙丙丁戊", 11, "  ")) == ["  甲乙丙丁", "  戊"]
