from __future__ import annotations

import pytest
from pydantic import ValidationError

from huibian.layout.fields import Color, Definition, Em


class Sample(Definition):
    width: Em = 0.0
    color: Color = "000000"


def test_a_multiple_of_the_em_is_written_with_its_unit() -> None:
    assert Sample.model_validate({"width": "0.25 em"}).width == 0.25


@pytest.mark.parametrize("bad", ["0.25", 0.25, "wide em", "nan em", "4 pt"])
def test_anything_else_is_no_multiple_of_the_em(bad: object) -> None:
    with pytest.raises(ValidationError):
        Sample.model_validate({"width": bad})


@pytest.mark.parametrize("bad", ["red", "ff0000", "FF00"])
def test_a_color_is_six_capital_hexadecimal_digits(bad: str) -> None:
    with pytest.raises(ValidationError):
        Sample.model_validate({"color": bad})


def test_a_key_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError):
        Sample.model_validate({"widht": "1 em"})
