from __future__ import annotations

from itertools import takewhile
from typing import Any

import pytest
from msgspec.structs import replace

from huibian.docx.linechars import line_chars
from huibian.docx.measuring import FontSlot, LineChars
from huibian.frame import BlockNumber, Cluster, Fit, NoteNumber, Run, RunKind, TextLine
from huibian.units import Length
from tests.support.documents import FACE, PITCH, SIZE
from tests.support.widths import advance

EM = int(SIZE)


def run(text: str, **changes: Any) -> Run:
    """Text, every character as wide as it is."""
    made = Run(text, "fangsong", FACE.key, SIZE, ())
    made = replace(made, **changes)
    return replace(made, advances=tuple(round(advance(char[0]) * EM) for char in made.characters))


def chars(*runs: Run) -> LineChars:
    before_tab = takewhile(lambda one: one.kind is not RunKind.TAB, runs)
    naturals = tuple(each for one in before_tab for each in one.advances)
    fit = Fit(Length(EM * 26), naturals, ())
    return line_chars(TextLine(Length(0), Length(0), PITCH, SIZE, runs, BlockNumber(0), fit), SIZE)


def slots(line: LineChars) -> dict[int, FontSlot]:
    return {place: look.slot for place, look in line.looks.items()}


def test_runs_that_differ_in_face_or_color_alone_have_one_look() -> None:
    line = chars(run("山川"), run("2020", face="other"), run("年。", color="FF0000"))

    assert line.texts == "山川2020年。"
    assert slots(line) == {0: FontSlot.BY_SCRIPT}


@pytest.mark.parametrize("changes", [{"bold": True}, {"font": "heiti"}, {"is_right_to_left": True}])
def test_a_run_of_another_look_begins_one_and_ends_it(changes: dict[str, Any]) -> None:
    line = chars(run("山"), run("川河", **changes), run("流"))

    assert list(line.looks) == [0, 1, 3]
    assert line.look(0) == line.look(3) != line.look(2)


def test_the_mark_of_a_footnote_is_a_look_of_its_own_even_beside_another() -> None:
    marks = [run(sign, kind=RunKind.NOTE_REFERENCE, note=NoteNumber(number)) for number, sign in enumerate("①②", 1)]
    line = chars(run("山"), *marks, run("川"))

    assert [look.mark for look in line.looks.values()] == [None, *marks, None]
    assert slots(line)[1] is FontSlot.EAST_ASIAN


def test_of_a_word_the_first_character_counts_and_it_is_of_the_western_font() -> None:
    word = Cluster("مرحبا", EM, ())
    line = chars(run("山"), run("مرحبا", clusters=(word,)), run("مرحبا", clusters=(word,)), run("川"))

    assert (line.texts, line.behind) == ("山مم川", {1: "رحبا", 2: "رحبا"})
    assert [(place, look.is_word, look.slot) for place, look in line.looks.items()] == [
        (0, False, FontSlot.BY_SCRIPT),
        (1, True, FontSlot.WESTERN),
        (3, False, FontSlot.BY_SCRIPT),
    ]


def test_a_variation_selector_stands_behind_its_character() -> None:
    line = chars(run("山葛\U000e0100"), run("川葛\U000e0100"))

    assert (line.texts, line.behind) == ("山葛川葛", {1: "\U000e0100", 3: "\U000e0100"})


def test_what_stands_behind_a_tab_is_no_part_of_it() -> None:
    assert chars(run("山川"), run("", kind=RunKind.TAB), run("12")).texts == "山川"


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (["他说：“好。”——完"], {0: FontSlot.BY_SCRIPT}),
        (["的“5G”网"], {0: FontSlot.BY_SCRIPT, 4: FontSlot.EAST_ASIAN, 5: FontSlot.BY_SCRIPT}),
        (["的“5G", "”网"], {0: FontSlot.BY_SCRIPT, 4: FontSlot.EAST_ASIAN, 5: FontSlot.BY_SCRIPT}),
        (["“好”字"], {0: FontSlot.EAST_ASIAN, 1: FontSlot.BY_SCRIPT}),
        (["约5°角"], {0: FontSlot.BY_SCRIPT, 2: FontSlot.WESTERN, 3: FontSlot.BY_SCRIPT}),
        (["山 川"], {0: FontSlot.BY_SCRIPT, 1: FontSlot.WESTERN, 2: FontSlot.BY_SCRIPT}),
        (["a b"], {0: FontSlot.BY_SCRIPT}),
        (["㎡”"], {0: FontSlot.BY_SCRIPT, 1: FontSlot.EAST_ASIAN}),
        (["山·"], {0: FontSlot.BY_SCRIPT, 1: FontSlot.EAST_ASIAN}),
    ],
)
def test_a_sign_has_the_slot_that_what_is_before_it_asks_for(runs: list[str], expected: dict[int, FontSlot]) -> None:
    assert slots(chars(*map(run, runs))) == expected


def test_a_sign_behind_a_look_of_its_own_goes_by_what_is_before_that_look_ends() -> None:
    assert slots(chars(run("山"), run("”", bold=True))) == {0: FontSlot.BY_SCRIPT, 1: FontSlot.BY_SCRIPT}
    assert slots(chars(run("a"), run("”", bold=True))) == {0: FontSlot.BY_SCRIPT, 1: FontSlot.EAST_ASIAN}
