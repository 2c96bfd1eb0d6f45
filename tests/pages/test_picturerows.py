from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Align, Role, VerticalAlign
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import load_layout
from huibian.pages.cells import CellPicture, CellText
from huibian.pages.picturerows import divided, set_picture_row
from huibian.pages.tables import SetTable
from huibian.text.model import ArticlePicture, CaptionBeside, CaptionSide
from huibian.units import Length
from tests.support.contents import SPAN, image, inline, note
from tests.support.layouts import BULLETIN

pytestmark = pytest.mark.debian_fonts

LAYOUT = load_layout(BULLETIN)
FONTS = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
TWIP = Length.of(1, "twip")
START, END = CaptionSide
WIDE, TALL, BROAD = (1200, 800), (800, 1200), (3000, 500)


def pictures(*shapes: tuple[int, int], captions: tuple[str, ...] = ()) -> list[ArticlePicture]:
    words = [*captions, *[""] * len(shapes)][: len(shapes)]
    return [
        ArticlePicture(image(*shape), (inline(word),) if word else (), SPAN)
        for shape, word in zip(shapes, words, strict=True)
    ]


def setter(said: Diagnostics | None = None) -> Setter:
    return Setter(FONTS, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics() if said is None else said)


def beside(
    side: CaptionSide, share: int, shape: tuple[int, int] = WIDE, caption: str = "修缮后的老街"
) -> ArticlePicture:
    return ArticlePicture(image(*shape), (inline(caption),), SPAN, CaptionBeside(side, share))


def set_pictures(*shown: ArticlePicture, said: Diagnostics | None = None) -> SetTable:
    return set_picture_row(LAYOUT, setter(said), shown)


def row(*shapes: tuple[int, int], captions: tuple[str, ...] = (), said: Diagnostics | None = None) -> SetTable:
    return set_pictures(*pictures(*shapes, captions=captions), said=said)


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
    rules = replace(LAYOUT.pictures, row_height=Length(height + more))

    assert len(divided(replace(LAYOUT, pictures=rules), setter(), two)) == rows


@pytest.mark.parametrize(("side", "kinds"), [(END, [CellPicture, CellText]), (START, [CellText, CellPicture])])
def test_a_caption_beside_its_picture_ends_at_the_foot_of_it(side: CaptionSide, kinds: list[type]) -> None:
    table = set_pictures(beside(side, 50))
    cells = table.rows[0].cells

    assert [type(part) for cell in cells for part in cell.parts] == kinds
    assert {cell.valign for cell in cells} == {VerticalAlign.TOP}
    assert abs(cells[0].height - cells[1].height) <= TWIP
    assert (table.style.outer_rule, table.style.inner_rule) == (0, 0)


@pytest.mark.parametrize(
    ("side", "more", "lines", "align"),
    [(END, 0, 1, Align.START), (END, 1, 2, Align.START), (START, 0, 1, Align.END), (START, 1, 2, Align.START)],
)
def test_a_single_line_stands_close_to_its_picture(side: CaptionSide, more: int, lines: int, align: Align) -> None:
    style = LAYOUT.styles[Role.CAPTION]
    room = (LAYOUT.type_area.width - LAYOUT.pictures.gap) // 2
    cells = set_pictures(beside(side, 50, caption="字" * (room // style.size + more))).rows[0].cells

    (caption,) = (part for cell in cells for part in cell.parts if isinstance(part, CellText))
    assert (len(caption.lines), caption.block.align) == (lines, align)


def test_a_caption_higher_than_its_picture_begins_beside_the_top_of_it() -> None:
    first, second = set_pictures(beside(END, 60, BROAD, "修缮后的老街与石鼓岭" * 8)).rows[0].cells
    (shown,), (caption,) = first.parts, second.parts

    assert isinstance(shown, CellPicture)
    assert isinstance(caption, CellText)
    assert second.height > first.height
    assert abs(caption.block.space_before - (shown.height - shown.printed)) <= Length.of(2, "pt")


@pytest.mark.parametrize("share", [30, 50, 70])
def test_the_picture_has_its_share_of_the_measure_and_its_caption_the_rest(share: int) -> None:
    table = set_pictures(beside(END, share))
    both = LAYOUT.type_area.width - LAYOUT.pictures.gap

    assert abs(shown(table)[0].width - both * share // 100) <= TWIP
    assert 0 <= both + LAYOUT.pictures.gap * 2 - sum(table.columns) < TWIP * 4


def narrow_caption(caption: str) -> list[str]:
    (_, cell) = set_pictures(beside(END, 99, BROAD, caption)).rows[0].cells
    (text,) = cell.parts
    assert isinstance(text, CellText)
    return ["".join(run.text for run in line.runs) for line in text.lines]


@pytest.mark.parametrize("word", ["字", "“字”，"])
def test_a_narrow_caption_is_no_higher_than_a_picture_may_be(word: str) -> None:
    assert 6 <= len(narrow_caption(word * (80 // len(word)))) <= LAYOUT.pictures.lines


def test_a_narrow_caption_has_room_for_its_words() -> None:
    assert narrow_caption("Conservation of bridges")[0].strip() == "Conservation"


def test_a_word_wider_than_half_of_the_room_is_broken() -> None:
    (column, _) = set_pictures(beside(END, 50, caption="Ab" * 60)).columns
    assert abs(column - LAYOUT.pictures.gap - (LAYOUT.type_area.width - LAYOUT.pictures.gap) // 2) <= TWIP * 3


@pytest.mark.parametrize(("share", "narrow"), [(99, 1), (1, 0)])
def test_neither_a_picture_nor_its_caption_is_next_to_nothing(share: int, narrow: int) -> None:
    least = LAYOUT.styles[Role.CAPTION].size.em(LAYOUT.tables.column_least)
    columns = set_pictures(beside(END, share, BROAD)).columns

    assert abs(columns[narrow] - LAYOUT.pictures.gap - least) <= TWIP * 3


def test_a_picture_is_no_larger_than_looks_fine_and_its_caption_has_more_room() -> None:
    said = Diagnostics()
    table = set_pictures(beside(END, 50, (300, 200)), said=said)

    assert not list(said)
    assert shown(table)[0].width == Length.of(72, "pt") * 300 // LAYOUT.pictures.resolution
    assert 0 <= LAYOUT.type_area.width + LAYOUT.pictures.gap - sum(table.columns) < TWIP * 4


def test_several_with_captions_beside_them_have_equal_parts_of_the_measure() -> None:
    table = set_pictures(beside(END, 50, (900, 900)), beside(START, 50, (900, 900)))
    first, second, third, fourth = table.columns

    assert abs(first + second - third - fourth) <= TWIP
    assert 0 <= LAYOUT.type_area.width + LAYOUT.pictures.gap - sum(table.columns) < TWIP * 4
    assert [type(cell.parts[0]) for cell in table.rows[0].cells] == [CellPicture, CellText, CellText, CellPicture]


def test_a_picture_over_its_caption_may_stand_among_them() -> None:
    table = set_pictures(beside(END, 50), *pictures(WIDE, captions=("晒谷场",)))

    assert [len(cell.parts) for cell in table.rows[0].cells] == [1, 1, 2]
    assert abs(table.columns[0] + table.columns[1] - table.columns[2]) <= TWIP


@pytest.mark.parametrize(("height", "counts"), [(800, [2]), (550, [1, 1])])
def test_rows_with_captions_beside_are_divided_where_they_are_too_low(height: int, counts: list[int]) -> None:
    assert [len(part) for part in divided(LAYOUT, setter(), [beside(END, 50, (900, height))] * 2)] == counts


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
