"""Asks on the terminal, in Chinese, with a proposal in brackets; for what will not do it asks again."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import typer

from huibian.cli.terminal import echo, shown

_YES = frozenset(("", "y", "yes", "ok", "是", "是的", "对", "对的", "好", "好的", "填"))
_NO = frozenset(("n", "no", "不", "不是", "不对", "不好", "不填", "否", "改", "要改"))


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def ask(what: str, proposal: str, fault: Callable[[str], str | None]) -> str:
    """An answer without fault; the proposal for an empty one, and so perhaps nothing.

    Args:
        what: What is asked for.
        proposal: What an empty answer stands for; may be empty.
        fault: What is wrong with an answer, in words; `None` for nothing.
    """
    offered = f" [{shown(proposal)}]" if proposal else ""
    while True:
        answer: str = typer.prompt(f"{what}{offered}", default=proposal, show_default=False, prompt_suffix="：")
        answer = answer.strip()
        wrong = fault(answer)
        if wrong is None:
            return answer
        echo(f"  {wrong}")


def agree(what: str) -> bool:
    """Whether whoever is asked agrees, as an empty answer does."""

    def fault(answer: str) -> str | None:
        return None if _plain(answer) in _YES | _NO else "按回车，或输入 n"

    return _plain(ask(what, "", fault)) in _YES


def _plain(answer: str) -> str:
    return unicodedata.normalize("NFKC", answer).casefold()
