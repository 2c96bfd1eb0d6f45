"""Writes the man page, `docs/huibian.1`, out of what `--help` says.

groff neither breaks lines between Han nor knows how wide they are: the lines are folded here, and it leaves them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from huibian import __version__
from huibian.cli.help import read_help
from huibian.cli.helptext import CommandHelp, Entry, fold
from huibian.cli.overview import COMMANDS, HELP_OPTIONS, OVERVIEW
from huibian.cli.program import load_command

PAGE = Path(__file__).resolve().parents[1] / "docs" / "huibian.1"
_WIDTH = 66  # columns of 80 that are left beside the indents of man
_ESCAPES = str.maketrans({"\\": "\\e", "-": "\\-", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti"})
_ABOUT = "把一份清单和若干篇文章排成公文版式的 PDF 和 DOCX"


def man_page() -> str:
    """The page in the language of man."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH HUIBIAN 1 "" "huibian {__version__}" "huibian"'
    yield '.SH "名称"'
    yield f"huibian \\- {_ABOUT}"
    yield '.SH "用法"'
    yield from _plain([f"huibian {entry.name} …" for entry in OVERVIEW.commands])
    yield '.SH "说明"'
    yield from _plain([*fold(OVERVIEW.about, _WIDTH, "")])
    yield '.SH "选项"'
    yield from _listed(OVERVIEW.options)
    for name in COMMANDS:
        context = typer.Context(load_command(name), info_name=f"huibian {name}", help_option_names=[*HELP_OPTIONS])
        yield f'.SH "HUIBIAN {name.upper()}"'
        yield from _command(read_help(context))
    yield '.SH "例和退出码"'
    yield from _paragraphs(OVERVIEW.epilog)


def _command(told: CommandHelp) -> Iterator[str]:
    yield from _plain([*fold(told.about, _WIDTH, ""), "", told.usage])
    yield from _listed((*told.arguments, *told.options))
    yield from _paragraphs(told.epilog)


def _listed(entries: Sequence[Entry]) -> Iterator[str]:
    """Names in bold, each over what it means."""
    for entry in entries:
        yield ".PP"
        yield f"\\fB{_escaped(entry.name)}\\fR"
        yield ".RS 4"
        yield from _plain([*fold(entry.words, _WIDTH, "")])
        yield ".RE"


def _paragraphs(paragraphs: Sequence[Sequence[str]]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield ".PP"
        yield from _plain(paragraph)


def _plain(lines: Sequence[str]) -> Iterator[str]:
    """Lines that stay as they are."""
    yield ".nf"
    yield from (f"\\&{_escaped(line)}" for line in lines)
    yield ".fi"


def _escaped(text: str) -> str:
    """Text without what groff would obey."""
    return text.translate(_ESCAPES)


if __name__ == "__main__":
    PAGE.write_text(man_page(), encoding="utf-8", newline="\n")
