from __future__ import annotations

from typing import Any

import typer

from huibian.cli.app import app
from huibian.cli.overview import COMMANDS, HELP_OPTIONS, OPTIONS, OVERVIEW
from huibian.cli.program import load_command

GROUP: Any = typer.main.get_command(app)


def test_its_options_are_those_that_typer_reads() -> None:
    context = typer.Context(GROUP, help_option_names=[*HELP_OPTIONS])
    found = [(tuple(each.opts), each.help) for each in GROUP.get_params(context)]
    assert found[:-1] == [((name,), words) for name, words in OPTIONS.items()]
    assert set(found[-1][0]) == set(HELP_OPTIONS)
    assert [entry.name for entry in OVERVIEW.options] == [*OPTIONS, "-h，--help"]


def test_its_commands_are_those_that_can_be_called() -> None:
    context = typer.Context(GROUP)
    assert GROUP.list_commands(context) == [entry.name for entry in OVERVIEW.commands]
    assert [GROUP.get_command(context, name).help for name in COMMANDS] == [entry.words for entry in OVERVIEW.commands]
    assert GROUP.get_command(context, "main") is None  # a module that is none
    assert all(load_command(name).epilog for name in COMMANDS)
