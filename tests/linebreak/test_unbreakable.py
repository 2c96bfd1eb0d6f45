from __future__ import annotations

from collections.abc import Collection

import pytest

from huibian.linebreak.unbreakable import code_breaks, dates, joined
from tests.support.linebreaking import cells_of, rules


def pieces(text: str, places: Collection[int]) -> str:
    """The text with `_` wherever two characters are bound."""
    return "".join(char + "_" * (index in places) for index, char in enumerate(text))


@pytest.mark.parametrize(
    "expected",
    [
        "共3_元钱",
        "约12_万_元整",
        "近300_余_人",
        "达5.2_亿_元",
        "长8_公_里",
        "三公里",
        "第3期",
        "10_ _k_m",
        "10 kmh",
        "38_万_k_g",
        "面积5_ _k_m_²",
        "№_ _5",
        "$5",
    ],
)
def test_a_number_stays_with_its_unit(expected: str) -> None:
    text = expected.replace("_", "")

    assert pieces(text, set(joined(text, ("元", "人", "公里")))) == expected


@pytest.mark.parametrize(
    "narrow", ["3_._1_4", "1_2_,_3_4_5,67", "9_:_3_0", "1_._2_._5", "1,2,3", "12,3456", "5:3", "5:300"]
)
def test_a_number_of_full_width_digits_stays_whole(narrow: str) -> None:
    expected = narrow.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789.,:"})
    text = expected.replace("_", "")

    assert pieces(text, set(joined(text, ()))) == expected


UNITS = (
    "nm μm mm cm dm m km mm² cm² dm² m² km² hm² mm³ cm³ dm³ m³ km2 m2 m3 mg kg g t mL ml L s min h d Hz kHz MHz GHz "
    "W kW MW GW kWh MWh V kV A mA J kJ MJ N kN Pa kPa MPa dB KB MB GB TB mol lx lm"
)


@pytest.mark.parametrize("unit", UNITS.split())
def test_a_unit_in_letters_stays_whole_and_with_its_number(unit: str) -> None:
    text = f"长5 {unit}处"
    assert pieces(text, set(joined(text, ()))) == f"长5_ _{'_'.join(unit)}处"
    assert unit[-1] in "23²³" or not set(joined(f"长5 {unit}x处", ()))  # 5 kmh is no unit that we know


@pytest.mark.parametrize(
    "expected",
    [
        "在2_0_2_6_年_3_月_1_5_日召开",
        "在2_0_2_6_年_3_月召开",
        "2_0_2_6_年度",
        "于3_月_1_5_日",
        "二_〇_二_六_年_三_月_十_五_日",
        "二_〇_二_六_年_十_二_月_三_十_一_日",
        "于1_2_月_3_1_号",
        "2_0_2_6_年_3_月_1_5_号",
        "12026年",
        "一二〇二六年",
        "112月3日",
        "2_0_2_6_年123月3日",
        "3月里",
        "于月15日",
        "三年",
    ],
)
def test_a_date_is_one_piece(expected: str) -> None:
    text = expected.replace("_", "")

    assert pieces(text, set(dates(text))) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "见https://_yunxi._example/_list?_id=_7&_page=_2#_top。",
        "邮箱fangzhi-_desk@yunxi._example",
        "ABCDEFGHIJKL3.14159",
        "/abcdefghij/_klm",
        "GB/T-9704",
        "山川河流湖海云雾风雨山川河流",
    ],
)
def test_a_long_code_may_end_a_line_behind_its_separators(expected: str) -> None:
    text = expected.replace("_", "")

    assert pieces(text, set(code_breaks(text, 12))) == expected


def test_no_code_is_broken_where_the_layout_keeps_them_whole() -> None:
    address = "https://yunxi.example/list"

    assert not any(cell.may_break for cell in cells_of(address)[:-1])
    assert any(cell.may_break for cell in cells_of(address, rules(code_length=12))[:-1])


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("12026年3月", []),
        ("02026年13月5日", list(range(6, 10))),
        ("二〇二六年三月", list(range(6))),
        ("一二〇二六年三月", []),
        ("113月5日", []),
        ("\uff12\uff10\uff12\uff16年3月5号", list(range(8))),
    ],
)
def test_a_date_begins_with_its_own_digits(text: str, inside: list[int]) -> None:
    assert list(dates(text)) == inside
