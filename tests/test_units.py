from __future__ import annotations

import pickle

import pytest

from huibian.units import ZERO, Length, Twips


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [("28.95 pt", 28950), ("579 twip", 28950), ("25.4 mm", 72000), ("149 mm", 422362), ("三号", 16000)],
)
def test_a_length_is_read_with_its_unit(text: str, thousandths: int) -> None:
    assert Length.parse(text) == thousandths


@pytest.mark.parametrize("text", ["28.95", "pt", "3 cm", "七号半", "1e3 pt", ""])
def test_what_has_no_known_unit_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="not a length"):
        Length.parse(text)


def test_sums_and_products_are_exact_lengths() -> None:
    pitch = Length.parse("28.95 pt")

    total = pitch * 22 - Length.of(1, "pt") + ZERO

    assert total == 635_900
    assert isinstance(total, Length)
    assert isinstance(-total, Length)
    assert isinstance(sum([pitch, pitch], start=ZERO), Length)


def test_twenty_two_lines_of_29_points_do_not_fit_225_millimetres() -> None:
    assert Length.parse("28.95 pt") * 22 <= Length.parse("225 mm") < Length.parse("29 pt") * 22


def test_a_length_tells_itself_in_other_units() -> None:
    length = Length.of(16, "pt")

    assert (length.pt, length.twips, length.em(0.25).pt) == (16.0, 320, 4.0)
    assert round(length.mm, 3) == 5.644
    assert repr(length) == "Length(16 pt)"


def test_twips_stay_twips_and_are_written_as_plain_numbers() -> None:
    height = Length.of(16, "pt").twips

    assert all(
        isinstance(each, Twips) for each in (height, height + 1, 1 + height, height - 1, height * 2, height // 2)
    )
    assert (height + 1, height - 1, 2 * height, height // 3, -height) == (321, 319, 640, 106, -320)
    assert f"{height}" == str(height) == "320"


def test_a_length_that_is_handed_over_is_still_a_length() -> None:
    for each in (Length(0), Length(-7), Length.of(149, "mm"), Length(10**12)):
        found = pickle.loads(pickle.dumps(each, pickle.HIGHEST_PROTOCOL))
        assert (found, type(found)) == (each, Length)


def test_a_length_is_handed_over_as_a_number_and_no_more() -> None:
    """Pages that are handed over are full of lengths."""
    assert Length(16_000).__reduce__() == (Length, (16_000,))
