from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import typer

from huibian.cli.settle import Known, settle, settle_by_asking
from huibian.diagnostics import HuibianError
from huibian.draft.following import Before, read_before
from tests.support.issues import write_issue
from tests.support.terminals import answering

TODAY = datetime.date(2026, 3, 9)
SAID = {
    "layout": "bulletin",
    "masthead": "月报",
    "issue": "8",
    "month": "2026-02",
    "editor": "甲",
    "printed": "2026-03-03",
}
LICENSED = {
    "permit": "云内资字第 26-018 号",
    "distribution": "县直各单位",
    "publisher": "某办",
    "printer": "某厂",
    "copies": "130",
}


def without(*keys: str) -> dict[str, str]:
    return {key: value for key, value in SAID.items() if key not in keys}


@pytest.fixture
def before(tmp_path: Path) -> Before:
    return read_before(write_issue(tmp_path / "old"))


def known(home: Path, said: dict[str, str], before: Before | None = None) -> Known:
    return Known(said, before, home, TODAY)


def test_what_options_say_is_enough(tmp_path: Path) -> None:
    settled = settle(known(tmp_path, SAID), proposed=False)
    assert settled.values == SAID
    assert settled.printed_keys == ["notice", "distribution", "sponsor", "publisher", "phone", "email", "copies"]


def test_so_is_the_issue_before(tmp_path: Path, before: Before) -> None:
    values = settle(known(tmp_path, {}, before), proposed=False).values
    assert (values["issue"], values["month"], values["printed"]) == ("8", "2026-02", "2026-03-03")


def test_proposals_are_taken_only_where_they_may_be(tmp_path: Path) -> None:
    said = {"masthead": "月报", "editor": "甲", "phone": ""}
    values = settle(known(tmp_path, said), proposed=True).values
    expected = {"layout": "bulletin", "issue": "1", "month": "2026-03", "printed": "2026-03-09"}
    assert values == expected | {"masthead": "月报", "editor": "甲"}
    with pytest.raises(typer.BadParameter):
        settle(known(tmp_path, said), proposed=False)


FAULTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing said": (
        {},
        ["缺 版式、刊名、总期号、", "--layout、--masthead、--issue、", "--printed，或用 --from"],
    ),
    "one thing left out": (without("editor"), ["缺 编者：写 --editor，或用 --from"]),
    "empty": (SAID | {"editor": ""}, ["缺 编者：写 --editor"]),
    "wrong": (SAID | {"issue": "x", "month": "2026-2"}, ["issue 要写整数", "month 要写成"]),
    "wrong, and one thing left out": (without("editor") | {"issue": "x"}, ["issue 要写整数", "缺 编者"]),
    "no such layout": (SAID | {"layout": "什么"}, ["没有叫 什么 的版式，可用的有：bulletin、"]),
    "what the layout has to print": (
        SAID | {"layout": "neibu"},
        ["缺 准印证号、", "--set permit=、", "--set copies="],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_all_that_is_missing_or_wrong_is_one_usage_error(tmp_path: Path, case: str) -> None:
    said, words = FAULTS[case]
    with pytest.raises(typer.BadParameter) as fault:
        settle(known(tmp_path, said), proposed=False)
    assert [each for each in words if each not in fault.value.message] == []


def test_a_layout_may_be_a_file_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("extends: neibu\n", encoding="utf-8")
    settled = settle(known(tmp_path, SAID | LICENSED | {"layout": "own.yaml"}), proposed=False)
    assert settled.values["permit"] == LICENSED["permit"]
    with pytest.raises(HuibianError, match="HB122"):
        settle(known(tmp_path, SAID | {"layout": "gone.yaml"}), proposed=False)


ANSWERS: dict[str, tuple[dict[str, str], list[str], dict[str, str]]] = {
    "everything": (
        {},
        ["", "月报", "8", "2026-02", "甲", "2026-03-03", "n"],
        SAID,
    ),
    "what is wrong is asked for again": (
        {},
        ["什么", "gone.yaml", "bulletin", "", "月报", "八", "8", "2026-2", "2026-02", "甲", "2026-03-03", "n"],
        SAID,
    ),
    "proposals": (
        {"masthead": "月报"},
        ["", "", "", "甲", "", "n"],
        SAID | {"issue": "1", "month": "2026-03", "printed": "2026-03-09"},
    ),
    "the colophon": (
        SAID,
        ["", "内部资料", "", "", "某办", "", "", "一百", "100"],
        SAID | {"notice": "内部资料", "publisher": "某办", "copies": "100"},
    ),
    "what the layout has to print": (
        SAID | {"layout": "neibu"} | {key: value for key, value in LICENSED.items() if key != "permit"},
        ["", LICENSED["permit"], "n"],
        SAID | {"layout": "neibu"} | LICENSED,
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_what_is_not_known_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, case: str) -> None:
    said, answers, values = ANSWERS[case]
    answering(monkeypatch, *answers)
    assert settle_by_asking(known(tmp_path, said)).values == values


@pytest.mark.parametrize(
    ("answers", "changed"),
    [
        ([""], {}),
        (["n", "", "", "", "", "", ""], {}),
        (["n", "", "", "9", "2026-03", "", ""], {"issue": "9", "month": "2026-03", "printed": "2026-04-03"}),
    ],
)
def test_what_follows_from_the_issue_before_is_shown_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, before: Before, answers: list[str], changed: dict[str, str]
) -> None:
    expected = known(tmp_path, {}, before).values() | changed
    answering(monkeypatch, *answers)
    assert settle_by_asking(known(tmp_path, {}, before)).values == expected


@pytest.mark.parametrize(("key", "value"), [("issue", "八"), ("layout", "什么")])
def test_a_wrong_option_is_a_usage_error_before_anything_is_asked(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(typer.BadParameter, match=f"{key}|{value}"):
        settle_by_asking(known(tmp_path, {key: value}))
