from __future__ import annotations

from typing import Any

import pytest
from msgspec import defstruct

from huibian.layoutfile.fields import (
    Affix,
    Color,
    Distance,
    Em,
    Indent,
    Leader,
    LeaderPitch,
    Lines,
    Multiple,
    Pitch,
    Share,
    Side,
    Thickness,
    Tracking,
    TypeSize,
    Words,
)
from huibian.markedyaml import Model, UnfitError, fit


class Sample(Model, frozen=True):
    width: Em = 0.0
    color: Color = "000000"


def one(kind: Any) -> type[Model]:
    """A model with one value."""
    model = defstruct("One", [("value", kind)], bases=(Model,), frozen=True)
    assert issubclass(model, Model)
    return model


def test_a_multiple_of_the_em_is_written_with_its_unit() -> None:
    assert fit({"width": "0.25 em"}, Sample).width == 0.25


@pytest.mark.parametrize("bad", ["0.25", 0.25, "wide em", "nan em", "4 pt"])
def test_anything_else_is_no_multiple_of_the_em(bad: object) -> None:
    with pytest.raises(UnfitError):
        fit({"width": bad}, Sample)


@pytest.mark.parametrize("bad", ["red", "ff0000", "FF00"])
def test_a_color_is_six_capital_hexadecimal_digits(bad: str) -> None:
    with pytest.raises(UnfitError):
        fit({"color": bad}, Sample)


def test_a_key_that_is_not_known_is_refused() -> None:
    with pytest.raises(UnfitError):
        fit({"widht": "1 em"}, Sample)


KINDS = {
    "side": (Side, "30 mm", "550 mm", "29.9 mm", "550.1 mm"),
    "distance": (Distance, "0 mm", "550 mm", "-0.1 mm", "550.1 mm"),
    "size": (TypeSize, "3 pt", "300 pt", "2.999 pt", "300.001 pt"),
    "pitch": (Pitch, "3 pt", "600 pt", "0 pt", f"{'9' * 400} pt"),
    "thickness": (Thickness, "0.1 pt", "12 pt", "0 pt", "12.01 pt"),
    "tracking": (Tracking, "-20 pt", "100 pt", "-20.01 pt", "100.01 pt"),
    "indent": (Indent, "0 em", "100 em", "-0.01 em", "1e308 em"),
    "leader_pitch": (LeaderPitch, "0.1 em", "10 em", "1e-9 em", "11 em"),
    "share": (Share, "0 em", "1 em", "-0.01 em", "1.01 em"),
    "multiple": (Multiple, "1", "64", "0", "100000"),
    "lines": (Lines, "1", "200", "0", "10000"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_value_has_a_range_and_its_fault_says_it(kind: str) -> None:
    of, least, most, below, above = KINDS[kind]
    model = one(of)
    for good in (least, most):
        fit({"value": good}, model)
    for bad in (below, above):
        with pytest.raises(UnfitError, match=f"{least} 到 {most} 之间"):
            fit({"value": bad}, model)


@pytest.mark.parametrize("bad", ["", "　", "目\n录", "目\t录", "目\u202e录", "目\ue000录", "目" * 101])
def test_words_have_ink_and_nothing_that_no_page_shows(bad: str) -> None:
    model = one(Words)
    fit({"value": "目　录"}, model)
    with pytest.raises(UnfitError):
        fit({"value": bad}, model)


@pytest.mark.parametrize(("kind", "most"), [(Words, 100), (Affix, 20), (Leader, 1)])
def test_a_text_is_no_longer_than_there_is_room(kind: Any, most: int) -> None:
    model = one(kind)
    fit({"value": "目" * most}, model)
    with pytest.raises(UnfitError, match=f"太长，至多 {most} 个字"):
        fit({"value": "目" * (most + 1)}, model)
