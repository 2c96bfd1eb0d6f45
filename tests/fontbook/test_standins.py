from __future__ import annotations

from pathlib import Path

from huibian.fontbook.standins import StandIns
from huibian.fontcatalogue import Design
from huibian.markedyaml import fit

_FREE = {"package": "p", "file": "/f.ttf", "sha256": "f" * 64}


def _designs() -> dict[str, Design]:
    entries: dict[str, dict[str, object]] = {
        "own": {"label": "仿宋"},
        "free": {"label": "Free", "debian": _FREE},
        "rare": {"label": "Rare", "debian": _FREE},
        "roman": {"label": "Roman", "debian": _FREE},
        "roman_bold": {"label": "Roman", "debian": _FREE},
        "last": {"label": "Last", "python": "package"},
    }
    return {name: fit(entry | {"files": ["f.ttf"]}, Design) for name, entry in entries.items()}


def _said(*notes: tuple[str, str, str]) -> list[str]:
    stand_ins = StandIns(_designs())
    for asked, design, chars in notes:
        for char in chars:
            stand_ins.note(asked, design, char, unlike=design == "last")
    return [f"{each.code} {each.message.partition('：')[2]}" for each in stand_ins.diagnostics(Path("fonts"))]


def test_several_roles_share_the_line_of_the_free_set() -> None:
    assert _said(("仿宋", "free", "汉"), ("黑体", "rare", "字")) == ["HB410 仿宋→Free；黑体→Rare"]


def test_the_better_face_is_the_main_one_whichever_came_first() -> None:
    assert _said(("仿宋", "rare", "镕"), ("仿宋", "free", "汉")) == ["HB410 仿宋→Free，“镕”用 Rare"]


def test_a_character_is_named_once() -> None:
    assert _said(("仿宋", "free", "汉"), ("仿宋", "rare", "镕镕")) == ["HB410 仿宋→Free，“镕”用 Rare"]


def test_marks_and_signs_are_not_worth_a_word() -> None:
    assert _said(("仿宋", "free", "，①％　—")) == []


def test_a_bold_face_of_the_same_name_says_nothing_new() -> None:
    assert _said(("Times", "roman", "a"), ("Times", "roman_bold", "b")) == ["HB410 Times→Roman"]


def test_an_official_face_is_only_told_for_its_gaps() -> None:
    assert _said(("仿宋", "own", "汉")) == []
    assert _said(("仿宋", "own", "汉"), ("仿宋", "rare", "镕")) == ["HB410 仿宋→“镕”用 Rare"]


def test_a_last_resort_has_a_line_of_its_own_after_the_free_set() -> None:
    found = _said(("仿宋", "last", "汉"), ("黑体", "free", "字"))
    assert found == ["HB410 黑体→Free", "HB411 仿宋→Last"]


def test_the_hint_names_the_folder_for_the_users_own_faces() -> None:
    stand_ins = StandIns(_designs())
    stand_ins.note("仿宋", "free", "汉", unlike=False)
    (warning,) = stand_ins.diagnostics(Path("somewhere"))
    assert "somewhere" in (warning.hint or "")


def test_what_is_taken_from_several_and_added_is_as_if_one_had_noted_it() -> None:
    first, second, together = (StandIns(_designs()) for _ in range(3))
    first.note("仿宋", "free", "汉", unlike=False)
    first.note("仿宋", "rare", "镕", unlike=False)
    second.note("仿宋", "rare", "玥", unlike=False)
    second.note("黑体", "free", "字", unlike=False)
    taken = first.take()
    together.add(taken)
    together.add(second.take())
    assert [each.message for each in together.diagnostics(Path("fonts"))] == [
        "官方字体由自由字体代替：仿宋→Free，“镕玥”用 Rare；黑体→Free"
    ]
    assert first.take() == {}
    assert taken["仿宋"]["rare"] == {"镕": False}


def test_that_a_face_looks_other_is_taken_with_it() -> None:
    first, second = StandIns(_designs()), StandIns(_designs())
    first.note("仿宋", "last", "汉", unlike=True)
    second.add(first.take())
    assert [each.code for each in second.diagnostics(Path("fonts"))] == ["HB411"]
