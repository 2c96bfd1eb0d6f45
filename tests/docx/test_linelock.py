from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huibian.docx.linelock import PLAIN, Follower, MeasuredText, Spacing, fill, lock

EM = 16000
MEASURE = 422362
TWIP = 50


def follower(natural: int, count: int = 1, after: int = 0) -> Follower:
    """What every consumer takes at once."""
    piece = MeasuredText(count, natural)
    return Follower(piece, piece, after)


HAN = follower(EM)


def han(count: int) -> MeasuredText:
    return MeasuredText(count, EM * count)


def width(text: MeasuredText, gap: float, spacing: Spacing, *, counts_last: bool, loosens_ends: bool) -> float:
    """How wide a consumer sets a line, computed without the code that is tested."""
    total = spacing.each * text.count + spacing.more
    if loosens_ends and spacing.each < 0:
        total -= spacing.each * text.runs
    elif not counts_last:
        total -= spacing.each
    return text.natural + text.gaps * gap * EM + total * TWIP


def test_a_line_that_greedy_filling_gives_anyway_is_left_plain() -> None:
    assert lock(MEASURE, EM, han(26), HAN) == PLAIN


def test_a_line_one_character_short_is_widened_until_the_next_cannot_fit() -> None:
    spacing = lock(MEASURE, EM, han(25), HAN)

    assert spacing is not None
    assert spacing.each > 0
    assert 25 * EM + spacing.each * 25 * TWIP <= MEASURE < 26 * EM + spacing.each * 25 * TWIP


def test_a_squeezed_line_is_tightened_until_it_fits() -> None:
    spacing = lock(MEASURE, EM, han(27), HAN)

    assert spacing is not None
    assert spacing.each < 0
    assert 27 * EM + spacing.each * 26 * TWIP <= MEASURE


def test_a_last_line_that_fits_is_left_plain_however_short() -> None:
    assert lock(MEASURE, EM, han(1), None) == PLAIN


def test_a_last_line_that_was_squeezed_is_tightened_no_more_than_it_takes() -> None:
    spacing = lock(MEASURE, EM, han(27), None)

    assert spacing is not None
    assert 27 * EM + spacing.each * 26 * TWIP <= MEASURE
    assert 27 * EM + (spacing.each + 4) * 26 * TWIP > MEASURE


def test_a_number_after_the_line_may_be_taken_digit_by_digit() -> None:
    digit = follower(EM // 2)

    spacing = lock(MEASURE, EM, han(25), digit)

    assert spacing is not None
    assert 25 * EM + spacing.each * 25 * TWIP + EM // 2 > MEASURE


def test_the_spacing_of_the_next_line_counts_for_its_first_character() -> None:
    tight = follower(EM, after=-40)

    assert lock(MEASURE, EM, han(26), HAN) == PLAIN
    assert lock(416000 + EM - 2000, EM, han(26), tight) != PLAIN


def test_where_whole_twips_are_too_coarse_part_of_the_line_gets_one_more() -> None:
    line = MeasuredText(28, 26 * EM, runs=1, gaps=2)
    digit = follower(EM // 2)

    spacings = [lock(measure, EM, line, digit, autospace=False) for measure in range(27 * EM, 27 * EM + 1400, 50)]

    assert None not in spacings
    assert {spacing.more for spacing in spacings if spacing is not None} == {0, 7, 14, 21}


def test_one_twip_more_for_the_first_character_alone_costs_one_end_more() -> None:
    """A negative spacing is lost at both ends then, where LibreOffice loses it."""
    assert lock(4 * EM, EM, MeasuredText(4, 4 * EM - 200), follower(EM // 16)) == Spacing(-2)


def test_no_spacing_is_given_where_none_holds_for_every_consumer() -> None:
    digit = follower(EM // 2)

    assert lock(MEASURE, EM, MeasuredText(30, 24 * EM, runs=25, gaps=12), digit) is None


@pytest.mark.parametrize(("gaps", "autospace"), [(3, True), (4, False)])
def test_so_many_gaps_can_be_locked_before_a_character_and_no_more(gaps: int, *, autospace: bool) -> None:
    """Consumers leave no white or 0.26 em, or 0.20 em at most where the paragraph asks for none: a Han is one em."""
    line = MeasuredText(26, 25 * EM, gaps=gaps)

    assert lock(MEASURE, EM, line, HAN, autospace=autospace) is not None
    assert lock(MEASURE, EM, replace(line, gaps=gaps + 1), HAN, autospace=autospace) is None


def test_a_unit_that_is_not_parted_locks_a_line_with_more_gaps() -> None:
    line = MeasuredText(26, 24 * EM, gaps=6)
    word = Follower(MeasuredText(1, EM // 2), MeasuredText(4, 2 * EM), 0)

    assert lock(MEASURE, EM, line, follower(EM // 2)) is None
    assert lock(MEASURE, EM, line, word) is not None


def test_a_line_tightened_in_one_place_may_have_many_runs() -> None:
    """A negative spacing is lost at the end of each run in LibreOffice: of one run it is lost once."""
    line = MeasuredText(27, MEASURE + EM, runs=12, gaps=4)

    assert lock(MEASURE, EM, line, HAN, autospace=False) is None
    assert lock(MEASURE, EM, replace(line, count=14, runs=1, others=11), HAN, autospace=False) is not None


def test_no_character_is_tightened_by_more_than_a_sixth() -> None:
    narrow = 6 * EM + EM // 4

    assert lock(narrow, EM, han(8), None) is None
    spacing = lock(narrow, EM, han(7), None)
    assert spacing is not None
    assert -EM / 6 <= spacing.each * TWIP < 0


def test_a_line_is_filled_as_far_as_every_consumer_has_room() -> None:
    line = MeasuredText(25, 25 * EM, gaps=2)

    spacing = fill(MEASURE, EM, line)

    assert spacing is not None
    widest = line.natural + 2 * 0.26 * EM + (spacing.each * 25 + spacing.more) * TWIP
    assert MEASURE - EM * 0.02 <= widest <= MEASURE


@pytest.mark.parametrize(
    ("count", "room", "spacing"),
    [
        (25, 25 * TWIP, Spacing(1)),
        (25, 25 * TWIP - 1, Spacing(0, 24)),
        (25, 0, Spacing(0)),
        (25, -1, None),
        (25, -30 * TWIP, None),
        (1, 3 * TWIP, Spacing(3)),
        (0, 3 * TWIP, Spacing(3)),
    ],
)
def test_all_room_but_a_hundredth_of_an_em_is_filled(count: int, room: int, spacing: Spacing | None) -> None:
    assert fill(MEASURE, EM, MeasuredText(count, MEASURE - EM // 100 - room)) == spacing


def test_what_tracking_loses_at_the_end_is_not_filled_twice() -> None:
    line = MeasuredText(10, MEASURE - EM // 100 - 100 * TWIP)

    assert fill(MEASURE, EM, line) == Spacing(10)
    assert fill(MEASURE, EM, line, -40) == Spacing(7)


def test_a_line_that_is_full_is_not_filled() -> None:
    assert fill(MEASURE, EM, han(27)) is None


@pytest.mark.parametrize(
    ("line", "taken", "autospace"),
    [
        ({}, 0, True),
        ({"wider": 0.4}, 0.4, True),
        ({"narrower": 0.4}, 0, True),
        ({"doubtful_gaps": 2}, 0.5, True),
        ({"gaps": 3}, 0.78, True),
        ({"gaps": 3}, 0.6, False),
        ({"runs": 5, "others": 3}, 0, True),
    ],
)
def test_a_last_line_is_left_plain_if_a_tenth_of_an_em_is_left_in_every_consumer(
    line: dict[str, float], taken: float, *, autospace: bool
) -> None:
    room = round((0.1 + taken) * EM)
    text = MeasuredText(20, MEASURE - room, **line)  # type: ignore[arg-type]

    assert lock(MEASURE, EM, text, None, autospace=autospace) == PLAIN
    more = replace(text, natural=text.natural + 1)
    assert lock(MEASURE, EM, more, None, autospace=autospace) != PLAIN


@pytest.mark.parametrize(
    ("line", "piece", "after", "taken"),
    [
        ({}, {}, 0, 0.0),
        ({"narrower": 0.4}, {}, 0, 0.4),
        ({"wider": 0.4}, {}, 0, 0.0),
        ({"gaps": 2}, {}, 0, 0.0),
        ({}, {"narrower": 0.3}, 0, 0.3),
        ({}, {"wider": 0.3, "doubtful_gaps": 1, "gaps": 1}, 0, 0.0),
        ({}, {}, -32, 0.1),
        ({}, {"count": 2}, -32, 0.2),
        ({}, {}, 32, 0.0),
        ({}, {"count": 2}, 32, -0.1),
        ({}, {"count": 3}, 32, -0.2),
    ],
)
def test_a_line_is_left_plain_if_a_tenth_of_an_em_is_missing_for_what_follows(
    line: dict[str, float], piece: dict[str, float], after: int, taken: float
) -> None:
    """In every consumer: those that leave no white between Han and Latin are the nearest."""
    follows = replace(MeasuredText(1, 2 * EM), **piece)
    short = round(2 * EM - (0.1 + taken) * EM)
    text = MeasuredText(24, MEASURE - short, **line)  # type: ignore[arg-type]

    assert lock(MEASURE, EM, text, Follower(follows, follows, after)) == PLAIN
    less = replace(text, natural=text.natural - 1)
    assert lock(MEASURE, EM, less, Follower(follows, follows, after)) != PLAIN


def test_what_parts_no_unit_leaves_no_white_and_what_leaves_white_parts_them() -> None:
    """Of a unit of two em the lock may reckon with one only where white beside it makes up for the other."""
    line = MeasuredText(24, MEASURE - EM + EM // 10, gaps=0)
    one, two = MeasuredText(1, EM), MeasuredText(2, 2 * EM)

    assert lock(MEASURE, EM, line, Follower(one, two, 0)) == PLAIN
    less = replace(line, natural=line.natural - 1)
    assert lock(MEASURE, EM, less, Follower(one, two, 0)) != PLAIN
    white = replace(less, gaps=1)  # of 0.2 em in those that part units
    assert lock(MEASURE, EM, white, Follower(one, two, 0)) == PLAIN
    assert lock(MEASURE, EM, white, Follower(one, one, 0)) != PLAIN


@pytest.mark.parametrize(("slack", "locked"), [(320, True), (319, False)])
def test_both_margins_are_a_hundredth_of_an_em_or_there_is_no_lock(slack: int, *, locked: bool) -> None:
    line = MeasuredText(1, MEASURE - 160 - 100 * TWIP)

    assert lock(MEASURE, EM, line, follower(slack)) == (Spacing(100) if locked else None)


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ({}, 2000),
        ({"runs": 10}, 20000),
        ({"others": 9}, 20000),
        ({"runs": 4, "others": 6}, 20000),
        ({"runs": 2, "gaps": 3}, 0.26 * 3 * EM + 2000),
        ({"runs": 3, "gaps": 3}, 0.20 * 3 * EM + 6000),
    ],
)
def test_tracking_that_tightens_is_lost_at_the_ends_of_runs(line: dict[str, int], taken: float) -> None:
    """Also of those without the line's spacing, but not in Word; tracking that loosens is lost nowhere."""
    text = MeasuredText(20, MEASURE - EM // 10 - round(taken), **line)

    assert lock(MEASURE, EM, text, None, -40) == PLAIN
    more = replace(text, natural=text.natural + 1)
    assert lock(MEASURE, EM, more, None, -40) != PLAIN
    assert lock(MEASURE, EM, more, None, 40) == PLAIN


@pytest.mark.parametrize(("over", "spacing"), [(14400, Spacing(-30)), (16000, None)])
@pytest.mark.parametrize("unit", [1, 3])
def test_what_is_lost_at_ends_in_one_consumer_is_not_in_another(over: int, spacing: Spacing | None, unit: int) -> None:
    """Ten ends lose as much as a character where it is tightened by a tenth of an em."""
    line = MeasuredText(20, MEASURE + over, runs=10)
    follows = Follower(MeasuredText(1, EM), MeasuredText(unit, EM * unit), 0)

    for autospace in (False, True):
        assert lock(MEASURE, EM, line, follows, autospace=autospace) == spacing


@pytest.mark.parametrize(("tracking", "most"), [(0, 53), (-20, 33), (20, 73)])
def test_spacing_tightens_by_a_sixth_at_most_with_the_tracking(tracking: int, most: int) -> None:
    """A sixth of 16 pt is 53 twips; at the end of the line both are lost once."""
    won = (10 * most - 53) * TWIP
    line = MeasuredText(10, MEASURE + won - EM // 100)

    assert lock(MEASURE, EM, line, None, tracking) == Spacing(-most)
    assert lock(MEASURE, EM, replace(line, natural=line.natural + 1), None, tracking) is None


@pytest.mark.parametrize("doubt", [{"narrower": 0.4}, {"wider": 0.4}, {"doubtful_gaps": 2}])
def test_what_faces_and_consumers_disagree_on_is_reckoned_with(doubt: dict[str, float]) -> None:
    sure = lock(MEASURE, EM, MeasuredText(25, 25 * EM), HAN)
    unsure = lock(MEASURE, EM, MeasuredText(25, 25 * EM, **doubt), HAN)  # type: ignore[arg-type]

    assert sure is not None
    assert unsure is not None
    assert (unsure.each, unsure.more) != (sure.each, sure.more)


@given(
    count=st.integers(18, 34),
    tenths=st.integers(-20, 20),
    gaps=st.integers(0, 6),
    runs=st.integers(1, 12),
    piece=st.sampled_from([EM // 2, EM, 2 * EM]),
    after=st.integers(-12, 12),
)
def test_a_spacing_holds_for_every_consumer_of_the_family(
    count: int, tenths: int, gaps: int, runs: int, piece: int, after: int
) -> None:
    line = MeasuredText(count, MEASURE + tenths * EM // 10, runs=runs, gaps=gaps)
    spacing = lock(MEASURE, EM, line, follower(piece, after=after))
    if spacing is None:
        return

    for gap, loosens_ends in ((0.0, False), (0.20, True), (0.20, False), (0.25, False)):
        for counts_last in (True, False):
            own = width(line, gap, spacing, counts_last=counts_last, loosens_ends=loosens_ends)
            followed = width(line, gap, spacing, counts_last=True, loosens_ends=loosens_ends)
            assert own <= MEASURE
            assert followed + piece + min(after, 0) * TWIP > MEASURE
