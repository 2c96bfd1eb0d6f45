from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from huibian.docx.measuring import Allowance, CharLook, FontSlot, LineChars, is_plain_wide, is_wide, sign_places
from huibian.frame import Run, RunKind
from huibian.wordprocessors import BASIC_PLANE, NARROWER_SPACES
from tests.support.documents import FACE, SIZE
from tests.support.widths import advance

EM = int(SIZE)


LOOK = CharLook(False, FontSlot.BY_SCRIPT, "fangsong")


def row(text: str, *gaps: int, looks: Sequence[CharLook] = (), selected: int | None = None) -> LineChars:
    """A line, with what is left white and which character has a variation selector; a space at its end vanishes."""
    naturals = [round(advance(char) * EM) for char in text]
    naturals[len(text.rstrip(" ")) :] = [0] * (len(text) - len(text.rstrip(" ")))
    behind = {} if selected is None else {selected: "\U000e0100"}
    return LineChars(text, naturals, dict(enumerate(looks)) or {0: LOOK}, gaps, behind)


def mark(kind: RunKind) -> LineChars:
    run = Run("①", "fangsong", FACE.key, SIZE, (SIZE,), "000000", kind=kind)
    return LineChars("①", [EM], {0: CharLook(False, FontSlot.EAST_ASIAN, "fangsong", run)})


def test_gaps_are_counted_where_all_consumers_know_the_scripts() -> None:
    found = row("共5人，约㎡a", 0, 1, 5).measured(Allowance.GAPS_AND_FACES)

    assert (found.gaps, found.doubtful_gaps) == (2, 1)


def test_a_space_may_be_narrower_by_a_quarter_whatever_the_allowance() -> None:
    for allowance in Allowance:
        assert row("县 县").measured(allowance).narrower > 0.25 * 0.25
        assert row("县\u3000县").measured(allowance).narrower > 0.25
        assert row("县县县").measured(allowance).narrower == 0


# How much narrower (-) and wider than ours the engines set signs, in em: docs/consumers.md.
MEASURED = {
    **dict.fromkeys("“”‘’…≤≥≈→▲■★∶√", 0.0),
    **dict.fromkeys("±×÷", -0.05),
    **dict.fromkeys("′℃℉", -0.06),
    **dict.fromkeys("²³", -0.08),
    "°": 0.08,
    "″": 0.04,
    "‰": 0.17,
    "•": -0.04,
    "№": -0.11,
    "§": -0.18,
    "½": -0.25,
    "※": -0.36,
    "—": -0.11,
    "·": -0.67,
}


@pytest.mark.parametrize("sign", MEASURED)
def test_a_sign_is_allowed_what_was_measured_and_hardly_more(sign: str) -> None:
    found = row(sign).measured(Allowance.FACES)
    narrower, wider = max(0.0, -MEASURED[sign]), max(0.0, MEASURED[sign])

    assert narrower <= found.narrower <= (narrower + 0.021 if narrower else 0)
    assert wider <= found.wider <= (wider + 0.021 if wider else 0)


@pytest.mark.parametrize(
    ("text", "narrower", "wider"),
    [
        ("县", 0, 0),
        ("，", 0, 0),
        ("a", 0, 0),
        ("é", 0, 0),
        ("☐", 0.4, 0.2),
        ("Ω", 0.4, 0.2),
        *((letter, 0.1, 0.03) for letter in "ɐʯ˿Ѐԯᴀᶿ"),
        ("꒐", 0.2, 0.2),
    ],
)
def test_letters_are_nearly_as_wide_as_ours_and_signs_that_were_not_measured_are_in_doubt(
    text: str, narrower: float, wider: float
) -> None:
    for allowance in Allowance:
        found = row(text).measured(allowance)
        assert (found.narrower, found.wider) == (narrower, wider)


@pytest.mark.parametrize(
    ("text", "wanted", "gaps", "doubtful", "doubtful_at_most"),
    [
        ("共5", True, 1, 0, 0),
        ("a县", True, 1, 0, 0),
        ("㎡a", True, 0, 1, 1),
        ("a①", True, 0, 1, 1),
        ("𠮷5", True, 0, 1, 1),
        ("5𠮷", True, 0, 1, 1),
        *((text, False, 0, 1, 1) for number in "¹²³¼½¾" for text in (f"县{number}", f"{number}县")),
        ("²³", False, 0, 0, 0),
        ("a²", False, 0, 0, 0),
        ("县%", False, 0, 0, 1),
        ("%县", False, 0, 0, 1),
        ("，%", False, 0, 0, 0),
        ("县 ", False, 0, 0, 0),
        ("县a", False, 0, 0, 0),
        ("县％", False, 0, 0, 0),
        ("a%", False, 0, 0, 0),
    ],
)
def test_what_is_between_two_characters_is_sure_or_in_doubt(
    text: str, gaps: int, doubtful: int, doubtful_at_most: int, *, wanted: bool
) -> None:
    for allowance in Allowance:
        found = row(text, *([0] if wanted else [])).measured(allowance)
        in_doubt = doubtful_at_most if allowance is Allowance.GAPS_AND_FACES else doubtful
        assert (found.gaps, found.doubtful_gaps) == (gaps, in_doubt)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "5"},
        {"bold": True},
        {"slot": FontSlot.WESTERN},
        {"font": "heiti"},
        {"mark": Run("①", "", "", SIZE, ())},
    ],
)
def test_a_run_ends_where_script_weight_font_or_mark_change(changes: dict[str, Any]) -> None:
    text = changes.get("text", "县") * 2
    look = LOOK if "text" in changes else replace(LOOK, **changes)
    changed = row(f"县{text}县", looks=[LOOK, look, look, LOOK])

    assert row("县县县县").measured(Allowance.NOTHING).runs == 1
    assert changed.measured(Allowance.NOTHING).runs == 3
    assert changed.longest_script_run == range(1, 3)


def test_looks_that_are_alike_or_differ_in_the_direction_of_reading_are_one_run() -> None:
    looks = [LOOK, replace(LOOK), replace(LOOK, is_right_to_left=True)]

    assert row("县县县", looks=looks).measured(Allowance.NOTHING).runs == 1


def test_a_character_has_the_look_that_begins_at_it_or_before_it() -> None:
    bold = replace(LOOK, bold=True)
    line = LineChars("县县县县", [EM] * 4, {0: LOOK, 2: bold})

    assert [line.look(place).bold for place in range(4)] == [False, False, True, True]


def test_what_is_no_sign_is_as_wide_as_han_or_visible_latin() -> None:
    """Of signs alone it is asked how wide they are, and which font they need."""
    plain = {char for char in map(chr, range(BASIC_PLANE + 1)) if not sign_places(char)}

    assert all(is_wide(char) or (char.isascii() and char.isprintable()) for char in plain)
    assert plain.isdisjoint(NARROWER_SPACES)
    assert set("县，（A5%") <= plain
    assert sign_places("“5G”—县") == [0, 3, 4]


@pytest.mark.parametrize(("kind", "width"), [(RunKind.NOTE_REFERENCE, 0.25), (RunKind.NOTE_NUMBER, 0.5)])
def test_a_mark_may_be_a_plain_digit_whatever_the_allowance(kind: RunKind, width: float) -> None:
    """ONLYOFFICE has no ①: it sets a 1, of half an em, or of half that as a superscript."""
    natural = 0.6 if kind is RunKind.NOTE_REFERENCE else 1.0

    for allowance in Allowance:
        found = mark(kind).measured(allowance)
        assert width - 0.06 <= natural - found.narrower <= width
        assert 0.05 <= found.wider <= 0.07
        assert (found.count, found.natural) == (0, EM)


@pytest.mark.parametrize("sign", "※‰±²☐")
def test_the_width_of_a_sign_is_doubted_whatever_the_allowance(sign: str) -> None:
    """－3.13‰ at the end of a line lost a character in LibreOffice 7.4, ±2cm took one in in ONLYOFFICE."""
    for allowance in Allowance:
        found = row(f"县{sign}县").measured(allowance)
        assert found.narrower + found.wider > 0


@pytest.mark.parametrize("sign", "·—")
def test_what_is_narrower_in_some_faces_only_is_allowed_for_only_where_asked(sign: str) -> None:
    careful, careless = (row(f"县{sign}县").measured(allowance) for allowance in (Allowance.FACES, Allowance.NOTHING))

    assert careful.narrower > careless.narrower == 0


def test_a_high_digit_may_have_a_gap_beside_han_but_not_beside_latin() -> None:
    assert row("约m²的", 0).measured(Allowance.NOTHING).doubtful_gaps == 1
    assert row("约m²a", 0).measured(Allowance.NOTHING).doubtful_gaps == 0


def test_white_that_vanishes_is_no_part_of_a_line() -> None:
    assert row("县 ").measured(Allowance.NOTHING).count == 1
    assert row("县  ").measured(Allowance.NOTHING).count == 1
    assert row(" ").measured(Allowance.NOTHING).count == 1
    assert row("县 县").measured(Allowance.NOTHING).count == 3


def test_a_smaller_type_is_narrower_and_all_else_is_the_same() -> None:
    line = row("共5人", 0, selected=2)
    half = line.scaled(EM // 2, EM)

    assert half.measured(Allowance.NOTHING) == replace(line.measured(Allowance.NOTHING), natural=5 * EM // 4)
    assert (half.texts, half.looks, half.behind) == (line.texts, line.looks, line.behind)


def test_a_word_is_reckoned_a_little_wider_and_takes_no_spacing() -> None:
    word = LineChars("a县", [EM, EM], {0: replace(LOOK, is_word=True), 1: LOOK})

    assert word.has_word
    assert not row("a县").has_word
    found = word.measured(Allowance.NOTHING)
    assert (found.count, found.natural) == (1, round(1.02 * EM) + EM)


def test_what_follows_is_a_character_for_some_and_a_whole_unit_for_others() -> None:
    found = row("2026年").follower("县", True, 3, Allowance.GAPS_AND_FACES)

    assert (found.least.count, found.unit.count, found.spacing) == (1, 4, 3)
    assert found.least.gaps == found.unit.gaps == 1


@pytest.mark.parametrize(
    ("text", "least", "unit"),
    [
        ("县", 1, 1),
        ("2026", 1, 4),
        ("12345678", 1, 8),
        ("123456789", 1, 8),
        ("（", 1, 1),
        ("（《", 2, 2),
        ("(5", 2, 2),
        *((f"{bracket}县", 2, 2) for bracket in "（《〈【〔〖「『“‘［｛([{"),
    ],
)
def test_so_many_characters_follow_at_once(text: str, least: int, unit: int) -> None:
    found = row(text).follower("县", False, 0, Allowance.NOTHING)

    assert (found.least.count, found.unit.count) == (least, unit)


def test_the_gap_before_what_follows_is_that_of_its_first_character() -> None:
    found = row("5℃").follower("县", True, 0, Allowance.NOTHING)

    assert (found.unit.gaps, found.unit.doubtful_gaps) == (1, 0)


def test_a_variation_selector_ends_a_unit() -> None:
    assert row("葛、李").follower("县", False, 0, Allowance.NOTHING).unit.count == 2
    assert row("葛、李", selected=0).follower("县", False, 0, Allowance.NOTHING).unit.count == 1
    assert row("（葛、李").follower("县", False, 0, Allowance.NOTHING).unit.count == 3
    assert row("（葛、李", selected=1).follower("县", False, 0, Allowance.NOTHING).unit.count == 2


def test_brackets_are_taken_with_what_they_open_by_all() -> None:
    found = row("《县志》").follower("县", False, 0, Allowance.GAPS_AND_FACES)

    assert (found.least.count, found.unit.count) == (2, 2)


def test_the_longest_run_of_one_script_is_found() -> None:
    assert row("共2026年县志办公室5人").longest_script_run == range(5, 11)
    assert row("县").longest_script_run == range(1)


def test_a_part_of_a_line_has_one_run_and_leaves_the_others() -> None:
    line = row("共2026年县志办公室5人", 0, 4)

    whole = line.measured(Allowance.NOTHING)
    part = line.measured(Allowance.NOTHING, range(5, 11))

    assert (part.count, part.runs, part.others) == (6, 1, whole.runs - 1)
    assert (part.natural, part.gaps) == (whole.natural, whole.gaps)


@pytest.mark.parametrize(("char", "plain"), [("县", True), ("，", True), ("㎡", False), ("a", False)])
def test_a_sign_of_full_width_is_not_taken_for_han(char: str, *, plain: bool) -> None:
    assert is_plain_wide(char) == plain


@pytest.mark.parametrize(
    ("last", "text", "known"),
    [
        ("县", "县志“，”2026年", True),
        ("a", "县", True),
        ("%", "县", False),  # it is not known who leaves white there
        ("县", "县%县", False),
        ("县", "县—县", False),  # narrower in some faces only
        ("县", "县²县", False),
    ],
)
def test_what_is_known_is_measured_alike_with_every_allowance(last: str, text: str, known: bool) -> None:
    found = row(text)
    measured = {(found.measured(each), found.follower(last, False, 0, each)) for each in Allowance}

    assert found.is_known_behind(last, False) is known
    assert len(measured) == 1 or not known
