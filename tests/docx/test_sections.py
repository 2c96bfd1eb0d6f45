from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.docx.flow import flow
from huibian.docx.sections import geometry, note_numbering
from huibian.docx.write import write_docx
from huibian.frame import Document, NoteNumbering, PageNumber, PartKind, Role
from huibian.layoutfile.definition import load_layout
from huibian.units import Length
from tests.support.bulletins import PARAGRAPH, standard, standard_docx
from tests.support.documents import PITCH, TOP, bulletin
from tests.support.tables import footnoted
from tests.support.wordml import R, W, attributes, find, part, text, tree, val

SECTIONS = list(part(standard_docx(), "document").iter(f"{W}sectPr"))
BODY = 2


def with_bottom_margin(document: Document, bottom: Length) -> Document:
    parts = tuple(replace(part_, margins=replace(part_.margins, bottom=bottom)) for part_ in document.parts)
    return replace(document, parts=parts)


def body_depth(document: Document) -> int:
    body = next(part_ for part_ in flow(document) if part_.part.kind is PartKind.BODY)
    return geometry(document, body, PageNumber(1)).depth


def test_each_part_is_a_section_that_opens_a_page() -> None:
    assert len(SECTIONS) == len(standard().parts) == 4
    for section in SECTIONS:
        assert val(section, "type") == "nextPage"
        assert attributes(find(section, "pgSz")) == {"w": "11906", "h": "16838"}


def test_the_text_area_holds_the_lines_of_a_page_and_not_one_more() -> None:
    margins = {name: int(size) for name, size in attributes(find(SECTIONS[BODY], "pgMar")).items()}

    assert 22 * 579 <= 16838 - margins["top"] - margins["bottom"] < 23 * 579
    assert 11906 - margins["left"] - margins["right"] == 8447
    assert (margins["header"], margins["gutter"]) == (margins["footer"], 0)


@pytest.mark.parametrize("bottom", [Length.of(35, "mm"), Length.of(20, "mm"), Length.of("35.3", "mm")])
def test_a_full_page_stays_full_whatever_is_left_below_it(bottom: Length) -> None:
    """A layout may leave room below its last line; a consumer would set more lines there."""
    long = with_bottom_margin(bulletin([(Role.PARAGRAPH, PARAGRAPH * 20)], cover=False), bottom)

    assert 22 * 579 <= body_depth(long) < 23 * 579


def test_where_room_is_left_below_a_full_page_half_a_line_of_it_stays() -> None:
    """Heights differ by some twips from one consumer to the next."""
    long = with_bottom_margin(bulletin([(Role.PARAGRAPH, PARAGRAPH * 20)], cover=False), Length.of(20, "mm"))

    assert body_depth(long) - 22 * 579 == pytest.approx(579 / 2, abs=2)


def test_a_part_that_never_ran_over_keeps_its_type_area() -> None:
    short = with_bottom_margin(bulletin([(Role.PARAGRAPH, "正文")], cover=False), Length.of(20, "mm"))

    assert body_depth(short) == 16838 - 2098 - 1134


def test_the_text_area_of_a_turned_page_ends_near_the_last_line_of_its_grid_if_footnotes_stand_at_its_foot() -> None:
    document = footnoted(load_layout(resources.layouts_folder() / "bulletin.yaml"))
    turned = [part_ for part_ in flow(document) if part_.is_turned]
    spare = {bool(part_.notes): set[int]() for part_ in turned}
    for part_ in turned:
        margins, pitch = part_.part.margins, part_.part.grid.pitch
        ends = Length(margins.top + (part_.size.height - margins.top - margins.bottom) // pitch * pitch).twips
        spare[bool(part_.notes)].add(geometry(document, part_, part_.part.first).bottom - ends)

    assert all(0 < each < 579 / 2 for each in spare[True])
    assert all(each > 579 / 2 for each in spare[False])  # without, nothing stands there


def test_a_fixed_part_begins_at_its_first_paragraph_and_has_room_below() -> None:
    cover, colophon = flow(standard())[0], flow(standard())[-1]

    assert geometry(standard(), cover, PageNumber(1)).top == TOP.twips
    page = geometry(standard(), colophon, PageNumber(1))
    first_rule = colophon.head[0].rules[0]
    assert page.top == (first_rule.y - first_rule.thickness // 2).twips
    assert page.top + page.depth > (colophon.head[-1].lines[-1].top + PITCH).twips + 500


def test_a_part_without_page_numbers_has_its_footers_in_the_middle_of_the_margin_below() -> None:
    cover = flow(standard())[0]

    assert cover.part.folio is None
    assert geometry(standard(), cover, PageNumber(1)).footer == pytest.approx(
        cover.part.margins.bottom.twips / 2, abs=1
    )


def test_only_the_body_has_page_numbers_and_no_section_inherits_them() -> None:
    relationships = {section: section.findall(f"{W}footerReference") for section in SECTIONS}
    used = [each.get(f"{R}id") for references in relationships.values() for each in references]

    assert all([each.get(f"{W}type") for each in found] == ["default", "even"] for found in relationships.values())
    assert len(set(used)) == len(used) == 8
    for number in range(1, 5):
        for side in ("default", "even"):
            assert bool(text(part(standard_docx(), f"footer{number}{side}"))) == (number == BODY + 1)


@pytest.mark.parametrize(
    ("side", "indent"), [("default", {"left": "0", "right": "280"}), ("even", {"left": "280", "right": "0"})]
)
def test_page_numbers_stand_at_the_outer_edge_between_dashes(side: str, indent: dict[str, str]) -> None:
    footer = part(standard_docx(), f"footer3{side}")

    assert text(footer) == "— 1 —"
    assert find(footer, "p/r/instrText").text == " PAGE "
    assert val(footer, "p/pPr/pStyle") == "Footer"
    assert val(footer, "p/pPr/jc") == {"default": "right", "even": "left"}[side]
    assert attributes(find(footer, "p/pPr/ind")) == indent


def test_page_numbers_count_on_but_for_the_body_which_begins_at_one() -> None:
    assert [part_.pages for part_ in standard().parts] == [1, 1, 5, 1]
    assert [attributes(find(section, "pgNumType")) for section in SECTIONS] == [
        {"start": "1"},
        {"start": "2"},
        {"start": "1"},
        {"start": "6"},
    ]


def test_text_stands_where_ours_does_though_the_number_has_the_other_parity() -> None:
    document = standard()
    margins = replace(document.parts[0].margins, mirrored=True)
    cover = replace(flow(document)[0], part=replace(document.parts[0], margins=margins))

    pages = [geometry(document, cover, PageNumber(number)) for number in (1, 2, 3, 4)]
    inner, outer = margins.inner.twips, margins.outer.twips

    assert [page.left for page in pages] == [inner, outer, inner, outer]
    assert len({page.width for page in pages}) == 1


def test_a_colophon_under_the_text_has_room_for_its_last_rule_and_not_for_a_line() -> None:
    """The rule takes 20 twips and its thickness, another line 579."""
    body = flow(standard())[BODY]
    colophon = flow(standard())[-1].head
    page = geometry(standard(), replace(body, foot=colophon), PageNumber(1))

    assert page.bottom == (standard().height - body.part.margins.bottom).twips + 50


def test_margins_are_written_inner_and_outer() -> None:
    document = standard()
    inner = replace(document.parts[0].margins, inner=Length.of(28, "mm"), outer=Length.of(33, "mm"), mirrored=True)
    mirrored = replace(document, parts=tuple(replace(each, margins=inner) for each in document.parts))

    body = list(part(write_docx(mirrored), "document").iter(f"{W}sectPr"))[BODY]

    assert attributes(find(body, "pgMar"))["left"] == "1587"
    assert attributes(find(body, "pgMar"))["right"] == str(11906 - 1587 - 8447)


@pytest.mark.parametrize(
    ("numbering", "restart"),
    [
        (NoteNumbering.ISSUE, "continuous"),
        (NoteNumbering.ARTICLE, "continuous"),
        (NoteNumbering.PAGE, "eachPage"),
    ],
)
def test_word_counts_footnotes_through_the_file_or_on_each_page(numbering: NoteNumbering, restart: str) -> None:
    assert val(tree(note_numbering(numbering)), "numRestart") == restart
