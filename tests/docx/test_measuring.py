from __future__ import annotations

from dataclasses import replace

import pytest

from huibian.docx.measuring import Allowance, FontSlot, LineChar, follower, is_plain_wide, longest_script_run, measured
from huibian.frame import Run, RunKind
from tests.support.documents import FACE, SIZE
from tests.support.widths import advance

EM = int(SIZE)


def row(text: str) -> list[LineChar]:
    return [LineChar(char, False, round(advance(char) * EM), FontSlot.BY_SCRIPT, "fangsong", None) for char in text]


def mark(kind: RunKind) -> LineChar:
    run = Run("①", "fangsong", FACE.key, SIZE, (SIZE,), "000000", kind=kind)
    return LineChar("①", False, EM, FontSlot.EAST_ASIAN, "fangsong", run)


def test_gaps_are_counted_where_all_consumers_know_the_scripts() -> None:
    found = measured(row("共5人，约㎡a"), frozenset({0, 1, 5}), Allowance.GAPS_AND_FACES)

    assert (found.gaps, found.doubtful_gaps) == (2, 1)


def test_a_space_may_be_narrower_by_a_quarter_whatever_the_allowance() -> None:
    for allowance in Allowance:
        assert measured(row("县 县"), frozenset(), allowance).narrower > 0.25 * 0.25
        assert measured(row("县\u3000县"), frozenset(), allowance).narrower > 0.25
        assert measured(row("县县县"), frozenset(), allowance).narrower == 0


@pytest.mark.parametrize(("kind", "width"), [(RunKind.NOTE_REFERENCE, 0.25), (RunKind.NOTE_NUMBER, 0.5)])
def test_a_mark_may_be_a_plain_digit_whatever_the_allowance(kind: RunKind, width: float) -> None:
    """ONLYOFFICE has no ①: it sets a 1, of half an em, or of half that as a superscript."""
    natural = 0.6 if kind is RunKind.NOTE_REFERENCE else 1.0

    for allowance in Allowance:
        assert natural - measured([mark(kind)], frozenset(), allowance).narrower <= width


@pytest.mark.parametrize("sign", "※‰±²☐")
def test_the_width_of_a_sign_is_doubted_whatever_the_allowance(sign: str) -> None:
    """－3.13‰ at the end of a line lost a character in LibreOffice 7.4, ±2cm took one in in ONLYOFFICE."""
    for allowance in Allowance:
        found = measured(row(f"县{sign}县"), frozenset(), allowance)
        assert found.narrower + found.wider > 0


@pytest.mark.parametrize("sign", "·—")
def test_what_is_narrower_in_some_faces_only_is_allowed_for_only_where_asked(sign: str) -> None:
    careful, careless = (
        measured(row(f"县{sign}县"), frozenset(), allowance) for allowance in (Allowance.FACES, Allowance.NOTHING)
    )

    assert careful.narrower > careless.narrower == 0


def test_a_high_digit_may_have_a_gap_beside_han_but_not_beside_latin() -> None:
    assert measured(row("约m²的"), frozenset({0}), Allowance.NOTHING).doubtful_gaps == 1
    assert measured(row("约m²a"), frozenset({0}), Allowance.NOTHING).doubtful_gaps == 0


def test_white_that_vanishes_is_no_part_of_a_line() -> None:
    line = row("县 ")
    line[-1] = LineChar(" ", False, 0, FontSlot.BY_SCRIPT, "fangsong", None)

    assert measured(line, frozenset(), Allowance.NOTHING).count == 1


def test_what_follows_is_a_character_for_some_and_a_whole_unit_for_others() -> None:
    found = follower(row("县")[0], row("2026年"), True, 3, Allowance.GAPS_AND_FACES)

    assert (found.least.count, found.unit.count, found.spacing) == (1, 4, 3)
    assert found.least.gaps == found.unit.gaps == 1


def test_a_variation_selector_ends_a_unit() -> None:
    line = row("葛、李")
    varied = [replace(line[0], selector="\U000e0100"), *line[1:]]

    assert follower(line[2], line, False, 0, Allowance.NOTHING).unit.count == 2
    assert follower(line[2], varied, False, 0, Allowance.NOTHING).unit.count == 1


def test_brackets_are_taken_with_what_they_open_by_all() -> None:
    found = follower(row("县")[0], row("《县志》"), False, 0, Allowance.GAPS_AND_FACES)

    assert (found.least.count, found.unit.count) == (2, 2)


def test_the_longest_run_of_one_script_is_found() -> None:
    assert longest_script_run(row("共2026年县志办公室5人")) == range(5, 11)
    assert longest_script_run(row("县")) == range(1)


def test_a_part_of_a_line_has_one_run_and_leaves_the_others() -> None:
    line = row("共2026年县志办公室5人")

    whole = measured(line, frozenset({0, 4}), Allowance.NOTHING)
    part = measured(line, frozenset({0, 4}), Allowance.NOTHING, range(5, 11))

    assert (part.count, part.runs, part.others) == (6, 1, whole.runs - 1)
    assert (part.natural, part.gaps) == (whole.natural, whole.gaps)


@pytest.mark.parametrize(("char", "plain"), [("县", True), ("，", True), ("㎡", False), ("a", False)])
def test_a_sign_of_full_width_is_not_taken_for_han(char: str, *, plain: bool) -> None:
    assert is_plain_wide(char) == plain
