from __future__ import annotations

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import SINGLE, Align, Role
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import load_layout
from huibian.pages.cells import CellPicture, CellSetter, CellText, SetCell
from huibian.pages.tabletype import table_types
from huibian.text.model import ArticlePicture, CellContent, Paragraph, TableCell
from huibian.units import ZERO, Length
from tests.support.contents import SPAN, image, inline, note
from tests.support.layouts import BULLETIN

pytestmark = pytest.mark.debian_fonts

LAYOUT = load_layout(BULLETIN)
FONTS = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
ROOM = Length.of(60, "mm")
PITCH = LAYOUT.style(Role.TABLE_CELL).pitch


def text(words: str) -> Paragraph:
    return Paragraph(Role.TABLE_CELL, (inline(words), note("注")), SPAN)


def picture(width: int, height: int, caption: str = "") -> ArticlePicture:
    return ArticlePicture(image(width, height), (inline(caption),) if caption else (), SPAN)


def cell(*contents: CellContent, align: Align = Align.CENTER) -> SetCell:
    setter = Setter(FONTS, LAYOUT.line_breaking, ROOM, Diagnostics(), notes=LAYOUT.notes)
    return CellSetter(LAYOUT, setter, next(table_types(LAYOUT))).cell(
        TableCell(contents, SINGLE, SPAN), 2, Role.TABLE_CELL, align
    )


def test_paragraphs_are_parts_of_their_own_one_under_another() -> None:
    found = cell(text("甲"), text("乙"))

    assert [type(part) for part in found.parts] == [CellText, CellText]
    assert found.height == PITCH * 2
    assert [each.number for each in found.notes] == [1, 2]


def test_an_empty_cell_has_a_paragraph_without_lines() -> None:
    (part,) = cell().parts

    assert isinstance(part, CellText)
    assert (len(part.lines), part.height, part.block.role) == (0, ZERO, Role.TABLE_CELL)


@pytest.mark.parametrize(("align", "share"), [(Align.START, 0), (Align.CENTER, 0.5), (Align.END, 1)])
def test_lines_stand_where_the_cell_has_them(align: Align, share: float) -> None:
    (part,) = cell(text("甲"), align=align).parts

    assert isinstance(part, CellText)
    (line,) = part.lines
    assert line.x == int((ROOM - line.width) * share)
    assert part.block.align is align


def test_only_the_lines_of_a_justified_cell_are_spread() -> None:
    words = text("县地方史志办公室组织2026年开展旧志12种" * 3)
    full, ragged = (cell(words, align=align).parts[0] for align in (Align.JUSTIFY, Align.END))

    assert isinstance(full, CellText)
    assert isinstance(ragged, CellText)
    assert {line.width for line in full.lines[:-1]} == {ROOM}
    assert max(line.width for line in ragged.lines) < ROOM


def test_a_picture_is_as_wide_as_the_cell_at_most_and_its_caption_follows() -> None:
    shown, caption = cell(picture(1200, 900, "晒谷场")).parts

    assert isinstance(shown, CellPicture)
    assert (shown.width, shown.printed) == (ROOM, ROOM * 900 // 1200)
    assert (shown.block.alternative, shown.block.has_caption) == ("晒谷场", True)
    assert isinstance(caption, CellText)
    assert (caption.block.role, caption.block.align) == (Role.TABLE_CELL, Align.CENTER)


def test_a_small_picture_is_as_large_as_looks_fine() -> None:
    (shown,) = cell(picture(200, 100)).parts

    assert isinstance(shown, CellPicture)
    assert shown.width == Length.of(200 * 72 // LAYOUT.pictures.resolution, "pt")


def test_a_line_of_a_picture_is_a_whole_number_of_twips_and_a_little_higher() -> None:
    (shown,) = cell(picture(1200, 901)).parts

    assert isinstance(shown, CellPicture)
    assert shown.height % Length.of(1, "twip") == 0
    assert Length.of(1, "pt") <= shown.height - shown.printed < Length.of("1.05", "pt")


def test_white_parts_a_picture_from_what_stands_above_it() -> None:
    first, second = cell(picture(1200, 900), picture(1200, 900)).parts
    _, third = cell(text("甲"), picture(1200, 900)).parts

    assert abs(second.height - first.height - LAYOUT.pictures.gap) < Length.of(1, "twip")
    assert third.height == second.height
