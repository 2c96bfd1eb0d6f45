from __future__ import annotations

import sys

import pytest
import typer

from huibian.cli.asking import agree, ask, can_ask
from tests.support.terminals import Terminal, answering


def short(answer: str) -> str | None:
    return None if len(answer) < 4 else "太长"


@pytest.mark.parametrize(
    ("proposal", "typed", "answer"),
    [
        ("甲", [""], "甲"),
        ("甲", ["乙"], "乙"),
        ("", [""], ""),
        ("甲", [" 乙 "], "乙"),
        ("", ["一二三四", "一二三"], "一二三"),
    ],
)
def test_asks_until_the_answer_will_do(
    monkeypatch: pytest.MonkeyPatch, proposal: str, typed: list[str], answer: str
) -> None:
    answering(monkeypatch, *typed)
    assert ask("刊名", proposal, short) == answer


def test_shows_the_proposal_and_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, "一二三四", "")
    ask("刊名", "甲\x1b乙", short)
    assert capsys.readouterr().out == "刊名 [甲␛乙]：  太长\n刊名 [甲␛乙]："


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("", True), ("y", True), ("对", True), ("n", False), ("\uff2e", False), (" 不 ", False), ("不对", False)],
)
def test_an_empty_answer_agrees(monkeypatch: pytest.MonkeyPatch, typed: str, expected: bool) -> None:
    answering(monkeypatch, typed)
    assert agree("这样写") is expected


@pytest.mark.parametrize(("then", "expected"), [("n", False), ("好", True)])
def test_what_is_neither_yes_nor_no_is_asked_again(monkeypatch: pytest.MonkeyPatch, then: str, expected: bool) -> None:
    answering(monkeypatch, "9月的", then)
    assert agree("这样写") is expected


def test_the_end_of_input_ends_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    with pytest.raises(typer.Abort):
        ask("刊名", "", short)


def test_nobody_is_asked_without_a_terminal_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not can_ask()
    monkeypatch.setattr("sys.stdin", Terminal())
    assert not can_ask()
    monkeypatch.setattr("sys.stdout", Terminal())
    assert can_ask()
    monkeypatch.setattr("sys.stdin", None)
    assert not can_ask()
    assert sys.stdin is None
