from __future__ import annotations

import pytest

from huibian.layout import cjk
from huibian.layout.cjk import CharClass
from huibian.layout.items import Stretch


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
        ("/-&+=@#_×∶１Ａ", CharClass.WESTERN_MARK),
        ("%‰℃²㎡", CharClass.SUFFIX),
        ("—―─…", CharClass.LONG),
        ("·・", CharClass.INTERPUNCT),
        ("￥−№", CharClass.PREFIX),
        ("𬭚𫖯", CharClass.HAN),
    ],
)
def test_every_character_has_its_class(chars: str, expected: CharClass) -> None:
    assert {char: cjk.char_class(char) for char in chars} == dict.fromkeys(chars, expected)


def test_the_basic_prohibitions_of_clreq_hold() -> None:
    assert all(cjk.forbids_line_start(char) for char in "、，。：；！？”’）》〉】·/／—…–-～)]},.;:!?%℃")
    assert all(cjk.forbids_line_end(char) for char in "“‘（《〈【([{￥$№")
    assert not any(cjk.forbids_line_start(char) for char in "山“（a1")
    assert not any(cjk.forbids_line_end(char) for char in "山”）…，a1")


@pytest.mark.parametrize("pair", ["》、", "。”", "，《", "：“", "“‘", "》《", "（《"])
def test_marks_share_white_when_one_is_a_bracket(pair: str) -> None:
    assert cjk.shares_white(*pair)


@pytest.mark.parametrize("pair", ["，，", "！！", "山（", "）山", "——", "……", "·（", "《》", "“”", "（？", "“。", "‘’"])
def test_other_pairs_do_not(pair: str) -> None:
    assert not cjk.shares_white(*pair)


@pytest.mark.parametrize(
    ("pair", "expected"), [("山1", True), ("G山", True), ("，1", False), ("1%", False), ("山(", False)]
)
def test_a_gap_stands_between_han_and_latin_only(pair: str, expected: bool) -> None:
    assert cjk.takes_gap(*pair) is expected


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
        "―─",
    ],
)
def test_no_line_ends_inside_a_unit(pair: str) -> None:
    assert not cjk.may_break(*pair)


@pytest.mark.parametrize("pair", ["山川", "，山", "山（", "）山", "1山", "山1", "—山", " A", "%山"])
def test_a_line_may_end_elsewhere(pair: str) -> None:
    assert cjk.may_break(*pair)


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
    ],
)
def test_only_some_white_stretches(pair: str, expected: Stretch) -> None:
    assert cjk.stretch(*pair) is expected
