from __future__ import annotations

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Align, Role
from huibian.layout.paragraph import Setter
from huibian.pages.decimals import PointPlace, before_point, point_place
from huibian.units import Length
from tests.support import contents
from tests.support.layouts import changed_layout

pytestmark = pytest.mark.debian_fonts

LAYOUT = changed_layout()
STYLE = LAYOUT.style(Role.TABLE_CELL)
SETTER = Setter(
    FontBook.open(resources.fonts_folder() / "catalogue.yaml"),
    LAYOUT.line_breaking,
    LAYOUT.type_area.width,
    Diagnostics(),
    notes=LAYOUT.notes,
)
DIGIT, POINT = STYLE.size // 2, STYLE.size // 4


def place(*texts: str) -> PointPlace | None:
    return point_place([tuple(contents.cell(text).inlines()) for text in texts], SETTER, STYLE)


@pytest.mark.parametrize(
    "texts",
    [
        ("12", "3.5"),
        ("12.25", "3.5"),
        ("1,024", "3.5"),
        ("12 345.6", "3.25"),
        ("-3.25", "+4.5", "±1"),
        ("3.5%", "12%", "—"),
        ("3.5", "12", ""),
        ("3.5", "12", "-", "……", "/"),
        ("3.5", "12", "－－", "…", "／"),
    ],
)
def test_numbers_with_decimals_of_different_lengths_stand_by_their_points(texts: tuple[str, ...]) -> None:
    assert place(*texts) is not None


@pytest.mark.parametrize(
    "texts",
    [
        ("12", "3"),
        ("1.5", "3.5"),
        ("1.5", "", "—"),
        ("12", "3.5", "无"),
        ("12", "3.5万"),
        ("12", "1.3.5"),
        ("12", ".5"),
        ("12", "3.5", "2026年"),
        ("12,5", "3.5"),
        ("", ""),
        (),
    ],
)
def test_others_stand_as_their_column_does(texts: tuple[str, ...]) -> None:
    assert place(*texts) is None


def test_what_is_before_the_points_and_behind_them_counts_for_itself() -> None:
    found = place("123", "4.567")

    assert found == PointPlace(Length(3 * DIGIT), Length(POINT + 3 * DIGIT))
    assert place("12%", "4.5") == PointPlace(Length(2 * DIGIT), Length(round(STYLE.size * 0.833)))


@pytest.mark.parametrize(
    ("align", "edge"), [(Align.START, 0), (Align.CENTER, 10), (Align.JUSTIFY, 10), (Align.END, 20)]
)
def test_all_together_stand_as_their_column_does_with_a_little_white_behind_them(align: Align, edge: int) -> None:
    twip = Length.of(1, "twip")
    found = PointPlace(twip * 40, twip * 16)

    assert found.width == twip * 60
    assert found.start(twip * 40, twip * 80, align) == twip * edge
    assert found.start(twip * 30, twip * 80, align) == twip * (edge + 10)


@pytest.mark.parametrize(("before", "twips"), [(1000, 0), (951, 0), (950, 1), (901, 1), (900, 2)])
def test_a_number_begins_at_a_whole_twip(before: int, twips: int) -> None:
    assert PointPlace(Length(1000), Length(400)).start(Length(before), Length(2000), Align.START) == twips * 50


def test_the_mark_of_a_footnote_stands_behind_its_number() -> None:
    cell = tuple(contents.cell("12", contents.note("估计数。")).inlines())

    assert before_point(cell, SETTER, STYLE) >= 2 * DIGIT
    assert point_place([cell, tuple(contents.cell("3.5").inlines())], SETTER, STYLE) is not None
