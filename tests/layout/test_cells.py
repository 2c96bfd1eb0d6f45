from __future__ import annotations

from huibian.layout.cells import make_cells
from huibian.linebreak.cells import Mark, Stretch
from huibian.units import Length
from tests.support.linebreaking import RULES, cells_of, rules

EM = Length.of(16, "pt")


def test_spaces_between_cells_come_from_the_rules() -> None:
    text = "山1》，《川"
    cells = make_cells(text, [EM] * len(text), EM, RULES)

    assert [cell.space for cell in cells] == [4000, 0, -8000, -8000, 0, 0]


def test_marks_have_white_on_the_side_away_from_their_ink() -> None:
    cells = make_cells("（山），", [EM] * 4, EM, RULES)

    assert [(cell.white_before, cell.white_after) for cell in cells] == [(8000, 0), (0, 0), (0, 8000), (0, 8000)]


def test_the_last_cell_ends_the_paragraph() -> None:
    last = make_cells("山（", [EM] * 2, EM, RULES)[-1]

    assert last.may_break
    assert last.stretch is Stretch.NONE


def test_doubled_question_marks_are_half_as_wide_and_have_no_white_left() -> None:
    cells = cells_of("？？？", rules(half_width_doubled_marks=True))

    assert [cell.width for cell in cells] == [8000, 8000, 16000]
    assert [cell.white_after for cell in cells] == [0, 0, 8000]
    assert [cell.mark for cell in cells] == [Mark.NONE, Mark.NONE, Mark.STOP]


def test_pairs_on_one_em_lose_the_white_beside_them_too() -> None:
    one_em = rules(shared_white="1 em")

    assert [cell.space for cell in cells_of("山》、川", one_em)] == [0, -8000, -8000, 0]
    assert [cell.space for cell in cells_of("山“《川", one_em)] == [-8000, -8000, 0, 0]
    assert [cell.space for cell in cells_of("山、《川", one_em)] == [0, -16000, 0, 0]
    assert [cell.space for cell in cells_of("“《川", one_em)] == [-8000, 0, 0]
    assert [cell.space for cell in cells_of("山》、", one_em)] == [0, -8000, 0]


def test_white_is_shared_only_where_a_mark_has_some() -> None:
    chosen = rules(shared_white="0.7 em", mark_white="0.3 em")

    assert [cell.space for cell in cells_of("山、《川", chosen)] == [0, -9600, 0, 0]
    assert [cell.space for cell in cells_of("山》、川", chosen)] == [0, -4800, -4800, 0]
    assert [cell.space for cell in cells_of("山“《川", chosen)] == [-4800, -4800, 0, 0]


def test_an_interpunct_has_white_on_both_sides_down_to_half_an_em() -> None:
    chosen = rules(interpunct_white="0.5 em")
    wide, narrow = make_cells("··", [EM, EM.em(0.6)], EM, chosen)

    assert (wide.white_before, wide.white_after) == (4000, 4000)
    assert narrow.white_before + narrow.white_after == EM.em(0.1)
    (least,) = make_cells("·", [EM.em(0.4)], EM, chosen)
    assert (least.white_before, least.white_after, least.mark) == (0, 0, Mark.NONE)


def test_the_level_of_prohibition_reaches_the_cells() -> None:
    strict, basic = cells_of("山——"), cells_of("山——", rules(prohibition="basic"))

    assert [cell.may_break for cell in strict] == [False, False, True]
    assert [cell.may_break for cell in basic] == [True, False, True]
    assert [cell.no_start for cell in basic] == [False, False, False]


def test_what_is_inside_a_date_is_marked_where_the_layout_asks() -> None:
    chosen = rules(date_spread="0.1 em")

    assert [cell.in_date for cell in cells_of("于3月5日", chosen)] == [False, True, True, True, False]
    assert not any(cell.in_date for cell in cells_of("于3月5日"))


def test_marks_see_through_white_and_marks_of_footnotes() -> None:
    def breaks(text: str, note_marks: frozenset[int] = frozenset()) -> str:
        cells = make_cells(text, [EM] * len(text), EM, RULES, note_marks)
        return "".join(char + "|" * cell.may_break for char, cell in zip(text, cells, strict=True))

    assert breaks("山“  川 ”海") == "山|“  川 ”|海|"
    assert breaks("山（\u3000\u00a0 川") == "山|（\u3000\u00a0 川|"
    assert breaks("山  川") == "山  |川|"
    assert breaks("“①②川", frozenset({1, 2})) == "“①②川|"
    assert breaks("山① ，川", frozenset({1})) == "山① ，|川|"
    assert breaks("①川", frozenset({0})) == "①|川|"
    assert breaks("\u3000，川") == "\u3000，|川|"
    assert breaks("山“\u3000") == "山|“\u3000|"


def test_white_between_a_mark_and_its_text_is_as_little_at_an_end_of_a_line_as_the_mark() -> None:
    cells = cells_of("山“ 川 ”海 洋")

    assert [cell.no_end for cell in cells] == [False, True, True, False, False, False, False, False, False]
    assert [cell.no_start for cell in cells] == [False, False, False, False, True, True, False, False, False]


def test_behind_the_mark_of_a_footnote_is_no_gap_and_white_grows_as_between_han() -> None:
    def behind(after: str) -> tuple[int, Stretch]:
        cells = make_cells(f"山1{after}", [EM] * 3, EM, RULES, frozenset({1}))
        assert (cells[0].space, cells[0].stretch) == (0, Stretch.NONE)
        return cells[1].space, cells[1].stretch

    assert behind("川") == (0, Stretch.HAN)
    assert behind("，") == (0, Stretch.NONE)
