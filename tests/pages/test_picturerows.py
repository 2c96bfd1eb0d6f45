from __future__ import annotations

from dataclasses import replace

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import VerticalAlign
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import load_layout
from huibian.pages.cells import CellPicture, CellText
from huibian.pages.picturerows import divided, set_picture_row
from huibian.pages.tables import SetTable
from huibian.text.model import ArticlePicture
from huibian.units import Length
from tests.support.contents import SPAN, image, inline, note
from tests.support.layouts import BULLETIN

pytestmark = pytest.mark.debian_fonts

LAYOUT = load_layout(BULLETIN)
FONTS = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
TWIP = Length.of(1, "twip")
WIDE, TALL, BROAD = (1200, 800), (800, 1200), (3000, 500)


def pictures(*shapes: tuple[int, int], captions: tuple[str, ...] = ()) -> list[ArticlePicture]:
    words = [*captions, *[""] * len(shapes)][: len(shapes)]
    return [
        ArticlePicture(image(*shape), (inline(word),) if word else (), SPAN)
        for shape, word in zip(shapes, words, strict=True)
    ]


def setter(said: Diagnostics | None = None) -> Setter:
    return Setter(FONTS, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics() if said is None else said)


def row(*shapes: tuple[int, int], captions: tuple[str, ...] = (), said: Diagnostics | None = None) -> SetTable:
    return set_picture_row(LAYOUT, setter(said), pictures(*shapes, captions=captions))


def shown(table: SetTable) -> list[CellPicture]:
    return [part for cell in table.rows[0].cells for part in cell.parts if isinstance(part, CellPicture)]


@pytest.mark.parametrize("shapes", [(WIDE, WIDE), (WIDE, TALL), (WIDE, TALL, WIDE)])
def test_pictures_of_a_row_have_one_height_and_together_the_width_of_the_text(
    shapes: tuple[tuple[int, int], ...],
) -> None:
    table = row(*shapes)

    assert len({each.printed for each in shown(table)}) == 1
    whole = sum(each.width for each in shown(table)) + LAYOUT.pictures.gap * (len(shapes) - 1)
    assert 0 <= LAYOUT.type_area.width - whole < TWIP * len(shapes) * 2
    assert table.indent + table.type_.padding < TWIP * len(shapes) * 2
    for each, (width, height) in zip(shown(table), shapes, strict=True):
        assert abs(each.width - each.printed * width // height) <= TWIP


def test_tall_pictures_are_no_higher_than_any_and_stand_in_the_middle() -> None:
    table = row((500, 1500), (500, 1500))
    rules = LAYOUT.pictures

    assert shown(table)[0].printed == LAYOUT.grid.pitch * rules.lines - rules.white
    left_over = LAYOUT.type_area.width - sum(table.columns)
    assert 0 <= table.indent - left_over // 2 <= 1


def test_captions_stand_under_their_pictures_and_the_row_holds_the_longest() -> None:
    table = row(WIDE, WIDE, captions=("晒谷场", "修缮后的老街与石鼓岭" * 4))
    first, second = table.rows[0].cells

    assert [type(part) for part in first.parts] == [CellPicture, CellText]
    lines = [len(part.lines) for part in (first.parts[1], second.parts[1]) if isinstance(part, CellText)]
    assert lines[0] == 1 < lines[1]
    assert first.parts[0].height == second.parts[0].height
    assert {cell.valign for cell in table.rows[0].cells} == {VerticalAlign.TOP}
    room = LAYOUT.grid.pitch * table.rows[0].rows
    assert room >= second.height
    assert room - LAYOUT.grid.pitch < second.height + LAYOUT.pictures.white


def test_half_of_the_white_stands_above_the_pictures() -> None:
    table = row(WIDE, WIDE)
    (first, _), room = shown(table), LAYOUT.grid.pitch * table.rows[0].rows

    above, below = first.height - first.printed, room - first.height
    assert abs(above - below) <= Length.of(2, "pt")


def test_a_row_has_no_borders() -> None:
    style = row(WIDE, WIDE).style
    assert (style.outer_rule, style.inner_rule) == (0, 0)


def test_coarse_pictures_are_reported() -> None:
    said = Diagnostics()
    row((300, 200), WIDE, said=said)

    assert [each.code for each in said] == ["HB505"]


@pytest.mark.parametrize(
    ("shapes", "counts"),
    [
        ([WIDE] * 2, [2]),
        ([WIDE] * 3, [3]),
        ([WIDE] * 5, [3, 2]),
        ([WIDE] * 7, [3, 2, 2]),
        ([TALL] * 4, [4]),
        ([BROAD] * 2, [1, 1]),
        ([BROAD, TALL, TALL, TALL], [1, 1, 1, 1]),
        ([WIDE], [1]),
    ],
)
def test_rows_that_would_be_too_low_are_divided(shapes: list[tuple[int, int]], counts: list[int]) -> None:
    assert [len(part) for part in divided(LAYOUT, setter(), pictures(*shapes))] == counts


@pytest.mark.parametrize(("more", "rows"), [(0, 1), (1, 2)])
def test_a_row_is_divided_where_it_is_lower_than_the_layout_allows(more: int, rows: int) -> None:
    two = pictures(WIDE, WIDE)
    height = shown(row(WIDE, WIDE))[0].printed
    rules = LAYOUT.pictures.model_copy(update={"row_height": Length(height + more)})

    assert len(divided(LAYOUT.model_copy(update={"pictures": rules}), setter(), two)) == rows


@pytest.mark.parametrize(("characters", "counts"), [(17, [3]), (18, [2, 1]), (30, [1, 1, 1])])
def test_a_row_is_divided_where_a_caption_under_a_narrow_picture_makes_it_too_high(
    characters: int, counts: list[int]
) -> None:
    narrow = pictures(WIDE, (200, 1800), WIDE, captions=("晒谷场", "旧" * characters))
    said = Diagnostics()

    parts = divided(LAYOUT, setter(said), narrow)

    assert [len(part) for part in parts] == counts
    assert not said  # what was tried and not taken


def test_to_divide_pictures_takes_no_number_of_a_footnote() -> None:
    first, second = pictures(WIDE, WIDE)
    noted = [replace(first, caption=(inline("晒谷场"), note("见《云溪县志》。"))), second]
    one = replace(setter(), notes=LAYOUT.notes)

    divided(LAYOUT, one, noted)

    (made,) = set_picture_row(LAYOUT, one, noted).rows
    assert [each.number for each in made.notes] == [1]
