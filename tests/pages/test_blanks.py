from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from huibian.frame import PartKind
from huibian.layoutfile.binding import Binding, PageNumbering
from huibian.pages.blanks import place_parts
from huibian.pages.plan import PartPlan, PlacedPart

COVER, CONTENTS, BODY, COLOPHON, BLANK = (
    PartKind.COVER,
    PartKind.CONTENTS,
    PartKind.BODY,
    PartKind.COLOPHON,
    PartKind.BLANK,
)
ISSUE = [(COVER, 1), (CONTENTS, 2), (BODY, 7), (COLOPHON, 1)]


def bound(parts: list[tuple[PartKind, int]], binding: Binding) -> list[PlacedPart]:
    return place_parts([PartPlan(kind, pages) for kind, pages in parts if pages], binding)


def kinds(parts: list[PlacedPart]) -> list[tuple[PartKind, int]]:
    return [(part.plan.kind, part.plan.pages) for part in parts]


def test_on_single_sheets_nothing_is_left_blank() -> None:
    parts_ = bound(ISSUE, Binding())

    assert kinds(parts_) == ISSUE
    assert all(part.first_page == 1 for part in parts_)


def test_parts_open_on_right_hand_pages_and_the_colophon_on_an_even_one() -> None:
    parts_ = bound(ISSUE, Binding(duplex=True))

    assert kinds(parts_) == [(COVER, 1), (BLANK, 1), (CONTENTS, 2), (BODY, 7), (COLOPHON, 1)]
    assert [part.first_page for part in parts_] == [1, 2, 3, 1, 12]


def test_a_colophon_that_would_stand_on_an_odd_page_waits_for_the_next() -> None:
    parts_ = bound([(COVER, 1), (CONTENTS, 2), (BODY, 8), (COLOPHON, 1)], Binding(duplex=True))

    assert kinds(parts_)[-3:] == [(BODY, 8), (BLANK, 1), (COLOPHON, 1)]


def test_a_stitched_issue_has_a_multiple_of_four_pages_and_the_colophon_at_its_end() -> None:
    parts_ = bound(ISSUE, Binding(page_multiple=4))

    assert kinds(parts_) == [*ISSUE[:3], (BLANK, 1), (COLOPHON, 1)]


def test_without_a_colophon_the_blank_pages_come_last() -> None:
    assert kinds(bound([(BODY, 3)], Binding(page_multiple=4))) == [(BODY, 3), (BLANK, 1)]


def test_continuous_numbers_count_from_the_cover() -> None:
    parts_ = bound(ISSUE, Binding(numbering=PageNumbering.CONTINUOUS))

    assert [part.first_page for part in parts_] == [1, 2, 4, 11]


@given(st.integers(0, 1), st.integers(0, 3), st.integers(1, 40), st.integers(0, 1), st.sampled_from([1, 2, 4, 8]))
def test_printed_on_both_sides_odd_numbers_are_on_the_right(
    cover: int, contents: int, body: int, colophon: int, multiple: int
) -> None:
    parts = [(COVER, cover), (CONTENTS, contents), (BODY, body), (COLOPHON, colophon)]
    parts_ = bound(parts, Binding(duplex=True, page_multiple=multiple))
    before = 0
    for part in parts_:
        assert part.first_page % 2 == (before + 1) % 2
        before += part.plan.pages

    assert before % multiple == 0
    assert kinds([part for part in parts_ if part.plan.kind is not BLANK]) == [part for part in parts if part[1]]
    if colophon:
        assert parts_[-1].plan.kind is COLOPHON
        assert before % 2 == 0
