from __future__ import annotations

import pytest

from huibian.linebreak import classes
from huibian.linebreak.cells import Mark, Stretch
from huibian.linebreak.classes import CharClass, Prohibition


@pytest.mark.parametrize(
    ("chars", "expected"),
    [
        ("山〇々㈠①℡", CharClass.HAN),
        ("（《“‘「", CharClass.OPENING),
        ("）》”’」", CharClass.CLOSING),
        ("，、；：", CharClass.PAUSE),
        ("。？！", CharClass.STOP),
        ("azAZéω", CharClass.LETTER),
        ("0459", CharClass.DIGIT),
        ("/-&+=@#_~×∶１Ａｚ", CharClass.WESTERN_MARK),
        ("%‰℃²㎡", CharClass.SUFFIX),
        ("—―─…", CharClass.LONG),
        ("·・", CharClass.INTERPUNCT),
        ("￥−№", CharClass.PREFIX),
        ("𬭚𫖯", CharClass.HAN),
    ],
)
def test_every_character_has_its_class(chars: str, expected: CharClass) -> None:
    assert {char: classes.char_class(char) for char in chars} == dict.fromkeys(chars, expected)


@pytest.mark.parametrize("level", Prohibition)
def test_the_basic_prohibitions_of_clreq_hold_at_every_level(level: Prohibition) -> None:
    assert set("、，。：；！？”’）》〉】·/／–-～)]},.;:!?%℃") <= set(classes.line_start_marks(level))
    assert set("“‘（《〈【([{￥$№") <= set(classes.line_end_marks(level))


def test_the_levels_differ_by_the_solidus_and_the_dashes() -> None:
    basic, gb, strict = Prohibition

    assert set(classes.line_end_marks(gb)) - set(classes.line_end_marks(basic)) == {"／"}
    assert classes.line_start_marks(gb) == classes.line_start_marks(basic)
    assert set(classes.line_start_marks(strict)) - set(classes.line_start_marks(gb)) == set("—―─⸺…⋯")
    assert classes.line_end_marks(strict) == classes.line_end_marks(gb)
    assert [classes.may_break("元", "—", level) for level in Prohibition] == [True, True, False]
    assert [classes.may_break("／", "吨", level) for level in Prohibition] == [True, False, False]
    assert not any(classes.may_break("—", "—", level) or classes.may_break("…", "…", level) for level in Prohibition)


def test_the_strict_prohibitions_hold_unless_another_level_is_named() -> None:
    assert all(classes.forbids_line_start(char) for char in "、，。：；！？”’）》〉】·/／—…–-～)]},.;:!?%℃")
    assert all(classes.forbids_line_end(char) for char in "“‘（《〈【([{￥$№")
    assert not any(classes.forbids_line_start(char) for char in "山“（a1")
    assert not any(classes.forbids_line_end(char) for char in "山”）…，a1")


@pytest.mark.parametrize("pair", ["》、", "。”", "，《", "：“", "“‘", "》《", "（《"])
def test_marks_share_white_when_one_is_a_bracket(pair: str) -> None:
    assert classes.shares_white(*pair)


@pytest.mark.parametrize("pair", ["，，", "！！", "山（", "）山", "——", "……", "·（", "《》", "“”", "（？", "“。", "‘’"])
def test_other_pairs_do_not(pair: str) -> None:
    assert not classes.shares_white(*pair)


@pytest.mark.parametrize(
    ("pair", "expected"), [("山1", True), ("G山", True), ("，1", False), ("1%", False), ("山(", False)]
)
def test_a_gap_stands_between_han_and_latin_only(pair: str, expected: bool) -> None:
    assert classes.takes_gap(*pair) is expected


@pytest.mark.parametrize(
    "pair",
    [
        "20",
        "Ab",
        "G/",
        "/T",
        "2.",
        ".5",
        "5%",
        "——",
        "……",
        "a-",
        "山，",
        "（山",
        "山 ",
        "元/",
        "/吨",
        "２０",
        "m²",
        "−5",
        "S$",
        "―─",
    ],
)
def test_no_line_ends_inside_a_unit(pair: str) -> None:
    assert not classes.may_break(*pair)


@pytest.mark.parametrize("pair", ["山川", "，山", "山（", "）山", "1山", "山1", "—山", " A", "%山"])
def test_a_line_may_end_elsewhere(pair: str) -> None:
    assert classes.may_break(*pair)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("山川", Stretch.HAN),
        ("，山", Stretch.HAN),
        ("山，", Stretch.NONE),
        ("（山", Stretch.NONE),
        ("山1", Stretch.WESTERN_GAP),
        ("12", Stretch.NONE),
        (" A", Stretch.WORD_SPACE),
        ("·史", Stretch.NONE),
        ("～五", Stretch.NONE),
        ("——", Stretch.NONE),
        ("元/", Stretch.NONE),
        ("(办", Stretch.NONE),
        ("办)", Stretch.NONE),
        ("%升", Stretch.HAN),
        ("5%", Stretch.NONE),
        ("S$", Stretch.NONE),
        ("元￥", Stretch.HAN),
    ],
)
def test_only_some_white_stretches(pair: str, expected: Stretch) -> None:
    assert classes.stretch(*pair) is expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("山川", "一一"),
        ("北京—上海", "一一～一一"),
        ("山——川", "一——一"),
        ("———", "———"),
        ("——山—川", "——一～一"),
        ("—", "～"),
        ("—1—", "～1～"),
    ],
)
def test_a_single_dash_is_a_connector(text: str, kinds: str) -> None:
    assert "".join(classes.as_kinds(text)) == kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("？？", {0, 1}),
        ("？！", {0, 1}),
        ("！！！", {0, 1}),
        ("！！！！", {0, 1, 2, 3}),
        ("？山！", set()),
        ("。。", set()),
    ],
)
def test_question_and_exclamation_marks_stand_two_by_two(text: str, expected: set[int]) -> None:
    assert classes.doubled_marks(text) == expected


def test_marks_give_white_in_the_order_of_clreq() -> None:
    assert [classes.mark(char) for char in "·（”，。山"] == [
        Mark.INTERPUNCT,
        Mark.BRACKET,
        Mark.BRACKET,
        Mark.PAUSE,
        Mark.STOP,
        Mark.NONE,
    ]


def test_only_han_letters_and_digits_fill_a_line() -> None:
    assert "".join(char for char in "山，1（a…%·〇。" if classes.is_letter(char)) == "山1a〇"
